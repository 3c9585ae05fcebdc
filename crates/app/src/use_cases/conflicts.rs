//! Where sources disagree: what stands, what else is said, and by which rule.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use lake::{Conflict, Told};
use vocabulary::Kind;
use vocabulary::fact::{SourceIndex, Stated};

use super::assess::reference;
use super::explain::{apart, decimal, shown};
use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::{Code, Failure};
use crate::limits::{DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE};
use crate::model::{ConflictInfo, ConflictPage, ConflictingAttribute, ToldInfo};
use crate::region::{Region, notice};
use crate::scoped_view::{ScopedView, source_ref};

/// Which of them.
#[derive(Clone, Debug, Default)]
pub struct ConflictQuery {
    /// Only those of this attribute.
    pub attribute: Option<String>,
    /// From 1.
    pub page: Option<usize>,
    /// Rows on a page.
    pub size: Option<usize>,
    /// Clocks.
    pub when: When,
}

/// Values of a kind that stand although other sources say otherwise, those furthest apart first. Lists are left out: of a list
/// one source's records stand as a whole.
///
/// # Errors
/// Where the kind is unknown, the page is out of bounds, or the lake cannot be read.
pub fn conflicts(
    scope: &AccessScope,
    region: &Region,
    kind: &str,
    query: &ConflictQuery,
) -> Result<ConflictPage, Failure> {
    let (page, size) = (query.page.unwrap_or(1), query.size.unwrap_or(DEFAULT_PAGE_SIZE));
    if page == 0 || size == 0 || size > MAX_PAGE_SIZE {
        let message = format!("页码从 1 起，每页 1 到 {MAX_PAGE_SIZE} 行");
        return Err(Failure::new(Code::InvalidArgument, message, "请改正").at("page"));
    }
    let moment = region.moment(query.when);
    let (kind, _) = region.catalogue.kind(kind)?;
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let clocks = lake::Clocks { as_of: moment.as_of, known_at: moment.known_at };
    let rulings = region.rulings(kind, moment)?;
    let wanted = |id| view.may_read(kind.get(id));
    let found = region.lake().conflicts(&population.view, clocks, &rulings, wanted)?;
    let mut all: Vec<&Conflict> = found.items.iter().filter(|own| view.admits(own.subject)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for own in &all {
        *counts.entry(kind.get(own.attribute).name.as_str()).or_default() += 1;
    }
    let mut attributes: Vec<_> = counts
        .into_iter()
        .map(|(name, conflicts)| ConflictingAttribute { attribute: name.to_owned(), conflicts })
        .collect();
    attributes.sort_by_key(|own| Reverse(own.conflicts));
    if let Some(name) = &query.attribute {
        all.retain(|own| kind.get(own.attribute).name == *name);
    }
    // Stable: those that cannot be compared stay by subject, behind the others.
    all.sort_by_cached_key(|own| Reverse(furthest(own)));
    let on_page = all.iter().skip((page - 1).saturating_mul(size)).take(size);
    let items = on_page.filter_map(|own| info(kind, &view, &population.view, own)).collect();
    Ok(ConflictPage {
        kind: kind.id.clone(),
        items,
        total: all.len(),
        page,
        size,
        attributes,
        left_out: found.left_out,
        notice: notice(moment, view.all_sources()),
    })
}

fn furthest(own: &Conflict) -> Option<vocabulary::Number> {
    own.others.iter().filter_map(|other| apart(&other.stated, &own.stands.stated)).max()
}

fn info(kind: &Kind, view: &ScopedView<'_>, lake_view: &lake::View, own: &Conflict) -> Option<ConflictInfo> {
    let attribute = kind.get(own.attribute);
    let told = |told: &Told, stands: bool| {
        let source = lake_view.source(SourceIndex::try_from(told.source).ok()?)?;
        let (sheet, row) = source.place(told.row);
        let why = if stands && lake_view.is_judged(own.attribute, source) {
            "评审意见，先于各表所说".to_owned()
        } else {
            lake_view.precedence(own.attribute, source, stands)
        };
        Some(ToldInfo {
            text: match &told.stated {
                Stated::Unknown => "未知".to_owned(),
                other => shown(&attribute.r#type, other)?,
            },
            source: source_ref(source),
            sheet: sheet.map(str::to_owned),
            row,
            stands,
            why,
        })
    };
    let first = told(&own.stands, true)?;
    let others = own.others.iter().filter_map(|other| told(other, false));
    Some(ConflictInfo {
        subject: reference(view, own.subject),
        attribute: attribute.name.clone(),
        year: own.year,
        told: std::iter::once(first).chain(others).collect(),
        apart: furthest(own).map(decimal),
    })
}
