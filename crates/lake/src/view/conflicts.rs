//! Where sources say otherwise than what stands: for people to look at, nothing is decided here.

use std::collections::BTreeMap;

use vocabulary::fact::Stated;
use vocabulary::kind::AttributeId;

use super::build::row_numbers;
use super::origin::Origin;
use super::resolve::{NOBODY, resolve};
use super::{View, precedence};
use crate::column::Column;
use crate::layout::{Key, Reading};
use crate::limits::MAX_CONFLICTS;
use crate::value::Shape;
use crate::{LakeError, Rulings, Source};

/// What one source says of one attribute of a subject.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The value.
    pub stated: Stated,
    /// Number of the source in the view.
    pub source: usize,
    /// Its row, as the view counts rows.
    pub row: u32,
}

/// A value that stands although other sources say otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// The subject, as the view numbers it.
    pub subject: usize,
    /// The attribute.
    pub attribute: AttributeId,
    /// The year of a yearly one.
    pub year: Option<i16>,
    /// What the view shows.
    pub stands: Told,
    /// What the others say, by source.
    pub others: Vec<Told>,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Conflicts {
    /// By subject, attribute and year.
    pub items: Vec<Conflict>,
    /// How many more values differ than could be held.
    pub left_out: usize,
}

/// A subject, an attribute, a year; and by source what it says.
type Differing = BTreeMap<(usize, AttributeId, Option<i16>), BTreeMap<usize, (Stated, u32)>>;

/// Compares what every source says with what stands.
pub(crate) fn conflicts(
    view: &View,
    origins: &[Origin],
    rulings: &Rulings,
    wanted: impl Fn(AttributeId) -> bool,
) -> Result<Conflicts, LakeError> {
    // The sources of judgements come behind those of the tables.
    let same = origins.len() <= view.sources().len()
        && origins.iter().zip(view.sources()).all(|(origin, source)| origin.source.id == source.id);
    let resolved = resolve(view.kind(), origins, &rulings.decisions)?;
    if !same || resolved.who.ids != view.who.ids {
        return Err(LakeError::Request("数据刚刚有变化；请重试".to_owned()));
    }
    let mut differing = Differing::new();
    let mut left_out = 0;
    for (source, (origin, subjects)) in origins.iter().zip(&resolved.subjects).enumerate() {
        if origin.list.is_none() {
            left_out += of_origin(view, (source, origin), subjects, &wanted, &mut differing)?;
        }
    }
    let items = differing.into_iter().filter_map(|((subject, attribute, year), others)| {
        let cell = view.cell(subject, attribute, year);
        let provenance = cell.provenance?;
        let stands = Told {
            stated: cell.stated,
            source: usize::try_from(provenance.source).ok()?,
            row: provenance.row,
        };
        let told = others.into_iter().map(|(source, (stated, row))| Told { stated, source, row });
        Some(Conflict { subject, attribute, year, stands, others: told.collect() })
    });
    Ok(Conflicts { items: items.collect(), left_out })
}

/// Adds what one source says otherwise; answers how many values there was no room for.
fn of_origin(
    view: &View,
    (source, origin): (usize, &Origin),
    subjects: &[u32],
    wanted: &impl Fn(AttributeId) -> bool,
    differing: &mut Differing,
) -> Result<usize, LakeError> {
    let kind = view.kind();
    let layout = origin.layout(kind);
    let (mut seen, mut left_out) = (0, 0);
    let picks = |key: &Key| match key {
        Key::Row | Key::Sheet => true,
        Key::Attribute(id, _) => Some(*id) != kind.code && wanted(*id),
        _ => false,
    };
    origin.each_batch(kind, picks, |batch| {
        let rows = row_numbers(origin, batch, seen);
        let own = &subjects[seen..seen + batch.num_rows()];
        seen += batch.num_rows();
        for (field, array) in batch.schema().fields().iter().zip(batch.columns()) {
            let Some((key, absent)) = layout.key(field.name()).filter(|(key, _)| picks(key)) else {
                continue;
            };
            let Key::Attribute(attribute, year) = key else { continue };
            let Some(held) = view.columns.get(&(attribute, year)) else { continue };
            let shape = if absent { Shape::Marker } else { layout.shape(&key) };
            let reading = Reading::of(array, shape)
                .map_err(|message| origin.damaged(format!("列 {}：{message}", field.name())))?;
            let mut column = Column::new(shape);
            column.pad(batch.num_rows());
            for (at, subject) in own.iter().enumerate() {
                if reading.is_null(at) || *subject == NOBODY {
                    continue;
                }
                let subject = *subject as usize;
                let stated = if !absent {
                    reading.copy(at, &mut column, at);
                    column.get(at).stated()
                } else if matches!(&reading, Reading::Bool(array) if array.value(at)) {
                    Stated::Absent
                } else {
                    continue;
                };
                // Within one source the later row stands, also where it says the same as the view again.
                let place = (subject, attribute, year);
                let from_here = held.source(subject).map(usize::from) == Some(source);
                if from_here || stated == held.stated(subject) {
                    if let Some(others) = differing.get_mut(&place) {
                        others.remove(&source);
                        if others.is_empty() {
                            differing.remove(&place);
                        }
                    }
                } else if differing.len() < MAX_CONFLICTS || differing.contains_key(&place) {
                    differing.entry(place).or_default().insert(source, (stated, rows[at]));
                } else {
                    left_out += 1;
                }
            }
        }
        Ok(())
    })?;
    Ok(left_out)
}

impl View {
    /// Why a source's word stands or does not, in words.
    pub fn precedence(&self, attribute: AttributeId, source: &Source, stands: bool) -> String {
        let attribute = self.kind.get(attribute);
        if stands {
            precedence::explain(attribute, source)
        } else {
            precedence::explain_beaten(attribute, source)
        }
    }

    /// Whether a source was read for what people judged, not for what tables say.
    pub fn is_judged(&self, attribute: AttributeId, source: &Source) -> bool {
        self.judged.contains(&attribute) && source.kind != self.kind.id
    }
}
