//! Data treatment: columns with outliers, by a rule on skewness and kurtosis, are treated by the first method after which they pass
//! (OECD/JRC handbook, step 3; thresholds 2 and 3.5 after Groeneveld and Meeden 1984 as the Global Innovation Index uses them).
//!
//! The methods are tried in order, each on the column as it was (or, with `combine`, on what the method before left). The last one stands even
//! where the column still fails: the record says so.

use super::moments::shape;
use super::transform::Transform;
use super::winsorise::winsorise;
use crate::value::Value;

/// A column needs treatment where |skewness| ≥ `skewness` and kurtosis ≥ `kurtosis`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Least |skewness| of a column with outliers.
    pub skewness: f64,
    /// Least excess kurtosis of a column with outliers.
    pub kurtosis: f64,
}

impl Default for Rule {
    fn default() -> Self {
        Self { skewness: 2.0, kurtosis: 3.5 }
    }
}

impl Rule {
    /// Whether a column passes; none where that cannot be told (too few numbers, or all equal).
    pub fn passes(&self, column: &[Value]) -> Option<bool> {
        let (skewness, kurtosis) = shape(column);
        self.judge(skewness, kurtosis)
    }

    pub(super) fn judge(&self, skewness: Option<f64>, kurtosis: Option<f64>) -> Option<bool> {
        let low = skewness.map(|skewness| below(skewness.abs(), self.skewness));
        let flat = kurtosis.map(|kurtosis| below(kurtosis, self.kurtosis));
        match (low, flat) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        }
    }
}

/// Below a threshold by more than rounding: one outlier among four has a skewness of 2 whatever its unit, and is judged the same in each.
fn below(number: f64, threshold: f64) -> bool {
    number < threshold - 1e-12 * threshold.abs().max(1.0)
}

/// One way of treating a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Treatment {
    /// Draws in at most so many points; none: no limit.
    Winsorise {
        /// Most points.
        max: Option<usize>,
    },
    /// Transforms every number.
    Transform(Transform),
}

impl Treatment {
    /// As frameworks name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Winsorise { .. } => "winsorise",
            Self::Transform(transform) => transform.name(),
        }
    }
}

/// How columns are treated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Treat {
    /// Which columns need it.
    pub rule: Rule,
    /// Treat every column, whether it needs it or not.
    pub always: bool,
    /// The methods, tried in order; none: nothing is treated.
    pub methods: Vec<Treatment>,
    /// Each method works on what the one before left.
    pub combine: bool,
    /// Over all years together; otherwise each year by itself.
    pub pooled: bool,
}

/// How the treatment of a column ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It passed as it was.
    NotNeeded,
    /// It passes now.
    Passes,
    /// It was treated and still fails, as told.
    StillFails,
    /// Too few numbers, or all equal, or no method is defined of it: it stays as it was.
    Untouched,
}

/// A treated column.
#[derive(Clone, Debug, PartialEq)]
pub struct Treated {
    /// The column afterwards.
    pub column: Vec<Value>,
    /// How it ended.
    pub outcome: Outcome,
    /// The method that stands.
    pub method: Option<Treatment>,
    /// What was done to each row, where anything was.
    pub rows: Vec<(usize, &'static str)>,
    /// Skewness and kurtosis before.
    pub before: (Option<f64>, Option<f64>),
    /// Skewness and kurtosis afterwards.
    pub after: (Option<f64>, Option<f64>),
}

/// A changed column, and what was done to which row.
type Changed = (Vec<Value>, Vec<(usize, &'static str)>);

/// Treats a column.
pub fn treat(column: &[Value], treat: &Treat) -> Treated {
    let before = shape(column);
    let mut done = Treated {
        column: column.to_vec(),
        outcome: Outcome::NotNeeded,
        method: None,
        rows: Vec::new(),
        before,
        after: before,
    };
    let passes = treat.rule.judge(before.0, before.1);
    if treat.methods.is_empty() || passes == Some(true) && !treat.always {
        return done;
    }
    if passes.is_none() && !treat.always {
        return untouched(column, before);
    }
    let mut marks: Vec<(usize, &'static str)> = Vec::new();
    for method in &treat.methods {
        let start = if treat.combine { &done.column } else { column };
        let Some((after, rows)) = apply(*method, start, &treat.rule) else {
            match method {
                // So few different numbers that drawing some in would leave them all equal: as in the reference implementation the
                // whole column stays as it is.
                Treatment::Winsorise { .. } if passes.is_some() => return untouched(column, before),
                _ => continue,
            }
        };
        let shape = shape(&after);
        let passes = match treat.rule.judge(shape.0, shape.1) {
            Some(passes) => passes,
            // Two numbers have no skewness; who asks for a logarithm of every column means of these, too.
            None if treat.always => true,
            None => return untouched(column, before),
        };
        if treat.combine {
            marks.extend(rows);
        } else {
            marks = rows;
        }
        done = Treated {
            column: after,
            outcome: if passes { Outcome::Passes } else { Outcome::StillFails },
            method: Some(*method),
            rows: marks.clone(),
            before,
            after: shape,
        };
        if passes {
            break;
        }
    }
    if done.method.is_none() {
        done.outcome = Outcome::Untouched;
    }
    done
}

fn untouched(column: &[Value], shape: (Option<f64>, Option<f64>)) -> Treated {
    Treated {
        column: column.to_vec(),
        outcome: Outcome::Untouched,
        method: None,
        rows: Vec::new(),
        before: shape,
        after: shape,
    }
}

fn apply(method: Treatment, column: &[Value], rule: &Rule) -> Option<Changed> {
    match method {
        Treatment::Winsorise { max } => {
            let done = winsorise(column, rule, max)?;
            let high = done.high.iter().map(|row| (*row, "winsorise_high"));
            let rows = high.chain(done.low.iter().map(|row| (*row, "winsorise_low"))).collect();
            Some((done.column, rows))
        }
        Treatment::Transform(transform) => {
            let done = transform.apply(column)?;
            let rows = (0..).zip(column).filter(|(_, value)| value.is_known());
            Some((done, rows.map(|(row, _)| (row, transform.name())).collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(numbers: &[f64]) -> Vec<Value> {
        numbers.iter().copied().map(Value::new).collect()
    }

    fn usual(max: usize) -> Treat {
        let log = Treatment::Transform(Transform::LogCt);
        Treat { methods: vec![Treatment::Winsorise { max: Some(max) }, log], ..Treat::default() }
    }

    #[test]
    fn a_quiet_column_is_left_alone() {
        let quiet = column(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        let done = treat(&quiet, &usual(5));
        assert_eq!((done.outcome, done.column), (Outcome::NotNeeded, quiet));
    }

    #[test]
    fn at_the_threshold_the_unit_of_a_column_does_not_matter() {
        for scale in [1.0, 7.0, 70.0, 0.1, 1e9, 1.0 / 3.0] {
            let done = treat(
                &column(&[0.0, 0.0, 0.0, scale]),
                &Treat { methods: vec![Treatment::Transform(Transform::LogCt)], ..Treat::default() },
            );
            assert_ne!(done.outcome, Outcome::NotNeeded, "{scale}");
        }
    }

    #[test]
    fn the_second_method_starts_from_the_column_as_it_was() {
        let numbers: Vec<f64> = (0..50).map(|k| (f64::from(k) / 4.0).exp()).collect();
        let wild = column(&numbers);
        let done = treat(&wild, &usual(1));
        assert_eq!(done.method, Some(Treatment::Transform(Transform::LogCt)));
        assert_eq!(Some(done.column), Transform::LogCt.apply(&wild));
        assert_eq!(done.rows.len(), 50);
        let both = treat(&wild, &Treat { combine: true, ..usual(1) });
        assert_eq!(both.rows.len(), 51);
    }

    #[test]
    fn always_means_of_two_numbers_too() {
        let two = column(&[1.0, 100.0]);
        let log = Treat {
            methods: vec![Treatment::Winsorise { max: Some(1) }, Treatment::Transform(Transform::Log)],
            always: true,
            ..Treat::default()
        };
        assert_eq!(Some(treat(&two, &log).column), Transform::Log.apply(&two));
        assert_eq!(treat(&two, &Treat { always: false, ..log }).outcome, Outcome::Untouched);
    }

    #[test]
    fn what_cannot_be_judged_is_untouched() {
        for numbers in [&[1.0][..], &[2.0; 9], &[]] {
            let done = treat(&column(numbers), &Treat { always: true, ..usual(5) });
            assert_eq!((done.outcome, done.rows.len()), (Outcome::Untouched, 0));
        }
    }
}
