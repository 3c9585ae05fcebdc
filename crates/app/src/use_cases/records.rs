//! What is on record about a subject beside its own facts: relations to others, and what assessors judged.

use std::collections::HashSet;

use jiff::civil::Date;
use vocabulary::fact::Stated;
use vocabulary::kind::AttributeId;
use vocabulary::{Cell, Datum, Kind, Lookup};

use super::assess::reference;
use crate::access::AccessScope;
use crate::clock::{Moment, When};
use crate::failure::Failure;
use crate::judged::{self, JUDGEMENT};
use crate::model::{JudgementInfo, Judgements, NamedSubject, RelationInfo, Relations, SourceRef, Standing};
use crate::present;
use crate::region::{Region, notice};
use crate::scoped_view::{ScopedView, source_ref};

/// The kind whose rows are relations.
const RELATION: &str = "relation";

/// The dated relations of one subject to others, in both directions, and whether each holds on the day asked for.
///
/// # Errors
/// Where kind or subject is unknown, or the lake cannot be read.
pub fn relations(
    scope: &AccessScope,
    region: &Region,
    kind: &str,
    id: &str,
    when: When,
) -> Result<Relations, Failure> {
    let moment = region.moment(when);
    let (kind, _) = region.catalogue.kind(kind)?;
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let subject = view.find(id)?;
    let (of_relations, _) = region.catalogue.kind(RELATION)?;
    let records = region.population(of_relations, moment)?;
    let table = Records { view: ScopedView::new(scope, &records) };
    let is_own = |text: &str| view.find(text).is_ok_and(|found| found == subject);
    let mut found = Vec::new();
    for row in table.view.subjects() {
        for (own, other, outgoing) in [("主体", "对象", true), ("对象", "主体", false)] {
            let (Some(own), Some(named)) = (table.text(row, own), table.text(row, other)) else { continue };
            if is_own(own) {
                let other_subject = table.named(scope, region, other, named, moment)?;
                found.push(table.relation(row, outgoing, named, other_subject, moment.as_of));
            }
        }
    }
    found.sort_by(|a, b| {
        (a.standing, &a.relation, a.from, &a.id).cmp(&(b.standing, &b.relation, b.from, &b.id))
    });
    Ok(Relations {
        subject: reference(&view, subject),
        relations: found,
        notice: notice(moment, table.view.all_sources()),
    })
}

/// What assessors judged of one subject, the latest first, and which of it assessments follow.
///
/// # Errors
/// Where kind or subject is unknown, or the lake cannot be read.
pub fn judgements(
    scope: &AccessScope,
    region: &Region,
    kind: &str,
    id: &str,
    when: When,
) -> Result<Judgements, Failure> {
    let moment = region.moment(when);
    let (kind, _) = region.catalogue.kind(kind)?;
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let subject = view.find(id)?;
    let (of_judgements, _) = region.catalogue.kind(JUDGEMENT)?;
    let records = region.population(of_judgements, moment)?;
    let table = Records { view: ScopedView::new(scope, &records) };
    let reader = judged::Reader::new(&records.view, kind, region.catalogue.library.programmes());
    let mut settled: HashSet<(AttributeId, Option<i16>)> = HashSet::new();
    let mut told = Vec::new();
    // The latest first: of two about the same value it stands.
    for row in reader.rows().into_iter().rev() {
        if !view.find(&row.subject).is_ok_and(|found| found == subject) {
            continue;
        }
        let follows = row.judgement.and_then(|judgement| {
            if !judgement.holds(moment.as_of) {
                return Err(format!("{} 尚未评定", moment.as_of));
            }
            let first = settled.insert((judgement.attribute, judgement.year));
            if first { Ok(()) } else { Err("同一项已有较晚的评审意见".to_owned()) }
        });
        told.extend(table.judgement(row.at, follows));
    }
    Ok(Judgements {
        subject: reference(&view, subject),
        judgements: told,
        notice: notice(moment, table.view.all_sources()),
    })
}

/// Rows of a kind of records, as one reader may see them.
struct Records<'r> {
    view: ScopedView<'r>,
}

impl<'r> Records<'r> {
    fn kind(&self) -> &'r Kind {
        self.view.kind()
    }

    fn text(&self, row: usize, name: &str) -> Option<&'r str> {
        self.view.text(row, self.kind().attribute(name)?.0)
    }

    fn cell(&self, row: usize, name: &str) -> Cell {
        self.kind().attribute(name).map(|(id, _)| self.view.cell(row, id, None)).unwrap_or_default()
    }

    fn date(&self, row: usize, name: &str) -> Option<Date> {
        match Lookup::from(&self.cell(row, name)) {
            Lookup::Known(Datum::Date(date), _) => Some(*date),
            _ => None,
        }
    }

    fn shown(&self, row: usize, name: &str) -> Option<String> {
        let (_, attribute) = self.kind().attribute(name)?;
        match Lookup::from(&self.cell(row, name)) {
            Lookup::Known(datum, _) => Some(present::shown(&attribute.r#type, datum)),
            _ => None,
        }
    }

    fn place(&self, row: usize, name: &str) -> (Option<SourceRef>, Option<u32>) {
        let provenance = self.cell(row, name).provenance;
        let Some((provenance, source)) = provenance.and_then(|p| Some((p, self.view.source(p.source)?)))
        else {
            return (None, None);
        };
        (Some(source_ref(source)), Some(source.place(provenance.row).1))
    }

    /// The one subject that a text of an attribute names, among the kinds that the attribute may name.
    fn named(
        &self,
        scope: &AccessScope,
        region: &Region,
        attribute: &str,
        text: &str,
        moment: Moment,
    ) -> Result<Option<NamedSubject>, Failure> {
        let refers = self.kind().attribute(attribute).map(|(_, attribute)| attribute.refers.as_slice());
        region.named(scope, refers.unwrap_or_default(), text, moment)
    }

    fn relation(
        &self,
        row: usize,
        outgoing: bool,
        other: &str,
        other_subject: Option<NamedSubject>,
        as_of: Date,
    ) -> RelationInfo {
        let (from, until) = (self.date(row, "起"), self.date(row, "止"));
        let goes_on = self.cell(row, "止").stated == Stated::Absent;
        let standing = match (from, until) {
            (Some(from), _) if as_of < from => Standing::Later,
            (_, Some(until)) if until < as_of => Standing::Ended,
            (Some(_), Some(_)) => Standing::Holds,
            (Some(_), None) if goes_on => Standing::Holds,
            _ => Standing::Unknown,
        };
        let (source, row_number) = self.place(row, "关系");
        RelationInfo {
            id: self.view.id(row).to_owned(),
            relation: self.text(row, "关系").unwrap_or_default().to_owned(),
            outgoing,
            other: other.to_owned(),
            other_subject,
            share: self.shown(row, "持股比例"),
            from,
            until,
            standing,
            basis: self.text(row, "依据").map(str::to_owned),
            source,
            row: row_number,
        }
    }

    /// `None` where the reader may not see it.
    fn judgement(&self, row: usize, follows: Result<(), String>) -> Option<JudgementInfo> {
        self.text(row, "主体")?;
        let grade = self.text(row, "结论").map(str::to_owned);
        let points = self.shown(row, "得分下限").zip(self.shown(row, "得分上限"));
        let points = points.map(|(low, high)| if low == high { low } else { format!("{low} 至 {high}") });
        let (source, row_number) = self.place(row, "主体");
        Some(JudgementInfo {
            id: self.view.id(row).to_owned(),
            programme: self.text(row, "政策").map(str::to_owned),
            condition: self.text(row, "条件").map(str::to_owned),
            attribute: self.text(row, "属性").map(str::to_owned),
            year: self.shown(row, "年度"),
            verdict: points.or(grade).unwrap_or_else(|| "没有写明".to_owned()),
            by: self.text(row, "评定者").map(str::to_owned),
            on: self.date(row, "评定日期"),
            basis: self.text(row, "依据").map(str::to_owned),
            used: follows.is_ok(),
            why: follows.err().unwrap_or_else(|| "用于评估".to_owned()),
            source,
            row: row_number,
        })
    }
}
