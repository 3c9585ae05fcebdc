//! What a view takes over from the one before it: where sources only came in and nobody became somebody else, an attribute that none of
//! them speaks of is as it was. Its columns are shared, not copied, unless new subjects moved the old ones.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vocabulary::Kind;
use vocabulary::kind::AttributeId;

use super::origin::Origin;
use super::resolve::{NOBODY, Resolved};
use super::{Held, HeldList, View};
use crate::{LakeError, Rulings};

/// What can be taken over, and what cannot.
pub(super) struct Reuse<'v> {
    before: &'v View,
    /// Attributes that are merged anew.
    touched: BTreeSet<AttributeId>,
    /// By old subject, its number now; `None` where all kept theirs.
    moves: Option<Vec<u32>>,
    /// How many subjects there are now.
    len: usize,
}

impl<'v> Reuse<'v> {
    /// `None` where everything must be merged anew: a source left or changed its place, somebody became somebody else, or people decided
    /// otherwise.
    pub(super) fn of(
        before: &'v View,
        kind: &Kind,
        origins: &[Origin],
        resolved: &Resolved,
        rulings: &Rulings,
    ) -> Result<Option<Self>, LakeError> {
        let old = before.row_subjects.len();
        let came_in = origins.get(old..).filter(|_| {
            let same = |(source, origin): (&crate::Source, &Origin)| source.id == origin.source.id;
            before.sources.iter().take(old).zip(origins).all(same)
                && before.kind.attributes == kind.attributes
                && before.decisions == rulings.decisions
        });
        let (Some(came_in), Some(moves)) = (came_in, moves(before, resolved)) else { return Ok(None) };
        // A name may be told anew by whose record it is on; judgements come behind the tables, so their sources are numbered anew.
        let mut touched = BTreeSet::from([kind.title]);
        touched.extend(before.judged.iter().copied());
        touched.extend(rulings.judgements.iter().map(|judgement| judgement.attribute));
        for origin in came_in {
            touched.extend(origin.attributes(kind)?);
        }
        let stays = moves.iter().enumerate().all(|(old, new)| usize::try_from(*new) == Ok(old));
        let len = resolved.who.ids.len();
        let moves = (!stays || len != before.len()).then_some(moves);
        Ok(Some(Self { before, touched, moves, len }))
    }

    /// Whether an attribute is merged anew.
    pub(super) fn is_touched(&self, attribute: AttributeId) -> bool {
        self.touched.contains(&attribute)
    }

    /// Adds what is as it was.
    pub(super) fn take_over(&self, into: &mut View) {
        let kept = |id: AttributeId| !self.is_touched(id);
        let columns = self.before.columns.iter().filter(|((id, _), _)| kept(*id));
        into.columns.extend(columns.map(|(key, held)| (*key, self.column(held))));
        let incomplete = self.before.incomplete.iter().filter(|(id, _)| kept(**id));
        into.incomplete.extend(incomplete.map(|(id, held)| (*id, self.column(held))));
        let lists = self.before.lists.iter().filter(|(id, _)| kept(**id));
        into.lists.extend(lists.map(|(id, held)| (*id, self.list(held))));
    }

    fn column(&self, held: &Arc<Held>) -> Arc<Held> {
        let Some(moves) = &self.moves else { return Arc::clone(held) };
        let mut moved = Held::new(held.column.shape(), self.len);
        moved.column = held.column.spread(moves, self.len);
        for (old, new) in moves.iter().enumerate() {
            moved.sources[*new as usize] = held.sources[old];
            moved.rows[*new as usize] = held.rows[old];
        }
        let ranges = held.ranges.iter().filter_map(|(old, range)| Some((*moves.get(*old as usize)?, *range)));
        moved.ranges = ranges.collect::<BTreeMap<_, _>>();
        Arc::new(moved)
    }

    fn list(&self, held: &Arc<HeldList>) -> Arc<HeldList> {
        match &self.moves {
            Some(moves) => Arc::new(held.spread(moves, self.len)),
            None => Arc::clone(held),
        }
    }
}

/// By old subject, its number now; `None` where one is gone, or a row is about somebody else than it was.
fn moves(before: &View, resolved: &Resolved) -> Option<Vec<u32>> {
    let (old, new) = (&before.who.ids, &resolved.who.ids);
    let mut moves = Vec::with_capacity(old.len());
    let mut at = 0;
    for id in old {
        // Both are sorted.
        at += new.get(at..)?.iter().position(|other| other >= id)?;
        if new.get(at) != Some(id) {
            return None;
        }
        moves.push(u32::try_from(at).ok()?);
        at += 1;
    }
    let now =
        |subject: u32| if subject == NOBODY { Some(NOBODY) } else { moves.get(subject as usize).copied() };
    let rows = before.row_subjects.iter().zip(&resolved.subjects);
    let same = rows.into_iter().all(|(then, subjects)| {
        then.len() == subjects.len()
            && then.iter().zip(subjects).all(|(then, subject)| now(*then) == Some(*subject))
    });
    same.then_some(moves)
}

impl View {
    /// Whether an attribute was taken over from another view of the kind, not merged anew; of the same subjects
    /// ([`View::has_the_subjects_of`]) it is then what it was.
    pub fn shares(&self, other: &Self, attribute: AttributeId) -> bool {
        let years = |view: &Self| -> Vec<(Option<i16>, *const Held)> {
            let own = view.columns.range((attribute, None)..=(attribute, Some(i16::MAX)));
            own.map(|((_, year), held)| (*year, Arc::as_ptr(held))).collect()
        };
        let incomplete = |view: &Self| view.incomplete.get(&attribute).map(Arc::as_ptr);
        let list = |view: &Self| view.lists.get(&attribute).map(Arc::as_ptr);
        years(self) == years(other) && incomplete(self) == incomplete(other) && list(self) == list(other)
    }

    /// Whether the subjects, and their numbers, are the same.
    pub fn has_the_subjects_of(&self, other: &Self) -> bool {
        self.who.ids == other.who.ids
    }
}
