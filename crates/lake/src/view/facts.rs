//! All facts about one subject, as the engines read them.

use vocabulary::fact::Stated;
use vocabulary::kind::AttributeId;
use vocabulary::{AttributeType, Facts, Field, ListFact, facts_file};

use super::View;

impl View {
    /// All facts about one subject, each with its source and row.
    pub fn facts(&self, subject: usize) -> Facts {
        let mut facts = Facts::empty(&self.kind);
        for ((id, year), held) in &self.columns {
            let cell = held.cell(subject);
            if cell.stated == Stated::Unknown {
                continue;
            }
            match (&self.kind.get(*id).r#type, year) {
                (AttributeType::List(_), _) => {}
                (_, Some(year)) => facts.set_yearly(*id, *year, cell),
                (_, None) => facts.set_plain(*id, cell),
            }
        }
        for (id, attribute) in self.kind.iter() {
            if matches!(attribute.r#type, AttributeType::List(_))
                && let Some(list) = self.facts_list(subject, id)
            {
                facts.set_list(id, list);
            }
        }
        facts
    }

    /// A list of one subject; `None` where nobody said anything about it.
    pub(super) fn facts_list(&self, subject: usize, id: AttributeId) -> Option<ListFact> {
        let fields: &[Field] = match &self.kind.get(id).r#type {
            AttributeType::List(fields) => fields,
            _ => return None,
        };
        let ListStanding { complete, records } = self.list_standing(subject, id)?;
        let Some(held) = self.lists.get(&id) else {
            return Some(ListFact { complete, items: Vec::new() });
        };
        let mut items: Vec<_> = records.map(|at| held.record(at)).collect();
        for record in &mut items {
            facts_file::infer(fields, record);
        }
        Some(ListFact { complete, items })
    }

    /// What is known of a list of one subject, without its records; `None` where nobody said anything about it.
    pub(crate) fn list_standing(&self, subject: usize, id: AttributeId) -> Option<ListStanding> {
        let said_incomplete =
            self.incomplete.get(&id).and_then(|held| held.column.bool(subject)).unwrap_or_default();
        let held = self.lists.get(&id);
        if let Some((held, source)) = held.and_then(|held| Some((held, held.source(subject)?))) {
            let whole = self.sources.get(usize::from(source)).is_none_or(|source| source.complete);
            return Some(ListStanding { complete: whole && !said_incomplete, records: held.range(subject) });
        }
        let none = self.columns.get(&(id, None)).is_some_and(|held| held.source(subject).is_some());
        (none || said_incomplete)
            .then_some(ListStanding { complete: none && !said_incomplete, records: 0..0 })
    }
}

/// What is known of a list of one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListStanding {
    /// Whether there are no more records than these.
    pub(crate) complete: bool,
    /// Where its records stand.
    pub(crate) records: std::ops::Range<usize>,
}
