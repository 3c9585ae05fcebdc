//! One figure for every district: published for it, computed from its subjects, or how many of them meet a programme.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::{Date, date};
use num_traits::{CheckedAdd, Zero};
use vocabulary::fact::SourceIndex;
use vocabulary::kind::AttributeId;
use vocabulary::{Attribute, AttributeType, Datum, Kind, Lookup, Number, Unit};

use super::areas::{Area, areas};
use super::{PLACE, Since, is_added, measures};
use crate::access::AccessScope;
use crate::clock::{Moment, When};
use crate::failure::{Code, Failure};
use crate::model::{CodeName, MapArea, MapFigures, MapMeasure, Status};
use crate::population::code_of;
use crate::present;
use crate::region::{Region, notice};
use crate::scoped_view::{ScopedView, source_ref};

/// Which figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MapFigureQuery {
    /// Kind of the subjects; with `attribute` and `year`.
    pub kind: Option<String>,
    /// A yearly number.
    pub attribute: Option<String>,
    /// Calendar year.
    pub year: Option<i16>,
    /// The first that the attribute allows where not given.
    pub measure: Option<MapMeasure>,
    /// A programme instead of an attribute: how many enterprises meet it on the day.
    pub programme: Option<String>,
    /// Clocks.
    pub when: When,
}

/// What is known under one code.
#[derive(Default)]
struct Found {
    numbers: Vec<Number>,
    known: usize,
    unknown: usize,
    examples: usize,
}

/// What the figures of all codes have in common.
struct Figure {
    title: String,
    year: Option<i16>,
    unit: Option<Unit>,
    definition: String,
    measure: MapMeasure,
    /// Whether the figure was published for the district of its day, not computed from subjects of today.
    published: bool,
    notes: Vec<String>,
    by_code: BTreeMap<Option<String>, Found>,
    sources: BTreeSet<SourceIndex>,
}

/// One figure for every area of the region.
///
/// # Errors
/// Where kind, attribute or programme is unknown, or the attribute is no yearly number.
pub fn map_figures(
    scope: &AccessScope,
    region: &Region,
    query: &MapFigureQuery,
) -> Result<MapFigures, Failure> {
    let moment = region.moment(query.when);
    let kind = match (&query.programme, query.kind.as_deref()) {
        (Some(_), _) => region.catalogue.enterprise(),
        (None, Some(kind)) => region.catalogue.kind(kind)?.0,
        (None, None) => return Err(needs("kind", "请写 kind、attribute 和 year，或写 programme")),
    };
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let figure = match &query.programme {
        Some(programme) => met(region, &view, programme, moment)?,
        None => of_attribute(&view, kind, query)?,
    };
    let day = figure.year.filter(|_| figure.published).map_or(moment.as_of, |year| date(year, 12, 31));
    let city = region.settings()?.code;
    let regions = &region.catalogue.regions;
    let grouped = city.as_deref().map(|city| areas(regions, city, day, moment.as_of)).unwrap_or_default();
    let mut by_code = figure.by_code;
    let shared = (figure.unit, figure.measure);
    let found: Vec<MapArea> = grouped
        .iter()
        .map(|area| {
            let parts: Vec<Found> = area
                .then
                .iter()
                .map(|own| by_code.remove(&Some(own.code.clone())).unwrap_or_default())
                .collect();
            told(area, parts, shared)
        })
        .collect();
    let elsewhere = by_code
        .into_iter()
        .filter(|(_, found)| found.known > 0 || found.unknown > 0)
        .map(|(code, own)| outside(region, code, own, shared, day))
        .collect();
    Ok(MapFigures {
        title: figure.title,
        year: figure.year,
        unit: figure.unit.map_or("", present::base_unit).to_owned(),
        definition: figure.definition,
        notes: figure.notes,
        areas: found,
        elsewhere,
        sources: figure.sources.iter().filter_map(|at| view.source(*at)).map(source_ref).collect(),
        notice: notice(moment, view.all_sources()),
    })
}

fn needs(what: &str, hint: &str) -> Failure {
    Failure::new(Code::InvalidArgument, format!("缺少参数 {what}"), hint).at(what)
}

/// A yearly number of the subjects of a kind.
fn of_attribute(view: &ScopedView<'_>, kind: &Arc<Kind>, query: &MapFigureQuery) -> Result<Figure, Failure> {
    let name = query.attribute.as_deref().ok_or_else(|| needs("attribute", "请写属性名，如 研发费用"))?;
    let year = query.year.ok_or_else(|| needs("year", "请写公历年份，如 2024"))?;
    let (id, attribute, unit) = numeric(kind, name)?;
    if !view.may_read(attribute) {
        let message = format!("您无权查看“{name}”");
        return Err(Failure::new(Code::WithheldAttribute, message, "请改用公开的属性").at("attribute"));
    }
    let allowed = measures(kind, unit);
    let measure = query.measure.unwrap_or(allowed[0]);
    if !allowed.contains(&measure) {
        let message = format!("“{name}”不能这样汇总：比例、年龄、名次之类的数相加没有意义");
        return Err(Failure::new(Code::InvalidArgument, message, "请改用 median（中位数）").at("measure"));
    }
    let published = kind.id == PLACE;
    let since = Since::new(kind);
    let mut by_code: BTreeMap<Option<String>, Found> = BTreeMap::new();
    let mut sources = BTreeSet::new();
    for subject in view.subjects() {
        let code = if published {
            kind.code.and_then(|id| view.text(subject, id))
        } else {
            view.district_code(subject)
        };
        let cell = view.cell(subject, id, Some(year));
        let lookup = Lookup::from(&cell);
        // Who did not exist yet has no figure that could be unknown; of places only those are told that have one.
        let unborn = since.of(view, subject).is_some_and(|since| since > year);
        if matches!(lookup, Lookup::Unknown) && (published || unborn) {
            continue;
        }
        let found = by_code.entry(code.map(str::to_owned)).or_default();
        found.examples += usize::from(view.is_example(subject));
        match lookup {
            Lookup::Unknown => found.unknown += 1,
            Lookup::Absent(_) => found.known += 1,
            Lookup::Known(datum, provenance) => {
                sources.extend(provenance.map(|at| at.source));
                match datum {
                    Datum::Number(number) => {
                        found.known += 1;
                        found.numbers.push(*number);
                    }
                    _ => found.unknown += 1,
                }
            }
        }
    }
    let (word, notes) = match measure {
        MapMeasure::Stated => (
            "",
            vec!["各区县公布的数；区划调整前的数按当时的区县列出，画在今天覆盖同一范围的区县上".to_owned()],
        ),
        MapMeasure::Sum => ("合计", vec![format!("{}按现在所在的区县合计；有未知的，合计是下限", kind.name)]),
        MapMeasure::Median => ("中位数", vec![format!("{}按现在所在的区县取中位数，只计已知的", kind.name)]),
    };
    Ok(Figure {
        title: format!("{name}{word}"),
        year: Some(year),
        unit: Some(unit),
        definition: attribute.description.clone(),
        measure,
        published,
        notes,
        by_code,
        sources,
    })
}

fn numeric<'k>(kind: &'k Kind, name: &str) -> Result<(AttributeId, &'k Attribute, Unit), Failure> {
    let found = kind.attribute(name);
    if let Some((id, attribute)) = found
        && let AttributeType::Number(unit) = attribute.r#type
        && attribute.yearly
    {
        return Ok((id, attribute, unit));
    }
    let message = match found {
        None => format!("{}没有属性“{name}”", kind.name),
        Some(_) => format!("“{name}”不是按年的数，不能在图上比较"),
    };
    Err(Failure::new(Code::InvalidArgument, message, "可用的指标见 /api/v1/map 的 indicators")
        .at("attribute"))
}

/// How many enterprises meet a programme. What is undecided is not counted and told as unknown.
fn met(region: &Region, view: &ScopedView<'_>, programme: &str, moment: Moment) -> Result<Figure, Failure> {
    let programme = crate::use_cases::assess::select_one(region, programme, moment)?;
    let statuses = view.statuses(&[programme], moment.as_of).pop().unwrap_or_default();
    let mut by_code: BTreeMap<Option<String>, Found> = BTreeMap::new();
    for subject in view.subjects() {
        let found = by_code.entry(view.district_code(subject).map(str::to_owned)).or_default();
        found.examples += usize::from(view.is_example(subject));
        match statuses.get(subject) {
            Some(code) if *code == code_of(Status::Met) => {
                found.known += 1;
                found.numbers.push(Number::from_integer(1));
            }
            Some(code) if *code == code_of(Status::Unknown) => found.unknown += 1,
            _ => found.known += 1,
        }
    }
    Ok(Figure {
        title: format!("符合“{}”的企业", programme.name),
        year: None,
        unit: Unit::find("家"),
        definition: format!("按 {} 施行的规定预评估", moment.as_of),
        measure: MapMeasure::Sum,
        published: false,
        notes: vec!["只计已能判断为符合的；待定的还缺事实，不等于不符合".to_owned()],
        by_code,
        sources: BTreeSet::new(),
    })
}

fn told(area: &Area<'_>, parts: Vec<Found>, (unit, measure): (Option<Unit>, MapMeasure)) -> MapArea {
    let names: Vec<&str> = area.then.iter().map(|own| own.name.as_str()).collect();
    let silent = parts.iter().filter(|own| own.known == 0).count();
    let known = parts.iter().filter(|own| own.known > 0).count();
    let mut all = Found::default();
    for own in parts {
        all.numbers.extend(own.numbers);
        all.known += own.known;
        all.unknown += own.unknown;
        all.examples += own.examples;
    }
    let value = match measure {
        // Half of an area's figure is no figure of the area.
        MapMeasure::Stated if area.then.len() > 1 => {
            (silent == 0 && unit.is_some_and(is_added)).then(|| sum(&all.numbers)).flatten()
        }
        MapMeasure::Stated => all.numbers.first().copied(),
        measure => reduced(&all, measure),
    };
    let (known, unknown) =
        if measure == MapMeasure::Stated { (known, silent) } else { (all.known, all.unknown) };
    MapArea {
        name: names.join("、"),
        codes: area.now.iter().map(|own| own.code.clone()).collect(),
        then: area
            .then
            .iter()
            .map(|own| CodeName { code: own.code.clone(), name: own.name.clone() })
            .collect(),
        changed: area.changed(),
        value: value.map(present::decimal),
        text: value.zip(unit).map(|(value, unit)| present::quantity(value, unit)),
        known,
        unknown,
        examples: all.examples,
    }
}

#[expect(clippy::needless_pass_by_value, reason = "found once, told once")]
fn outside(
    region: &Region,
    code: Option<String>,
    own: Found,
    (unit, measure): (Option<Unit>, MapMeasure),
    day: Date,
) -> MapArea {
    let value =
        if measure == MapMeasure::Stated { own.numbers.first().copied() } else { reduced(&own, measure) };
    let named = code.as_deref().and_then(|code| region.catalogue.regions.at(code, day));
    let name = match (&code, named) {
        (_, Some(place)) => place.name.clone(),
        (Some(code), None) => format!("{code}（该年不是本区域的区县代码）"),
        (None, None) => "区县未知".to_owned(),
    };
    MapArea {
        name,
        codes: Vec::new(),
        then: code.map(|code| CodeName { name: code.clone(), code }).into_iter().collect(),
        changed: false,
        value: value.map(present::decimal),
        text: value.zip(unit).map(|(value, unit)| present::quantity(value, unit)),
        known: own.known,
        unknown: own.unknown,
        examples: own.examples,
    }
}

/// Nothing known is no zero.
fn reduced(own: &Found, measure: MapMeasure) -> Option<Number> {
    if own.known == 0 {
        return None;
    }
    if measure == MapMeasure::Median { median(&own.numbers) } else { sum(&own.numbers) }
}

fn sum(numbers: &[Number]) -> Option<Number> {
    numbers.iter().try_fold(Number::zero(), |total, number| total.checked_add(number))
}

fn median(numbers: &[Number]) -> Option<Number> {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *sorted.get(sorted.len() / 2 - 1)?;
    lower.checked_add(&upper).map(|both| both / Number::from_integer(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_of_nothing_is_unknown_and_of_two_lies_between() {
        let numbers = |list: &[i128]| list.iter().map(|n| Number::from_integer(*n)).collect::<Vec<_>>();
        assert_eq!(median(&[]), None);
        assert_eq!(median(&numbers(&[9, 1, 5])), Some(Number::from_integer(5)));
        assert_eq!(median(&numbers(&[4, 1])), Some(Number::new(5, 2)));
        assert_eq!(sum(&[]), Some(Number::zero()), "everybody known to have none is zero");
        assert_eq!(reduced(&Found::default(), MapMeasure::Sum), None, "nobody known is no zero");
    }
}
