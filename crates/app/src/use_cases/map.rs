//! The map of the region: which layers there are, where subjects stand, and figures to shade districts by.

mod areas;
mod figures;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use figures::{MapFigureQuery, map_figures};
use vocabulary::fact::Stated;
use vocabulary::kind::AttributeId;
use vocabulary::{AttributeType, Datum, Kind, Lookup, Unit};

use crate::access::AccessScope;
use crate::clock::{Moment, When};
use crate::failure::{Code, Failure};
use crate::limits::MAX_MAP_SUBJECTS;
use crate::model::{
    CodeName, MapIndicator, MapInfo, MapLayer, MapMeasure, MapPlace, MapPrecision, MapSubjects, MapTiles,
};
use crate::region::{Region, notice};
use crate::scoped_view::ScopedView;

/// The kind whose subjects are places with figures.
const PLACE: &str = "region";
/// Attribute that holds the code of a subject's district.
const DISTRICT: &str = "行政区划";
const LONGITUDE: &str = "经度";
const LATITUDE: &str = "纬度";
const PRECISION: &str = "位置精度";
/// Calendar year from which a subject exists, in kinds that know no date of birth.
const SINCE: [&str; 2] = ["起始年份", "成立年份"];
/// Units of numbers of which a sum would mean nothing.
const NOT_ADDED: [&str; 7] = ["%", "‰", "岁", "位", "级", "分", "度"];

/// What the map can show.
///
/// # Errors
/// Where the lake or the region's settings cannot be read.
pub fn map(scope: &AccessScope, region: &Region, when: When) -> Result<MapInfo, Failure> {
    let moment = region.moment(when);
    let settings = region.settings()?;
    let (mut layers, mut indicators) = (Vec::new(), Vec::new());
    for kind in region.catalogue.kinds() {
        let placed = kind.attribute(DISTRICT).is_some();
        if !placed && kind.id != PLACE {
            continue;
        }
        let population = region.population(kind, moment)?;
        let view = ScopedView::new(scope, &population);
        indicators.extend(indicators_of(&view, kind));
        let subjects = view.subjects().count();
        if placed && subjects > 0 {
            layers.push(MapLayer {
                kind: kind.id.clone(),
                name: kind.name.clone(),
                subjects,
                examples: view.subjects().filter(|subject| view.is_example(*subject)).count(),
            });
        }
    }
    let regions = &region.catalogue.regions;
    let districts = settings.code.iter().flat_map(|code| regions.children(code, moment.as_of));
    Ok(MapInfo {
        layers,
        districts: districts
            .map(|place| CodeName { code: place.code.clone(), name: place.name.clone() })
            .collect(),
        indicators,
        tiles: settings.tiles.map(|tiles| MapTiles { url: tiles.url, attribution: tiles.attribution }),
        notice: notice(moment, region.known_sources(moment)?.iter()),
    })
}

/// The one foreign origin that pages may ask, where the region's settings name a base map; settings that cannot be read name none.
pub fn tile_origin(region: &Region) -> Option<String> {
    region.settings().ok()?.tiles?.origin()
}

/// Yearly numbers of which anything is known; of places, those that are known of more than the city as a whole.
fn indicators_of(view: &ScopedView<'_>, kind: &Kind) -> Vec<MapIndicator> {
    let numbers = kind.iter().filter_map(|(id, attribute)| match attribute.r#type {
        AttributeType::Number(unit) if attribute.yearly && view.may_read(attribute) => {
            Some((id, attribute, unit))
        }
        _ => None,
    });
    numbers
        .filter_map(|(id, attribute, unit)| {
            let known = |year: &i16| {
                kind.id != PLACE
                    || view.subjects().any(|subject| {
                        is_district(view, kind, subject)
                            && matches!(Lookup::from(&view.cell(subject, id, Some(*year))), Lookup::Known(..))
                    })
            };
            let years: Vec<i16> = view.years(id).filter(known).collect();
            (!years.is_empty()).then(|| MapIndicator {
                kind: kind.id.clone(),
                kind_name: kind.name.clone(),
                attribute: attribute.name.clone(),
                definition: attribute.description.clone(),
                years,
                measures: measures(kind, unit),
            })
        })
        .collect()
}

fn is_district(view: &ScopedView<'_>, kind: &Kind, subject: usize) -> bool {
    let code = kind.code.and_then(|id| view.text(subject, id));
    code.is_some_and(|code| !code.ends_with("00"))
}

fn measures(kind: &Kind, unit: Unit) -> Vec<MapMeasure> {
    match (kind.id == PLACE, is_added(unit)) {
        (true, _) => vec![MapMeasure::Stated],
        (false, true) => vec![MapMeasure::Sum, MapMeasure::Median],
        (false, false) => vec![MapMeasure::Median],
    }
}

fn is_added(unit: Unit) -> bool {
    !NOT_ADDED.contains(&unit.symbol)
}

/// Where the subjects of a kind stand, as exactly as is known and never more.
///
/// # Errors
/// Where the kind is unknown or has no place, or there are more than a page can draw.
pub fn map_subjects(
    scope: &AccessScope,
    region: &Region,
    kind: &str,
    district: Option<&str>,
    when: When,
) -> Result<MapSubjects, Failure> {
    let moment = region.moment(when);
    let (kind, _) = region.catalogue.kind(kind)?;
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let subjects: Vec<usize> = view
        .subjects()
        .filter(|subject| district.is_none_or(|code| view.district_code(*subject) == Some(code)))
        .collect();
    if subjects.len() > MAX_MAP_SUBJECTS {
        let message = format!("{}有 {} 个，一张图最多画 {MAX_MAP_SUBJECTS} 个", kind.name, subjects.len());
        return Err(Failure::new(Code::LimitExceeded, message, "请用 district 只取一个区县").at("district"));
    }
    let place_of = Places::new(region, &view, &subjects, moment);
    let spot = Spot::new(kind);
    let since = Since::new(kind);
    let class = class_of(kind);
    let words = class.map(|(_, words)| words).unwrap_or_default();
    let mut out = MapSubjects {
        kind: kind.id.clone(),
        name: kind.name.clone(),
        class_attribute: class.map(|(id, _)| kind.get(id).name.clone()),
        class_words: words.to_vec(),
        place_list: place_of.list,
        ids: Vec::with_capacity(subjects.len()),
        names: Vec::with_capacity(subjects.len()),
        examples: Vec::with_capacity(subjects.len()),
        places: Vec::with_capacity(subjects.len()),
        classes: Vec::with_capacity(subjects.len()),
        since: Vec::with_capacity(subjects.len()),
        longitudes: Vec::with_capacity(subjects.len()),
        latitudes: Vec::with_capacity(subjects.len()),
        precisions: Vec::with_capacity(subjects.len()),
        notice: notice(moment, view.all_sources()),
    };
    let unknown = out.place_list.len() - 1;
    for subject in subjects {
        let code = view.district_code(subject);
        let (precision, at) = spot.of(&view, subject, code);
        out.ids.push(view.id(subject).to_owned());
        out.names.push(view.name(subject).to_owned());
        out.examples.push(view.is_example(subject));
        out.places.push(code.and_then(|code| place_of.index.get(code)).copied().unwrap_or(unknown));
        let word = class.and_then(|(id, _)| view.text(subject, id));
        out.classes.push(word.and_then(|word| words.iter().position(|own| own == word)));
        out.since.push(since.of(&view, subject));
        out.longitudes.push(at.map(|(longitude, _)| longitude));
        out.latitudes.push(at.map(|(_, latitude)| latitude));
        out.precisions.push(precision);
    }
    Ok(out)
}

/// The codes that occur, with their names of the day.
struct Places<'v> {
    list: Vec<MapPlace>,
    index: BTreeMap<&'v str, usize>,
}

impl<'v> Places<'v> {
    fn new(region: &Region, view: &ScopedView<'v>, subjects: &[usize], moment: Moment) -> Self {
        let mut index: BTreeMap<&str, usize> = subjects
            .iter()
            .filter_map(|subject| view.district_code(*subject))
            .map(|code| (code, 0))
            .collect();
        let mut list: Vec<MapPlace> = Vec::with_capacity(index.len() + 1);
        for (code, at) in &mut index {
            *at = list.len();
            let named = region.catalogue.regions.at(code, moment.as_of);
            let name = named.map_or_else(|| (*code).to_owned(), |place| place.name.clone());
            list.push(MapPlace { code: Some((*code).to_owned()), name });
        }
        list.push(MapPlace { code: None, name: "区县未知".to_owned() });
        Self { list, index }
    }
}

/// The first enumeration that the list of a kind shows: 层级 of a platform, 机构类型 of an institution.
fn class_of(kind: &Arc<Kind>) -> Option<(AttributeId, &[String])> {
    kind.columns.iter().find_map(|id| match &kind.get(*id).r#type {
        AttributeType::Enumeration(words) => Some((*id, words.as_slice())),
        _ => None,
    })
}

/// The attributes that say where a subject stands.
struct Spot {
    coordinates: Option<(AttributeId, AttributeId)>,
    precision: Option<AttributeId>,
}

impl Spot {
    fn new(kind: &Kind) -> Self {
        let id = |name: &str| kind.attribute(name).map(|(id, _)| id);
        Self { coordinates: id(LONGITUDE).zip(id(LATITUDE)), precision: id(PRECISION) }
    }

    /// Coordinates count only where nobody says that they are merely a district's or a city's.
    fn of(
        &self,
        view: &ScopedView<'_>,
        subject: usize,
        code: Option<&str>,
    ) -> (MapPrecision, Option<(f64, f64)>) {
        let stated = self.precision.and_then(|id| view.text(subject, id));
        let finest = match stated {
            Some("点位") => MapPrecision::Point,
            Some("街道") => MapPrecision::Street,
            Some(_) => return (coarse(code), None),
            None => MapPrecision::Unstated,
        };
        let number = |id| match view.cell(subject, id, None).stated {
            Stated::Known(Datum::Number(number)) => Some(vocabulary::number::to_f64(number)),
            _ => None,
        };
        let at = self.coordinates.and_then(|(longitude, latitude)| number(longitude).zip(number(latitude)));
        match at.filter(|(longitude, latitude)| longitude.abs() <= 180.0 && latitude.abs() <= 90.0) {
            Some(at) => (finest, Some(at)),
            None => (coarse(code), None),
        }
    }
}

fn coarse(code: Option<&str>) -> MapPrecision {
    match code {
        None => MapPrecision::Unknown,
        Some(code) if code.ends_with("00") => MapPrecision::City,
        Some(_) => MapPrecision::District,
    }
}

/// The attribute that says since when a subject exists.
struct Since {
    id: Option<AttributeId>,
}

impl Since {
    fn new(kind: &Kind) -> Self {
        let year = || SINCE.iter().find_map(|name| kind.attribute(name)).map(|(id, _)| id);
        Self { id: kind.born.or_else(year) }
    }

    fn of(&self, view: &ScopedView<'_>, subject: usize) -> Option<i16> {
        match view.cell(subject, self.id?, None).stated {
            Stated::Known(Datum::Date(date)) => Some(date.year()),
            Stated::Known(Datum::Number(year)) if year.is_integer() => i16::try_from(year.to_integer()).ok(),
            _ => None,
        }
    }
}
