//! 资质 a firm holds, mostly because it meets the conditions, and what its record says: awards, standards, incidents.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::border::rate_of;
use crate::company::Company;
use crate::dice::{Dice, whole};

/// Name of the title as programmes ask for it.
pub(crate) const HIGH_TECH: &str = "高新技术企业";

/// One title.
#[derive(Debug)]
pub(crate) struct Title {
    pub(crate) name: &'static str,
    pub(crate) level: &'static str,
    pub(crate) from: Date,
    /// Last day; unknown where the rule gives none.
    pub(crate) to: Option<Date>,
}

impl Title {
    /// The ladder: 科技型, 高企, 创新型, 专精特新, 小巨人. Not everyone who qualifies applies, and some titles outlive their
    /// conditions.
    pub(crate) fn draw_all(dice: &mut Dice, company: &Company, last_year: i16) -> Vec<Self> {
        let mut titles = Vec::new();
        let ready = Readiness::of(company, last_year);
        if dice.chance(if ready.small_tech { 550 } else { 15 }) {
            let from = date(last_year, 5, 8).saturating_add(i64::from(dice.below(120)).days());
            // The register opens in spring: a firm of that summer is not in it yet.
            if from > company.born {
                titles.push(Self { name: "科技型中小企业", level: "国家级", from, to: None });
            }
        }
        if dice.chance(if ready.high_tech { 720 } else { 20 }) {
            titles.extend(Self::three_years(dice, company, last_year, HIGH_TECH, "国家级"));
        }
        if dice.chance(if ready.high_tech { 450 } else { 30 }) {
            titles.extend(Self::three_years(dice, company, last_year, "创新型中小企业", "省级"));
        }
        if dice.chance(if ready.special { 420 } else { 4 }) {
            titles.extend(Self::three_years(dice, company, last_year, "专精特新中小企业", "省级"));
            if dice.chance(if ready.giant { 320 } else { 0 }) {
                titles.extend(Self::three_years(dice, company, last_year, "专精特新“小巨人”企业", "国家级"));
            }
        }
        titles
    }

    /// A title of three years, now and then one that has run out; none before the firm's second year.
    fn three_years(
        dice: &mut Dice,
        company: &Company,
        last_year: i16,
        name: &'static str,
        level: &'static str,
    ) -> Option<Self> {
        let ago = if dice.chance(120) { 3 + dice.below(2) } else { dice.below(3) };
        let year = last_year - i16::try_from(ago).unwrap_or_default();
        let from = date(year, 12, 1).saturating_add(i64::from(dice.below(28)).days());
        let to = from.saturating_add(3.years()).saturating_sub(1.days());
        (year > company.born.year()).then_some(Self { name, level, from, to: Some(to) })
    }
}

/// Which ladders the firm's own figures would let it climb, roughly.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "one answer per title")]
struct Readiness {
    small_tech: bool,
    high_tech: bool,
    special: bool,
    giant: bool,
}

impl Readiness {
    fn of(company: &Company, last_year: i16) -> Self {
        let Some(last) = company.last() else {
            return Self::default();
        };
        let age = last_year + 1 - company.born.year();
        let (sales, rd) = company.three_years();
        let firsts = company.rights.iter().filter(|right| right.valid && right.kind.class_one()).count();
        let rate = rd * 100 >= sales * rate_of(last.revenue);
        let staffed = last.st_staff * 10 >= last.staff;
        let small = last.staff <= 500 && last.revenue <= crate::border::TWO_HUNDRED_MILLION;
        let valid = company.rights.iter().filter(|right| right.valid).count();
        let high_tech = company.industry.field != "其他"
            && staffed
            && rate
            && last.high_tech_revenue * 10 >= last.total_income * 6
            && company.rights.iter().any(super::rights::Right::owned_core)
            && company.traits.invention > -0.6
            && age >= 2;
        let intense = last.rd * 100 >= last.revenue * 3 && last.rd >= 100_000_000;
        let special = intense
            && age >= 3
            && last.revenue >= 1_000_000_000
            && last.main_revenue * 10 >= last.revenue * 7
            && last.liabilities * 10 <= last.assets * 8
            && firsts >= 1;
        Self {
            small_tech: small && staffed && last.rd * 100 >= last.revenue * 4 && valid >= 2,
            high_tech,
            special,
            giant: special && last.revenue >= 5_000_000_000 && firsts >= 4,
        }
    }
}

/// An award: (级别, 类别, year, rank).
pub(crate) type Award = (&'static str, &'static str, i16, i64);
/// A standard: (级别, year, led, rank).
pub(crate) type Standard = (&'static str, i16, bool, i64);
/// An incident: (类型, 等级, day).
pub(crate) type Incident = (&'static str, &'static str, Date);

/// What else is on record about a firm.
#[derive(Debug, Default)]
pub(crate) struct Record {
    pub(crate) awards: Vec<Award>,
    pub(crate) standards: Vec<Standard>,
    pub(crate) incidents: Vec<Incident>,
    pub(crate) institute: &'static str,
}

impl Record {
    pub(crate) fn draw(dice: &mut Dice, company: &Company, last_year: i16) -> Self {
        let year = |dice: &mut Dice| last_year - i16::try_from(dice.below(6)).unwrap_or_default();
        let able = company.traits.invention > 0.8;
        let mut record = Self::default();
        if dice.chance(if able { 70 } else { 6 }) {
            let level = if dice.chance(120) { "国家级" } else { "省级" };
            let kind = if dice.chance(700) { "科技进步奖" } else { "技术发明奖" };
            record.awards.push((level, kind, year(dice), 1 + i64::from(dice.below(8))));
        }
        if dice.chance(if able { 160 } else { 25 }) {
            let level = ["行业", "国家", "行业", "国际"][dice.below(4) as usize & 3];
            let rank = 1 + i64::from(dice.below(9));
            record.standards.push((level, year(dice), rank == 1, rank));
        }
        if dice.chance(14) {
            let kind = ["安全", "质量", "环境", "税收"][dice.below(4) as usize & 3];
            let grade = if dice.chance(150) { "重大" } else { "一般" };
            let day = date(last_year, 12, 28).saturating_sub(i64::from(dice.below(1400)).days());
            if day > company.born {
                record.incidents.push((kind, grade, day));
            }
        }
        let size = company.last().map_or(0.0, |last| last.revenue as f64 / 1.0e10);
        let rank = whole(1.2 * company.traits.invention + size.min(1.5) + 0.6 * dice.normal());
        record.institute = match rank {
            ..=0 => "无",
            1 => "市级以下",
            2 => "市级",
            3 => "省级",
            _ if dice.chance(60) => "国家级",
            _ => "省级",
        };
        record
    }
}
