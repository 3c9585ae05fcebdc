//! What a run found: for each programme and row the status, which conditions fail, points and amount.

use std::borrow::Cow;
use std::mem::take;
use std::sync::Arc;

use language::value::{Interval, Maybe};
use language::{Truth, Value};
use num_traits::{CheckedMul, Zero};
use programmes::Status;
use programmes::programme::Term;
use rustc_hash::FxHashMap;
use strength_reduce::StrengthReducedU64;
use vocabulary::Number;

use crate::batch::Batch;
use crate::cases::{Cases, Told, truths};
use crate::plan::graph::NodeId;
use crate::plan::{AmountRoots, Plan, RestId, Roots};
use crate::rests::Rests;
use crate::vector::{FALSE, Fixed, NO_HIGH, TRUE, UNKNOWN, Vector, lcm, truth_of};
use crate::{spare, wide};

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

    /// Of how many of `rows` rows an expression of the plan does not hold, of how many that is not known, and of how many it does.
    pub fn tally(&self, expression: usize, rows: usize) -> [u64; 3] {
        let Some(vector) = self.values.get(expression) else { return [0, rows as u64, 0] };
        let truths = vector.truths(rows);
        let count =
            |truth: u8| wide::fold(&truths, 0u32, move |sum, own| sum.wrapping_add(u32::from(own == truth)));
        let (fails, holds) = (u64::from(count(FALSE)), u64::from(count(TRUE)));
        [fails, rows as u64 - fails - holds, holds]
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
    cap: Option<Cap>,
    term: Term,
}

/// What an amount is at most.
#[derive(Debug)]
struct Cap {
    value: Option<Arc<Vector>>,
    /// Over one divisor, where it is.
    fixed: Option<Fixed>,
}

impl Drop for Amounts {
    fn drop(&mut self) {
        [take(&mut self.low), take(&mut self.high)].into_iter().for_each(spare::keep);
    }
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

    /// Of how many rows a condition fails, of how many it is not known, and of how many it alone fails.
    pub fn tally(&self, at: usize) -> [u64; 3] {
        let Some(truths) = self.conditions.get(at) else { return [0; 3] };
        let count =
            |truth: u8| wide::fold(truths, 0u32, move |sum, own| sum.wrapping_add(u32::from(own == truth)));
        let alone = wide::map2(truths, &self.failing, |truth, failing| {
            u8::from(truth == FALSE) & u8::from(failing == 1)
        });
        let alone = wide::fold(&alone, 0u32, |sum, own| sum.wrapping_add(u32::from(own)));
        [count(FALSE), count(UNKNOWN), alone].map(u64::from)
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

    /// Least and greatest amounts in 分 by row, [`i64::MAX`] where nothing bounds them; they mean nothing where the conditions cannot hold.
    /// `None` where it gives no money, or one does not fit.
    pub fn amounts_in_fen(&self) -> Option<(&[i64], &[i64])> {
        let amounts = self.amount.as_ref().filter(|amounts| amounts.exact.is_empty())?;
        Some((&amounts.low, &amounts.high))
    }

    /// The same of a row: the least, and the greatest where something bounds it and it fits.
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
        wide::update(&mut whole, &truths(*condition), u8::min);
    }
    let of_whole = [FALSE, UNKNOWN, TRUE].map(|truth| Status::from(truth_of(truth)));
    let of_applies = [[Status::NotApplicable; 3], [Status::Unknown; 3], of_whole];
    let mut statuses = vec![Status::Unknown; rows];
    match roots.applies.map(truths) {
        None => wide::update(&mut statuses, &whole, move |_, whole| of_whole[usize::from(whole)]),
        Some(applies) => {
            let both =
                wide::map2(&whole, &applies, |whole, applies| applies.wrapping_mul(3).wrapping_add(whole));
            let of_both = of_applies.as_flattened();
            wide::update(&mut statuses, &both, |_, both| of_both[usize::from(both)]);
        }
    }
    statuses
}

/// How the amount of a variant is told where a choice of its formula is open.
pub(crate) struct Telling {
    pub(crate) told: Arc<Told>,
    pub(crate) by: ByCase,
}

/// By what is left of the formula in each case, or by a row a case.
pub(crate) enum ByCase {
    Rests(Rests),
    Rows(Arc<Cases>),
}

impl ByCase {
    fn left(&self) -> &[usize] {
        match self {
            Self::Rests(rests) => &rests.left,
            Self::Rows(cases) => &cases.left,
        }
    }
}

/// `telling`: by variant.
pub(crate) fn outcome(
    plan: &Plan<'_>,
    batch: &Batch,
    done: &[Option<Arc<Vector>>],
    telling: Vec<Option<Telling>>,
) -> Outcome {
    let vector = |at: NodeId| done.get(at).and_then(Option::as_ref);
    let truths = |at: NodeId| truths(at, done, batch.rows);
    let variants = plan.roots.iter().zip(&plan.variants).zip(telling).map(|((roots, variant), telling)| {
        let conditions: Vec<Vec<u8>> = roots.conditions.iter().map(|at| truths(*at).into_owned()).collect();
        let statuses = match &telling {
            Some(telling) => telling.told.statuses.clone(),
            None => statuses(roots, batch.rows, &truths),
        };
        let mut failing = vec![0u16; batch.rows];
        for condition in &conditions {
            wide::update(&mut failing, condition, |failing, truth| failing + u16::from(truth == FALSE));
        }
        let card = variant.programme.score.as_ref();
        let score =
            roots.score.and_then(vector).zip(card).map(|(vector, card)| (Arc::clone(vector), card.of));
        let class = roots.class.and_then(vector).map(Arc::clone);
        let mut by_cases = 0;
        let amount = roots.amount.as_ref().zip(telling).map(|(amount, telling)| {
            let open_cap = truths(amount.open_cap);
            let is_paid = |row: &usize| matches!(statuses[*row], Status::Met | Status::Unknown);
            let mut left = telling.by.left().to_vec();
            if open_cap.contains(&TRUE) {
                left.extend((0..batch.rows).filter(|row| open_cap[*row] == TRUE && is_paid(row)));
            }
            by_cases = left.len();
            let mut amounts = amounts(batch, amount, &vector, &telling.by);
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

/// Numbers over one divisor, constants among them; `None` where a row has to be looked at by itself.
fn fixed(vector: Option<&Arc<Vector>>, rows: usize) -> Option<Cow<'_, Fixed>> {
    let vector = vector?;
    vector.fixed(vector.scale()?, rows)
}

/// Amounts of all rows, those told by cases covered over their cases.
fn amounts<'d>(
    batch: &Batch,
    roots: &AmountRoots,
    vector: &impl Fn(NodeId) -> Option<&'d Arc<Vector>>,
    by: &ByCase,
) -> Amounts {
    let formula = vector(roots.formula);
    let cap = roots.cap.map(|cap| {
        let value = vector(cap).map(Arc::clone);
        let fixed = fixed(value.as_ref(), batch.rows).map(Cow::into_owned);
        Cap { value, fixed }
    });
    let mut out = Amounts {
        low: vec![0; batch.rows],
        high: vec![NO_HIGH; batch.rows],
        exact: Vec::new(),
        cap,
        term: roots.term,
    };
    let held = fixed(formula, batch.rows);
    if !out.settle_all(held.as_deref()) {
        for row in 0..batch.rows {
            let own = held.as_ref().and_then(|fixed| fen(fixed, row));
            out.settle(row, own, || formula.map(|vector| vector.value(row)));
        }
    }
    match by {
        ByCase::Rows(cases) => {
            by_rows(&mut out, cases, roots.cases.as_ref().and_then(|roots| vector(roots.formula)));
        }
        ByCase::Rests(rests) => by_rests(&mut out, rests, batch.rows),
    }
    out
}

/// Covers the cases of each row that is told by what is left of the formula.
fn by_rests(out: &mut Amounts, rests: &Rests, rows: usize) {
    let columns = columns_of(rests, rows);
    for (group, of_group) in rests.groups.iter().zip(&rests.rows) {
        let columns: Option<(&Fen, Vec<&Fixed>)> = columns.as_ref().and_then(|(fen, columns)| {
            Some((fen, group.iter().map(|rest| columns.get(rest)?.as_ref()).collect::<Option<_>>()?))
        });
        // Where most rows are of one group, its columns are covered whole.
        let whole = columns.as_ref().filter(|_| 4 * of_group.len() > rows).map(|(_, columns)| hull(columns));
        for row in of_group {
            let own = columns.as_ref().and_then(|(fen, columns)| match &whole {
                Some((low, high)) => fen.bounds((low[*row], high[*row])),
                None => {
                    let bounds = columns.iter().map(|column| (column.low[*row], column.high[*row]));
                    fen.bounds(bounds.reduce(outer)?)
                }
            });
            out.settle(*row, own, || {
                let values = group.iter().filter_map(|rest| rests.values.get(rest));
                values.map(|value| value.value(*row)).reduce(Value::join)
            });
        }
    }
}

/// What is left in some case, over one divisor: so bounds are covered as they stand and rounded once. Nothing for a column with absent
/// numbers, or one that is not over one divisor; `None` where they have none in common.
fn columns_of(rests: &Rests, rows: usize) -> Option<(Fen, FxHashMap<RestId, Option<Fixed>>)> {
    let mut held: FxHashMap<RestId, Option<Cow<'_, Fixed>>> = FxHashMap::default();
    for rest in rests.groups.iter().flat_map(|group| group.iter()) {
        let column = || fixed(rests.values.get(rest), rows).filter(|fixed| fixed.absent.is_none());
        held.entry(*rest).or_insert_with(column);
    }
    let scale = held.values().flatten().try_fold(1, |scale, column| lcm(scale, column.scale))?;
    let rescaled = |column: &Cow<'_, Fixed>| column.rescaled(scale).map(Cow::into_owned);
    let columns = held.into_iter().map(|(rest, column)| (rest, column.as_ref().and_then(rescaled)));
    Some((Fen::of(scale), columns.collect()))
}

/// The outer bounds of some columns.
fn hull(columns: &[&Fixed]) -> (Vec<i64>, Vec<i64>) {
    let Some((first, rest)) = columns.split_first() else { return (Vec::new(), Vec::new()) };
    rest.iter().fold((first.low.clone(), first.high.clone()), |(low, high), column| {
        (wide::map2(&low, &column.low, i64::min), wide::map2(&high, &column.high, i64::max))
    })
}

fn outer((least, most): (i64, i64), (low, high): (i64, i64)) -> (i64, i64) {
    (least.min(low), most.max(high))
}

/// Covers the cases of each row that became a row a case.
fn by_rows(out: &mut Amounts, cases: &Cases, values: Option<&Arc<Vector>>) {
    let Some(values) = values else { return };
    let fixed = fixed(Some(values), cases.rows.len());
    let held = fixed.as_deref().map(|fixed| (Fen::of(fixed.scale), fixed));
    let mut at = 0;
    for of_row in cases.rows.chunk_by(|row, other| row == other) {
        let range = at..at + of_row.len();
        at = range.end;
        let own = held.as_ref().and_then(|(fen, fixed)| {
            let is_absent = |absent: &Vec<u8>| absent[range.clone()].contains(&1);
            if fixed.absent.as_ref().is_some_and(is_absent) {
                return None;
            }
            let bounds =
                fixed.low[range.clone()].iter().copied().zip(fixed.high[range.clone()].iter().copied());
            fen.bounds(bounds.reduce(outer)?)
        });
        let Some(row) = of_row.first() else { continue };
        out.settle(*row as usize, own, || range.map(|case| values.value(case)).reduce(Value::join));
    }
}

impl Amounts {
    /// Sets all rows at once, under the cap; `false`, and nothing set, where they have to be looked at one by one.
    fn settle_all(&mut self, own: Option<&Fixed>) -> bool {
        let Some(own) = own.and_then(all_fen) else { return false };
        let bounds = match &self.cap {
            None => Some(own),
            Some(cap) => cap.fixed.as_ref().and_then(all_fen).map(|(low, high)| {
                let least = |a: &[i64], b: &[i64]| wide::map2(a, b, i64::min);
                (least(&own.0, &low), least(&own.1, &high))
            }),
        };
        let Some((low, high)) = bounds else { return false };
        (self.low, self.high) = (low, high);
        true
    }

    /// Sets a row under the cap: by bounds in 分 where they are told, else by its value.
    fn settle(&mut self, row: usize, own: Option<(i64, i64)>, value: impl FnOnce() -> Option<Value>) {
        let cap = self.cap.as_ref().map(|cap| cap.fixed.as_ref().and_then(|fixed| fen(fixed, row)));
        let bounds = match (own, cap) {
            (Some(own), None) => own,
            (Some((low, high)), Some(Some((other, least)))) => (low.min(other), high.min(least)),
            _ => return self.settle_slowly(row, value()),
        };
        self.forget(row);
        (self.low[row], self.high[row]) = bounds;
    }

    fn settle_slowly(&mut self, row: usize, value: Option<Value>) {
        let of = |value: Option<Value>| match value {
            Some(Value::Number(Maybe::Known(interval))) => interval,
            Some(Value::Number(Maybe::Absent)) => Interval::exact(Number::zero()),
            _ => Interval::ANY,
        };
        let bounds = match &self.cap {
            None => of(value),
            Some(cap) => of(value).min(of(cap.value.as_ref().map(|vector| vector.value(row)))),
        };
        self.set(row, bounds.max(Interval::exact(Number::zero())).each(whole_fen));
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

/// Whole 分 of numbers over a divisor, at least zero, rounded half away from zero.
struct Fen {
    scale: i64,
    /// Twice the divisor, prepared to divide by.
    twice: StrengthReducedU64,
}

impl Fen {
    fn of(scale: i64) -> Self {
        Self { scale, twice: StrengthReducedU64::new(2 * scale.unsigned_abs()) }
    }

    /// Numbers below this are rounded in 64 bits.
    fn limit(&self) -> u64 {
        match self.scale {
            100 => u64::MAX,
            scale => (u64::MAX / 2).saturating_sub(scale.unsigned_abs()) / 200,
        }
    }

    fn fast(&self, held: i64) -> i64 {
        let held = held.max(0);
        if self.scale == 100 {
            return held;
        }
        let fen = (200 * held.unsigned_abs() + self.scale.unsigned_abs()) / self.twice;
        // At most half of all that 64 bits hold.
        fen.cast_signed()
    }

    fn one(&self, held: i64) -> Option<i64> {
        if held.max(0).unsigned_abs() < self.limit() {
            return Some(self.fast(held));
        }
        let (scale, held) = (i128::from(self.scale), i128::from(held));
        i64::try_from((200 * held + scale) / (2 * scale)).ok().filter(|fen| *fen != NO_HIGH)
    }

    /// `None` where one does not fit.
    fn bounds(&self, (low, high): (i64, i64)) -> Option<(i64, i64)> {
        Some((self.one(low)?, if high == NO_HIGH { NO_HIGH } else { self.one(high)? }))
    }
}

/// Bounds in whole 分, at least zero; what is absent earns nothing. `None` where they do not fit.
fn fen(fixed: &Fixed, row: usize) -> Option<(i64, i64)> {
    if fixed.absent.as_ref().is_some_and(|absent| absent[row] != 0) {
        return Some((0, 0));
    }
    Fen::of(fixed.scale).bounds((fixed.low[row], fixed.high[row]))
}

/// The same of a whole column; `None` where a row has to be looked at by itself.
fn all_fen(fixed: &Fixed) -> Option<(Vec<i64>, Vec<i64>)> {
    let fen = Fen::of(fixed.scale);
    if !fixed.is_below(fen.limit()) {
        return None;
    }
    let (mut low, mut high) = match fixed.scale {
        // Whole 分 as they stand, and what is not bounded stays so.
        100 => (wide::map(&fixed.low, |held| held.max(0)), wide::map(&fixed.high, |held| held.max(0))),
        _ => {
            let open = |held: i64| if held == NO_HIGH { NO_HIGH } else { fen.fast(held) };
            (wide::map(&fixed.low, |held| fen.fast(held)), wide::map(&fixed.high, open))
        }
    };
    if let Some(absent) = &fixed.absent {
        let rows = low.iter_mut().zip(&mut high).zip(absent);
        rows.filter(|(_, absent)| **absent != 0).for_each(|((low, high), _)| (*low, *high) = (0, 0));
    }
    Some((low, high))
}
