//! What one gets in money, as far as it is known: never below zero, never above the cap, told in whole 分.

use jiff::civil::Date;
use language::value::{Interval, Maybe};
use language::{Context, Value};
use num_traits::{CheckedMul, Zero};
use vocabulary::{Facts, Number};

use super::show::decimal;
use crate::answer::{AmountAnswer, Status};
use crate::programme::{Programme, Term, Test};

/// The amount if all conditions hold; `None` where they cannot, or the programme gives no money.
pub(super) fn amount(
    programme: &Programme,
    facts: &Facts,
    as_of: Date,
    parameters: &[Value],
    status: Status,
) -> Option<AmountAnswer> {
    let amount = programme.amount.as_ref()?;
    if matches!(status, Status::Unmet | Status::NotApplicable) {
        return None;
    }
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
        out = out.min(bounds(cap));
    }
    Some(AmountAnswer {
        min: Some(out.low.map_or_else(|| "0".to_owned(), |low| decimal(fen(low)))),
        max: out.high.map(|high| decimal(fen(high))),
        unit: "元",
        period: match amount.term {
            Term::Yearly => "year",
            Term::Once => "once",
        },
    })
}

/// Rounded half away from zero to whole 分.
fn fen(amount: Number) -> Number {
    let hundred = Number::from_integer(100);
    amount.checked_mul(&hundred).map_or(amount, |scaled| scaled.round() / hundred)
}
