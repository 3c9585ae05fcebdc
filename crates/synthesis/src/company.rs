//! One firm: who it is, what it is like, its five years.

use jiff::civil::{Date, date};

use crate::account::{Account, Traits, WAN};
use crate::border::Border;
use crate::dice::{Dice, exp, whole};
use crate::industry::{INDUSTRIES, Industry};
use crate::rights::Right;
use crate::titles::{Record, Title};

/// Years that a firm's accounts reach back to.
pub(crate) const YEARS: i16 = 5;

/// Smallest yearly revenue, 1 万元 in 分: no firm of the demo has none.
const LEAST_REVENUE: i64 = 1_000_000;

/// A whole firm, before anything is withheld.
#[derive(Debug)]
pub(crate) struct Company {
    pub(crate) number: u64,
    pub(crate) district: usize,
    pub(crate) industry: &'static Industry,
    pub(crate) born: Date,
    pub(crate) traits: Traits,
    /// Oldest first; only years in which the firm existed. Never empty.
    pub(crate) accounts: Vec<Account>,
    /// For the tests that look at both sides of each border.
    #[cfg_attr(not(test), expect(dead_code, reason = "tests read it"))]
    pub(crate) border: Option<Border>,
    pub(crate) rights: Vec<Right>,
    pub(crate) titles: Vec<Title>,
    pub(crate) record: Record,
}

impl Company {
    /// Draws firm `number`. `districts` are weights.
    pub(crate) fn draw(dice: &mut Dice, number: u64, districts: &[u32], last_year: i16) -> Self {
        let district = dice.weighted(districts.iter().copied());
        let industry = &INDUSTRIES[dice.weighted(INDUSTRIES.iter().map(|industry| industry.weight))];
        let traits = Traits::draw(dice, industry);
        let born = draw_birth(dice, last_year);
        let (accounts, border) = draw_accounts(dice, &traits, industry, born, last_year);
        let mut company = Self {
            number,
            district,
            industry,
            born,
            traits,
            accounts,
            border,
            rights: Vec::new(),
            titles: Vec::new(),
            record: Record::default(),
        };
        company.rights = Right::draw_all(dice, &company, last_year);
        company.titles = Title::draw_all(dice, &company, last_year);
        company.record = Record::draw(dice, &company, last_year);
        company.note_used_rights();
        company
    }

    /// The latest year.
    pub(crate) fn last(&self) -> Option<&Account> {
        self.accounts.last()
    }

    /// Sales and R&D of the last three years, or as many as there are.
    pub(crate) fn three_years(&self) -> (i64, i64) {
        let years = self.accounts.iter().rev().take(3);
        years.fold((0, 0), |(sales, rd), account| (sales + account.revenue, rd + account.rd))
    }

    /// Class Ⅱ rights granted before the firm's 高企 title began may have been used up for it (工作指引).
    fn note_used_rights(&mut self) {
        let start =
            self.titles.iter().find(|title| title.name == crate::titles::HIGH_TECH).map(|title| title.from);
        for right in &mut self.rights {
            right.used =
                start.is_some_and(|start| !right.kind.class_one() && right.granted < start && right.odd);
        }
    }
}

fn draw_birth(dice: &mut Dice, last_year: i16) -> Date {
    // About a tenth is younger than three years; the rest thins out towards twenty-five.
    let age = match dice.below(100) {
        0..=9 => dice.below(3),
        10..=54 => 3 + dice.below(7),
        55..=86 => 10 + dice.below(8),
        _ => 18 + dice.below(8),
    };
    let year = last_year - i16::try_from(age).unwrap_or_default();
    let month = i8::try_from(1 + dice.below(12)).unwrap_or(1);
    let day = i8::try_from(1 + dice.below(28)).unwrap_or(1);
    date(year, month, day)
}

fn draw_accounts(
    dice: &mut Dice,
    traits: &Traits,
    industry: &'static Industry,
    born: Date,
    last_year: i16,
) -> (Vec<Account>, Option<Border>) {
    let first = born.year().max(last_year - YEARS + 1);
    let young = f64::from(last_year - born.year()).min(6.0) / 6.0;
    // Younger firms are smaller: a firm in its first years has a fifth to a half of a settled one.
    let scale = industry.revenue * WAN * exp(industry.spread * traits.size) * (0.2 + 0.8 * young);
    let mut revenues = vec![whole(scale).max(LEAST_REVENUE)];
    for _ in first..last_year {
        let growth = industry.growth + 0.07 * traits.quality + 0.12 * dice.normal();
        let later = revenues.last().copied().unwrap_or(LEAST_REVENUE) as f64;
        revenues.push(whole(later / (1.0 + growth.clamp(-0.4, 1.2))).max(LEAST_REVENUE));
    }
    // The year of birth is a part of a year.
    if first == born.year()
        && let Some(earliest) = revenues.last_mut()
    {
        *earliest = (*earliest * i64::from(13 - born.month()) / 12).max(LEAST_REVENUE);
    }
    let mut accounts: Vec<Account> = (first..=last_year)
        .zip(revenues.into_iter().rev())
        .map(|(year, revenue)| Account::open(dice, traits, year, revenue))
        .collect();

    let border = accounts.last().and_then(|last| Border::draw(dice, last));
    if let (Some(border), Some(last)) = (border, accounts.last_mut()) {
        border.shape(last);
    }
    for index in 0..accounts.len() {
        let (earlier, rest) = accounts.split_at_mut(index);
        let Some((account, later)) = rest.split_first_mut() else { break };
        account.hire(dice, traits);
        let drawn = whole(account.revenue as f64 * (traits.intensity * exp(0.15 * dice.normal())).min(0.9));
        let on_line =
            border.filter(|_| later.is_empty()).and_then(|border| border.research(earlier, account));
        account.spend(dice, traits, on_line.unwrap_or(drawn));
        account.close(dice, traits, industry);
        // Young inventive firms raise equity now and then.
        let hungry = traits.invention > 0.3 && dice.chance(90);
        let round = dice.between(300.0, 6000.0);
        account.equity_raised = if hungry { whole(round) * 1_000_000 } else { 0 };
    }
    if let (Some(border), Some(last)) = (border, accounts.last_mut()) {
        border.finish(last);
    }
    (accounts, border)
}
