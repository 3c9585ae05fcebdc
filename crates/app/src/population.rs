//! All subjects of a kind as known at a moment, and their statuses, computed once and kept until a source comes in.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use columnar::{Plan, Variant, Wanted};
use jiff::Timestamp;
use jiff::civil::Date;
use lake::{Clocks, Lake, Rulings, Source, View};
use programmes::Programme;
use vocabulary::kind::AttributeId;
use vocabulary::{Kind, Sensitivity};

use crate::access::AccessScope;
use crate::clock::Moment;
use crate::failure::Failure;
use crate::limits::MAX_KEPT_ANSWERS;
use crate::model::{PopulationAnswer, PopulationOrder, Status};
use crate::pinyin;

/// Populations kept in memory: one a kind for now, and a few of past moments that somebody asks about.
const MAX_POPULATIONS: usize = 32;
/// Columns of statuses kept per population: every programme for a few dates and both kinds of reader.
const MAX_STATUS_COLUMNS: usize = 256;

/// All subjects of a kind.
#[derive(Debug)]
pub(crate) struct Population {
    pub(crate) kind: Arc<Kind>,
    pub(crate) view: View,
    statuses: Mutex<HashMap<StatusKey, Arc<[u8]>>>,
    answers: Mutex<HashMap<AnswerKey, Arc<PopulationAnswer>>>,
    initials: OnceLock<Vec<Box<[u64]>>>,
}

/// The attributes that the statuses of a programme, by its id, depend on.
pub(crate) type Reads<'r> = dyn Fn(&str) -> BTreeSet<AttributeId> + 'r;

/// An answer is the same as long as the same reader asks the same of the same data on the same day.
type AnswerKey = (AccessScope, PopulationOrder, Date);

/// Statuses depend on what the reader may see, but not on which subjects: those are left out afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct StatusKey {
    programme: String,
    as_of: Date,
    clearance: [bool; 3],
}

impl Population {
    pub(crate) fn new(kind: Arc<Kind>, view: View) -> Self {
        Self { kind, view, statuses: Mutex::default(), answers: Mutex::default(), initials: OnceLock::new() }
    }

    /// An answer about the population: as it was told before, or as `answer` finds it now.
    pub(crate) fn answered(
        &self,
        scope: &AccessScope,
        order: &PopulationOrder,
        as_of: Date,
        answer: impl FnOnce() -> Result<PopulationAnswer, Failure>,
    ) -> Result<Arc<PopulationAnswer>, Failure> {
        let key = (scope.clone(), order.clone(), as_of);
        let known = || self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = known().get(&key) {
            return Ok(Arc::clone(answer));
        }
        let answer = Arc::new(answer()?);
        let mut known = known();
        if known.len() >= MAX_KEPT_ANSWERS {
            known.clear();
        }
        known.insert(key, Arc::clone(&answer));
        Ok(answer)
    }

    /// Takes over the statuses of programmes for which nothing changed since an earlier population. `reads`: the attributes that a
    /// programme looks at.
    fn inherit(&self, earlier: &Self, reads: &Reads<'_>) {
        if !self.view.has_the_subjects_of(&earlier.view) {
            return;
        }
        let same = |id: AttributeId| self.view.shares(&earlier.view, id);
        let known = earlier.statuses.lock().unwrap_or_else(PoisonError::into_inner);
        let unchanged: HashMap<&str, bool> = known
            .keys()
            .map(|key| key.programme.as_str())
            .map(|programme| (programme, reads(programme).into_iter().all(same)))
            .collect();
        let kept = known.iter().filter(|(key, _)| unchanged.get(key.programme.as_str()) == Some(&true));
        let mut own = self.statuses.lock().unwrap_or_else(PoisonError::into_inner);
        own.extend(kept.map(|(key, column)| (key.clone(), Arc::clone(column))));
    }

    /// 拼音首字母 of every subject's name, as [`pinyin::initials`] writes them; found once, when somebody searches.
    pub(crate) fn initials(&self) -> &[Box<[u64]>] {
        self.initials.get_or_init(|| {
            (0..self.len()).map(|subject| pinyin::initials(self.view.name(subject))).collect()
        })
    }

    /// How many subjects.
    pub(crate) fn len(&self) -> usize {
        self.view.len()
    }

    /// Status of every subject by programme, as [`code_of`] writes it; computed together on all cores where not yet known.
    pub(crate) fn statuses(
        &self,
        scope: &AccessScope,
        programmes: &[&Programme],
        as_of: Date,
    ) -> Vec<Arc<[u8]>> {
        // Held while computing: a second reader wants the very same columns, so waiting is the fastest way to them.
        let mut known = self.statuses.lock().unwrap_or_else(PoisonError::into_inner);
        let key = |programme: &Programme| StatusKey {
            programme: programme.id.clone(),
            as_of,
            clearance: clearance(scope),
        };
        let fresh: Vec<&Programme> =
            programmes.iter().copied().filter(|p| !known.contains_key(&key(p))).collect();
        if !fresh.is_empty() {
            if known.len() + fresh.len() > MAX_STATUS_COLUMNS {
                known.clear();
            }
            for (programme, column) in fresh.iter().zip(self.compute(scope, &fresh, as_of)) {
                known.insert(key(programme), column.into());
            }
            // Clearing may have dropped columns that were known before.
            let dropped: Vec<&Programme> =
                programmes.iter().copied().filter(|p| !known.contains_key(&key(p))).collect();
            for (programme, column) in dropped.iter().zip(self.compute(scope, &dropped, as_of)) {
                known.insert(key(programme), column.into());
            }
        }
        programmes.iter().filter_map(|programme| known.get(&key(programme)).map(Arc::clone)).collect()
    }

    /// The columns that are known already; `None` where one is not.
    pub(crate) fn known_statuses(
        &self,
        scope: &AccessScope,
        programmes: &[&Programme],
        as_of: Date,
    ) -> Option<Vec<Arc<[u8]>>> {
        // A reader of one page must not wait for a whole population that somebody else computes.
        let known = self.statuses.try_lock().ok()?;
        programmes
            .iter()
            .map(|programme| {
                let key = StatusKey { programme: programme.id.clone(), as_of, clearance: clearance(scope) };
                known.get(&key).map(Arc::clone)
            })
            .collect()
    }

    fn compute(&self, scope: &AccessScope, programmes: &[&Programme], as_of: Date) -> Vec<Vec<u8>> {
        let Some(first) = programmes.first().filter(|_| self.len() > 0) else {
            return vec![Vec::new(); programmes.len()];
        };
        // Which subjects the reader may see does not matter to a column, only which attributes.
        let variants = programmes.iter().map(|programme| Variant::new(programme, as_of)).collect();
        let plan = Plan::new(&first.subject, as_of, variants, Wanted::STATUS);
        let mut reads = plan.reads().clone();
        reads.retain(|id| {
            self.kind
                .attributes
                .get(usize::from(id.0))
                .is_some_and(|attribute| scope.may_read(attribute.sensitivity))
        });
        let columns = self.view.columns_of(&reads);
        let codes = columnar::fold(
            &plan,
            self.len(),
            |rows| Some(columns.batch(rows)),
            |_, _, outcome| -> Vec<Vec<u8>> {
                let column = |found: &columnar::VariantOutcome| {
                    found.statuses.iter().map(|status| code_of((*status).into())).collect()
                };
                outcome.variants.iter().map(column).collect()
            },
            |mut a, b| {
                a.iter_mut().zip(b).for_each(|(a, b)| a.extend(b));
                a
            },
        );
        codes.unwrap_or_else(|| vec![Vec::new(); programmes.len()])
    }
}

fn clearance(scope: &AccessScope) -> [bool; 3] {
    [Sensitivity::Public, Sensitivity::Internal, Sensitivity::Consent]
        .map(|sensitivity| scope.may_read(sensitivity))
}

/// A status in one byte.
pub(crate) fn code_of(status: Status) -> u8 {
    match status {
        Status::Met => 0,
        Status::Unmet => 1,
        Status::Unknown => 2,
        Status::NotApplicable => 3,
    }
}

/// The status in a byte; anything else than [`code_of`] writes is unknown.
pub(crate) fn status_of(code: u8) -> Status {
    match code {
        0 => Status::Met,
        1 => Status::Unmet,
        3 => Status::NotApplicable,
        _ => Status::Unknown,
    }
}

/// The populations in memory, most recently used last, and the manifests of the sources.
#[derive(Debug, Default)]
pub(crate) struct Populations {
    kept: Mutex<Vec<(PopulationKey, Arc<Population>)>>,
    rulings: Mutex<Vec<KeptRulings>>,
    manifests: Mutex<Option<Manifests>>,
}

/// Rulings as read from the populations of the kinds that hold them. Those are kept with them, so that the same address means the
/// same rows.
#[derive(Debug)]
struct KeptRulings {
    kind: String,
    as_of: Date,
    from: [Option<Arc<Population>>; 2],
    rulings: Arc<Rulings>,
}

impl KeptRulings {
    fn is_from(&self, kind: &Kind, as_of: Date, from: [&Option<Arc<Population>>; 2]) -> bool {
        let same = |(a, b): (&Option<Arc<Population>>, &Option<Arc<Population>>)| match (a, b) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        self.kind == kind.id && self.as_of == as_of && self.from.iter().zip(from).all(same)
    }
}

/// A population is the same as long as it is made of the same sources.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PopulationKey {
    kind: String,
    sources: Vec<String>,
    /// What people had ruled about its subjects.
    rulings: Arc<Rulings>,
}

#[derive(Debug)]
struct Manifests {
    state: Vec<String>,
    sources: Arc<Vec<Source>>,
}

impl Populations {
    /// Every source that can be read, retired ones too. Sources are immutable, so the names of what was entered tell whether any
    /// came in, be it from here or from the command line beside.
    pub(crate) fn sources(&self, lake: &Lake) -> Result<Arc<Vec<Source>>, Failure> {
        let state = lake.state()?;
        let mut manifests = self.manifests.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = manifests.as_ref()
            && known.state == state
        {
            return Ok(Arc::clone(&known.sources));
        }
        // A damaged one stops the views of its kind, which name it, and nothing else.
        let sources = Arc::new(lake.readable_sources()?.0);
        *manifests = Some(Manifests { state, sources: Arc::clone(&sources) });
        Ok(sources)
    }

    /// Rulings about a kind's subjects by a day, read once from the populations that hold them.
    pub(crate) fn rulings(
        &self,
        kind: &Kind,
        as_of: Date,
        from: [&Option<Arc<Population>>; 2],
        read: impl FnOnce() -> Rulings,
    ) -> Arc<Rulings> {
        let mut kept = self.rulings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = kept.iter().find(|kept| kept.is_from(kind, as_of, from)) {
            return Arc::clone(&found.rulings);
        }
        let rulings = Arc::new(read().on(as_of));
        if kept.len() >= MAX_POPULATIONS {
            kept.remove(0);
        }
        let from = from.map(Option::clone);
        kept.push(KeptRulings { kind: kind.id.clone(), as_of, from, rulings: Arc::clone(&rulings) });
        rulings
    }

    /// The population of a kind at a moment.
    pub(crate) fn get(
        &self,
        lake: &Lake,
        kind: &Arc<Kind>,
        moment: Moment,
        rulings: &Arc<Rulings>,
        reads: &Reads<'_>,
    ) -> Result<Arc<Population>, Failure> {
        let all = self.sources(lake)?;
        let of_kind = || all.iter().filter(|source| source.kind == kind.id);
        let seen = || of_kind().filter(|source| source.stands_at(moment.known_at));
        let key = PopulationKey {
            kind: kind.id.clone(),
            sources: seen().map(|source| source.id.clone()).collect(),
            rulings: Arc::clone(rulings),
        };
        // Held while a view is built: others would build the same.
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = kept.iter().position(|(other, _)| *other == key) {
            let found = kept.remove(at);
            let population = Arc::clone(&found.1);
            kept.push(found);
            return Ok(population);
        }
        // The last entry, not the moment itself: what comes in while this is built belongs to the next population.
        let entries = of_kind().flat_map(|source| {
            let retired = source.retirement.as_ref().map(|record| record.retired_at);
            std::iter::once(source.imported_at).chain(retired)
        });
        let last = entries.filter(|entry| *entry <= moment.known_at).max();
        let known_at = last.unwrap_or(Timestamp::UNIX_EPOCH);
        let clocks = Clocks { as_of: moment.as_of, known_at };
        // The last one of which sources only came in: what they do not speak of is as it was.
        let before = kept
            .iter()
            .rev()
            .find(|(older, _)| older.kind == key.kind && key.sources.starts_with(&older.sources));
        let view = match before {
            Some((_, before)) => lake.view_after(kind, clocks, &key.rulings, &before.view)?,
            None => lake.view(kind, clocks, &key.rulings)?,
        };
        let population = Arc::new(Population::new(Arc::clone(kind), view));
        if let Some((_, before)) = before {
            population.inherit(before, reads);
        }
        // What is known now supersedes what was known before the last import; past moments fall out in time.
        kept.retain(|(older, _)| {
            older.kind != key.kind
                || older.rulings != key.rulings
                || older.sources.iter().any(|id| !key.sources.contains(id))
        });
        if kept.len() >= MAX_POPULATIONS {
            kept.remove(0);
        }
        kept.push((key, Arc::clone(&population)));
        Ok(population)
    }
}
