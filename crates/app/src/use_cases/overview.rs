use std::collections::BTreeMap;

use vocabulary::{AttributeType, Lookup};

use crate::access::AccessScope;
use crate::clock::{Moment, When};
use crate::failure::Failure;
use crate::model::{DistrictCount, Figure, KindCount, Overview, ProgrammeCount};
use crate::population::status_of;
use crate::present;
use crate::region::{Region, notice};
use crate::scoped_view::{ScopedView, source_ref};
use crate::settings::{Settings, districts_map};

/// The kind whose subjects are places with figures.
const PLACE: &str = "region";
/// Heading for subjects whose district is unknown.
const UNKNOWN_DISTRICT: &str = "区县未知";

/// The region at a glance: counts per kind, district and programme, and its figures.
///
/// # Errors
/// Where the lake or the region's settings cannot be read.
pub fn overview(scope: &AccessScope, region: &Region, when: When) -> Result<Overview, Failure> {
    let moment = region.moment(when);
    let settings = region.settings()?;
    let mut kinds = Vec::new();
    let mut by_district: BTreeMap<Option<String>, Vec<KindCount>> = BTreeMap::new();
    for kind in region.catalogue.kinds().filter(|kind| kind.id != PLACE) {
        let population = region.population(kind, moment)?;
        let view = ScopedView::new(scope, &population);
        let none = KindCount { kind: kind.id.clone(), name: kind.name.clone(), subjects: 0, examples: 0 };
        let mut whole = none.clone();
        let mut parts: BTreeMap<Option<&str>, (usize, usize)> = BTreeMap::new();
        for subject in view.subjects() {
            let example = usize::from(view.is_example(subject));
            whole.subjects += 1;
            whole.examples += example;
            let part = parts.entry(view.district_code(subject)).or_default();
            part.0 += 1;
            part.1 += example;
        }
        for (code, (subjects, examples)) in parts {
            let count = KindCount { subjects, examples, ..none.clone() };
            by_district.entry(code.map(str::to_owned)).or_default().push(count);
        }
        kinds.push(whole);
    }
    let places = districts_of(region, &settings, moment);
    let mut districts: Vec<DistrictCount> = places
        .into_iter()
        .map(|(code, name)| {
            let counts = by_district.remove(&Some(code.clone())).unwrap_or_default();
            DistrictCount { code: Some(code), name, counts: complete(&kinds, counts) }
        })
        .collect();
    let unknown = by_district.remove(&None);
    // Codes outside the region, of the city as a whole, or of districts that no longer are: shown as they are.
    districts.extend(by_district.into_iter().filter_map(|(code, counts)| {
        let code = code?;
        let named = region.catalogue.regions.at(&code, moment.as_of);
        let name = named.map_or_else(|| code.clone(), |place| place.name.clone());
        Some(DistrictCount { code: Some(code), name, counts: complete(&kinds, counts) })
    }));
    if let Some(counts) = unknown {
        let counts = complete(&kinds, counts);
        districts.push(DistrictCount { code: None, name: UNKNOWN_DISTRICT.to_owned(), counts });
    }
    Ok(Overview {
        region: settings.name.clone(),
        kinds,
        districts,
        programmes: programmes(scope, region, moment)?,
        figures: figures(scope, region, &settings, moment)?,
        notice: notice(moment, region.known_sources(moment)?.iter()),
    })
}

/// Outlines of the region's districts as GeoJSON text.
///
/// # Errors
/// Where the map cannot be read.
pub fn districts(_scope: &AccessScope, region: &Region) -> Result<String, Failure> {
    districts_map(region.directory())
}

fn districts_of(region: &Region, settings: &Settings, moment: Moment) -> Vec<(String, String)> {
    let Some(code) = &settings.code else { return Vec::new() };
    let children = region.catalogue.regions.children(code, moment.as_of);
    children.map(|place| (place.code.clone(), place.name.clone())).collect()
}

/// One count per kind, zero where none was counted: these are counts of what is here, so zero is known.
fn complete(kinds: &[KindCount], mut counted: Vec<KindCount>) -> Vec<KindCount> {
    kinds
        .iter()
        .map(|kind| match counted.iter().position(|count| count.kind == kind.kind) {
            Some(at) => counted.swap_remove(at),
            None => KindCount { subjects: 0, examples: 0, ..kind.clone() },
        })
        .collect()
}

fn programmes(scope: &AccessScope, region: &Region, moment: Moment) -> Result<Vec<ProgrammeCount>, Failure> {
    let kind = region.catalogue.enterprise();
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let programmes = super::assess::select(region, kind, &[], moment)?;
    let columns = population.statuses(scope, &programmes, moment.as_of);
    let counts = programmes.iter().zip(columns).map(|(programme, column)| {
        let mut count = ProgrammeCount {
            programme: programme.id.clone(),
            family: programme.family.clone(),
            name: programme.name.clone(),
            met: 0,
            unmet: 0,
            unknown: 0,
            not_applicable: 0,
        };
        for code in view.subjects().filter_map(|subject| column.get(subject)) {
            *count.of(status_of(*code)) += 1;
        }
        count
    });
    Ok(counts.collect())
}

impl ProgrammeCount {
    fn of(&mut self, status: crate::model::Status) -> &mut usize {
        use crate::model::Status;
        match status {
            Status::Met => &mut self.met,
            Status::Unmet => &mut self.unmet,
            Status::Unknown => &mut self.unknown,
            Status::NotApplicable => &mut self.not_applicable,
        }
    }
}

/// Every figure of the region itself in its latest year. Which place a figure is about, its definition and its source go
/// with it, since figures of different scope cannot be compared.
fn figures(
    scope: &AccessScope,
    region: &Region,
    settings: &Settings,
    moment: Moment,
) -> Result<Vec<Figure>, Failure> {
    let Ok((kind, _)) = region.catalogue.kind(PLACE) else { return Ok(Vec::new()) };
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let mut figures = Vec::new();
    for subject in view.subjects() {
        let code = kind.code.and_then(|id| view.text(subject, id));
        if settings.code.is_some() && code != settings.code.as_deref() {
            continue;
        }
        for (id, attribute) in kind.iter() {
            let AttributeType::Number(unit) = attribute.r#type else { continue };
            let years: Vec<Option<i16>> =
                if attribute.yearly { view.years(id).map(Some).collect() } else { vec![None] };
            let latest = years.into_iter().rev().find_map(|year| {
                let cell = view.cell(subject, id, year);
                match Lookup::from(&cell) {
                    Lookup::Known(datum, provenance) => Some((year, datum.clone(), provenance)),
                    _ => None,
                }
            });
            let Some((year, datum, provenance)) = latest else { continue };
            figures.push(Figure {
                place: view.name(subject).to_owned(),
                indicator: attribute.name.clone(),
                year,
                text: present::shown(&attribute.r#type, &datum),
                value: present::exact(&datum),
                unit: present::base_unit(unit).to_owned(),
                definition: attribute.description.clone(),
                source: provenance.and_then(|at| view.source(at.source)).map(source_ref),
            });
        }
    }
    Ok(figures)
}
