//! One calendar year of a firm, in whole 分 and heads. Every identity of the accounts is kept here, where the parts are
//! split from their wholes, and checked by the property tests.

use crate::dice::{Dice, exp, whole};
use crate::industry::Industry;

/// 分 in 1 万元.
pub(crate) const WAN: f64 = 1_000_000.0;

/// Figures of one year. Money in 分.
#[derive(Clone, Debug, Default)]
pub(crate) struct Account {
    pub(crate) year: i16,
    pub(crate) revenue: i64,
    pub(crate) main_revenue: i64,
    pub(crate) total_income: i64,
    pub(crate) high_tech_revenue: i64,
    pub(crate) investment_income: i64,
    pub(crate) untaxed_income: i64,
    pub(crate) cost: i64,
    pub(crate) taxable_income: i64,
    pub(crate) net_profit: i64,
    pub(crate) transfer_income: i64,
    pub(crate) assets: i64,
    pub(crate) liabilities: i64,
    pub(crate) average_assets: i64,
    pub(crate) equity_raised: i64,
    pub(crate) rd: i64,
    pub(crate) rd_domestic: i64,
    pub(crate) rd_investment: i64,
    pub(crate) rd_deductible: i64,
    pub(crate) rd_other: i64,
    pub(crate) outsourced_domestic: i64,
    pub(crate) outsourced_foreign: i64,
    pub(crate) amortisation: i64,
    pub(crate) staff: i64,
    pub(crate) st_staff: i64,
    pub(crate) rd_staff: i64,
    pub(crate) graduates: i64,
    pub(crate) bachelors: i64,
    pub(crate) juniors: i64,
    pub(crate) quarterly_staff: i64,
    pub(crate) conversions: i64,
}

/// What stays the same about a firm from year to year.
#[derive(Debug)]
pub(crate) struct Traits {
    /// Standard scores of size, inventiveness and management.
    pub(crate) size: f64,
    pub(crate) invention: f64,
    pub(crate) quality: f64,
    /// Shares and ratios around which the years move.
    pub(crate) main_share: f64,
    pub(crate) high_tech_share: f64,
    pub(crate) domestic_share: f64,
    pub(crate) st_share: f64,
    pub(crate) intensity: f64,
    pub(crate) debt: f64,
    pub(crate) asset_turn: f64,
    pub(crate) per_head: f64,
    /// 查账征收 and a 高新技术企业 rate of tax (15 %) rather than the general 25 %.
    pub(crate) tax_rate: f64,
}

impl Traits {
    /// Draws a firm of an industry.
    pub(crate) fn draw(dice: &mut Dice, industry: &Industry) -> Self {
        let (size, invention) = (dice.normal(), dice.normal());
        let quality = 0.4 * invention + 0.9 * dice.normal();
        let researches = dice.chance(industry.researching);
        // Small firms of an industry spend a larger share on R&D; inventive ones much more.
        let tilt = 0.5 * invention - 0.15 * size + 0.2 * dice.normal();
        let intensity = if researches { (industry.intensity * exp(tilt)).clamp(0.001, 0.8) } else { 0.0 };
        // Most firms live off one business; one in twelve is spread over several.
        let spread_out = dice.chance(80);
        let main_share = if spread_out { dice.between(0.4, 0.8) } else { dice.between(0.82, 1.0) };
        let abroad = dice.chance(40);
        Self {
            size,
            invention,
            quality,
            main_share,
            high_tech_share: (industry.high_tech + 0.08 * invention + 0.1 * dice.normal()).clamp(0.0, 1.0),
            domestic_share: if abroad { dice.between(0.45, 0.85) } else { dice.between(0.9, 1.0) },
            st_share: (industry.st_share + 0.05 * invention + 0.05 * dice.normal()).clamp(0.01, 0.9),
            intensity,
            debt: (industry.debt + 0.16 * dice.normal() - 0.05 * quality).clamp(0.05, 1.15),
            asset_turn: industry.assets * exp(0.35 * dice.normal()),
            per_head: industry.per_head * exp(0.3 * dice.normal()),
            tax_rate: if researches && invention > 0.0 { 0.15 } else { 0.25 },
        }
    }
}

impl Account {
    /// Revenue, staff and balance sheet of a year; R&D follows by [`Account::spend`], income by [`Account::close`].
    pub(crate) fn open(dice: &mut Dice, traits: &Traits, year: i16, revenue: i64) -> Self {
        let sales = revenue as f64;
        let heads = whole(sales / (traits.per_head * WAN) * exp(0.08 * dice.normal())).max(2);
        let assets = whole(sales * traits.asset_turn * exp(0.1 * dice.normal())).max(1_000_000);
        Self { year, revenue, staff: heads, assets, ..Self::default() }
    }

    /// Divides the year's people. Parts are drawn from what is left, so they never exceed their whole.
    pub(crate) fn hire(&mut self, dice: &mut Dice, traits: &Traits) {
        let staff = self.staff;
        let part = |share: f64, of: i64| whole(share.clamp(0.0, 1.0) * of as f64).clamp(0, of);
        self.st_staff = part(traits.st_share + 0.015 * dice.normal(), staff);
        self.rd_staff = part(dice.between(0.55, 1.0), self.st_staff);
        self.graduates = part(traits.st_share * dice.between(0.1, 0.35), staff);
        self.bachelors = part(traits.st_share * 0.5 + dice.between(0.15, 0.35), staff - self.graduates);
        self.juniors = part(dice.between(0.25, 0.5), staff - self.graduates - self.bachelors);
        // Quarterly means count dispatched workers as well.
        self.quarterly_staff = staff + part(dice.between(0.0, 0.06), staff);
    }

    /// Splits R&D of `rd` 分 by place, by who did it and by what the tax office accepts.
    pub(crate) fn spend(&mut self, dice: &mut Dice, traits: &Traits, rd: i64) {
        let part = |share: f64, of: i64| whole(share.clamp(0.0, 1.0) * of as f64).clamp(0, of);
        self.rd = rd.max(0);
        self.rd_domestic = part(traits.domestic_share + 0.02 * dice.normal(), self.rd);
        self.outsourced_foreign = part(dice.between(0.6, 1.0), self.rd - self.rd_domestic);
        let commissions = dice.chance(350);
        let share = if commissions { dice.between(0.02, 0.3) } else { 0.0 };
        self.outsourced_domestic = part(share, self.rd_domestic);
        self.rd_deductible = part(dice.between(0.68, 0.96), self.rd);
        self.rd_other = part(dice.between(0.02, 0.1), self.rd_deductible);
        let capitalised = dice.chance(120);
        self.rd_investment = self.rd + if capitalised { part(dice.between(0.02, 0.3), self.rd) } else { 0 };
        self.amortisation = part(dice.between(0.0, 0.05), self.rd);
    }

    /// Closes the year: income, cost, profit, tax, balance.
    pub(crate) fn close(&mut self, dice: &mut Dice, traits: &Traits, industry: &Industry) {
        let sales = self.revenue as f64;
        let part = |share: f64, of: i64| whole(share.clamp(0.0, 1.0) * of as f64).clamp(0, of);
        self.main_revenue = part(traits.main_share + 0.015 * dice.normal(), self.revenue);
        let invests = dice.chance(120);
        self.investment_income = if invests { whole(sales * 0.02 * dice.normal()) } else { 0 };
        let granted = dice.chance(180);
        self.untaxed_income = if granted { whole(sales * dice.between(0.002, 0.04)) } else { 0 };
        // 总收入 is total income less untaxed income: sales and what investments brought.
        self.total_income = self.revenue + self.investment_income.max(0);
        self.high_tech_revenue = part(traits.high_tech_share + 0.02 * dice.normal(), self.revenue);

        // Heavy R&D eats the margin; cost is never below the R&D that is part of it.
        let burden = (self.rd as f64 / sales.max(1.0) - industry.intensity).max(-0.05);
        let margin = industry.margin + 0.05 * traits.quality - 0.45 * burden + 0.03 * dice.normal();
        let floor = self.rd + part(0.2, self.revenue);
        self.cost = whole(sales * (1.0 - margin.clamp(-1.5, 0.45))).max(floor);
        let profit = self.revenue + self.investment_income - self.cost;
        // 加计扣除 100 %: taxable income is profit less the deductible R&D once more.
        self.taxable_income = profit - self.rd_deductible;
        let tax = whole(self.taxable_income.max(0) as f64 * traits.tax_rate);
        self.net_profit = profit - tax;
        let transfers = dice.chance(40);
        self.transfer_income =
            if transfers { part(dice.between(0.01, 0.15), self.revenue).min(profit.max(0)) } else { 0 };

        self.liabilities = whole(self.assets as f64 * (traits.debt + 0.03 * dice.normal()).clamp(0.02, 1.3));
        self.average_assets = whole(self.assets as f64 * dice.between(0.9, 1.02));
        // Firms with a technology of their own turn several results a year into products; others hardly one.
        let usual = if industry.field == "其他" { 0.6 } else { 3.6 };
        let yearly = usual + 1.4 * traits.invention.clamp(-2.0, 2.5) + dice.normal();
        self.conversions = if self.rd == 0 { 0 } else { whole(yearly).max(0) };
    }

    /// 净资产 = 资产 − 负债, exactly.
    pub(crate) fn net_assets(&self) -> i64 {
        self.assets - self.liabilities
    }
}
