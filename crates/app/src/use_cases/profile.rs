use std::collections::{BTreeMap, BTreeSet};

use lake::Source;
use language::check::Scope;
use language::value::Maybe;
use language::{Context, Value};
use vocabulary::fact::{ListFact, Provenance, Stated};
use vocabulary::kind::{AttributeId, Field};
use vocabulary::{Attribute, AttributeType, Cell, Datum, Facts, Kind, Lookup};

use super::kinds::{unit, value_type};
use super::subjects::{district, industry};
use crate::access::AccessScope;
use crate::clock::{Moment, When};
use crate::failure::Failure;
use crate::limits::MAX_PROFILE_RECORDS;
use crate::model::{
    AttributeFacts, FactState, FactValue, GroupFacts, ListFacts, NamedSubject, Profile, RecordFacts, YearFact,
};
use crate::present;
use crate::region::{Region, notice};
use crate::scoped_view::{ScopedView, source_ref};

/// All that is known about one subject, by group; the unknown and the withheld are listed too.
///
/// # Errors
/// Where kind or subject is unknown, or the lake cannot be read.
pub fn profile(
    scope: &AccessScope,
    region: &Region,
    kind: &str,
    id: &str,
    when: When,
) -> Result<Profile, Failure> {
    let moment = region.moment(when);
    let (kind, _) = region.catalogue.kind(kind)?;
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let subject = view.find(id)?;
    let facts = view.facts(subject);
    let sources = view.sources_of(&facts);
    let named = named_subjects(scope, region, kind, &view, &facts, moment)?;
    let teller = Teller { kind, view: &view, facts: &facts, sources: &sources, named, moment };
    Ok(Profile {
        id: view.id(subject).to_owned(),
        kind: kind.id.clone(),
        name: view.name(subject).to_owned(),
        code: view.code(subject).map(str::to_owned),
        example: view.is_example(subject),
        district: district(region, &view, subject, moment),
        industry: industry(region, &view, subject),
        groups: teller.groups(),
        sources: sources.iter().map(|source| source_ref(source)).collect(),
        notice: notice(moment, sources.iter().copied()),
    })
}

/// Whom the texts of a subject name, by attribute. A text that several kinds know, or nobody, names nobody.
fn named_subjects(
    scope: &AccessScope,
    region: &Region,
    kind: &Kind,
    view: &ScopedView<'_>,
    facts: &Facts,
    moment: Moment,
) -> Result<BTreeMap<AttributeId, NamedSubject>, Failure> {
    let mut named = BTreeMap::new();
    for (id, attribute) in kind.iter().filter(|(_, attribute)| view.may_read(attribute)) {
        let Lookup::Known(Datum::Text(text), _) = facts.plain(id) else { continue };
        named.extend(region.named(scope, &attribute.refers, text, moment)?.map(|subject| (id, subject)));
    }
    Ok(named)
}

/// Tells the facts of one subject.
struct Teller<'t> {
    kind: &'t Kind,
    view: &'t ScopedView<'t>,
    facts: &'t Facts,
    sources: &'t [&'t Source],
    named: BTreeMap<AttributeId, NamedSubject>,
    moment: Moment,
}

impl Teller<'_> {
    fn groups(&self) -> Vec<GroupFacts> {
        let mut groups: Vec<GroupFacts> = Vec::new();
        for (id, attribute) in self.kind.iter() {
            let facts = self.attribute(id, attribute);
            match groups.iter_mut().find(|group| group.name == attribute.group) {
                Some(group) => group.attributes.push(facts),
                None => groups.push(GroupFacts { name: attribute.group.clone(), attributes: vec![facts] }),
            }
        }
        groups
    }

    fn attribute(&self, id: AttributeId, attribute: &Attribute) -> AttributeFacts {
        let mut told = AttributeFacts {
            name: attribute.name.clone(),
            r#type: value_type(&attribute.r#type),
            unit: unit(&attribute.r#type),
            yearly: attribute.yearly,
            derived: attribute.derived.is_some(),
            description: attribute.description.clone(),
            state: FactState::Unknown,
            value: None,
            years: Vec::new(),
            list: None,
            subject: self.named.get(&id).cloned(),
        };
        if !self.view.may_read(attribute) {
            told.state = FactState::Withheld;
            return told;
        }
        if let AttributeType::List(fields) = &attribute.r#type {
            if let Some(list) = self.facts.list(id) {
                let none = list.complete && list.items.is_empty();
                told.state = if none { FactState::Absent } else { FactState::Known };
                told.list = Some(self.list(fields, list));
            }
        } else if attribute.yearly {
            told.years = if told.derived { self.derived(attribute) } else { self.years(id, attribute) };
            if !told.years.is_empty() {
                told.state = FactState::Known;
            }
        } else {
            (told.state, told.value) = match self.facts.plain(id) {
                Lookup::Unknown => (FactState::Unknown, None),
                Lookup::Absent(_) => (FactState::Absent, None),
                Lookup::Known(datum, provenance) => {
                    (FactState::Known, Some(self.value(&attribute.r#type, datum, provenance)))
                }
            };
        }
        told
    }

    fn value(&self, r#type: &AttributeType, datum: &Datum, provenance: Option<Provenance>) -> FactValue {
        let (source, sheet, row) = self.place(provenance);
        FactValue { value: present::exact(datum), text: present::shown(r#type, datum), source, sheet, row }
    }

    fn place(&self, provenance: Option<Provenance>) -> (Option<usize>, Option<String>, Option<u32>) {
        let Some((provenance, source)) = provenance.and_then(|p| Some((p, self.view.source(p.source)?)))
        else {
            return (None, None, None);
        };
        let (sheet, row) = source.place(provenance.row);
        let position = self.sources.iter().position(|other| other.id == source.id);
        (position, sheet.map(str::to_owned), Some(row))
    }

    fn years(&self, id: AttributeId, attribute: &Attribute) -> Vec<YearFact> {
        let year = |(year, cell): (i16, &Cell)| match Lookup::from(cell) {
            Lookup::Unknown => YearFact { year, state: FactState::Unknown, value: None },
            Lookup::Absent(_) => YearFact { year, state: FactState::Absent, value: None },
            Lookup::Known(datum, provenance) => YearFact {
                year,
                state: FactState::Known,
                value: Some(self.value(&attribute.r#type, datum, provenance)),
            },
        };
        self.facts.years(id).map(year).collect()
    }

    /// A derived attribute in every year of which anything is known and in which it can be computed.
    fn derived(&self, attribute: &Attribute) -> Vec<YearFact> {
        let ids = self.kind.iter().filter(|(_, other)| other.yearly);
        let known: BTreeSet<i16> =
            ids.flat_map(|(id, _)| self.facts.years(id).map(|(year, _)| year)).collect();
        let computed: BTreeMap<i16, Datum> =
            known.into_iter().filter_map(|year| Some((year, self.compute(attribute, year)?))).collect();
        let told = computed.into_iter().map(|(year, datum)| YearFact {
            year,
            state: FactState::Known,
            value: Some(self.value(&attribute.r#type, &datum, None)),
        });
        told.collect()
    }

    fn compute(&self, attribute: &Attribute, year: i16) -> Option<Datum> {
        let (tree, _) = language::parse(&format!("`{}`[{year}]", attribute.name));
        let scope = Scope { kind: self.kind, parameters: &[], definitions: &[], definition_names: &[] };
        let (expression, findings) = language::check(&tree, &scope);
        if !findings.is_empty() {
            return None;
        }
        match Context::new(self.kind, self.facts, self.moment.as_of, &[], &[]).eval(&expression) {
            Value::Number(Maybe::Known(interval)) => interval.value().map(Datum::Number),
            _ => None,
        }
    }

    fn list(&self, fields: &[Field], list: &ListFact) -> ListFacts {
        let record = |record: &vocabulary::Record| {
            let values = fields.iter().enumerate().map(|(at, field)| {
                let id = vocabulary::kind::FieldId(u16::try_from(at).ok()?);
                match record.field(id) {
                    Stated::Unknown => None,
                    Stated::Absent => Some("无".to_owned()),
                    Stated::Known(datum) => Some(present::shown(&field.r#type, datum)),
                }
            });
            let (source, _, row) = self.place(record.provenance);
            RecordFacts { values: values.collect(), source, row }
        };
        ListFacts {
            complete: list.complete,
            total: list.items.len(),
            fields: fields.iter().map(|field| field.name.clone()).collect(),
            records: list.items.iter().take(MAX_PROFILE_RECORDS).map(record).collect(),
        }
    }
}
