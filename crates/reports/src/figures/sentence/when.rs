//! Which year a number is of.

use super::{Reader, Said};
use crate::figures::piece::Piece;
use crate::time::{When, plan_years};

/// A figure's year, and the period where it is no single year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::figures) struct Dated {
    pub(in crate::figures) year: Option<i32>,
    pub(in crate::figures) period: Option<String>,
    pub(in crate::figures) years: Option<(i32, i32)>,
}

impl Reader<'_> {
    /// Whether a time is only compared to: 比上年, 较2019年, 是2015年的…倍, 自2018年以来.
    pub(super) fn is_base(&self, pieces: &[Piece], index: usize) -> bool {
        let Some(piece) = pieces.get(index) else { return false };
        let chars = self.chars();
        let mut before = chars.get(piece.at.start.saturating_sub(4)..piece.at.start).unwrap_or_default();
        while let [rest @ .., '“'] = before {
            before = rest;
        }
        let after = |word: &str| crate::time::starts(chars, piece.at.end, word);
        let ends = |words: &[&str]| words.iter().any(|w| before.ends_with(&w.chars().collect::<Vec<_>>()));
        if ends(&["比", "较", "与", "同比", "相比", "相较", "相当于", "好于", "高于", "低于", "快于"])
        {
            return true;
        }
        let piece_ends =
            chars.get(piece.at.start..piece.at.end).is_some_and(|word| word.ends_with(&['同', '期']));
        piece_ends && !ends(&["由", "从"])
            || after("以来") && ends(&["自", "从"])
            || ends(&["是", "为", "达到"]) && after("的")
    }

    /// 由2019年的A提高到B: the time is that of the start only.
    pub(super) fn is_start(&self, piece: &Piece) -> bool {
        let before = self.chars().get(piece.at.start.saturating_sub(2)..piece.at.start);
        matches!(before, Some([_, '由' | '从'] | ['由' | '从', '“']))
    }

    /// A time made whole: a part of a year takes the year that is spoken of; what says no year is left out.
    pub(super) fn settle(&self, when: &When, said: &Said) -> Option<When> {
        match when {
            // 预计全年: the year of the section or of the report.
            When::Same => {
                let own = self.section.as_ref().and_then(|when| self.about.year(when));
                let year = own.or(self.about.default_year.filter(|_| !self.about.work_report));
                year.map(When::Year)
            }
            When::Part(None, period) => {
                let around = said.time.as_ref().or(self.block_time.as_ref()).or(self.section.as_ref());
                let year = around
                    .and_then(|when| self.about.year(when))
                    .or(self.about.default_year)
                    .or(self.about.report_year);
                let period = year
                    .map_or_else(|| period.replace("*-", ""), |year| period.replace('*', &year.to_string()));
                Some(When::Part(year, period))
            }
            When::RelativePart(years, period) => {
                let around = said.time.as_ref().or(self.block_time.as_ref()).or(self.section.as_ref());
                let year = self.about.year(when).or_else(|| Some(self.about.year(around?)? + years));
                let period = year
                    .map_or_else(|| period.replace("*-", ""), |year| period.replace('*', &year.to_string()));
                Some(When::Part(year, period))
            }
            // 由上年同期的A下降到B: the year before the one that is spoken of.
            When::Relative(years) if self.about.year(when).is_none() => {
                let around = said.time.as_ref().or(self.block_time.as_ref()).or(self.section.as_ref());
                let year = around.and_then(|when| self.about.year(when));
                Some(year.map_or_else(|| when.clone(), |year| When::Year(year + years)))
            }
            when => Some(when.clone()),
        }
    }

    /// When a number is of: its own clause, its sentence, its block, its section, the report.
    pub(super) fn dated(&self, own: Option<&When>, said: &Said) -> Dated {
        let own = own.and_then(|when| self.settle(when, said));
        let around = said.time.as_ref().or(self.block_time.as_ref()).or(self.section.as_ref());
        match own.as_ref().or(around) {
            Some(when) => self.of(when),
            None => Dated { year: self.about.default_year, ..Dated::default() },
        }
    }

    fn of(&self, when: &When) -> Dated {
        match when {
            When::Year(year) => Dated { year: Some(*year), ..Dated::default() },
            When::Part(year, period) => {
                let december = period.ends_with("-12") && !period.contains("..");
                Dated { year: *year, period: (!december).then(|| period.clone()), years: None }
            }
            When::Years(first, last) => {
                Dated { year: None, period: Some(format!("{first}..{last}")), years: Some((*first, *last)) }
            }
            When::Relative(_) | When::RelativePart(..) => {
                Dated { year: self.about.year(when), ..Dated::default() }
            }
            When::Last(years) => Dated { period: Some(format!("近{years}年")), ..Dated::default() },
            When::Plan(number) => {
                let (first, last) = plan_years(*number);
                Dated { period: Some(format!("{first}..{last}")), ..Dated::default() }
            }
            When::Vague(word) => {
                let year =
                    self.about.default_year.or(self.about.report_year).filter(|_| !word.contains("年来"));
                Dated { year, period: year.is_none().then(|| word.clone()), years: None }
            }
            When::Same => Dated { year: self.about.default_year, ..Dated::default() },
        }
    }
}
