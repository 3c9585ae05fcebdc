//! Rows of which a judgement is open, by what is left of the formula in each of their cases: rows with the same truths have the same, and
//! what is left is worked out once for all rows of the chunk.

use std::sync::Arc;

use language::eval::Step;
use language::{Context, Truth, Value};
use rustc_hash::FxHashMap;

use crate::cases::{Told, truths};
use crate::kernel;
use crate::plan::graph::NodeId;
use crate::plan::{Choices, Remains, Rest, RestId};
use crate::vector::Vector;
use crate::{spare, wide};

/// What is left of a formula, by row.
#[derive(Debug, Default)]
pub(crate) struct Rests {
    /// What is left in the cases of rows with the same truths.
    pub(crate) groups: Vec<Remains>,
    /// The rows of each group.
    pub(crate) rows: Vec<Vec<usize>>,
    /// Its values.
    pub(crate) values: FxHashMap<RestId, Arc<Vector>>,
    /// Rows left to the interpreter.
    pub(crate) left: Vec<usize>,
}

impl Rests {
    pub(crate) fn of(
        choices: &Choices,
        told: &Told,
        context: &Context<'_>,
        done: &[Option<Arc<Vector>>],
        rows: usize,
    ) -> Self {
        let mut out = Self::default();
        let judged: Vec<_> = choices.judgements.iter().map(|at| truths(*at, done, rows)).collect();
        // All truths of a row as the digits of one number.
        let mut patterns = vec![0i64; rows];
        for judged in &judged {
            wide::update(&mut patterns, judged, |so_far, truth| {
                so_far.wrapping_mul(3).wrapping_add(truth.into())
            });
        }
        let mut known: FxHashMap<i64, Option<usize>> = FxHashMap::default();
        for row in &told.rows {
            let group = *known.entry(patterns[*row]).or_insert_with(|| {
                let pattern: Vec<u8> = judged.iter().map(|judged| judged[*row]).collect();
                choices.remains(&pattern).map(|remains| {
                    out.groups.push(remains);
                    out.rows.push(Vec::new());
                    out.groups.len() - 1
                })
            });
            match group {
                Some(group) => out.rows[group].push(*row),
                None => out.left.push(*row),
            }
        }
        spare::keep(patterns);
        let mut working = Working { choices, context, done, rows, values: FxHashMap::default() };
        for rest in out.groups.iter().flat_map(|group| group.iter()) {
            working.value(*rest);
        }
        out.values = working.values;
        out
    }
}

/// Works out what is left of a formula.
struct Working<'w, 'c> {
    choices: &'w Choices,
    context: &'w Context<'c>,
    done: &'w [Option<Arc<Vector>>],
    rows: usize,
    values: FxHashMap<RestId, Arc<Vector>>,
}

impl Working<'_, '_> {
    fn value(&mut self, id: RestId) -> Arc<Vector> {
        if let Some(known) = self.values.get(&id) {
            return Arc::clone(known);
        }
        let value = match self.choices.rest(id) {
            Some(Rest::Step(node)) => self.step_of(node),
            Some(Rest::Either(a, b)) => {
                let open = Arc::new(Vector::Constant(Value::Truth(Truth::Unknown)));
                let sides = [open, self.value(a), self.value(b)];
                Arc::new(kernel::step(self.context, Step::If, &sides, self.rows))
            }
            Some(Rest::Do(step, of)) => {
                let of: Vec<_> = of.iter().map(|part| self.value(*part)).collect();
                Arc::new(kernel::step(self.context, step, &of, self.rows))
            }
            None => Arc::new(Vector::Constant(Value::any_number())),
        };
        self.values.insert(id, Arc::clone(&value));
        value
    }

    fn step_of(&self, node: NodeId) -> Arc<Vector> {
        let nothing = || Arc::new(Vector::Constant(Value::any_number()));
        self.done.get(node).and_then(Option::clone).unwrap_or_else(nothing)
    }
}
