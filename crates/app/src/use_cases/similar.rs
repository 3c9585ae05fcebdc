use std::cmp::Reverse;

use vocabulary::{Datum, Lookup, Number};

use super::assess::{is_assessed, select};
use super::subjects::{district, industry};
use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::Failure;
use crate::model::{SimilarAnswer, SimilarSubject, Status};
use crate::population::status_of;
use crate::present;
use crate::region::{Region, notice};
use crate::scoped_view::ScopedView;

/// How many are told.
const MAX_SIMILAR: usize = 8;
/// By what size is measured.
const SIZE: &str = "营业收入";
/// Beyond this ratio of sizes two are not alike.
const MOST_APART: i128 = 3;

/// The subjects of the same division of GB/T 4754 whose revenue of last year is nearest by ratio, those of the same group before
/// others. A plain measure that anybody can check: no hidden weights.
///
/// # Errors
/// Where the subject is unknown or the lake cannot be read.
pub fn similar(
    scope: &AccessScope,
    region: &Region,
    kind: &str,
    id: &str,
    when: When,
) -> Result<SimilarAnswer, Failure> {
    let moment = region.moment(when);
    let (kind, _) = region.catalogue.kind(kind)?;
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let own = view.find(id)?;
    let year = moment.as_of.year() - 1;
    let answer =
        |measure: String, items| SimilarAnswer { measure, items, notice: notice(moment, view.all_sources()) };
    let table = &region.catalogue.industries;
    let size_of = |subject: usize| -> Option<Number> {
        let (id, _) = kind.attribute(SIZE)?;
        let cell = view.cell(subject, id, Some(year));
        match Lookup::from(&cell) {
            Lookup::Known(Datum::Number(size), _) if *size > Number::from_integer(0) => Some(*size),
            _ => None,
        }
    };
    let Some(industry_of) = view.industry_code(own).and_then(|code| table.find(code)) else {
        return Ok(answer("行业未知，不能找相近的".to_owned(), Vec::new()));
    };
    let Some(division) = industry_of.division else {
        return Ok(answer("行业只知到门类，太粗，不能找相近的".to_owned(), Vec::new()));
    };
    let Some(size) = size_of(own) else {
        return Ok(answer(format!("{year} 年{SIZE}未知，不能找相近的"), Vec::new()));
    };
    let mut found: Vec<(Reverse<bool>, Number, usize)> = view
        .subjects()
        .filter(|subject| *subject != own)
        .filter_map(|subject| {
            let other = table.find(view.industry_code(subject)?)?;
            if other.division != Some(division) {
                return None;
            }
            let (a, b) = (size_of(subject)?, size);
            let apart = if a > b { a / b } else { b / a };
            let same_group = industry_of.group.is_some() && other.group == industry_of.group;
            (apart <= Number::from_integer(MOST_APART)).then_some((Reverse(same_group), apart, subject))
        })
        .collect();
    found.sort();
    found.truncate(MAX_SIMILAR);
    let programmes = if is_assessed(region, kind) { select(region, kind, &[], moment)? } else { Vec::new() };
    let columns = view.statuses(&programmes, moment.as_of);
    let items = found.into_iter().map(|(_, _, subject)| SimilarSubject {
        id: view.id(subject).to_owned(),
        name: view.name(subject).to_owned(),
        example: view.is_example(subject),
        district: district(region, &view, subject, moment),
        industry: industry(region, &view, subject),
        size: size_of(subject).map(present::money).unwrap_or_default(),
        meets: programmes
            .iter()
            .zip(&columns)
            .filter(|(_, column)| column.get(subject).is_some_and(|code| status_of(*code) == Status::Met))
            .map(|(programme, _)| programme.name.clone())
            .collect(),
    });
    let measure = format!(
        "同一行业大类（GB/T 4754），{year} 年{SIZE}相差不超过 {MOST_APART} 倍；同一中类的在前，再按收入之比由近到远"
    );
    Ok(answer(measure, items.collect()))
}
