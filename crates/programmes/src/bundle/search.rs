//! Depth first over the candidates: taken or left, bounded by what all that is left would add without caps.

use language::value::{Interval, Maybe};
use language::{Context, Value};
use num_traits::{CheckedAdd, Zero};
use vocabulary::{Facts, Number};

use super::{Bundle, Candidate, MAX_NODES};

struct Search<'c, 'p> {
    candidates: &'c [Candidate<'p>],
    /// What each is worth; `None`: it cannot be chosen.
    worth: Vec<Option<Number>>,
    /// Sum of the worths from each position on.
    rest: Vec<Number>,
    taken: Vec<bool>,
    best: Bundle,
    nodes: usize,
}

pub(super) fn best<'p>(
    candidates: &[Candidate<'p>],
    worth: impl Fn(&Candidate<'p>) -> Option<Number>,
) -> Bundle {
    let worth: Vec<Option<Number>> = candidates.iter().map(worth).collect();
    let mut rest = vec![Number::zero(); candidates.len() + 1];
    for at in (0..candidates.len()).rev() {
        rest[at] = plus(rest[at + 1], worth[at].unwrap_or_else(Number::zero));
    }
    let taken = vec![false; candidates.len()];
    let best = Bundle { optimal: true, ..Bundle::default() };
    let mut search = Search { candidates, worth, rest, taken, best, nodes: 0 };
    search.visit(0, Number::zero());
    search.best
}

/// Sums beyond exact arithmetic do not occur with amounts that fit a cell; were there one, it would not grow further.
fn plus(a: Number, b: Number) -> Number {
    a.checked_add(&b).unwrap_or(a)
}

impl Search<'_, '_> {
    fn visit(&mut self, at: usize, so_far: Number) {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            self.best.optimal = false;
            return;
        }
        let known = !self.best.chosen.is_empty();
        if known && plus(so_far, self.rest[at]) < self.best.total {
            return;
        }
        if at == self.candidates.len() {
            self.keep();
            return;
        }
        let Some(worth) = self.worth[at] else { return self.visit(at + 1, so_far) };
        let free = !self.conflicts(at);
        if free {
            self.taken[at] = true;
            self.visit(at + 1, plus(so_far, worth));
            self.taken[at] = false;
        }
        // A programme that shares no exclusive group is never in the way: leaving it gains nothing.
        if !free || !self.candidates[at].programme.exclusive.is_empty() {
            self.visit(at + 1, so_far);
        }
    }

    /// Whether one of an exclusive group of this candidate is taken already.
    fn conflicts(&self, at: usize) -> bool {
        let groups = &self.candidates[at].programme.exclusive;
        let taken = self.candidates[..at].iter().zip(&self.taken).filter(|(_, taken)| **taken);
        taken
            .into_iter()
            .any(|(other, _)| other.programme.exclusive.iter().any(|group| groups.contains(group)))
    }

    fn keep(&mut self) {
        let chosen = self.standing();
        let total = self.total(&chosen);
        let better = total > self.best.total
            // For the same money, more of what one can have.
            || total == self.best.total && chosen.len() > self.best.chosen.len();
        if better {
            self.best.chosen = chosen;
            self.best.total = total;
        }
    }

    /// Those taken whose upper programme, where they add to one, is taken as well.
    fn standing(&self) -> Vec<usize> {
        let mut chosen: Vec<usize> = (0..self.candidates.len()).filter(|at| self.taken[*at]).collect();
        loop {
            let stands = |at: &usize| {
                let uppers = &self.candidates[*at].programme.tops_up;
                uppers.is_empty()
                    || chosen.iter().any(|other| uppers.contains(&self.candidates[*other].programme.family))
            };
            let left: Vec<usize> = chosen.iter().copied().filter(stands).collect();
            if left.len() == chosen.len() {
                return chosen;
            }
            chosen = left;
        }
    }

    /// Sum of the amounts, each cap group at most its limit. A programme counts in one cap group only once.
    fn total(&self, chosen: &[usize]) -> Number {
        let mut total = Number::zero();
        let mut groups: Vec<(&str, Number, Number)> = Vec::new();
        for at in chosen {
            let worth = self.worth[*at].unwrap_or_else(Number::zero);
            let Some(cap) = self.candidates[*at].programme.caps.first() else {
                total = plus(total, worth);
                continue;
            };
            let limit = limit(self.candidates[*at].programme, &cap.limit);
            match groups.iter_mut().find(|(group, ..)| *group == cap.group) {
                Some((_, sum, least)) => {
                    *sum = plus(*sum, worth);
                    *least = limit.min(*least);
                }
                None => groups.push((&cap.group, worth, limit)),
            }
        }
        groups.into_iter().fold(total, |total, (_, sum, limit)| plus(total, sum.min(limit)))
    }
}

/// A cap's limit is a literal or a parameter: it looks at no fact.
fn limit(programme: &crate::programme::Programme, expr: &language::Expr) -> Number {
    let facts = Facts::empty(&programme.subject);
    let day = programme.from.unwrap_or(jiff::civil::Date::ZERO);
    let parameters = programme.parameter_values(day);
    let context =
        Context::new(&programme.subject, &facts, day, &parameters, &programme.definitions.expressions);
    match context.eval(expr) {
        Value::Number(Maybe::Known(Interval { high: Some(high), .. })) => high,
        _ => Number::from_integer(i128::MAX / 2),
    }
}
