use num_traits::Zero;
use vocabulary::fact::Stated;
use vocabulary::number::format_decimal;
use vocabulary::{AttributeType, Datum, Number};

use super::assess::reference;
use super::kinds::unit;
use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::{Code, Failure};
use crate::model::{CandidateInfo, Explanation};
use crate::present;
use crate::region::{Region, notice};
use crate::scoped_view::{ScopedView, source_ref};

/// Decimals of how far two values are apart.
const APART_DIGITS: u32 = 4;

/// Everything that any source says of one attribute of a subject: each value with its row, which one stands, and why.
///
/// # Errors
/// Where kind, subject or attribute is unknown, the attribute is computed or withheld, or the lake cannot be read.
pub fn explain(
    scope: &AccessScope,
    region: &Region,
    kind: &str,
    id: &str,
    attribute: &str,
    when: When,
) -> Result<Explanation, Failure> {
    let moment = region.moment(when);
    let (kind, _) = region.catalogue.kind(kind)?;
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let subject = view.find(id)?;
    let Some((attribute_id, attribute)) = kind.attribute(attribute) else {
        let near = kind.nearest(attribute).map_or_else(String::new, |near| format!("；是不是“{near}”"));
        let message = format!("{}没有属性“{attribute}”{near}", kind.name);
        return Err(Failure::new(Code::InvalidArgument, message, "请核对属性名").at("attribute"));
    };
    if !view.may_read(attribute) {
        let message = format!("“{}”的数据不对当前读者开放", attribute.name);
        return Err(Failure::new(Code::WithheldAttribute, message, "请向主管部门申请授权").at("attribute"));
    }
    if let Some(formula) = &attribute.derived {
        let message = format!("“{}”由公式算出：{formula}", attribute.name);
        return Err(Failure::new(Code::InvalidArgument, message, "请改查公式里的属性").at("attribute"));
    }
    let rulings = region.rulings(kind, moment)?;
    let clocks = lake::Clocks { as_of: moment.as_of, known_at: moment.known_at };
    let found = region.lake().explain(kind, clocks, &rulings, view.id(subject), attribute_id)?;
    let fields = match &attribute.r#type {
        AttributeType::List(fields) => fields.as_slice(),
        _ => &[],
    };
    let notice = notice(moment, found.iter().map(|candidate| &candidate.source));
    let told = found.iter().map(|candidate| {
        let standing = found.iter().find(|other| other.stands && other.year == candidate.year);
        let record = candidate.record.iter().zip(fields);
        CandidateInfo {
            year: candidate.year,
            value: candidate.stated.as_ref().and_then(exact),
            text: candidate.stated.as_ref().and_then(|stated| shown(&attribute.r#type, stated)),
            record: record.map(|(stated, field)| shown(&field.r#type, stated)).collect(),
            source: source_ref(&candidate.source),
            sheet: candidate.sheet.clone(),
            row: candidate.row,
            stands: candidate.stands,
            why: candidate.why.clone(),
            apart: standing.filter(|_| !candidate.stands).and_then(|standing| {
                apart(candidate.stated.as_ref()?, standing.stated.as_ref()?).map(decimal)
            }),
        }
    });
    Ok(Explanation {
        subject: reference(&view, subject),
        attribute: attribute.name.clone(),
        unit: unit(&attribute.r#type),
        fields: fields.iter().map(|field| field.name.clone()).collect(),
        candidates: told.collect(),
        notice,
    })
}

fn exact(stated: &Stated) -> Option<String> {
    match stated {
        Stated::Unknown => None,
        Stated::Absent => Some("无".to_owned()),
        Stated::Known(datum) => Some(present::exact(datum)),
    }
}

pub(super) fn shown(r#type: &AttributeType, stated: &Stated) -> Option<String> {
    match stated {
        Stated::Known(datum) => Some(present::shown(r#type, datum)),
        other => exact(other),
    }
}

/// A share of how far two values are apart, as told.
pub(super) fn decimal(share: Number) -> String {
    format_decimal(share, APART_DIGITS)
}

/// |value − standing| ÷ |standing|, of numbers.
pub(super) fn apart(own: &Stated, standing: &Stated) -> Option<Number> {
    match (own, standing) {
        (Stated::Known(Datum::Number(own)), Stated::Known(Datum::Number(other))) if !other.is_zero() => {
            let share = (*own - *other) / *other;
            Some(if *share.numer() < 0 { -share } else { share })
        }
        _ => None,
    }
}
