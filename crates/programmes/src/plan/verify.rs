//! The last word on a point: the interpreter's, and the limits between parts and wholes, in exact arithmetic.

use jiff::civil::Date;
use language::Value;
use vocabulary::kind::AttributeId;
use vocabulary::{Datum, Facts, Lookup, Number};

use super::lever::Levers;
use crate::answer::Status;
use crate::assess::status_with;
use crate::programme::Programme;

/// A known figure of a year, or a plain one.
pub(super) fn figure(facts: &Facts, id: AttributeId, year: Option<i16>) -> Option<Number> {
    let found = match year {
        Some(year) => facts.yearly(id, year),
        None => facts.plain(id),
    };
    match found {
        Lookup::Known(Datum::Number(number), _) => Some(*number),
        _ => None,
    }
}

/// Checks points of one planning problem.
pub(super) struct Verifier<'a> {
    pub(super) programme: &'a Programme,
    /// As projected.
    pub(super) facts: &'a Facts,
    pub(super) target: Date,
    pub(super) parameters: &'a [Value],
    pub(super) levers: &'a Levers,
}

impl Verifier<'_> {
    /// Whether the status is met after these steps, and every part the plan moves fits its whole.
    pub(super) fn holds(&self, steps: &[i64]) -> bool {
        let facts = self.levers.applied(self.facts, steps);
        self.fits(steps, &facts)
            && status_with(self.programme, &facts, self.target, self.parameters) == Status::Met
    }

    /// As [`super::build::Builder::limits`] says it: a part that was raised, or whose whole was lowered, is within the whole.
    pub(super) fn fits(&self, steps: &[i64], facts: &Facts) -> bool {
        let moved =
            |variable: Option<usize>| variable.and_then(|at| steps.get(at)).is_some_and(|steps| *steps > 0);
        let at_odds = |part: AttributeId, whole: AttributeId, year: Option<i16>| {
            figure(facts, part, year)
                .zip(figure(facts, whole, year))
                .is_some_and(|(part, whole)| part > whole)
        };
        let kind = &self.programme.subject;
        self.levers.levers.iter().all(|lever| {
            let (id, year) = (lever.attribute, lever.year);
            let raised_part =
                moved(lever.up) && kind.get(id).at_most.is_some_and(|whole| at_odds(id, whole, year));
            let lowered_whole = moved(lever.down)
                && kind.iter().any(|(part, a)| a.at_most == Some(id) && at_odds(part, id, year));
            !raised_part && !lowered_whole
        })
    }
}
