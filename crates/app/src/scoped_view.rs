//! The only way to facts: a population as one reader may see it (DESIGN §4). What the reader may not see is unknown to
//! everything computed for them, and shown as withheld, never silently dropped.

use std::collections::BTreeSet;

use lake::{Found, Source};
use vocabulary::fact::{Provenance, SourceIndex};
use vocabulary::kind::AttributeId;
use vocabulary::{Attribute, AttributeType, Cell, Datum, Facts, Kind, Lookup};

use crate::access::AccessScope;
use crate::failure::{Code, Detail, Failure};
use crate::model::{CellText, FactState, SourceRef};
use crate::population::Population;
use crate::present;

/// Candidates that a message about an ambiguous name lists.
const MAX_CANDIDATES: usize = 10;
/// Attribute that marks a generated subject, in every kind that has such.
const EXAMPLE: &str = "示例";
/// Attribute that holds the GB/T 2260 code of a subject's district.
const DISTRICT: &str = "行政区划";
/// Attribute that holds the GB/T 4754 code of a subject's industry.
const INDUSTRY: &str = "国民经济行业";

/// A population as one reader may see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ScopedView<'p> {
    scope: &'p AccessScope,
    population: &'p Population,
    example: Option<AttributeId>,
    district: Option<AttributeId>,
    industry: Option<AttributeId>,
    /// Whether the reader may see names of this kind: matters that an office supervises are nobody else's business.
    named: bool,
}

impl<'p> ScopedView<'p> {
    pub(crate) fn new(scope: &'p AccessScope, population: &'p Population) -> Self {
        let readable = |name: &str| {
            let (id, attribute) = population.kind.attribute(name)?;
            scope.may_read(attribute.sensitivity).then_some(id)
        };
        Self {
            scope,
            population,
            example: readable(EXAMPLE),
            district: readable(DISTRICT),
            industry: readable(INDUSTRY),
            named: scope.may_read(population.kind.get(population.kind.title).sensitivity),
        }
    }

    pub(crate) fn kind(&self) -> &'p Kind {
        &self.population.kind
    }

    /// Who reads.
    pub(crate) fn scope(&self) -> &'p AccessScope {
        self.scope
    }

    /// Every subject that the reader may see at all.
    pub(crate) fn subjects(&self) -> impl Iterator<Item = usize> + use<'p> {
        let own = *self;
        (0..self.population.len()).filter(move |subject| own.admits(*subject))
    }

    /// Whether the reader may see a subject at all.
    pub(crate) fn admits(&self, subject: usize) -> bool {
        if !self.named || (self.scope.regions.is_none() && self.scope.subjects.is_none()) {
            return self.named;
        }
        let in_region = self.scope.regions.as_ref().is_none_or(|regions| {
            self.district_code(subject).is_some_and(|code| regions.iter().any(|region| region == code))
        });
        let named =
            self.scope.subjects.as_ref().is_none_or(|ids| ids.iter().any(|id| id == self.id(subject)));
        in_region && named
    }

    /// Status of every subject by programme, as [`crate::population::code_of`] writes it.
    pub(crate) fn statuses(
        &self,
        programmes: &[&programmes::Programme],
        as_of: jiff::civil::Date,
    ) -> Vec<std::sync::Arc<[u8]>> {
        self.population.statuses(self.scope, programmes, as_of)
    }

    /// How many subjects there are, seen or not.
    pub(crate) fn len(&self) -> usize {
        self.population.len()
    }

    /// The columns for a run over all subjects; what the reader may not see has to be left out of `reads`.
    pub(crate) fn columns_of(&self, reads: &columnar::Reads) -> lake::ViewColumns<'p> {
        self.population.view.columns_of(reads)
    }

    /// The subject with this id, code or unique name.
    ///
    /// # Errors
    /// Where there is none that the reader may see, or several bear the name.
    pub(crate) fn find(&self, text: &str) -> Result<usize, Failure> {
        let unknown = || {
            let message = format!("没有{}“{text}”", self.kind().name);
            Failure::new(
                Code::UnknownSubject,
                message,
                "请核对编号、统一社会信用代码或全称；也可能数据尚未导入",
            )
            .at("id")
        };
        match self.population.view.find(text) {
            Found::One(subject) if self.admits(subject) => Ok(subject),
            Found::Ambiguous(subjects) => {
                let candidates: Vec<usize> =
                    subjects.into_iter().filter(|subject| self.admits(*subject)).collect();
                match candidates.as_slice() {
                    [] => Err(unknown()),
                    [only] => Ok(*only),
                    several => Err(self.ambiguous(text, several)),
                }
            }
            _ => Err(unknown()),
        }
    }

    fn ambiguous(&self, text: &str, candidates: &[usize]) -> Failure {
        let message = format!("有 {} 个{}叫“{text}”", candidates.len(), self.kind().name);
        let list = candidates.iter().take(MAX_CANDIDATES).map(|subject| Detail {
            line: None,
            column: None,
            message: self.id(*subject).to_owned(),
        });
        Failure::new(Code::AmbiguousSubject, message, "请改用统一社会信用代码或编号")
            .at("id")
            .with_details(list.collect())
    }

    /// Minted id.
    pub(crate) fn id(&self, subject: usize) -> &'p str {
        self.population.view.id(subject).unwrap_or_default()
    }

    /// Ids of subjects that people decided are this one, or went into it.
    pub(crate) fn merged_into(&self, subject: usize) -> impl Iterator<Item = &'p str> {
        self.population.view.merged_into(subject)
    }

    /// Whether an id is a subject's own.
    pub(crate) fn is_subject(&self, id: &str) -> bool {
        matches!(self.population.view.find(id), Found::One(subject) if self.id(subject) == id)
    }

    /// Name, else code, else id.
    pub(crate) fn name(&self, subject: usize) -> &'p str {
        self.population.view.name(subject)
    }

    /// Nation-wide code.
    pub(crate) fn code(&self, subject: usize) -> Option<&'p str> {
        self.population.view.code(subject)
    }

    /// Whether the program generated it.
    pub(crate) fn is_example(&self, subject: usize) -> bool {
        self.example.and_then(|id| self.population.view.boolean(subject, id)).unwrap_or(false)
    }

    /// GB/T 2260 code of its district.
    pub(crate) fn district_code(&self, subject: usize) -> Option<&'p str> {
        self.population.view.text(subject, self.district?)
    }

    /// GB/T 4754 code of its industry.
    pub(crate) fn industry_code(&self, subject: usize) -> Option<&'p str> {
        self.population.view.text(subject, self.industry?)
    }

    /// Whether the reader may see an attribute.
    pub(crate) fn may_read(&self, attribute: &Attribute) -> bool {
        self.scope.may_read(attribute.sensitivity)
    }

    /// The facts of a subject; what is withheld is unknown.
    pub(crate) fn facts(&self, subject: usize) -> Facts {
        let mut facts = self.population.view.facts(subject);
        for (id, attribute) in self.kind().iter() {
            if !self.may_read(attribute) {
                facts.clear(id);
            }
        }
        facts
    }

    /// One value for a list page.
    pub(crate) fn cell_text(&self, subject: usize, id: AttributeId, year: Option<i16>) -> CellText {
        let attribute = self.kind().get(id);
        if !self.may_read(attribute) {
            return CellText { state: FactState::Withheld, text: None };
        }
        if matches!(attribute.r#type, AttributeType::List(_)) {
            let count = self.population.view.record_count(subject, id);
            let state = if count.is_some() { FactState::Known } else { FactState::Unknown };
            return CellText { state, text: count.map(|count| format!("{count}项")) };
        }
        let cell: Cell = self.population.view.cell(subject, id, year);
        match Lookup::from(&cell) {
            Lookup::Unknown => CellText { state: FactState::Unknown, text: None },
            Lookup::Absent(_) => CellText { state: FactState::Absent, text: None },
            Lookup::Known(datum, _) => {
                CellText { state: FactState::Known, text: Some(present::shown(&attribute.r#type, datum)) }
            }
        }
    }

    /// A value with its origin; unknown where the reader may not see it.
    pub(crate) fn cell(&self, subject: usize, id: AttributeId, year: Option<i16>) -> Cell {
        if self.may_read(self.kind().get(id)) {
            self.population.view.cell(subject, id, year)
        } else {
            Cell::default()
        }
    }

    /// How many records of a list are known, where the reader may see it.
    pub(crate) fn record_count(&self, subject: usize, id: AttributeId) -> Option<usize> {
        self.may_read(self.kind().get(id)).then(|| self.population.view.record_count(subject, id)).flatten()
    }

    /// Whole numbers that sort as the numbers (or dates) of a column do; `None` where the reader may not see it or
    /// nothing is known of any subject.
    pub(crate) fn sort_keys(
        &self,
        id: AttributeId,
        year: Option<i16>,
    ) -> Option<impl Fn(usize) -> Option<i64> + use<'p>> {
        if !self.may_read(self.kind().get(id)) {
            return None;
        }
        let column = self.population.view.column(id, year)?;
        Some(move |subject| column.sort_key(subject))
    }

    /// A text attribute that the reader may see.
    pub(crate) fn text(&self, subject: usize, id: AttributeId) -> Option<&'p str> {
        let kind = &self.population.kind;
        self.may_read(kind.get(id)).then(|| self.population.view.text(subject, id)).flatten()
    }

    /// The years of a yearly attribute of which anything is known, oldest first.
    pub(crate) fn years(&self, id: AttributeId) -> impl Iterator<Item = i16> + use<'p> {
        self.population.view.years(id)
    }

    /// The source of a value.
    pub(crate) fn source(&self, index: SourceIndex) -> Option<&'p Source> {
        self.population.view.source(index)
    }

    /// Where a value came from, in words: `税务局 2024 汇算，第 12 行`.
    pub(crate) fn place(&self, provenance: Provenance) -> Option<String> {
        let source = self.source(provenance.source)?;
        let (sheet, row) = source.place(provenance.row);
        let sheet = sheet.map(|sheet| format!("工作表“{sheet}”")).unwrap_or_default();
        Some(format!("{}，{sheet}第 {row} 行", source.name))
    }

    /// The sources that a subject's facts came from.
    pub(crate) fn sources_of(&self, facts: &Facts) -> Vec<&'p Source> {
        let used: BTreeSet<SourceIndex> =
            provenances(self.kind(), facts).map(|provenance| provenance.source).collect();
        used.into_iter().filter_map(|index| self.source(index)).collect()
    }

    /// Every source behind the population.
    pub(crate) fn all_sources(&self) -> impl Iterator<Item = &'p Source> + use<'p> {
        self.population.view.sources().iter()
    }
}

/// Where every value and record of a subject came from.
fn provenances<'f>(kind: &'f Kind, facts: &'f Facts) -> impl Iterator<Item = Provenance> + 'f {
    kind.iter().flat_map(move |(id, attribute)| {
        let mut found: Vec<Provenance> = Vec::new();
        match (&attribute.r#type, attribute.yearly) {
            (AttributeType::List(_), _) => {
                let records = facts.list(id).map(|list| list.items.as_slice()).unwrap_or_default();
                found.extend(records.iter().filter_map(|record| record.provenance));
            }
            (_, true) => found.extend(facts.years(id).filter_map(|(_, cell)| cell.provenance)),
            (_, false) => match facts.plain(id) {
                Lookup::Known(_, provenance) | Lookup::Absent(provenance) => found.extend(provenance),
                Lookup::Unknown => {}
            },
        }
        found
    })
}

/// A source as facts point to it.
pub(crate) fn source_ref(source: &Source) -> SourceRef {
    SourceRef {
        id: source.id.clone(),
        name: source.name.clone(),
        department: source.department.clone(),
        basis: source.basis.map(|basis| basis.word().to_owned()),
        delivered: source.delivered,
        imported_at: source.imported_at,
    }
}

/// The text of facts typed in, where an attribute holds one.
pub(crate) fn typed_boolean(kind: &Kind, facts: &Facts, name: &str) -> bool {
    let id = kind.attribute(name).map(|(id, _)| id);
    id.is_some_and(|id| matches!(facts.plain(id), Lookup::Known(Datum::Bool(true), _)))
}

/// Whether facts typed in say that their subject was generated.
pub(crate) fn is_example(kind: &Kind, facts: &Facts) -> bool {
    typed_boolean(kind, facts, EXAMPLE)
}
