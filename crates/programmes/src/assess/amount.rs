//! What one gets in money, as far as it is known: never below zero, never above the cap, told in whole 分.

use jiff::civil::Date;
use language::value::{Interval, Maybe};
use language::{Context, Value};
use num_traits::{CheckedMul, Zero};
use vocabulary::{Facts, Number};

use super::show::decimal;
use crate::answer::{AmountAnswer, Status};
use crate::programme::{Programme, Term, Test};

/// The amount if all conditions hold, as an answer tells it; `None` where they cannot, or the programme gives no money.
pub(super) fn amount(
    programme: &Programme,
    facts: &Facts,
    as_of: Date,
    parameters: &[Value],
    status: Status,
) -> Option<AmountAnswer> {
    if matches!(status, Status::Unmet | Status::NotApplicable) {
        return None;
    }
    let (bounds, term) = amount_bounds(programme, facts, as_of, parameters)?;
    Some(AmountAnswer {
        min: Some(bounds.low.map_or_else(|| "0".to_owned(), decimal)),
        max: bounds.high.map(decimal),
        unit: "元",
        period: match term {
            Term::Yearly => "year",
            Term::Once => "once",
        },
    })
}

/// Reachable bounds of the amount in 元, in whole 分, if all conditions hold; `None` where the programme gives no money.
/// `parameters` are the programme's values on the day.
pub fn amount_bounds(
    programme: &Programme,
    facts: &Facts,
    as_of: Date,
    parameters: &[Value],
) -> Option<(Interval, Term)> {
    let amount = programme.amount.as_ref()?;
    let zero = Interval::exact(Number::zero());
    let bounds = |test: &Test| {
        let context =
            || Context::new(&programme.subject, facts, as_of, parameters, &programme.definitions.expressions);
        match Context::by_cases(&context, &test.expr) {
            Value::Number(Maybe::Known(interval)) => interval,
            // What does not exist earns nothing.
            Value::Number(Maybe::Absent) => zero,
            _ => Interval::ANY,
        }
    };
    let mut out = bounds(&amount.formula).max(zero);
    if let Some(cap) = &amount.cap {
        out = out.min(bounds(cap)).max(zero);
    }
    Some((out.each(fen), amount.term))
}

/// Rounded half away from zero to whole 分.
fn fen(amount: Number) -> Number {
    let hundred = Number::from_integer(100);
    amount.checked_mul(&hundred).map_or(amount, |scaled| scaled.round() / hundred)
}
