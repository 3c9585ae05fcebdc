//! Every subject against every programme that is asked for: who, how many, how much, and what if.

mod change;
mod choice;
mod group;
mod list;
mod listing;
mod parts;
mod run;
mod tally;

use std::path::Path;
use std::sync::Arc;

use lake::View;
use vocabulary::Kind;
use vocabulary::kind::AttributeId;

use crate::access::AccessScope;
use crate::clock::{Moment, When};
use crate::failure::Failure;
use crate::job::Job;
use crate::model::{
    ConditionTally, DifferenceGroup, GridPoint, ParameterChange, PopulationAnswer, PopulationDifference,
    PopulationGroup, PopulationOrder, PopulationProgramme, ReformedPopulation, WantingTally,
};
use crate::population::Population;
use crate::region::{Region, notice};
use crate::scoped_view::ScopedView;
use choice::Choice;
use group::{GroupKey, Grouping};
use run::{Found, Run, Scenarios, Told};
use tally::{Change, Tally};

pub(crate) use list::population_rows;
pub use list::{ListWritten, population_list, population_workbook};
pub use listing::{Listing, population_names};
pub use parts::{PartCounter, PartedPopulation};

/// Where the subjects come from.
#[derive(Clone, Copy, Debug)]
pub enum Subjects<'s> {
    /// The region's lake.
    Lake,
    /// A view file, with the files of its lists beside it.
    File(&'s Path),
}

/// How a population stands to programmes, by group; with a reform and a grid of reforms where they are asked for. The job tells of
/// the lake alone: a view file is not watched.
///
/// # Errors
/// Where a programme, parameter or attribute is unknown, a value cannot be read, or the subjects cannot, or the job is stopped.
pub fn populations(
    scope: &AccessScope,
    region: &Region,
    subjects: Subjects<'_>,
    order: &PopulationOrder,
    when: When,
    job: &Job,
) -> Result<PopulationAnswer, Failure> {
    let moment = region.moment(when);
    let asked = Asked::new(region, order, moment)?;
    if let Subjects::File(path) = subjects
        && scope.regions.is_none()
        && scope.subjects.is_none()
    {
        // A file that cannot be read in passing is read as a whole, which tells what is wrong with it.
        let scenarios = scenarios(order)?;
        let run = asked.run(scope, region, order, &scenarios, moment, Told::Counts)?;
        if let Ok(found) = run.over_file(scope, asked.own, path) {
            return Ok(answer(scope, &run, &found, order, &scenarios, notice(moment, std::iter::empty())));
        }
    }
    let population = asked.population(region, subjects, moment)?;
    let view = ScopedView::new(scope, &population);
    let told = population.answered(scope, order, moment.as_of, || {
        let scenarios = scenarios(order)?;
        let run = asked.run(scope, region, order, &scenarios, moment, Told::Counts)?;
        let found = run.over(&view, None, job)?;
        Ok(answer(scope, &run, &found, order, &scenarios, notice(moment, view.all_sources())))
    })?;
    // What was told before is told again with the clocks of now.
    Ok(PopulationAnswer { notice: notice(moment, view.all_sources()), ..told.as_ref().clone() })
}

/// What is asked, of subjects of which kind.
struct Asked<'r> {
    /// The kind, and the same with the attributes of other roles.
    own: &'r Arc<Kind>,
    kind: &'r Kind,
    choices: Vec<Choice<'r>>,
}

impl<'r> Asked<'r> {
    fn new(region: &'r Region, order: &PopulationOrder, moment: Moment) -> Result<Self, Failure> {
        let kind = super::assess::applicant(region, &order.programmes, moment)?;
        let (own, _) = region.catalogue.kind(&kind.id)?;
        let choices = choice::choices(region, kind, &order.programmes, moment)?;
        let members: Vec<_> = choices.iter().flat_map(|choice| choice.members.iter().copied()).collect();
        change::checked(&order.set, &members)?;
        let axes = order.grid.iter().map(|axis| ParameterChange {
            programme: axis.programme.clone(),
            parameter: axis.parameter.clone(),
            value: String::new(),
        });
        change::checked(&axes.collect::<Vec<_>>(), &members)?;
        Ok(Self { own, kind, choices })
    }

    /// With the subjects that are asked about.
    fn with_population(
        region: &'r Region,
        subjects: Subjects<'_>,
        order: &PopulationOrder,
        moment: Moment,
    ) -> Result<(Arc<Population>, Self), Failure> {
        let asked = Self::new(region, order, moment)?;
        Ok((asked.population(region, subjects, moment)?, asked))
    }

    fn population(
        &self,
        region: &Region,
        subjects: Subjects<'_>,
        moment: Moment,
    ) -> Result<Arc<Population>, Failure> {
        Ok(match subjects {
            Subjects::Lake => region.population(self.own, moment)?,
            Subjects::File(path) => {
                Arc::new(Population::new(Arc::clone(self.own), View::open(self.own, path, moment.known_at)?))
            }
        })
    }

    fn run(
        &self,
        scope: &AccessScope,
        region: &'r Region,
        order: &PopulationOrder,
        scenarios: &Scenarios,
        moment: Moment,
        told: Told,
    ) -> Result<Run<'r>, Failure> {
        let grouping = Grouping::new(region, scope, self.own, &order.group_by, &order.within, moment.as_of)?;
        Run::new(region, self.kind, self.choices.clone(), grouping, scenarios, moment, told)
    }
}

/// The law as it is, the reform where there is one, every point of the grid.
fn scenarios(order: &PopulationOrder) -> Result<Scenarios, Failure> {
    let mut scenarios = vec![Vec::new()];
    if !order.set.is_empty() {
        scenarios.push(order.set.clone());
    }
    scenarios.extend(change::points(&order.set, &order.grid)?);
    Ok(scenarios)
}

fn answer(
    scope: &AccessScope,
    run: &Run<'_>,
    found: &Found,
    order: &PopulationOrder,
    scenarios: &Scenarios,
    notice: crate::model::Notice,
) -> PopulationAnswer {
    let count = scenarios.len();
    let is_reform = !order.set.is_empty();
    let telling = Telling { run, found, scenarios: count };
    let programmes = run.choices.iter().zip(&found.members).zip(&run.wanting);
    let programmes = programmes.flat_map(|((choice, members), wanting)| {
        choice.members.iter().zip(members).zip(wanting).map(|((programme, member), wanting)| {
            let tally = |(condition, [unmet, unknown, only]): (&programmes::Condition, &[u64; 3])| {
                ConditionTally { id: condition.id.clone(), unmet: *unmet, unknown: *unknown, only: *only }
            };
            PopulationProgramme {
                id: programme.id.clone(),
                family: programme.family.clone(),
                name: programme.name.clone(),
                filled_by: programme.filled_by.clone(),
                subjects: member.subjects,
                conditions: programme.conditions.iter().zip(&member.conditions).map(tally).collect(),
                wanting: wanting_told(scope, &programme.subject, &wanting.attributes, &member.wanting),
            }
        })
    });
    PopulationAnswer {
        subjects: found.subjects,
        // A version that stands for nobody here has nothing to tell, unless it is the only one.
        programmes: programmes
            .filter(|programme| programme.subjects > 0 || programme.filled_by.is_none())
            .collect(),
        groups: telling.groups(0),
        reform: is_reform.then(|| ReformedPopulation { set: order.set.clone(), groups: telling.groups(1) }),
        difference: is_reform.then(|| telling.difference(1)),
        grid: telling.grid(scenarios, 1 + usize::from(is_reform)),
        notice,
    }
}

/// Facts that are wanting, those that most subjects wait for first. What is withheld from a reader is not wanting: nobody need tell it.
fn wanting_told(
    scope: &AccessScope,
    kind: &Kind,
    attributes: &[AttributeId],
    counts: &[u64],
) -> Vec<WantingTally> {
    let mut told: Vec<WantingTally> = attributes
        .iter()
        .zip(counts)
        .filter(|(id, subjects)| **subjects > 0 && scope.may_read(kind.get(**id).sensitivity))
        .map(|(id, subjects)| WantingTally { attribute: kind.get(*id).name.clone(), subjects: *subjects })
        .collect();
    told.sort_by_key(|tally| std::cmp::Reverse(tally.subjects));
    told
}

/// What was found, in the words of the answer.
struct Telling<'f, 'r> {
    run: &'f Run<'r>,
    found: &'f Found,
    scenarios: usize,
}

impl Telling<'_, '_> {
    /// Groups in the order of their labels, those that are not known last.
    fn keys(&self) -> Vec<&GroupKey> {
        let mut keys: Vec<&GroupKey> = self.found.tallies.keys().collect();
        keys.sort_by_cached_key(|key| {
            let (told, _) = self.run.grouping.told(key);
            told.into_values().map(|label| (label.is_none(), label)).collect::<Vec<_>>()
        });
        keys
    }

    fn key(
        &self,
        key: &GroupKey,
        choice: &Choice<'_>,
    ) -> (std::collections::BTreeMap<String, Option<String>>, std::collections::BTreeMap<String, String>)
    {
        let (mut told, names) = self.run.grouping.told(key);
        if self.run.choices.len() > 1 {
            told.insert("programme".to_owned(), Some(choice.name.clone()));
        }
        (told, names)
    }

    fn each(&self) -> impl Iterator<Item = (&GroupKey, usize, &Choice<'_>)> {
        let keys = if self.found.tallies.is_empty() { Vec::new() } else { self.keys() };
        keys.into_iter()
            .flat_map(|key| self.run.choices.iter().enumerate().map(move |(at, choice)| (key, at, choice)))
    }

    fn groups(&self, scenario: usize) -> Vec<PopulationGroup> {
        let group = |(key, at, choice): (&GroupKey, usize, &Choice<'_>)| {
            let tally = self.found.tallies.get(key)?.get(at * self.scenarios + scenario)?;
            let (key, names) = self.key(key, choice);
            let [met, unmet, unknown, not_applicable] = tally.counts;
            Some(PopulationGroup {
                key,
                names,
                programme: choice.name.clone(),
                met,
                unmet,
                unknown,
                not_applicable,
                near: tally.near,
                amount: tally.gives_money.then(|| tally.money.told(false)),
            })
        };
        self.each().filter_map(group).collect()
    }

    fn difference(&self, scenario: usize) -> PopulationDifference {
        let mut whole = Change::default();
        let mut groups = Vec::new();
        for (key, at, choice) in self.each() {
            let changes = self.found.changes.get(key);
            let Some(change) = changes.and_then(|changes| changes.get(at * self.scenarios + scenario)) else {
                continue;
            };
            whole.join(change);
            let (key, names) = self.key(key, choice);
            groups.push(DifferenceGroup {
                key,
                names,
                programme: choice.name.clone(),
                gain: change.gain,
                lose: change.lose,
                amount: change.gives_money.then(|| change.money.told(true)),
            });
        }
        PopulationDifference {
            gain: whole.gain,
            lose: whole.lose,
            gain_known: whole.gain_known,
            lose_known: whole.lose_known,
            amount: whole.gives_money.then(|| whole.money.told(true)),
            groups,
        }
    }

    fn grid(&self, scenarios: &Scenarios, first: usize) -> Vec<GridPoint> {
        let mut points = Vec::new();
        for (scenario, set) in scenarios.iter().enumerate().skip(first) {
            for (at, choice) in self.run.choices.iter().enumerate() {
                let slot = at * self.scenarios + scenario;
                let (mut tally, mut change) = (Tally::default(), Change::default());
                self.found
                    .tallies
                    .values()
                    .filter_map(|all| all.get(slot))
                    .for_each(|other| tally.join(other));
                self.found
                    .changes
                    .values()
                    .filter_map(|all| all.get(slot))
                    .for_each(|other| change.join(other));
                let [met, unmet, unknown, not_applicable] = tally.counts;
                points.push(GridPoint {
                    set: set.clone(),
                    programme: choice.name.clone(),
                    met,
                    unmet,
                    unknown,
                    not_applicable,
                    near: tally.near,
                    gain: change.gain,
                    lose: change.lose,
                    amount: tally.gives_money.then(|| tally.money.told(false)),
                });
            }
        }
        points
    }
}
