//! A figure is its indicator, scope, unit, year and source together. Two that differ in what they count are not compared; two that differ in
//! year, source or precision are, and the difference is told.

use vocabulary::Unit;

use crate::value::Value;

/// A figure of a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Identifier of the record.
    pub id: String,
    /// What is counted.
    pub indicator: String,
    /// Which of it: 在建, 首批.
    pub scope: String,
    /// How it is defined, where told.
    pub definition: String,
    /// Its unit.
    pub unit: String,
    /// Whose it is.
    pub place: String,
    /// Of which year.
    pub year: Year,
    /// The number.
    pub value: Value,
    /// How exact it is.
    pub bound: Bound,
    /// Where it comes from.
    pub source: String,
}

/// The year of a figure: what its text says, and what somebody proposes instead. A proposal never stands by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Year {
    /// As the text has it.
    pub stated: Option<i32>,
    /// As it probably is.
    pub proposed: Option<i32>,
    /// How sure the proposal is.
    pub confidence: Option<Confidence>,
}

/// How sure a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Another publication says so.
    Certain,
    /// Arithmetic or context says so.
    Likely,
    /// A guess.
    Unsure,
}

impl Year {
    /// The year that is used: the stated one, or where proposals are accepted the proposed one if there is any. An unsure proposal is never
    /// used.
    pub fn used(&self, accept: bool) -> Option<i32> {
        let sure = self.confidence != Some(Confidence::Unsure);
        match self.proposed {
            Some(proposed) if accept && sure => Some(proposed),
            _ => self.stated,
        }
    }

    /// Whether somebody proposes another year than the text says.
    pub fn doubtful(&self) -> bool {
        self.proposed.is_some() && self.proposed != self.stated
    }
}

/// How exact a figure is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bound {
    /// It is the number.
    #[default]
    Exact,
    /// It is about the number.
    About,
    /// It is more than the number.
    Above,
    /// It is less than the number.
    Below,
}

/// In what two figures differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trait {
    /// What is counted.
    Indicator,
    /// Which of it.
    Scope,
    /// The definition.
    Definition,
    /// The unit, so that one cannot be turned into the other.
    Unit,
    /// The year.
    Year,
    /// A year is only proposed, or not known.
    YearDoubtful,
    /// The source.
    Source,
    /// One is a bound.
    Bound,
    /// One is unknown.
    Unknown,
}

/// A difference between two figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// In what.
    pub of: Trait,
    /// What the one says.
    pub left: String,
    /// What the other says.
    pub right: String,
}

/// Whether two figures may be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// They may.
    Comparable,
    /// They may, with what is told.
    Flagged,
    /// They may not.
    Refused,
}

impl Trait {
    fn weight(self) -> Verdict {
        match self {
            Self::Indicator | Self::Scope | Self::Unit | Self::Unknown => Verdict::Refused,
            Self::Definition | Self::Year | Self::YearDoubtful | Self::Source | Self::Bound => {
                Verdict::Flagged
            }
        }
    }
}

/// In what two figures differ; `accept` uses proposed years.
pub fn compare_figures(left: &Figure, right: &Figure, accept: bool) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut differ = |of: Trait, left: &str, right: &str| {
        found.push(Difference { of, left: left.to_owned(), right: right.to_owned() });
    };
    for (of, a, b) in [
        (Trait::Indicator, &left.indicator, &right.indicator),
        (Trait::Scope, &left.scope, &right.scope),
        (Trait::Definition, &left.definition, &right.definition),
        (Trait::Source, &left.source, &right.source),
    ] {
        if a != b {
            differ(of, a, b);
        }
    }
    if factor(&right.unit, &left.unit).is_none() {
        differ(Trait::Unit, &left.unit, &right.unit);
    }
    let year =
        |figure: &Figure| figure.year.used(accept).map_or("未知".to_owned(), |year| year.to_string());
    let (a, b) = (year(left), year(right));
    if a != b {
        differ(Trait::Year, &a, &b);
    }
    let doubt = |figure: &Figure| match (figure.year.doubtful(), figure.year.used(accept)) {
        (true, _) => {
            let proposed = figure.year.proposed.map(|year| year.to_string()).unwrap_or_default();
            Some(format!("推定 {proposed}"))
        }
        (false, None) => Some("未知".to_owned()),
        _ => None,
    };
    let (a, b) = (doubt(left), doubt(right));
    if a.is_some() || b.is_some() {
        differ(
            Trait::YearDoubtful,
            &a.unwrap_or_else(|| "写明".to_owned()),
            &b.unwrap_or_else(|| "写明".to_owned()),
        );
    }
    if left.bound != Bound::Exact || right.bound != Bound::Exact {
        differ(Trait::Bound, word(left.bound), word(right.bound));
    }
    if !left.value.is_known() || !right.value.is_known() {
        let told =
            |figure: &Figure| if figure.value.is_known() { figure.value.text() } else { "未知".to_owned() };
        differ(Trait::Unknown, &told(left), &told(right));
    }
    found
}

fn word(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact => "等于",
        Bound::About => "约",
        Bound::Above => "超过",
        Bound::Below => "不到",
    }
}

/// What differences amount to.
pub fn judge(differences: &[Difference]) -> Verdict {
    differences.iter().map(|difference| difference.of.weight()).max().unwrap_or(Verdict::Comparable)
}

/// How many times the right figure the left one is; none where they may not be compared or the right one is 0.
pub fn ratio(left: &Figure, right: &Figure, accept: bool) -> Option<f64> {
    if judge(&compare_figures(left, right, accept)) == Verdict::Refused {
        return None;
    }
    let right_value = right.value.get()? * factor(&right.unit, &left.unit)?;
    Value::new(left.value.get()? / right_value).get()
}

/// How many of unit `to` one of unit `from` is; none where they measure different things.
pub(super) fn factor(from: &str, to: &str) -> Option<f64> {
    if from == to {
        return Some(1.0);
    }
    // 万名 and 名 count people.
    let known = |symbol: &str| Unit::find(&symbol.replace('名', "人"));
    let (from, to) = (known(from)?, known(to)?);
    if from.dimension != to.dimension || from.dimension.is_one() {
        // 家 and 个 are both plain counts, 家 and % are not: only the same count is the same thing.
        return None;
    }
    Some(vocabulary::number::to_f64(from.scale() / to.scale()))
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn figure(indicator: &str, place: &str, year: i32, value: f64, unit: &str) -> Figure {
        Figure {
            id: String::new(),
            indicator: indicator.to_owned(),
            scope: String::new(),
            definition: String::new(),
            unit: unit.to_owned(),
            place: place.to_owned(),
            year: Year { stated: Some(year), ..Year::default() },
            value: Value::new(value),
            bound: Bound::Exact,
            source: "统计年鉴".to_owned(),
        }
    }

    #[test]
    fn what_counts_something_else_is_refused() {
        let under =
            Figure { scope: "在建".to_owned(), ..figure("大科学装置", "杭州", 2020, 1.0, "个") };
        let both = Figure {
            scope: "已建+在建".to_owned(), ..figure("大科学装置", "合肥", 2020, 11.0, "个")
        };
        let differences = compare_figures(&under, &both, false);
        assert_eq!(judge(&differences), Verdict::Refused);
        assert_eq!((differences[0].left.as_str(), differences[0].right.as_str()), ("在建", "已建+在建"));
        assert_eq!(ratio(&under, &both, false), None);
        let money = figure("大科学装置", "杭州", 2020, 1.0, "亿元");
        assert_eq!(judge(&compare_figures(&under, &money, false)), Verdict::Refused);
    }

    #[test]
    fn units_of_one_kind_are_turned_into_each_other() {
        let a = figure("研发经费", "杭州", 2020, 5.0, "亿元");
        let b = figure("研发经费", "南京", 2020, 25_000.0, "万元");
        assert_eq!(judge(&compare_figures(&a, &b, false)), Verdict::Comparable);
        assert_eq!(ratio(&a, &b, false), Some(2.0));
    }

    #[test]
    fn another_year_or_a_proposed_one_is_flagged_and_never_used_silently() {
        let a = figure("研发经费", "杭州", 2023, 396.8, "亿元");
        let year = Year { stated: Some(2023), proposed: Some(2017), confidence: Some(Confidence::Certain) };
        let b = Figure { year, ..a.clone() };
        let differences = compare_figures(&a, &b, false);
        assert_eq!(differences.iter().map(|d| d.of).collect::<Vec<_>>(), [Trait::YearDoubtful]);
        let accepted = compare_figures(&a, &b, true);
        assert_eq!(accepted.iter().map(|d| d.of).collect::<Vec<_>>(), [Trait::Year, Trait::YearDoubtful]);
        assert_eq!(judge(&accepted), Verdict::Flagged);
        let guess = Year { confidence: Some(Confidence::Unsure), ..b.year.clone() };
        assert_eq!(guess.used(true), Some(2023));
    }
}
