//! The records of a list attribute, of all subjects: one run of records per subject, taken whole from the best source.

use vocabulary::fact::{Provenance, SourceIndex};
use vocabulary::kind::{AttributeId, FieldId};
use vocabulary::{Kind, Record};

use super::build::{ListOrigin, row_numbers};
use super::origin::Origin;
use super::resolve::NOBODY;
use super::{Held, NO_SOURCE};
use crate::LakeError;
use crate::column::Column;
use crate::layout::{Key, Layout, Reading};
use crate::value::Shape;

/// The records of a list attribute, of all subjects.
#[derive(Clone, Debug)]
pub(crate) struct HeldList {
    /// Where the records of each subject begin; one more at the end.
    starts: Vec<u32>,
    /// Which source's records those are; [`NO_SOURCE`] where no source has any.
    best: Vec<u16>,
    pub(crate) fields: Vec<Column>,
    sources: Vec<u16>,
    rows: Vec<u32>,
}

impl HeldList {
    pub(crate) fn range(&self, subject: usize) -> std::ops::Range<usize> {
        let at = |index: usize| self.starts.get(index).copied().unwrap_or_default() as usize;
        at(subject)..at(subject + 1)
    }

    /// How many records there are; `None` where no source has any.
    pub(crate) fn count(&self, subject: usize) -> Option<usize> {
        self.source(subject).map(|_| self.range(subject).len())
    }

    /// The source of the records.
    pub(crate) fn source(&self, subject: usize) -> Option<u16> {
        self.best.get(subject).copied().filter(|source| *source != NO_SOURCE)
    }

    /// All records.
    pub(crate) fn len(&self) -> usize {
        self.sources.len()
    }

    /// The same records of the same subjects, numbered anew in the same order. `moves`: by old subject, its number now.
    pub(super) fn spread(&self, moves: &[u32], len: usize) -> Self {
        let mut best = vec![NO_SOURCE; len];
        let mut counts = vec![0u32; len];
        for (old, new) in moves.iter().enumerate() {
            best[*new as usize] = self.best[old];
            counts[*new as usize] = u32::try_from(self.range(old).len()).unwrap_or_default();
        }
        let starts = std::iter::once(0).chain(counts.into_iter().scan(0, |total, count| {
            *total += count;
            Some(*total)
        }));
        Self { starts: starts.collect(), best, ..self.clone() }
    }

    pub(crate) fn record(&self, at: usize) -> Record {
        let provenance = self.sources.get(at).zip(self.rows.get(at));
        Record {
            fields: self.fields.iter().map(|column| column.get(at).stated()).collect(),
            provenance: provenance
                .map(|(source, row)| Provenance { source: SourceIndex::from(*source), row: *row }),
        }
    }
}

/// Gathers the records of a list. `none`: where it was said that a subject has none.
pub(super) fn build(
    kind: &Kind,
    list: AttributeId,
    origins: &[ListOrigin<'_>],
    len: usize,
    ranks: &[usize],
    none: Option<&Held>,
) -> Result<HeldList, LakeError> {
    let mut best = vec![NO_SOURCE; len];
    for (source, _, subjects) in origins {
        for subject in subjects.iter().filter(|subject| **subject != NOBODY) {
            let stands = &mut best[*subject as usize];
            if *stands == NO_SOURCE || ranks[usize::from(*source)] < ranks[usize::from(*stands)] {
                *stands = *source;
            }
        }
    }
    for (subject, stands) in best.iter_mut().enumerate() {
        let denied = none.and_then(|none| none.source(subject));
        if let Some(denied) = denied
            && *stands != NO_SOURCE
            && ranks[usize::from(denied)] < ranks[usize::from(*stands)]
        {
            *stands = NO_SOURCE;
        }
    }
    let mut counts = vec![0u32; len];
    for (source, _, subjects) in origins {
        let own = |subject: &&u32| **subject != NOBODY && best[**subject as usize] == *source;
        for subject in subjects.iter().filter(own) {
            counts[*subject as usize] += 1;
        }
    }
    let mut starts = Vec::with_capacity(len + 1);
    let mut total = 0u32;
    starts.push(0);
    for count in counts {
        total += count;
        starts.push(total);
    }
    let layout = Layout { kind, list: Some(list) };
    let total = total as usize;
    let fields = layout.fields().iter().map(|field| {
        let mut column = Column::new(Shape::of(&field.r#type));
        column.pad(total);
        column
    });
    let mut held = HeldList {
        fields: fields.collect(),
        sources: vec![NO_SOURCE; total],
        rows: vec![0; total],
        starts,
        best,
    };
    let mut next: Vec<u32> = held.starts.clone();
    for (source, origin, subjects) in origins {
        fill(&mut held, &mut next, kind, *source, origin, subjects)?;
    }
    for column in &mut held.fields {
        column.seal();
    }
    Ok(held)
}

fn fill(
    held: &mut HeldList,
    next: &mut [u32],
    kind: &Kind,
    source: u16,
    origin: &Origin,
    subjects: &[u32],
) -> Result<(), LakeError> {
    let layout = origin.layout(kind);
    let mut seen = 0;
    let wanted = |key: &Key| matches!(key, Key::Row | Key::Sheet | Key::Field(_));
    origin.each_batch(kind, wanted, |batch| {
        let numbers = row_numbers(origin, batch, seen);
        let own = &subjects[seen..seen + batch.num_rows()];
        seen += batch.num_rows();
        let mut targets: Vec<Option<usize>> = Vec::with_capacity(own.len());
        for (subject, number) in own.iter().zip(numbers) {
            let from = held.best.get(*subject as usize).copied();
            let subject = *subject as usize;
            if from != Some(source) {
                targets.push(None);
                continue;
            }
            let to = next[subject] as usize;
            next[subject] += 1;
            held.sources[to] = source;
            held.rows[to] = number;
            targets.push(Some(to));
        }
        for (field, array) in batch.schema().fields().iter().zip(batch.columns()) {
            let Some((Key::Field(FieldId(at)), absent)) = layout.key(field.name()) else { continue };
            let damaged = |message: String| origin.damaged(format!("列 {}：{message}", field.name()));
            let Some(column) = held.fields.get_mut(usize::from(at)) else { continue };
            let shape = if absent { Shape::Marker } else { column.shape() };
            let reading = Reading::of(array, shape).map_err(damaged)?;
            for (row, to) in targets.iter().enumerate() {
                let Some(to) = to else { continue };
                if reading.is_null(row) {
                    continue;
                }
                match &reading {
                    Reading::Bool(array) if absent => {
                        if array.value(row) {
                            column.set_absent(*to);
                        }
                    }
                    _ => {
                        if !reading.copy(row, column, *to) {
                            return Err(damaged("既有 100 亿以上的数又有小数，无法一起精确存放".to_owned()));
                        }
                    }
                }
            }
        }
        Ok(())
    })
}
