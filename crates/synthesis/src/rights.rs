//! 知识产权 of a firm: how many follows its R&D, which kinds its industry, each right with every field programmes ask for.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::company::Company;
use crate::dice::{Dice, exp, whole};
use crate::industry::RightsMix;

/// Most rights one firm has: the list of the largest would say no more.
pub(crate) const MAX_RIGHTS: i64 = 60;

/// 类型.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RightKind {
    Invention,
    Utility,
    Design,
    Software,
    Layout,
    NewDrug,
}

impl RightKind {
    /// The word of the vocabulary.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Invention => "发明专利",
            Self::Utility => "实用新型专利",
            Self::Design => "外观设计专利",
            Self::Software => "软件著作权",
            Self::Layout => "集成电路布图设计专有权",
            Self::NewDrug => "国家新药",
        }
    }

    /// Ⅰ类 or Ⅱ类 by the 工作指引.
    pub(crate) fn class_one(self) -> bool {
        matches!(self, Self::Invention | Self::Layout | Self::NewDrug)
    }
}

/// 获得方式.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Own,
    Bought,
    Given,
    Merged,
    Licensed,
}

impl Origin {
    /// The word of the vocabulary.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Own => "自主研发",
            Self::Bought => "受让",
            Self::Given => "受赠",
            Self::Merged => "并购",
            Self::Licensed => "独占许可",
        }
    }
}

/// One right.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "the yes-or-no fields of a record of 知识产权")]
pub(crate) struct Right {
    pub(crate) kind: RightKind,
    pub(crate) origin: Origin,
    pub(crate) granted: Date,
    /// The day it came to the firm, where it was not its own.
    pub(crate) acquired: Option<Date>,
    pub(crate) rank: i64,
    pub(crate) valuable: bool,
    pub(crate) valid: bool,
    pub(crate) disputed: bool,
    pub(crate) core: bool,
    pub(crate) leading: bool,
    pub(crate) earning: bool,
    pub(crate) applied: bool,
    pub(crate) industrial: bool,
    pub(crate) family: bool,
    /// 高企已用; set once the firm's titles are known.
    pub(crate) used: bool,
    /// A coin thrown when the right was made, for what is decided later.
    pub(crate) odd: bool,
}

impl Right {
    /// All rights of a firm, oldest first.
    pub(crate) fn draw_all(dice: &mut Dice, company: &Company, last_year: i16) -> Vec<Self> {
        let spent: i64 = company.accounts.iter().map(|account| account.rd).sum();
        // Square root: ten times the R&D gives about three times the rights.
        let by_spending = (spent as f64 / 1.0e8).sqrt() * 2.8;
        let expected = by_spending * exp(0.4 * company.traits.invention) * dice.between(0.5, 1.5);
        let count = whole(expected + dice.unit() - 0.5).clamp(0, MAX_RIGHTS);
        let end = date(last_year, 12, 28);
        // The first grant comes about a year after the firm began.
        let start = company.born.saturating_add(300.days()).min(end);
        let window = i64::from((end - start).get_days().max(1)).min(365 * 12);
        let mut rights: Vec<Self> = (0..count).map(|_| Self::draw(dice, company, end, window)).collect();
        rights.sort_by_key(|right| right.granted);
        rights
    }

    fn draw(dice: &mut Dice, company: &Company, end: Date, window: i64) -> Self {
        let kind = draw_kind(dice, company.industry.rights, company.traits.invention);
        let origin = match dice.below(1000) {
            0..=899 => Origin::Own,
            900..=959 => Origin::Bought,
            960..=969 => Origin::Given,
            970..=984 => Origin::Merged,
            _ => Origin::Licensed,
        };
        let back = |days: i64| end.saturating_sub(days.days());
        let span = u32::try_from(window).unwrap_or(1);
        let on = back(i64::from(dice.below(span)));
        // A right that came from others was granted before, maybe before the firm was there.
        let earlier = i64::from(dice.below(900));
        let own = origin == Origin::Own;
        let (granted, acquired) =
            if own { (on, None) } else { (on.saturating_sub(earlier.days()), Some(on)) };
        let earning = dice.chance(620);
        Self {
            kind,
            origin,
            granted,
            acquired,
            rank: if dice.chance(900) { 1 } else { 2 + i64::from(dice.below(3)) },
            valuable: kind == RightKind::Invention && dice.chance(260),
            valid: dice.chance(940),
            disputed: dice.chance(6),
            core: dice.chance(640),
            leading: dice.chance(740),
            earning,
            applied: earning || dice.chance(250),
            industrial: earning || dice.chance(400),
            family: kind == RightKind::Invention && dice.chance(60),
            used: false,
            odd: dice.chance(500),
        }
    }

    /// Whether it counts for 高企: owned, valid, at the core of the product.
    pub(crate) fn owned_core(&self) -> bool {
        self.valid && self.core && self.origin != Origin::Licensed
    }
}

fn draw_kind(dice: &mut Dice, mix: RightsMix, invention: f64) -> RightKind {
    // Per thousand, before inventiveness moves inventions up or down by up to 150.
    let (inventions, rest) = match mix {
        RightsMix::Software => {
            (140, [RightKind::Software, RightKind::Software, RightKind::Software, RightKind::Design])
        }
        RightsMix::Hardware => {
            (260, [RightKind::Utility, RightKind::Utility, RightKind::Utility, RightKind::Design])
        }
        RightsMix::Pharma => {
            (620, [RightKind::Utility, RightKind::Utility, RightKind::Software, RightKind::NewDrug])
        }
        RightsMix::Chips => {
            (420, [RightKind::Layout, RightKind::Layout, RightKind::Software, RightKind::Utility])
        }
    };
    let shift = whole(75.0 * invention.clamp(-2.0, 2.0));
    let line = u32::try_from((inventions + shift).clamp(10, 990)).unwrap_or(10);
    if dice.chance(line) {
        return RightKind::Invention;
    }
    match dice.one_of(&rest) {
        // A new drug is an event: most of the draws are utility models after all.
        RightKind::NewDrug if !dice.chance(60) => RightKind::Utility,
        kind => kind,
    }
}
