//! Building a view: who is who first, then every value of every source goes to its subject unless a better one stands there, then what
//! people judged is laid over it.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use arrow::array::{Array, Int64Array, RecordBatch, StringArray};
use vocabulary::Kind;
use vocabulary::kind::AttributeId;

use super::judged;
use super::list::{self, HeldList};
use super::origin::Origin;
use super::precedence::ranks;
use super::resolve::{NOBODY, Resolved, resolve};
use super::reuse::Reuse;
use super::{Held, NO_SOURCE, View};
use crate::layout::{Key, Layout, Reading};
use crate::limits::MAX_SOURCES;
use crate::value::Shape;
use crate::{LakeError, Rulings};

/// One source of a list: its number, its table, and the subject of each of its rows.
pub(super) type ListOrigin<'o> = (u16, &'o Origin, &'o [u32]);

/// Merges origins into a view. `before`: an earlier view of the same kind, for what is as it was.
pub(crate) fn build(
    kind: &Kind,
    origins: &[Origin],
    rulings: &Rulings,
    before: Option<&View>,
) -> Result<View, LakeError> {
    if origins.len() > MAX_SOURCES {
        return Err(LakeError::Request(format!(
            "一个视图最多 {MAX_SOURCES} 个来源，现有 {} 个",
            origins.len()
        )));
    }
    let resolved = resolve(kind, origins, &rulings.decisions)?;
    let reuse =
        before.map(|before| Reuse::of(before, kind, origins, &resolved, rulings)).transpose()?.flatten();
    let Resolved { who, subjects, joined } = resolved;
    let mut sources: Vec<_> = origins.iter().map(|origin| origin.source.clone()).collect();
    let ranks = kind.attributes.iter().map(|attribute| ranks(attribute, &sources)).collect();
    let wanted = |id: AttributeId| reuse.as_ref().is_none_or(|reuse| reuse.is_touched(id));
    let mut merge = Merge {
        kind,
        len: who.ids.len(),
        ranks,
        columns: BTreeMap::new(),
        incomplete: BTreeMap::new(),
        own_name: vec![false; who.ids.len()],
    };
    for (at, (origin, (subjects, joined))) in (0u16..).zip(origins.iter().zip(subjects.iter().zip(&joined))) {
        if origin.list.is_none() && (reuse.is_none() || origin.attributes(kind)?.into_iter().any(wanted)) {
            merge.origin(at, origin, &wanted, subjects, joined)?;
        }
    }
    let mut by_list: BTreeMap<AttributeId, Vec<ListOrigin<'_>>> = BTreeMap::new();
    for (at, (origin, subjects)) in (0u16..).zip(origins.iter().zip(&subjects)) {
        if let Some(list) = origin.list.filter(|list| wanted(*list)) {
            by_list.entry(list).or_default().push((at, origin, subjects));
        }
    }
    let mut lists: BTreeMap<AttributeId, Arc<HeldList>> = BTreeMap::new();
    for (list, own) in by_list {
        let ranks = &merge.ranks[usize::from(list.0)];
        let held = list::build(kind, list, &own, merge.len, ranks, merge.columns.get(&(list, None)))?;
        lists.insert(list, Arc::new(held));
    }
    let Merge { mut columns, incomplete, .. } = merge;
    let judged = judged::lay(kind, &who, &rulings.judgements, &mut columns, &mut sources)?;
    for held in columns.values_mut() {
        held.column.seal();
    }
    let mut view = View {
        kind: kind.clone(),
        sources,
        who,
        columns: columns.into_iter().map(|(key, held)| (key, Arc::new(held))).collect(),
        incomplete: incomplete.into_iter().map(|(id, held)| (id, Arc::new(held))).collect(),
        lists,
        row_subjects: subjects,
        decisions: rulings.decisions.clone(),
        judged,
    };
    if let Some(reuse) = reuse {
        reuse.take_over(&mut view);
    }
    Ok(view)
}

/// The row a person sees, of each row of a batch; sheets behind the first one are moved out of each other's way.
pub(super) fn row_numbers(origin: &Origin, batch: &RecordBatch, seen: usize) -> Vec<u32> {
    let rows = batch.column_by_name("_row").and_then(|array| array.as_any().downcast_ref::<Int64Array>());
    let sheets =
        batch.column_by_name("_sheet").and_then(|array| array.as_any().downcast_ref::<StringArray>());
    let offset = |row: usize| {
        let sheet = sheets.filter(|sheets| origin.source.sheets.len() > 1 && sheets.is_valid(row))?;
        let own = origin.source.sheets.iter().find(|own| own.name.as_deref() == Some(sheet.value(row)))?;
        Some(own.offset)
    };
    (0..batch.num_rows())
        .map(|row| match rows {
            Some(rows) => {
                u32::try_from(rows.value(row)).unwrap_or(u32::MAX).saturating_add(offset(row).unwrap_or(0))
            }
            None => u32::try_from(seen + row + 1).unwrap_or(u32::MAX),
        })
        .collect()
}

struct Merge<'k> {
    kind: &'k Kind,
    len: usize,
    /// By attribute, then by source.
    ranks: Vec<Vec<usize>>,
    columns: BTreeMap<(AttributeId, Option<i16>), Held>,
    incomplete: BTreeMap<AttributeId, Held>,
    /// By subject: its name stands from a record of its own, not from one that people joined to it.
    own_name: Vec<bool>,
}

impl Merge<'_> {
    fn origin(
        &mut self,
        source: u16,
        origin: &Origin,
        picks: &impl Fn(AttributeId) -> bool,
        subjects: &[u32],
        joined: &[bool],
    ) -> Result<(), LakeError> {
        let layout = origin.layout(self.kind);
        let mut seen = 0;
        // In long format a plain attribute stands in several rows of a subject: the latest year's is taken.
        let mut latest: HashMap<AttributeId, Vec<i64>> = HashMap::new();
        let wanted = |key: &Key| match key {
            Key::Row | Key::Sheet | Key::Year => true,
            Key::Attribute(id, _) | Key::Incomplete(id) => picks(*id),
            _ => false,
        };
        origin.each_batch(self.kind, wanted, |batch| {
            let rows = row_numbers(origin, batch, seen);
            let own = &subjects[seen..seen + batch.num_rows()];
            let joined = &joined[seen..seen + batch.num_rows()];
            seen += batch.num_rows();
            let years =
                batch.column_by_name("_year").and_then(|array| array.as_any().downcast_ref::<Int64Array>());
            for (field, array) in batch.schema().fields().iter().zip(batch.columns()) {
                let Some((key, absent)) = layout.key(field.name()).filter(|(key, _)| wanted(key)) else {
                    continue;
                };
                let damaged = |message: String| origin.damaged(format!("列 {}：{message}", field.name()));
                let reading = if absent {
                    Reading::of(array, Shape::Marker)
                } else {
                    Reading::of(array, layout.shape(&key))
                };
                let reading = match key {
                    Key::Attribute(..) | Key::Incomplete(_) => reading.map_err(damaged)?,
                    _ => continue,
                };
                if array.null_count() == array.len() {
                    continue;
                }
                let years = match key {
                    Key::Attribute(id, None) => years
                        .map(|years| (years, latest.entry(id).or_insert_with(|| vec![i64::MIN; self.len]))),
                    _ => None,
                };
                let incoming = Incoming { source, subjects: own, joined, rows: &rows, absent, years };
                self.column(&layout, &key, &reading, incoming).map_err(damaged)?;
            }
            Ok(())
        })
    }

    fn column(
        &mut self,
        layout: &Layout<'_>,
        key: &Key,
        reading: &Reading<'_>,
        mut incoming: Incoming<'_>,
    ) -> Result<(), String> {
        let (id, held) = match key {
            Key::Attribute(id, year) => (
                *id,
                self.columns.entry((*id, *year)).or_insert_with(|| Held::new(layout.shape(key), self.len)),
            ),
            Key::Incomplete(id) => {
                (*id, self.incomplete.entry(*id).or_insert_with(|| Held::new(Shape::Bool, self.len)))
            }
            _ => return Ok(()),
        };
        let ranks = &self.ranks[usize::from(id.0)];
        let rank = ranks[usize::from(incoming.source)];
        for (at, (subject, row)) in incoming.subjects.iter().zip(incoming.rows).enumerate() {
            if reading.is_null(at) || *subject == NOBODY {
                continue;
            }
            if incoming.absent && !matches!(reading, Reading::Bool(array) if array.value(at)) {
                continue;
            }
            let subject = *subject as usize;
            let stands = held.sources[subject];
            // A subject keeps its own name, whatever a record joined to it is called.
            let (is_name, joined) = (id == self.kind.title, incoming.joined[at]);
            if is_name && joined && self.own_name[subject] {
                continue;
            }
            let first_own = is_name && !joined && !std::mem::replace(&mut self.own_name[subject], true);
            if !first_own
                && stands != NO_SOURCE
                && stands != incoming.source
                && ranks[usize::from(stands)] < rank
            {
                continue;
            }
            if let Some((years, latest)) = &mut incoming.years {
                let year = years.value(at);
                if stands == incoming.source && year < latest[subject] {
                    continue;
                }
                latest[subject] = year;
            }
            if incoming.absent {
                held.column.set_absent(subject);
            } else if !reading.copy(at, &mut held.column, subject) {
                return Err("既有 100 亿以上的数又有小数，无法一起精确存放".to_owned());
            }
            held.sources[subject] = incoming.source;
            held.rows[subject] = *row;
        }
        Ok(())
    }
}

/// A column of a batch on its way into the view.
struct Incoming<'b> {
    source: u16,
    subjects: &'b [u32],
    joined: &'b [bool],
    rows: &'b [u32],
    /// The column says where values are absent.
    absent: bool,
    /// The year of each row, and of the value that stands for each subject (long format).
    years: Option<(&'b Int64Array, &'b mut Vec<i64>)>,
}
