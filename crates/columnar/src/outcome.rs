//! What a run found: for each programme and row the status, which conditions fail, points and amount.

use std::borrow::Cow;
use std::sync::Arc;

use language::value::{Interval, Maybe};
use language::{Truth, Value};
use num_traits::{CheckedMul, Zero};
use programmes::Status;
use programmes::programme::Term;
use vocabulary::Number;

use rustc_hash::FxHashMap;

use crate::batch::Batch;
use crate::cases::Cases;
use crate::kernel::magnitude;
use crate::limits::MAX_FAST;
use crate::plan::graph::NodeId;
use crate::plan::{AmountRoots, Plan, Roots};
use crate::vector::{FALSE, Fixed, NO_HIGH, TRUE, UNKNOWN, Vector, truth_of};

/// What a run found.
#[derive(Debug)]
pub struct Outcome {
    /// By variant of the plan.
    pub variants: Vec<VariantOutcome>,
    values: Vec<Arc<Vector>>,
}

impl Outcome {
    /// The truth of an expression of the plan in a row.
    pub fn truth(&self, expression: usize, row: usize) -> Truth {
        match self.values.get(expression).map(AsRef::as_ref) {
            Some(Vector::Truth(truths)) => truth_of(truths[row]),
            Some(other) => other.value(row).truth(),
            None => Truth::Unknown,
        }
    }

    /// The value of an expression of the plan in a row.
    pub fn value(&self, expression: usize, row: usize) -> Value {
        self.values.get(expression).map_or(Value::Truth(Truth::Unknown), |vector| vector.value(row))
    }
}

/// What a run found of one programme.
#[derive(Debug)]
pub struct VariantOutcome {
    /// By row.
    pub statuses: Vec<Status>,
    /// Whether it applies, by row as conditions; `None` where it applies to all.
    pub applies: Option<Vec<u8>>,
    /// By condition at the top, then by row: 0 fails, 1 is unknown, 2 holds.
    pub conditions: Vec<Vec<u8>>,
    /// How many conditions at the top fail, by row.
    pub failing: Vec<u16>,
    score: Option<(Arc<Vector>, i64)>,
    class: Option<Arc<Vector>>,
    amount: Option<Amounts>,
    /// Rows whose amount was told by cases, one by one.
    pub by_cases: usize,
}

/// Amounts in 分.
#[derive(Debug)]
pub(crate) struct Amounts {
    low: Vec<i64>,
    /// [`NO_HIGH`] where nothing bounds it.
    high: Vec<i64>,
    /// Rows whose amount does not fit.
    exact: Vec<(usize, Interval)>,
    term: Term,
}

impl VariantOutcome {
    /// The class that the programme sorts a subject into, where that is known and was asked for.
    pub fn class(&self, row: usize) -> Option<Arc<str>> {
        match self.class.as_ref()?.value(row) {
            Value::Text(Maybe::Known(word)) => Some(word),
            _ => None,
        }
    }

    /// Whether a condition holds in a row.
    pub fn condition(&self, at: usize, row: usize) -> Truth {
        self.conditions.get(at).map_or(Truth::Unknown, |condition| truth_of(condition[row]))
    }

    /// Least and greatest points, where the programme has a scorecard that was asked for.
    pub fn score(&self, row: usize) -> Option<(Number, Number)> {
        let (vector, of) = self.score.as_ref()?;
        let (least, most) = (Number::zero(), Number::from_integer(i128::from(*of)));
        let Value::Number(Maybe::Known(Interval { low, high })) = vector.value(row) else {
            return Some((least, most));
        };
        Some((low.unwrap_or(least), high.unwrap_or(most)))
    }

    /// Bounds of the amount in 元, where the programme gives money, it was asked for, and the conditions can still hold.
    pub fn amount(&self, row: usize) -> Option<(Interval, Term)> {
        let amounts = self.amount.as_ref()?;
        matches!(self.statuses[row], Status::Met | Status::Unknown)
            .then(|| (amounts.interval(row), amounts.term))
    }

    /// The same in 分: the least, and the greatest where something bounds it and it fits.
    pub fn amount_in_fen(&self, row: usize) -> Option<(i128, Option<i128>)> {
        let amounts = self.amount.as_ref()?;
        if !matches!(self.statuses[row], Status::Met | Status::Unknown) {
            return None;
        }
        if let Some((_, interval)) = amounts.exact.iter().find(|(other, _)| *other == row) {
            let fen = |bound: Number| bound.checked_mul(&100.into()).map(|fen| fen.to_integer());
            return Some((interval.low.and_then(fen).unwrap_or_default(), interval.high.and_then(fen)));
        }
        let high = amounts.high[row];
        Some((i128::from(amounts.low[row]), (high != NO_HIGH).then_some(i128::from(high))))
    }
}

impl Amounts {
    fn interval(&self, row: usize) -> Interval {
        if let Some((_, interval)) = self.exact.iter().find(|(other, _)| *other == row) {
            return *interval;
        }
        let bound = |held: i64| Number::new(i128::from(held), 100);
        let high = self.high[row];
        Interval { low: Some(bound(self.low[row])), high: (high != NO_HIGH).then(|| bound(high)) }
    }
}

/// Statuses of a variant by row, from the truths of its parts.
pub(crate) fn statuses<'v>(
    roots: &Roots,
    rows: usize,
    truths: &impl Fn(NodeId) -> Cow<'v, [u8]>,
) -> Vec<Status> {
    let mut whole = vec![TRUE; rows];
    for condition in &roots.conditions {
        whole.iter_mut().zip(&*truths(*condition)).for_each(|(whole, truth)| *whole = (*whole).min(*truth));
    }
    let of_whole = [FALSE, UNKNOWN, TRUE].map(|truth| Status::from(truth_of(truth)));
    let Some(applies) = roots.applies.map(truths) else {
        return whole.iter().map(|whole| of_whole[usize::from(*whole)]).collect();
    };
    let status = |(whole, applies): (&u8, &u8)| match *applies {
        FALSE => Status::NotApplicable,
        UNKNOWN => Status::Unknown,
        _ => of_whole[usize::from(*whole)],
    };
    whole.iter().zip(&*applies).map(status).collect()
}

pub(crate) fn outcome(
    plan: &Plan<'_>,
    batch: &Batch,
    done: &[Option<Arc<Vector>>],
    cases: &FxHashMap<usize, Arc<Cases>>,
) -> Outcome {
    let vector = |at: NodeId| done.get(at).and_then(Option::as_ref);
    let truths = |at: NodeId| match vector(at) {
        Some(vector) => vector.truths(batch.rows),
        None => Cow::Owned(vec![UNKNOWN; batch.rows]),
    };
    let variants = plan.roots.iter().zip(&plan.variants).enumerate().map(|(at, (roots, variant))| {
        let conditions: Vec<Vec<u8>> = roots.conditions.iter().map(|at| truths(*at).into_owned()).collect();
        let own = roots.amount.as_ref().map(|_| match cases.get(&at) {
            Some(cases) => Arc::clone(cases),
            None => Arc::new(Cases::of(plan, at, batch.rows, done)),
        });
        let statuses = match &own {
            Some(own) => own.statuses.clone(),
            None => statuses(roots, batch.rows, &truths),
        };
        let mut failing = vec![0u16; batch.rows];
        for condition in &conditions {
            failing
                .iter_mut()
                .zip(condition)
                .for_each(|(failing, truth)| *failing += u16::from(*truth == FALSE));
        }
        let card = variant.programme.score.as_ref();
        let score =
            roots.score.and_then(vector).zip(card).map(|(vector, card)| (Arc::clone(vector), card.of));
        let class = roots.class.and_then(vector).map(Arc::clone);
        let mut by_cases = 0;
        let amount = roots.amount.as_ref().zip(own).map(|(amount, own)| {
            let open_cap = truths(amount.open_cap);
            let is_paid = |row: &usize| matches!(statuses[*row], Status::Met | Status::Unknown);
            let mut left = own.left.clone();
            left.extend((0..batch.rows).filter(|row| open_cap[*row] == TRUE && is_paid(row)));
            by_cases = left.len();
            let mut amounts = amounts(batch, amount, &vector, &own);
            for row in left {
                let facts = batch.facts(plan.kind, row);
                let (programme, parameters) = (variant.programme, &variant.parameters);
                let bounds = programmes::assess::amount_bounds(programme, &facts, plan.as_of, parameters);
                if let Some((bounds, _)) = bounds {
                    amounts.set(row, bounds);
                }
            }
            amounts
        });
        let applies = roots.applies.map(|at| truths(at).into_owned());
        VariantOutcome { statuses, applies, conditions, failing, score, class, amount, by_cases }
    });
    let variants = variants.collect();
    let values = plan.values.iter().filter_map(|at| vector(*at).map(Arc::clone)).collect();
    Outcome { variants, values }
}

/// Amounts of all rows, those told by cases covered over their cases.
fn amounts<'d>(
    batch: &Batch,
    roots: &AmountRoots,
    vector: &impl Fn(NodeId) -> Option<&'d Arc<Vector>>,
    cases: &Cases,
) -> Amounts {
    let mut out = Amounts {
        low: vec![0; batch.rows],
        high: vec![NO_HIGH; batch.rows],
        exact: Vec::new(),
        term: roots.term,
    };
    let formula = vector(roots.formula);
    let cap = roots.cap.map(vector);
    let fixed = |vector: Option<&'d Arc<Vector>>| match vector.map(AsRef::as_ref) {
        Some(Vector::Fixed(fixed)) => Some(fixed),
        _ => None,
    };
    let bounds_of_cap = |row: usize| cap.map(|cap| fixed(cap).and_then(|fixed| fen(fixed, row)));
    let slowly = |row: usize, value: Option<Value>| {
        let of = |value: Option<Value>| match value {
            Some(Value::Number(Maybe::Known(interval))) => interval,
            Some(Value::Number(Maybe::Absent)) => Interval::exact(Number::zero()),
            _ => Interval::ANY,
        };
        let bounds = match cap {
            None => of(value),
            Some(cap) => of(value).min(of(cap.map(|vector| vector.value(row)))),
        };
        bounds.max(Interval::exact(Number::zero())).each(whole_fen)
    };
    if !out.settle_all(fixed(formula), cap.map(fixed)) {
        for row in 0..batch.rows {
            let own = fixed(formula).and_then(|fixed| fen(fixed, row));
            if !out.settle(row, own, bounds_of_cap(row)) {
                let bounds = slowly(row, formula.map(|vector| vector.value(row)));
                out.set(row, bounds);
            }
        }
    }
    let by_cases = roots.cases.as_ref().and_then(|cases| vector(cases.formula));
    let fen_by_case = fixed(by_cases).filter(|fixed| fixed.absent.is_none()).and_then(all_fen);
    let mut at = 0;
    while let (Some(row), Some(values)) = (cases.rows.get(at), by_cases) {
        let end = at + cases.rows[at..].iter().take_while(|other| *other == row).count();
        let row = *row as usize;
        let own = match &fen_by_case {
            Some((low, high)) => low[at..end].iter().min().copied().zip(high[at..end].iter().max().copied()),
            None => fixed(by_cases).and_then(|fixed| covered(fixed, at..end)),
        };
        if !out.settle(row, own, bounds_of_cap(row)) {
            let joined = (at..end).map(|case| values.value(case)).reduce(Value::join);
            let bounds = slowly(row, joined);
            out.set(row, bounds);
        }
        at = end;
    }
    out
}

/// Bounds in whole 分 that cover some cases; `None` where some are absent, or they have to be looked at one by one.
fn covered(fixed: &Fixed, cases: std::ops::Range<usize>) -> Option<(i64, i64)> {
    let mut out: Option<(i64, i64)> = None;
    for case in cases {
        if fixed.absent.as_ref().is_some_and(|absent| absent[case] != 0) {
            return None;
        }
        let (low, high) = fen(fixed, case)?;
        out = Some(out.map_or((low, high), |(least, most)| (least.min(low), most.max(high))));
    }
    out
}

impl Amounts {
    /// Sets all rows at once, under a cap where there is one; `false`, and nothing set, where they have to be looked at one by one.
    fn settle_all(&mut self, own: Option<&Fixed>, cap: Option<Option<&Fixed>>) -> bool {
        let Some(own) = own.and_then(all_fen) else { return false };
        let bounds = match cap {
            None => Some(own),
            Some(cap) => cap.and_then(all_fen).map(|(low, high)| {
                let least = |a: &[i64], b: &[i64]| a.iter().zip(b).map(|(a, b)| *a.min(b)).collect();
                (least(&own.0, &low), least(&own.1, &high))
            }),
        };
        let Some((low, high)) = bounds else { return false };
        (self.low, self.high) = (low, high);
        true
    }

    /// Sets a row by bounds in 分, under those of a cap where there is one; `false` where they have to be looked at one by one.
    fn settle(&mut self, row: usize, own: Option<(i64, i64)>, cap: Option<Option<(i64, i64)>>) -> bool {
        let bounds = match (own, cap) {
            (Some(own), None) => own,
            (Some((low, high)), Some(Some((other, least)))) => (low.min(other), high.min(least)),
            _ => return false,
        };
        self.forget(row);
        (self.low[row], self.high[row]) = bounds;
        true
    }

    /// Forgets bounds that did not fit.
    fn forget(&mut self, row: usize) {
        if !self.exact.is_empty() {
            self.exact.retain(|(other, _)| *other != row);
        }
    }

    fn set(&mut self, row: usize, bounds: Interval) {
        self.forget(row);
        let fen = |bound: Number| {
            let scaled = bound.checked_mul(&100.into()).filter(|scaled: &Number| scaled.is_integer())?;
            i64::try_from(scaled.to_integer()).ok().filter(|fen| *fen != NO_HIGH)
        };
        let low = bounds.low.map(fen);
        let high = bounds.high.map_or(Some(NO_HIGH), fen);
        match (low, high) {
            (Some(Some(low)), Some(high)) => (self.low[row], self.high[row]) = (low, high),
            _ => self.exact.push((row, bounds)),
        }
    }
}

/// Rounded half away from zero to whole 分, as `programmes::assess::amount_bounds` does.
fn whole_fen(amount: Number) -> Number {
    let hundred = Number::from_integer(100);
    amount.checked_mul(&hundred).map_or(amount, |scaled| scaled.round() / hundred)
}

/// Bounds in whole 分, at least zero; what is absent earns nothing. `None` where they do not fit.
fn fen(fixed: &Fixed, row: usize) -> Option<(i64, i64)> {
    if fixed.absent.as_ref().is_some_and(|absent| absent[row] != 0) {
        return Some((0, 0));
    }
    let round = |held: i64| -> Option<i64> {
        if fixed.scale == 100 {
            return Some(held.max(0));
        }
        let (scale, held) = (i128::from(fixed.scale), i128::from(held.max(0)));
        i64::try_from((200 * held + scale) / (2 * scale)).ok().filter(|fen| *fen != NO_HIGH)
    };
    let high = fixed.high[row];
    Some((round(fixed.low[row])?, if high == NO_HIGH { NO_HIGH } else { round(high)? }))
}

/// The same of a whole column; `None` where a row has to be looked at by itself.
fn all_fen(fixed: &Fixed) -> Option<(Vec<i64>, Vec<i64>)> {
    let scale = fixed.scale;
    // So that the rounded quotient is computed in 64 bits.
    let limit = (MAX_FAST / 400).unsigned_abs();
    let fits =
        scale == 100 || scale < MAX_FAST / 400 && magnitude(&fixed.low).max(magnitude(&fixed.high)) < limit;
    if !fits {
        return None;
    }
    let round = |held: i64| match scale {
        100 => held.max(0),
        _ => (200 * held.max(0) + scale) / (2 * scale),
    };
    let mut low: Vec<i64> = fixed.low.iter().map(|held| round(*held)).collect();
    let open = |held: i64| if held == NO_HIGH { NO_HIGH } else { round(held) };
    let mut high: Vec<i64> = fixed.high.iter().map(|held| open(*held)).collect();
    if let Some(absent) = &fixed.absent {
        let rows = low.iter_mut().zip(&mut high).zip(absent);
        rows.filter(|(_, absent)| **absent != 0).for_each(|((low, high), _)| (*low, *high) = (0, 0));
    }
    Some((low, high))
}
