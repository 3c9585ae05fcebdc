//! What people ruled, handed in by whoever builds a view: who is who ([`Decision`]), and what an assessor judged of a subject
//! ([`Judgement`]). Rulings are rows of kinds of their own, with a source each; a view follows those it is given.

use std::sync::Arc;

use jiff::civil::Date;
use vocabulary::fact::Stated;
use vocabulary::kind::AttributeId;

use crate::{Decision, Source};

/// What people ruled about the subjects of a kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rulings {
    /// Who is who; of two about the same pair the later in the list counts.
    pub decisions: Vec<Decision>,
    /// What was judged; of two about the same value the later in the list stands.
    pub judgements: Vec<Judgement>,
}

/// One attribute of one subject as an assessor judged it. It stands before what any table says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Id, code or name of the subject.
    pub subject: Arc<str>,
    /// What was judged.
    pub attribute: AttributeId,
    /// Of which year, where the attribute is yearly.
    pub year: Option<i16>,
    /// The grade or the points; [`vocabulary::Datum::Range`] for an interval.
    pub stated: Stated,
    /// Who judged.
    pub by: Option<Arc<str>>,
    /// When; a view of an earlier day does not follow it.
    pub on: Option<Date>,
    /// The table it came in.
    pub source: Arc<Source>,
    /// Its row there, counted over all sheets.
    pub row: u32,
}

impl Rulings {
    /// Those that had been made by a day.
    #[must_use]
    pub fn on(&self, as_of: Date) -> Self {
        Self {
            decisions: self.decisions.iter().filter(|decision| decision.holds(as_of)).cloned().collect(),
            judgements: self.judgements.iter().filter(|judgement| judgement.holds(as_of)).cloned().collect(),
        }
    }
}

impl From<Vec<Decision>> for Rulings {
    fn from(decisions: Vec<Decision>) -> Self {
        Self { decisions, judgements: Vec::new() }
    }
}

impl Judgement {
    /// Whether it had been made by a day.
    pub fn holds(&self, as_of: Date) -> bool {
        self.on.is_none_or(|on| on <= as_of)
    }

    /// Why it stands, in words: `评审意见：高企专家组，2025-06-01`.
    pub(crate) fn why(&self) -> String {
        let by = self.by.as_deref().map(|by| format!("：{by}")).unwrap_or_default();
        let on = self.on.map(|on| format!("，{on}")).unwrap_or_default();
        format!("评审意见{by}{on}；评审意见先于各表，同一项以较晚的为准")
    }
}
