//! Imputation along time: the series of one unit, from its own earlier or later figures.

use super::impute::Impute;
use crate::value::Value;

/// An estimate of a series, and from which years it comes.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: Value,
    /// The year it was taken from, or the two it lies between.
    pub from: (i32, i32),
}

/// Estimates of the unknown places of a series in the order of its years (ascending, each once). `None` where a place is known or cannot be
/// estimated. `years` of [`Impute::Latest`] counts years of the panel, not of the calendar.
pub fn series(times: &[i32], values: &[Value], method: &Impute) -> Vec<Option<Estimate>> {
    let known: Vec<(usize, i32, f64)> = (times.iter().zip(values).enumerate())
        .filter_map(|(place, (time, value))| Some((place, *time, value.get()?)))
        .collect();
    let estimate = |place: usize, time: i32| -> Option<Estimate> {
        let before = known.iter().rev().find(|(at, _, _)| *at < place);
        let after = known.iter().find(|(at, _, _)| *at > place);
        let taken = |(_, year, value): &(usize, i32, f64)| Estimate {
            value: Value::new(*value),
            from: (*year, *year),
        };
        match method {
            Impute::Latest { years } => {
                before.filter(|(at, _, _)| years.is_none_or(|years| place - at <= years)).map(taken)
            }
            Impute::Constant => before.or(after).map(taken),
            Impute::Linear => match (before, after) {
                (Some(a), Some(b)) => {
                    let share = f64::from(time - a.1) / f64::from(b.1 - a.1);
                    Some(Estimate { value: Value::new(a.2 + share * (b.2 - a.2)), from: (a.1, b.1) })
                }
                (one, other) => one.or(other).map(taken),
            },
            _ => None,
        }
    };
    (times.iter().zip(values).enumerate())
        .map(|(place, (time, value))| if value.is_known() { None } else { estimate(place, *time) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(method: &Impute) -> Vec<Option<f64>> {
        let times = [2010, 2011, 2013, 2014, 2020];
        let values = [f64::NAN, 10.0, f64::NAN, 40.0, f64::NAN].map(Value::new);
        let estimates = series(&times, &values, method);
        values
            .iter()
            .zip(&estimates)
            .map(|(value, more)| value.get().or_else(|| more.as_ref()?.value.get()))
            .collect()
    }

    #[test]
    fn each_method_takes_what_it_may() {
        let (a, b) = (Some(10.0), Some(40.0));
        assert_eq!(filled(&Impute::Latest { years: None }), [None, a, a, b, b]);
        assert_eq!(filled(&Impute::Latest { years: Some(0) }), [None, a, None, b, None]);
        assert_eq!(filled(&Impute::Constant), [a, a, a, b, b]);
        // Two of the three years between 2011 and 2014 have gone by in 2013.
        assert_eq!(filled(&Impute::Linear), [a, a, Some(30.0), b, b]);
    }

    #[test]
    fn one_figure_is_carried_both_ways_and_none_stays_none() {
        let times = [1, 2, 3];
        let one = series(&times, &[f64::NAN, 5.0, f64::NAN].map(Value::new), &Impute::Linear);
        assert!(one[0].is_some() && one[1].is_none() && one[2].is_some());
        assert_eq!(series(&times, &[Value::UNKNOWN; 3], &Impute::Linear), [None, None, None]);
    }
}
