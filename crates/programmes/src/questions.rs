//! What to ask next, across programmes: the order that settles most with fewest questions.
//!
//! Nothing is assumed about what is usual. Of each programme that is still open, each part that it cannot do without (a condition, or
//! a group of alternatives) is looked at by itself: where one fact is all it waits for, the share of that fact's tried values which
//! fail it is the chance that this one answer settles the programme; where it waits for several facts, the chance is halved for each
//! fact more. A programme also counts for the share of its missing facts that one answer supplies, since the last of them settles
//! it too. A fact's worth is the sum over the programmes; facts of more programmes come first among equals.
//!
//! The order is made greedily: what has been asked is taken as answered when the next question is weighed.

use jiff::civil::Date;
use serde::Serialize;
use vocabulary::{Facts, Kind};

use crate::answer::Status;
use crate::assess::conditions::period;
use crate::assess::status;
use crate::missing::unknowns::{Scene, Unknown};
use crate::missing::{Survey, survey};
use crate::programme::Programme;

/// A question to a visitor.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// Attribute.
    pub attribute: String,
    /// `2024`, or null for a plain attribute or a list.
    pub period: Option<String>,
    /// Programmes that the answer bears on, with the conditions it can decide there.
    pub decides: Vec<Decides>,
    /// Programmes that this answer is expected to settle, at the point where it is asked: a weight, not a forecast.
    pub settles: f64,
}

/// What a question bears on in one programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decides {
    /// Version id.
    pub programme: String,
    /// Ids of conditions.
    pub conditions: Vec<String>,
}

/// Weight of supplying one of a programme's missing facts, against settling it outright.
const SUPPLY: f64 = 0.25;

/// The questions worth asking, in order, `limit` at most. Programmes of another kind than `kind` are left out.
pub fn questions(
    programmes: &[&Programme],
    kind: &Kind,
    facts: &Facts,
    as_of: Date,
    limit: usize,
) -> Vec<Question> {
    let mut open: Vec<Open<'_>> = programmes
        .iter()
        .filter(|programme| programme.kind == kind.id)
        .filter(|programme| status(programme, facts, as_of) == Status::Unknown)
        .map(|programme| Open::new(programme, kind, facts, as_of))
        .collect();
    let mut candidates: Vec<Unknown> = Vec::new();
    for fact in open.iter().flat_map(|open| &open.survey.relevant) {
        if !candidates.contains(&fact.unknown) {
            candidates.push(fact.unknown);
        }
    }
    let mut out = Vec::new();
    while out.len() < limit && !candidates.is_empty() {
        let mut best: Option<(usize, f64)> = None;
        for (at, candidate) in candidates.iter().enumerate() {
            let worth: f64 = open.iter().map(|open| open.worth(*candidate)).sum();
            if best.is_none_or(|(_, most)| worth > most) {
                best = Some((at, worth));
            }
        }
        let Some((at, settles)) = best else { break };
        let asked = candidates.remove(at);
        out.push(Question {
            attribute: kind.get(asked.attribute).name.clone(),
            period: period(asked.extent),
            decides: open.iter().filter_map(|open| open.decides(asked)).collect(),
            settles,
        });
        open.iter_mut().for_each(|open| open.answered(asked));
    }
    out
}

/// A programme whose status is unknown.
struct Open<'p> {
    programme: &'p Programme,
    survey: Survey,
    /// By part: the facts it still waits for.
    waits: Vec<Vec<Unknown>>,
    left: Vec<Unknown>,
    /// That it is still open, as far as what was asked goes.
    weight: f64,
}

impl<'p> Open<'p> {
    fn new(programme: &'p Programme, kind: &Kind, facts: &Facts, as_of: Date) -> Self {
        let parameters = programme.parameter_values(as_of);
        let definitions = &programme.definitions.expressions;
        let survey = survey(programme, Scene { kind, as_of, parameters: &parameters, definitions }, facts);
        let left: Vec<Unknown> = survey.relevant.iter().map(|fact| fact.unknown).collect();
        let waits = (survey.parts.iter())
            .map(|part| part.reads.iter().copied().filter(|fact| left.contains(fact)).collect())
            .collect();
        Self { programme, survey, waits, left, weight: 1.0 }
    }

    /// The share of this programme that an answer is expected to settle.
    fn worth(&self, fact: Unknown) -> f64 {
        if !self.left.contains(&fact) {
            return 0.0;
        }
        self.weight * (self.fails(fact) + SUPPLY / self.left.len() as f64)
    }

    /// The chance that an answer fails a part the programme cannot do without.
    fn fails(&self, fact: Unknown) -> f64 {
        let mut holds = 1.0;
        for (part, waits) in self.survey.parts.iter().zip(&self.waits) {
            if !waits.contains(&fact) {
                continue;
            }
            let alone = part.failing.iter().find(|(other, _)| *other == fact).map(|(_, share)| *share);
            let fails = match (waits.len(), alone) {
                (1, Some(share)) => share,
                (several, _) => 0.5_f64.powi(i32::try_from(several).unwrap_or(i32::MAX)),
            };
            holds *= 1.0 - fails;
        }
        1.0 - holds
    }

    fn decides(&self, fact: Unknown) -> Option<Decides> {
        let found = self.survey.relevant.iter().find(|relevant| relevant.unknown == fact)?;
        Some(Decides { programme: self.programme.id.clone(), conditions: found.decides.clone() })
    }

    fn answered(&mut self, fact: Unknown) {
        if self.left.contains(&fact) {
            self.weight *= 1.0 - self.fails(fact);
            self.left.retain(|other| *other != fact);
            self.waits.iter_mut().for_each(|part| part.retain(|other| *other != fact));
        }
    }
}
