//! One run over all subjects: every choice in every scenario, from one plan.
#![expect(clippy::type_complexity, reason = "told once, where it is used")]

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use columnar::{Batch, Outcome, Plan, Reads, Untold, Variant, Wanted, Wanting};
use lake::{NotInPassing, ViewMark, ViewPart, ViewStream};
use programmes::{Programme, Status};
use rustc_hash::FxHashMap;
use vocabulary::Kind;
use vocabulary::kind::AttributeId;

use super::change;
use super::choice::Choice;
use super::group::{GroupKey, Grouping, SIZE_STANDARD, word};
use super::listing::Listing;
use super::tally::{Change, Money, Tally, index, range_of};
use crate::access::AccessScope;
use crate::clock::Moment;
use crate::failure::Failure;
use crate::job::Job;
use crate::model::ParameterChange;
use crate::region::Region;
use crate::scoped_view::ScopedView;

/// Attributes that say which version stands for a subject.
const PURPOSE: &str = "申请类型";
const REGION: &str = "行政区划";

/// The law as it is, then every reform: parameters set otherwise.
pub(super) type Scenarios = Vec<Vec<ParameterChange>>;

/// What a run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// Counts and sums alone.
    Counts,
    /// Subjects by name, each with its points.
    Rows,
}

/// What is run.
pub(super) struct Run<'r> {
    pub(super) choices: Vec<Choice<'r>>,
    pub(super) grouping: Grouping<'r>,
    pub(super) plan: Plan<'r>,
    /// By choice, scenario and member: the variant of the plan.
    variants: Vec<Vec<Vec<usize>>>,
    /// By choice and member, what is read.
    pub(super) wanting: Vec<Vec<Wanting>>,
    size: Option<usize>,
    purpose: Option<AttributeId>,
    region: Option<AttributeId>,
}

/// What a run found of some subjects.
#[derive(Default)]
pub(super) struct Found {
    pub(super) subjects: usize,
    /// By group, then by choice and scenario.
    pub(super) tallies: FxHashMap<GroupKey, Vec<Tally>>,
    /// By group, then by choice and scenario but the first.
    pub(super) changes: FxHashMap<GroupKey, Vec<Change>>,
    /// By choice and member, as the law is.
    pub(super) members: Vec<Vec<MemberTally>>,
    /// Subjects that are listed, with the choice.
    pub(super) listed: Vec<Listed>,
}

/// How the subjects that a version stands for come out, condition by condition.
#[derive(Clone, Debug, Default)]
pub(super) struct MemberTally {
    pub(super) subjects: u64,
    /// For each condition how many fail it, of how many it is not known, how many fail it alone.
    pub(super) conditions: Vec<[u64; 3]>,
    /// For each attribute that it reads, how many are unknown for want of it.
    pub(super) wanting: Vec<u64>,
}

/// A subject on a list.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) subject: usize,
    pub(super) choice: usize,
    pub(super) member: usize,
    pub(super) status: Status,
    /// As the law is, where a reform is looked at.
    pub(super) before: Option<Status>,
    pub(super) score: Option<(vocabulary::Number, vocabulary::Number)>,
    pub(super) amount: Option<super::tally::Range>,
    /// Conditions that fail, and that are not known, by position.
    pub(super) unmet: Vec<u16>,
    pub(super) unknown: Vec<u16>,
}

impl<'r> Run<'r> {
    pub(super) fn new(
        region: &'r Region,
        kind: &'r Kind,
        choices: Vec<Choice<'r>>,
        grouping: Grouping<'r>,
        scenarios: &Scenarios,
        moment: Moment,
        told: Told,
    ) -> Result<Self, Failure> {
        let mut plan: Vec<Variant<'r>> = Vec::new();
        let mut variants = Vec::new();
        for choice in &choices {
            let mut of_choice = Vec::new();
            for changes in scenarios {
                let mut of_scenario = Vec::new();
                for member in &choice.members {
                    of_scenario.push(plan.len());
                    plan.push(change::changed(member, changes, moment.as_of)?);
                }
                of_choice.push(of_scenario);
            }
            variants.push(of_choice);
        }
        let size = if grouping.by_size() {
            let standard = region.catalogue.library.select(SIZE_STANDARD, moment.as_of).map_err(|error| {
                let hint = "按规模分组要有施行中的划型标准";
                Failure::new(crate::failure::Code::InvalidArgument, error.to_string(), hint).at("group-by")
            })?;
            plan.push(Variant::new(standard, moment.as_of));
            Some(plan.len() - 1)
        } else {
            None
        };
        // Points are told of rows; counts do without.
        let wanted = Wanted { score: told == Told::Rows, amount: true, class: size.is_some() };
        let plan = Plan::new(kind, moment.as_of, plan, wanted);
        let attribute = |name: &str| kind.attribute(name).map(|(id, _)| id);
        let (purpose, region) = (attribute(PURPOSE), attribute(REGION));
        let wanting = variants
            .iter()
            .map(|of_choice| of_choice[0].iter().map(|variant| Wanting::of(&plan, *variant)).collect())
            .collect();
        Ok(Self { choices, grouping, plan, variants, wanting, size, purpose, region })
    }

    /// The columns that are looked at.
    pub(super) fn reads(&self) -> Reads {
        let mut reads = self.plan.reads().clone();
        reads.columns.extend(self.grouping.reads());
        if self.choices.iter().any(Choice::differs) {
            reads.columns.extend(self.purpose.into_iter().chain(self.region).map(|id| (id, None)));
        }
        reads
    }

    /// A version with its parameters as the last scenario has them.
    pub(super) fn reformed(&self, choice: usize, member: usize) -> Option<&Variant<'r>> {
        self.plan.variants().get(*self.variants.get(choice)?.last()?.get(member)?)
    }

    /// Runs over all subjects that a reader may see.
    ///
    /// # Errors
    /// Where the job is stopped.
    pub(super) fn over(
        &self,
        view: &ScopedView<'_>,
        listing: Option<Listing>,
        job: &Job,
    ) -> Result<Found, Failure> {
        job.begin(view.len());
        let mut reads = self.reads();
        reads.retain(|id| {
            usize::from(id.0) < view.kind().attributes.len() && view.may_read(view.kind().get(id))
        });
        let columns = view.columns_of(&reads);
        let found = columnar::fold(
            &self.plan,
            view.len(),
            |rows| job.is_wanted().then(|| columns.batch(rows)),
            |rows, batch, outcome| {
                let found =
                    self.chunk(|row| view.admits(rows.start + row), rows.start, batch, outcome, listing);
                job.advance(rows.len() as u64);
                found
            },
            Found::joined,
        );
        job.wanted().map(|()| self.whole(found))
    }

    /// Runs over a view file in passing, for a reader who may see every subject.
    pub(super) fn over_file(
        &self,
        scope: &AccessScope,
        kind: &Kind,
        path: &Path,
    ) -> Result<Found, NotInPassing> {
        let reads = self.reads_of(scope, kind);
        self.over_stream(ViewStream::open(kind, path, &reads)?).map(|found| self.whole(found))
    }

    /// Runs over a part of a view file, for a reader who may see every subject.
    pub(super) fn over_part(
        &self,
        scope: &AccessScope,
        kind: &Kind,
        path: &Path,
        part: &ViewPart,
    ) -> Result<Found, NotInPassing> {
        let reads = self.reads_of(scope, kind);
        let found = self.over_stream(ViewStream::open_part(kind, path, &reads, part)?)?;
        Ok(found.unwrap_or_else(|| self.nothing()))
    }

    /// A view file cut into parts of so many subjects, and what tells it from another.
    pub(super) fn parts(
        &self,
        scope: &AccessScope,
        kind: &Kind,
        path: &Path,
        size: usize,
    ) -> Result<(ViewMark, Vec<ViewPart>), NotInPassing> {
        let reads = self.reads_of(scope, kind);
        Ok((ViewMark::of(kind, path, &reads)?, ViewPart::split(kind, path, &reads, size)?))
    }

    /// What tells a view file from another.
    pub(super) fn mark(
        &self,
        scope: &AccessScope,
        kind: &Kind,
        path: &Path,
    ) -> Result<ViewMark, NotInPassing> {
        Ok(ViewMark::of(kind, path, &self.reads_of(scope, kind))?)
    }

    /// The columns that are looked at and may be read.
    fn reads_of(&self, scope: &AccessScope, kind: &Kind) -> Reads {
        let mut reads = self.reads();
        reads.retain(|id| {
            let attribute = kind.attributes.get(usize::from(id.0));
            attribute.is_some_and(|attribute| scope.may_read(attribute.sensitivity))
        });
        reads
    }

    fn over_stream(&self, batches: ViewStream<'_>) -> Result<Option<Found>, NotInPassing> {
        let each = |batch: &Batch, outcome: &Outcome| self.chunk(|_| true, 0, batch, outcome, None);
        columnar::fold_stream(&self.plan, batches, each, Found::joined)
    }

    /// How many tallies a group has: one a choice and scenario.
    pub(super) fn width(&self) -> usize {
        self.choices.len() * self.variants.first().map_or(0, Vec::len)
    }

    pub(super) fn whole(&self, found: Option<Found>) -> Found {
        let mut found = found.unwrap_or_else(|| self.nothing());
        if self.grouping.is_whole() {
            // The whole is a group even where it is empty.
            found.tallies.entry(Vec::new()).or_insert_with(|| vec![Tally::default(); self.width()]);
        }
        found
    }

    pub(super) fn nothing(&self) -> Found {
        let member = |(member, wanting): (&&Programme, &Wanting)| MemberTally {
            subjects: 0,
            conditions: vec![[0; 3]; member.conditions.len()],
            wanting: vec![0; wanting.attributes.len()],
        };
        let members = self.choices.iter().zip(&self.wanting);
        let members =
            members.map(|(choice, wanting)| choice.members.iter().zip(wanting).map(member).collect());
        Found { members: members.collect(), ..Found::default() }
    }

    fn chunk(
        &self,
        admits: impl Fn(usize) -> bool,
        start: usize,
        batch: &Batch,
        outcome: &Outcome,
        listing: Option<Listing>,
    ) -> Found {
        let mut found = self.nothing();
        let (keys, groups) = self.grouping.rows(batch, self.size.map(|at| &outcome.variants[at]));
        let keys: Vec<Option<GroupKey>> = keys.into_iter().map(|key| self.grouping.chosen(key)).collect();
        let chosen = |row: usize| keys[groups[row] as usize].is_some();
        let seen: Vec<usize> = (0..batch.rows).filter(|row| admits(*row) && chosen(*row)).collect();
        found.subjects = seen.len();
        let scenarios = self.variants.first().map_or(0, Vec::len);
        let width = self.width();
        let mut tallies = vec![vec![Tally::default(); width]; keys.len()];
        let mut changes = vec![vec![Change::default(); width]; keys.len()];
        let mut untold = Untold::of(&self.plan, batch);
        let is_seen = |row: usize| seen.len() == batch.rows || seen.binary_search(&row).is_ok();
        for (at, choice) in self.choices.iter().enumerate() {
            let members = self.members(choice, batch);
            for (member, tally) in found.members[at].iter_mut().enumerate() {
                let stands = |row: usize| members.as_ref().is_none_or(|members| members[row] == Some(member));
                let own: Cow<'_, [usize]> = match &members {
                    None => Cow::Borrowed(&seen),
                    Some(_) => Cow::Owned(seen.iter().copied().filter(|row| stands(*row)).collect()),
                };
                let is_everybody = own.len() == batch.rows;
                let result = &outcome.variants[self.variants[at][0][member]];
                count(tally, result, (!is_everybody).then_some(&own));
                let counts = (!is_everybody).then_some(|row: usize| stands(row) && is_seen(row));
                tally.wanting = self.wanting[at][member].count(&mut untold, result, counts);
                let gives = choice.members[member].amount.is_some();
                for (scenario, of_scenario) in self.variants[at].iter().enumerate() {
                    let result = &outcome.variants[of_scenario[member]];
                    add(at * scenarios + scenario, result, gives, (&own, &groups), &mut tallies);
                }
            }
            for row in
                seen.iter().filter(|row| members.as_ref().is_some_and(|members| members[**row].is_none()))
            {
                // Without a version for its purpose a programme does not apply to a subject.
                let slots = &mut tallies[groups[*row] as usize][at * scenarios..(at + 1) * scenarios];
                for tally in slots {
                    tally.counts[index(Status::NotApplicable)] += 1;
                }
            }
            if scenarios == 1 && listing.is_none() {
                continue;
            }
            for row in seen.iter().copied() {
                let Some(member) = members.as_ref().map_or(Some(0), |members| members[row]) else { continue };
                let gives = choice.members[member].amount.is_some();
                let told = |scenario: usize| {
                    let variant = self.variants[at][scenario][member];
                    let result = &outcome.variants[variant];
                    let status = result.statuses[row];
                    let range = range_of(status, if gives { result.amount_in_fen(row) } else { None });
                    (variant, status, range)
                };
                let (first, before, range_before) = told(0);
                for scenario in 1..scenarios {
                    let (variant, after, range) = told(scenario);
                    if !self.plan.is_same(first, variant) {
                        let change = &mut changes[groups[row] as usize][at * scenarios + scenario];
                        change.add(before, after);
                        if gives {
                            change.gives_money = true;
                            change.money.add_difference(range_before, range);
                        }
                    }
                }
                // A list is of the law as the last scenario has it.
                let Some(listing) = listing else { continue };
                let result = &outcome.variants[self.variants[at][scenarios - 1][member]];
                let was = (scenarios > 1).then_some(before);
                if listing.takes(was, result.statuses[row], result.failing[row]) {
                    let listed = listed_row(start + row, row, at, member, result);
                    found.listed.push(Listed { before: was, ..listed });
                }
            }
        }
        let told = keys.iter().zip(tallies).filter_map(|(key, tally)| Some((key.clone()?, tally)));
        found.tallies = told.collect();
        found.changes =
            keys.into_iter().zip(changes).filter_map(|(key, change)| Some((key?, change))).collect();
        found
    }

    /// For each row the version that stands for it; `None` where all have the same.
    fn members(&self, choice: &Choice<'_>, batch: &Batch) -> Option<Vec<Option<usize>>> {
        choice.differs().then(|| {
            let mut known: FxHashMap<(Option<Arc<str>>, Option<Arc<str>>), Option<usize>> =
                FxHashMap::default();
            (0..batch.rows)
                .map(|row| {
                    let (purpose, region) = (word(batch, self.purpose, row), word(batch, self.region, row));
                    let key = (purpose, region);
                    if let Some(known) = known.get(&key) {
                        return *known;
                    }
                    let member = choice.member(key.0.as_deref(), key.1.as_deref());
                    known.insert(key, member);
                    member
                })
                .collect()
        })
    }
}

/// Counts conditions as the law is, for subjects that a version stands for. Where that is everybody the columns are counted whole.
fn count(
    MemberTally { subjects, conditions, .. }: &mut MemberTally,
    result: &columnar::VariantOutcome,
    rows: Option<&[usize]>,
) {
    let failing = &result.failing;
    *subjects += rows.map_or(failing.len(), <[usize]>::len) as u64;
    for (at, (tally, truths)) in conditions.iter_mut().zip(&result.conditions).enumerate() {
        let Some(rows) = rows else {
            tally.iter_mut().zip(result.tally(at)).for_each(|(tally, more)| *tally += more);
            continue;
        };
        for (truth, failing) in rows.iter().map(|row| (truths[*row], failing[*row])) {
            tally[0] += u64::from(truth == 0);
            tally[1] += u64::from(truth == 1);
            tally[2] += u64::from(truth == 0 && failing == 1);
        }
    }
}

/// Adds what a version comes to in the rows that it stands for, each to its group. `slot`: of the choice and scenario.
fn add(
    slot: usize,
    result: &columnar::VariantOutcome,
    gives: bool,
    (rows, groups): (&[usize], &[u32]),
    tallies: &mut [Vec<Tally>],
) {
    // By group, status, and whether one condition fails.
    let mut counts = vec![[[0u64; 2]; 4]; tallies.len()];
    for row in rows {
        let is_near = usize::from(result.failing[*row] == 1);
        counts[groups[*row] as usize][index(result.statuses[*row])][is_near] += 1;
    }
    let mut sums = vec![Money::default(); tallies.len()];
    match result.amounts_in_fen().filter(|_| gives) {
        Some((low, high)) => {
            for row in rows {
                sums[groups[*row] as usize].add_fen(result.statuses[*row], low[*row], high[*row]);
            }
        }
        None if gives => {
            for row in rows {
                let range = range_of(result.statuses[*row], result.amount_in_fen(*row));
                sums[groups[*row] as usize].add(range);
            }
        }
        None => {}
    }
    for ((tallies, counts), money) in tallies.iter_mut().zip(counts).zip(sums) {
        let counted = counts.map(|[other, near]| other + near);
        tallies[slot].join(&Tally {
            counts: counted,
            near: counts[index(Status::Unmet)][1],
            gives_money: gives && counted != [0; 4],
            money,
        });
    }
}

fn listed_row(
    subject: usize,
    row: usize,
    choice: usize,
    member: usize,
    result: &columnar::VariantOutcome,
) -> Listed {
    let with = |what: u8| {
        let all = (0u16..).zip(&result.conditions);
        all.filter(|(_, truths)| truths[row] == what).map(|(at, _)| at).collect()
    };
    Listed {
        subject,
        choice,
        member,
        status: result.statuses[row],
        before: None,
        score: result.score(row),
        amount: result.amount_in_fen(row),
        unmet: with(0),
        unknown: with(1),
    }
}

impl Found {
    fn joined(mut self, other: Self) -> Self {
        self.join(other);
        self
    }

    pub(super) fn join(&mut self, other: Self) {
        self.subjects += other.subjects;
        for (key, tallies) in other.tallies {
            let own = self.tallies.entry(key).or_insert_with(|| vec![Tally::default(); tallies.len()]);
            own.iter_mut().zip(&tallies).for_each(|(own, other)| own.join(other));
        }
        for (key, changes) in other.changes {
            let own = self.changes.entry(key).or_insert_with(|| vec![Change::default(); changes.len()]);
            own.iter_mut().zip(&changes).for_each(|(own, other)| own.join(other));
        }
        for (own, other) in self.members.iter_mut().flatten().zip(other.members.iter().flatten()) {
            own.subjects += other.subjects;
            own.wanting.iter_mut().zip(&other.wanting).for_each(|(own, other)| *own += other);
            for (own, other) in own.conditions.iter_mut().zip(&other.conditions) {
                own.iter_mut().zip(other).for_each(|(own, other)| *own += other);
            }
        }
        self.listed.extend(other.listed);
    }
}
