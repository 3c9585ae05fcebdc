//! Why a value stands: every candidate with its source and row, and the rule that decided.

use std::collections::HashSet;

use vocabulary::Kind;
use vocabulary::fact::Stated;
use vocabulary::kind::{AttributeId, FieldId};

use super::build::row_numbers;
use super::origin::Origin;
use super::precedence;
use super::resolve::resolve;
use crate::column::Column;
use crate::layout::{Key, Reading};
use crate::value::Shape;
use crate::{Found, Judgement, LakeError, Rulings, Source};

/// What one row of one source says.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The year, for a yearly attribute.
    pub year: Option<i16>,
    /// What it says; `None` for a record of a list.
    pub stated: Option<Stated>,
    /// The record's fields, for a list.
    pub record: Vec<Stated>,
    /// Whose word it is.
    pub source: Source,
    /// Sheet of the workbook.
    pub sheet: Option<String>,
    /// Row as a person sees it.
    pub row: u32,
    /// Whether the view shows it.
    pub stands: bool,
    /// The rule that decided.
    pub why: String,
}

/// All candidates for one attribute of one subject, by year, the one that stands first.
pub(crate) fn candidates(
    kind: &Kind,
    origins: &[Origin],
    rulings: &Rulings,
    subject_id: &str,
    attribute: AttributeId,
) -> Result<Vec<Candidate>, LakeError> {
    let resolved = resolve(kind, origins, &rulings.decisions)?;
    let Some(subject) = resolved.who.position(subject_id) else {
        return Err(LakeError::Request(format!("没有编号为“{subject_id}”的{}", kind.name)));
    };
    let sources: Vec<Source> = origins.iter().map(|origin| origin.source.clone()).collect();
    let ranks = precedence::ranks(kind.get(attribute), &sources);
    let mut found: Vec<(usize, Candidate)> = Vec::new();
    for ((origin, subjects), rank) in origins.iter().zip(&resolved.subjects).zip(ranks) {
        if origin.list.is_some_and(|list| list != attribute) {
            continue;
        }
        let own = of_origin(kind, origin, subjects, subject, attribute)?;
        found.extend(own.into_iter().map(|candidate| (rank, candidate)));
    }
    settle(kind, attribute, &mut found);
    let told = found.into_iter().map(|(_, candidate)| candidate).collect();
    let judged = rulings.judgements.iter().filter(|judgement| {
        judgement.attribute == attribute && resolved.who.find(kind, &judgement.subject) == Found::One(subject)
    });
    Ok(put_first(told, judged))
}

/// Puts what was judged before what the tables say of the same year, the latest first.
fn put_first<'j>(told: Vec<Candidate>, judged: impl Iterator<Item = &'j Judgement>) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = judged.map(Candidate::judged).collect();
    all.reverse();
    let mut years = HashSet::new();
    for candidate in &mut all {
        candidate.stands = years.insert(candidate.year);
    }
    all.extend(told.into_iter().map(|mut candidate| {
        if candidate.stands && years.contains(&candidate.year) {
            candidate.stands = false;
            candidate.why = format!("{}；已有评审意见", candidate.why);
        }
        candidate
    }));
    // Stable: within a year judgements stay first.
    all.sort_by_key(|candidate| candidate.year);
    all
}

impl Candidate {
    fn judged(judgement: &Judgement) -> Self {
        let (sheet, row) = judgement.source.place(judgement.row);
        Self {
            year: judgement.year,
            stated: Some(judgement.stated.clone()),
            record: Vec::new(),
            sheet: sheet.map(str::to_owned),
            row,
            source: Source::clone(&judgement.source),
            stands: false,
            why: judgement.why(),
        }
    }
}

/// What one source says, in the order of its rows.
fn of_origin(
    kind: &Kind,
    origin: &Origin,
    subjects: &[u32],
    subject: usize,
    attribute: AttributeId,
) -> Result<Vec<Candidate>, LakeError> {
    let layout = origin.layout(kind);
    let mut found = Vec::new();
    let mut seen = 0;
    let wanted = |key: &Key| match key {
        Key::Row | Key::Sheet => true,
        Key::Attribute(id, _) => *id == attribute,
        Key::Field(_) => origin.list.is_some(),
        _ => false,
    };
    origin.each_batch(kind, wanted, |batch| {
        let rows = row_numbers(origin, batch, seen);
        let own = &subjects[seen..seen + batch.num_rows()];
        seen += batch.num_rows();
        for (at, _) in own.iter().enumerate().filter(|(_, own)| **own as usize == subject) {
            let mut record: Vec<Stated> = layout.fields().iter().map(|_| Stated::Unknown).collect();
            let mut values: Vec<(Option<i16>, Stated)> = Vec::new();
            for (field, array) in batch.schema().fields().iter().zip(batch.columns()) {
                let Some((key, absent)) = layout.key(field.name()) else { continue };
                let shape = if absent { Shape::Marker } else { layout.shape(&key) };
                let stated = || -> Result<Option<Stated>, LakeError> {
                    let reading = Reading::of(array, shape)
                        .map_err(|message| origin.damaged(format!("列 {}：{message}", field.name())))?;
                    if reading.is_null(at) {
                        return Ok(None);
                    }
                    if absent {
                        return Ok(matches!(reading, Reading::Bool(array) if array.value(at))
                            .then_some(Stated::Absent));
                    }
                    let mut one = Column::new(shape);
                    one.pad(1);
                    reading.copy(at, &mut one, 0);
                    Ok(Some(one.get(0).stated()))
                };
                match key {
                    Key::Attribute(id, year) if id == attribute => {
                        values.extend(stated()?.map(|stated| (year, stated)));
                    }
                    Key::Field(FieldId(position)) => {
                        if let (Some(stated), Some(slot)) = (stated()?, record.get_mut(usize::from(position)))
                        {
                            *slot = stated;
                        }
                    }
                    _ => {}
                }
            }
            let (sheet, row) = origin.source.place(rows[at]);
            let candidate = |year, stated, record| Candidate {
                year,
                stated,
                record,
                source: origin.source.clone(),
                sheet: sheet.map(str::to_owned),
                row,
                stands: false,
                why: String::new(),
            };
            if origin.list.is_some() {
                found.push(candidate(None, None, record));
            } else {
                found.extend(
                    values.into_iter().map(|(year, stated)| candidate(year, Some(stated), Vec::new())),
                );
            }
        }
        Ok(())
    })?;
    Ok(found)
}

/// Orders candidates and says why each stands or not.
fn settle(kind: &Kind, attribute: AttributeId, found: &mut [(usize, Candidate)]) {
    // Within one source the later row stands; the sort is stable, so rows are turned round first.
    found.reverse();
    found.sort_by_key(|(rank, candidate)| (candidate.year, *rank));
    let mut year_and_rank = None;
    for (rank, candidate) in found.iter_mut() {
        let rule = precedence::explain(kind.get(attribute), &candidate.source);
        match year_and_rank {
            Some((year, best)) if year == candidate.year => {
                // The records of a list come all from the same, best source.
                candidate.stands = candidate.stated.is_none() && best == *rank;
                candidate.why = if candidate.stands {
                    rule
                } else if best == *rank {
                    "同一来源里，后面的行已取代它".to_owned()
                } else {
                    precedence::explain_beaten(kind.get(attribute), &candidate.source)
                };
            }
            _ => {
                year_and_rank = Some((candidate.year, *rank));
                candidate.stands = true;
                candidate.why = rule;
            }
        }
    }
}
