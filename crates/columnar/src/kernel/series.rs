//! Functions of a value a year. A member may not belong to the series (years before the subject existed), or perhaps not.

use std::borrow::Cow;
use std::sync::Arc;

use language::eval::Step;
use language::ir::Function;
use language::value::Member;
use language::{Context, Truth, Value};

use super::growth;
use crate::limits::MAX_FAST;
use crate::vector::{FALSE, Fixed, NO_HIGH, NO_LOW, TRUE, Vector, lcm, opposite, truth_of};
use crate::wide;

/// Pairs of whether a member belongs to the series, and its value.
pub(crate) fn series(
    context: &Context<'_>,
    function: Function,
    members: &[Arc<Vector>],
    rows: usize,
) -> Vector {
    fast(function, members, rows).unwrap_or_else(|| by_row(context, function, members, rows))
}

fn fast(function: Function, members: &[Arc<Vector>], rows: usize) -> Option<Vector> {
    match function {
        Function::Any => {
            Some(folded(members, rows, FALSE, |out, included, truth| out.max(included.min(truth))))
        }
        Function::Every => {
            Some(folded(members, rows, TRUE, |out, included, truth| out.min(opposite(included).max(truth))))
        }
        Function::Count => Some(count(members, rows)),
        Function::Sum => sum(members, rows).map(Vector::Fixed),
        Function::Mean => growth::mean(members, rows),
        Function::MeanGrowth => growth::mean_growth(members, rows),
        Function::Cagr => growth::cagr(members, rows),
        _ => None,
    }
}

fn folded(members: &[Arc<Vector>], rows: usize, start: u8, f: impl Fn(u8, u8, u8) -> u8 + Copy) -> Vector {
    let mut out = vec![start; rows];
    for pair in members.chunks_exact(2) {
        let (included, truths) = (pair[0].truths(rows), pair[1].truths(rows));
        out = wide::map3(&out, &included, &truths, f);
    }
    Vector::Truth(out)
}

fn count(members: &[Arc<Vector>], rows: usize) -> Vector {
    let (mut low, mut high) = (vec![0i64; rows], vec![0i64; rows]);
    for pair in members.chunks_exact(2) {
        let included = pair[0].truths(rows);
        wide::update(&mut low, &included, |low, truth| low + i64::from(truth == TRUE));
        wide::update(&mut high, &included, |high, truth| high + i64::from(truth != FALSE));
    }
    Vector::Fixed(Fixed { scale: 1, low, high, absent: None, most: members.len() as u64 })
}

/// Absent members contribute nothing; without any member the sum is absent.
fn sum(members: &[Arc<Vector>], rows: usize) -> Option<Fixed> {
    let mut scale = 1;
    for pair in members.chunks_exact(2) {
        scale = lcm(scale, pair[1].scale()?)?;
    }
    let mut out = Fixed { scale, low: vec![0; rows], high: vec![0; rows], absent: None, most: 0 };
    let mut absent = vec![1u8; rows];
    for pair in members.chunks_exact(2) {
        let values = pair[1].fixed(scale, rows)?;
        // What is absent is not among the members.
        let included = match &values.absent {
            None => pair[0].truths(rows),
            Some(gone) => {
                Cow::Owned(wide::map2(
                    &pair[0].truths(rows),
                    gone,
                    |truth, gone| if gone == 0 { truth } else { FALSE },
                ))
            }
        };
        absent = wide::map2(&absent, &included, move |absent, truth| absent & u8::from(truth == FALSE));
        // A member that perhaps does not belong to them may add nothing, too.
        let added = move |so_far: i64, own: i64, none: i64| {
            if (so_far == none) | (own == none) { none } else { so_far.wrapping_add(own) }
        };
        let own = move |truth: u8, held: i64, other: i64| {
            let held = if truth == TRUE { held } else { other };
            if truth == FALSE { 0 } else { held }
        };
        out.low = wide::map3(&out.low, &included, &values.low, move |so_far, truth, held| {
            added(so_far, own(truth, held, held.min(0)), NO_LOW)
        });
        out.high = wide::map3(&out.high, &included, &values.high, move |so_far, truth, held| {
            added(so_far, own(truth, held, held.max(0)), NO_HIGH)
        });
        out.most = out.most.saturating_add(values.most);
        if !out.is_below(MAX_FAST.unsigned_abs()) {
            return None;
        }
    }
    out.absent = absent.contains(&1).then_some(absent);
    Some(out)
}

fn by_row(context: &Context<'_>, function: Function, members: &[Arc<Vector>], rows: usize) -> Vector {
    let row = move |row: usize| {
        let mut series = Vec::with_capacity(members.len() / 2);
        for (year, pair) in (0i16..).zip(members.chunks_exact(2)) {
            let included = match pair[0].as_ref() {
                Vector::Truth(truths) => truth_of(truths[row]),
                other => other.value(row).truth(),
            };
            if included != Truth::False {
                series.push(Member { year, included, value: pair[1].value(row) });
            }
        }
        context.step(Step::Call(function, 0), vec![Value::Series(series)])
    };
    Vector::of((0..rows).map(row).collect())
}

#[cfg(test)]
mod tests {
    use language::ast::Operator;
    use language::value::{Interval, Maybe};
    use vocabulary::{Facts, Kind, Number};

    use super::*;
    use crate::kernel;
    use crate::vector::UNKNOWN;

    /// Three years of which each surely is, perhaps is, or is none of the series, with a value, without one, or with bounds alone.
    fn members() -> (Vec<Arc<Vector>>, usize) {
        let kinds: Vec<(u8, u8)> =
            [FALSE, UNKNOWN, TRUE].into_iter().flat_map(|truth| [(truth, 0), (truth, 1)]).collect();
        let rows = kinds.len().pow(3) * 5;
        let members = (0..3u32).flat_map(|year| {
            let kind = |row: usize| kinds[row / kinds.len().pow(year) % kinds.len()];
            let value = |row: usize| match row / kinds.len().pow(3) {
                // Growth of 20 % a year, of none but for one in the last place, and of nearly 20 %.
                0 => [(100, 100), (120, 120), (144, 144)][year as usize],
                1 => [(1 << 60, 1 << 60), (1 << 60, 1 << 60), ((1 << 60) + 1, (1 << 60) + 1)][year as usize],
                2 => [(-7, -7), (0, 0), (5, 9)][year as usize],
                3 => [(1, 3), (NO_LOW, 4), (2, NO_HIGH)][year as usize],
                _ => [(250_000_000, 250_000_000), (300_000_000, 300_000_000), (359_999_999, 360_000_000)]
                    [year as usize],
            };
            let fixed = Fixed {
                scale: 100,
                low: (0..rows).map(|row| value(row).0).collect(),
                high: (0..rows).map(|row| value(row).1).collect(),
                absent: Some((0..rows).map(|row| kind(row).1).collect()),
                most: 1 << 61,
            };
            [Vector::Truth((0..rows).map(|row| kind(row).0).collect()), Vector::Fixed(fixed)].map(Arc::new)
        });
        (members.collect(), rows)
    }

    #[test]
    fn functions_of_years_are_what_they_are_row_by_row() {
        let kind =
            Kind::from_yaml("enterprise.yaml", include_str!("../../../../content/kinds/enterprise.yaml"));
        let Ok(kind) = kind else { panic!("shipped kind") };
        let facts = Facts::empty(&kind);
        let context = Context::new(&kind, &facts, jiff::civil::date(2026, 1, 1), &[], &[]);
        let (members, rows) = members();
        for years in 1..=3 {
            let members = &members[..2 * years];
            for function in
                [Function::MeanGrowth, Function::Cagr, Function::Mean, Function::Sum, Function::Count]
            {
                let told = series(&context, function, members, rows);
                let one_by_one = by_row(&context, function, members, rows);
                for row in 0..rows {
                    assert_eq!(told.value(row), one_by_one.value(row), "{function:?} of {years}, row {row}");
                }
                // What it is compared with lies clearly apart, next to it, and exactly there.
                let told = Arc::new(told);
                for (numer, denom) in [(1, 5), (0, 1), (1, 1 << 61), (-1, 3), (3, 2), (1, 1_000_000_000)] {
                    let number = Value::Number(Maybe::Known(Interval::exact(Number::new(numer, denom))));
                    for operator in [Operator::Less, Operator::AtMost, Operator::Greater, Operator::AtLeast] {
                        let sides = [Arc::clone(&told), Arc::new(Vector::Constant(number.clone()))];
                        let truths = kernel::step(&context, Step::Compare(operator), &sides, rows);
                        for row in 0..rows {
                            let exact =
                                context.step(Step::Compare(operator), vec![told.value(row), number.clone()]);
                            assert_eq!(
                                truths.value(row),
                                exact,
                                "{function:?} of {years}, row {row}, {numer}/{denom}"
                            );
                        }
                    }
                }
            }
        }
    }
}
