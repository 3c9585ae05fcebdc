//! A programme that is still open, as questions see it.

use jiff::civil::Date;
use vocabulary::{Facts, Kind};

use super::Decides;
use super::checklist::UNTICKED;
use crate::missing::unknowns::{Scene, Unknown};
use crate::missing::{Survey, survey};
use crate::programme::Programme;

pub(super) struct Open<'p> {
    pub(super) programme: &'p Programme,
    pub(super) survey: Survey,
    /// By part: the facts it still waits for.
    waits: Vec<Vec<Unknown>>,
    left: Vec<Unknown>,
    /// That it is still open, as far as what was asked goes.
    pub(super) weight: f64,
}

impl<'p> Open<'p> {
    pub(super) fn new(programme: &'p Programme, kind: &Kind, facts: &Facts, as_of: Date) -> Self {
        let parameters = programme.parameter_values(as_of);
        let definitions = &programme.definitions.expressions;
        let survey = survey(programme, Scene { kind, as_of, parameters: &parameters, definitions }, facts);
        let left: Vec<Unknown> = survey.relevant.iter().map(|fact| fact.unknown).collect();
        let waits = (survey.parts.iter())
            .map(|part| part.reads.iter().copied().filter(|fact| left.contains(fact)).collect())
            .collect();
        Self { programme, survey, waits, left, weight: 1.0 }
    }

    /// Whether one of its parts waits for these facts alone.
    pub(super) fn waits_for(&self, group: &[Unknown]) -> bool {
        self.waits.iter().any(|waits| !waits.is_empty() && waits.iter().all(|fact| group.contains(fact)))
    }

    /// Whether any of these facts can still change it.
    pub(super) fn asks_for(&self, group: &[Unknown]) -> bool {
        group.iter().any(|fact| self.left.contains(fact))
    }

    /// The share of this programme that an answer is expected to settle.
    pub(super) fn worth(&self, group: &[Unknown], passing: f64) -> f64 {
        let covered = self.left.iter().filter(|fact| group.contains(fact)).count();
        if covered == 0 {
            return 0.0;
        }
        let share = covered as f64 / self.left.len() as f64;
        self.weight * (self.fails(group) * passing).max(share * share)
    }

    /// The chance that an answer fails a part the programme cannot do without.
    fn fails(&self, group: &[Unknown]) -> f64 {
        let mut holds = 1.0;
        for (part, waits) in self.survey.parts.iter().zip(&self.waits) {
            let covered = waits.iter().filter(|fact| group.contains(fact)).count();
            if covered == 0 {
                continue;
            }
            let alone = part.failing.iter().find(|(fact, _)| group.contains(fact)).map(|(_, share)| *share);
            let fails = match (waits.len() - covered, alone) {
                (0, Some(share)) => share,
                (more, _) => 0.5 * 0.25_f64.powi(i32::try_from(more).unwrap_or(i32::MAX)),
            };
            holds *= 1.0 - fails;
        }
        1.0 - holds
    }

    pub(super) fn decides(&self, group: &[Unknown]) -> Option<Decides> {
        let mut conditions: Vec<String> = Vec::new();
        for relevant in self.survey.relevant.iter().filter(|relevant| group.contains(&relevant.unknown)) {
            let new = relevant.decides.iter().filter(|id| !conditions.contains(id)).cloned();
            conditions.extend(new.collect::<Vec<_>>());
        }
        let bears = self.survey.relevant.iter().any(|relevant| group.contains(&relevant.unknown));
        bears.then(|| Decides { programme: self.programme.id.clone(), conditions })
    }

    /// A checklist was asked that settles it when left unticked.
    pub(super) fn unticked(&mut self, settled: bool) {
        if settled {
            self.weight *= 1.0 - UNTICKED;
        }
    }

    pub(super) fn answered(&mut self, group: &[Unknown]) {
        if self.asks_for(group) {
            self.weight *= 1.0 - self.fails(group);
            self.left.retain(|fact| !group.contains(fact));
            self.waits.iter_mut().for_each(|part| part.retain(|fact| !group.contains(fact)));
        }
    }
}
