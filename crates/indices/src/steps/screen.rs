//! Screening: units with too little data leave the comparison (handbook, step 2). A share, not a count: 0.9 means that nine in ten
//! indicators are known.

use crate::value::Value;

/// How units are screened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Screen {
    /// Least share of indicators that are known.
    pub available: Option<f64>,
    /// Least share of the known indicators that are not zero.
    pub nonzero: Option<f64>,
    /// Codes of units that stay whatever is missing.
    pub include: Vec<String>,
    /// Codes of units that leave whatever is known.
    pub exclude: Vec<String>,
}

/// What a unit has.
#[derive(Clone, Debug, PartialEq)]
pub struct Availability {
    /// Indicators that are unknown.
    pub missing: usize,
    /// Indicators that are zero.
    pub zero: usize,
    /// Share of indicators that are known.
    pub available: Value,
    /// Share of the known indicators that are not zero; unknown where none is known.
    pub nonzero: Value,
    /// Whether the unit stays.
    pub included: bool,
    /// Why it leaves, or stays against the rule.
    pub reason: Option<&'static str>,
}

/// What each unit (row) has and whether it stays. `columns` are the indicators, all of the same length.
pub fn screen(columns: &[Vec<Value>], codes: &[String], screen: &Screen) -> Vec<Availability> {
    codes.iter().enumerate().map(|(row, code)| one(columns, row, code, screen)).collect()
}

fn one(columns: &[Vec<Value>], row: usize, code: &String, screen: &Screen) -> Availability {
    let cells = || columns.iter().filter_map(|column| column.get(row));
    let missing = cells().filter(|value| !value.is_known()).count();
    let zero = cells().filter(|value| value.get() == Some(0.0)).count();
    let known = columns.len() - missing;
    // Quotients of whole numbers: one in ten is the very 0.1 that a framework writes, 1 − 0.9 is not.
    let available = Value::new(known as f64 / columns.len() as f64);
    let nonzero = Value::new((known - zero) as f64 / known as f64);
    let below = |share: Value, least: Option<f64>| match (share.get(), least) {
        (Some(share), Some(least)) => share < least,
        // No indicator known at all: of zeros nothing can be said.
        _ => false,
    };
    let by_rule = if below(available, screen.available) {
        Some("已知指标比例不足")
    } else if below(nonzero, screen.nonzero) {
        Some("非零指标比例不足")
    } else {
        None
    };
    let (included, reason) = if screen.exclude.contains(code) {
        (false, Some("指定排除"))
    } else if screen.include.contains(code) {
        (true, by_rule.map(|_| "指定保留"))
    } else {
        (by_rule.is_none(), by_rule)
    };
    Availability { missing, zero, available, nonzero, included, reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_with_too_little_leave_unless_kept() {
        let columns: Vec<Vec<Value>> = [[1.0, f64::NAN, 0.0], [2.0, f64::NAN, 0.0], [3.0, 5.0, 6.0]]
            .iter()
            .map(|column| column.map(Value::new).to_vec())
            .collect();
        let codes = ["A", "B", "C"].map(str::to_owned);
        let rule = Screen { available: Some(0.5), nonzero: Some(0.5), ..Screen::default() };
        let stays = |rule: &Screen| {
            screen(&columns, &codes, rule).iter().map(|unit| unit.included).collect::<Vec<_>>()
        };
        assert_eq!(stays(&rule), [true, false, false]);
        let forced = Screen { include: vec!["B".to_owned()], exclude: vec!["A".to_owned()], ..rule };
        assert_eq!(stays(&forced), [false, true, false]);
        // At the threshold a unit stays.
        assert_eq!(stays(&Screen { available: Some(1.0 / 3.0), ..Screen::default() }), [true, true, true]);
        let mut ten = vec![vec![Value::UNKNOWN]; 9];
        ten.push(vec![Value::new(1.0)]);
        let tenth = Screen { available: Some(0.1), ..Screen::default() };
        assert!(screen(&ten, &codes[..1], &tenth)[0].included);
    }
}
