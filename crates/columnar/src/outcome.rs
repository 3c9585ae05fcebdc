//! What a run found: for each programme and row the status, which conditions fail, points and amount.

use std::sync::Arc;

use language::value::{Interval, Maybe};
use language::{Truth, Value};
use num_traits::{CheckedMul, Zero};
use programmes::Status;
use programmes::programme::Term;
use vocabulary::Number;

use crate::batch::Batch;
use crate::plan::graph::NodeId;
use crate::plan::{AmountRoots, Plan};
use crate::vector::{FALSE, Fixed, NO_HIGH, TRUE, UNKNOWN, Vector, truth_of};

/// What a run found.
#[derive(Debug)]
pub struct Outcome {
    /// By variant of the plan.
    pub variants: Vec<VariantOutcome>,
    values: Vec<Arc<Vector>>,
}

impl Outcome {
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

pub(crate) fn outcome(plan: &Plan<'_>, batch: &Batch, done: &[Option<Arc<Vector>>]) -> Outcome {
    let vector = |at: NodeId| done.get(at).and_then(Option::as_ref);
    let truths = |at: NodeId| match vector(at) {
        Some(vector) => vector.truths(batch.rows).into_owned(),
        None => vec![UNKNOWN; batch.rows],
    };
    let variants = plan.roots.iter().zip(&plan.variants).map(|(roots, variant)| {
        let conditions: Vec<Vec<u8>> = roots.conditions.iter().map(|at| truths(*at)).collect();
        let mut whole = vec![TRUE; batch.rows];
        for condition in &conditions {
            whole.iter_mut().zip(condition).for_each(|(whole, truth)| *whole = (*whole).min(*truth));
        }
        let applies = roots.applies.map(truths);
        let status = |row: usize| match applies.as_ref().map(|applies| applies[row]) {
            Some(FALSE) => Status::NotApplicable,
            Some(UNKNOWN) => Status::Unknown,
            _ => truth_of(whole[row]).into(),
        };
        let statuses: Vec<Status> = (0..batch.rows).map(status).collect();
        let card = variant.programme.score.as_ref();
        let score =
            roots.score.and_then(vector).zip(card).map(|(vector, card)| (Arc::clone(vector), card.of));
        let mut by_cases = 0;
        let amount = roots.amount.as_ref().map(|amount| {
            let open = truths(amount.open);
            let told: Vec<usize> = (0..batch.rows)
                .filter(|row| open[*row] == TRUE && matches!(statuses[*row], Status::Met | Status::Unknown))
                .collect();
            by_cases = told.len();
            amounts(plan, batch, variant, amount, &vector, &told)
        });
        let mut failing = vec![0u16; batch.rows];
        for condition in &conditions {
            failing
                .iter_mut()
                .zip(condition)
                .for_each(|(failing, truth)| *failing += u16::from(*truth == FALSE));
        }
        let class = roots.class.and_then(vector).map(Arc::clone);
        VariantOutcome { statuses, conditions, failing, score, class, amount, by_cases }
    });
    let values = plan.values.iter().filter_map(|at| vector(*at).map(Arc::clone)).collect();
    Outcome { variants: variants.collect(), values }
}

fn amounts<'d>(
    plan: &Plan<'_>,
    batch: &Batch,
    variant: &crate::Variant<'_>,
    roots: &AmountRoots,
    vector: &impl Fn(NodeId) -> Option<&'d Arc<Vector>>,
    by_cases: &[usize],
) -> Amounts {
    let mut out = Amounts {
        low: vec![0; batch.rows],
        high: vec![NO_HIGH; batch.rows],
        exact: Vec::new(),
        term: roots.term,
    };
    let formula = vector(roots.formula);
    let cap = roots.cap.map(vector);
    let mut left: Vec<usize> = Vec::new();
    for row in 0..batch.rows {
        let bounds = |vector: Option<&Arc<Vector>>, is_cap: bool| match vector.map(AsRef::as_ref) {
            Some(Vector::Fixed(fixed)) => fen(fixed, row, is_cap),
            _ => None,
        };
        let bounds = match &cap {
            None => bounds(formula, false),
            Some(cap) => bounds(formula, false)
                .zip(bounds(*cap, true))
                .map(|((low, high), (other, least))| (low.min(other), high.min(least))),
        };
        match bounds {
            Some((low, high)) => (out.low[row], out.high[row]) = (low, high),
            None => left.push(row),
        }
    }
    for row in left {
        let of = |vector: Option<&Arc<Vector>>| match vector.map(|vector| vector.value(row)) {
            Some(Value::Number(Maybe::Known(interval))) => interval,
            Some(Value::Number(Maybe::Absent)) => Interval::exact(Number::zero()),
            _ => Interval::ANY,
        };
        let mut bounds = of(formula).max(Interval::exact(Number::zero()));
        if let Some(cap) = &cap {
            bounds = bounds.min(of(*cap));
        }
        out.set(row, bounds.each(whole_fen));
    }
    for row in by_cases {
        let facts = batch.facts(plan.kind, *row);
        let bounds =
            programmes::assess::amount_bounds(variant.programme, &facts, plan.as_of, &variant.parameters);
        if let Some((bounds, _)) = bounds {
            out.set(*row, bounds);
        }
    }
    out
}

impl Amounts {
    fn set(&mut self, row: usize, bounds: Interval) {
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

/// Bounds in whole 分, at least zero; what is absent earns nothing. `None` where they have to be looked at one by one, as a cap
/// below zero.
fn fen(fixed: &Fixed, row: usize, is_cap: bool) -> Option<(i64, i64)> {
    if fixed.absent.as_ref().is_some_and(|absent| absent[row] != 0) {
        return Some((0, 0));
    }
    if is_cap && fixed.low[row] < 0 {
        return None;
    }
    let round = |held: i64| -> Option<i64> {
        let (scale, held) = (i128::from(fixed.scale), i128::from(held.max(0)));
        i64::try_from((200 * held + scale) / (2 * scale)).ok().filter(|fen| *fen != NO_HIGH)
    };
    let high = fixed.high[row];
    Some((round(fixed.low[row])?, if high == NO_HIGH { NO_HIGH } else { round(high)? }))
}
