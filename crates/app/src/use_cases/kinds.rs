use vocabulary::kind::{Changeable, Field};
use vocabulary::{Attribute, AttributeType, Kind};

use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::Failure;
use crate::model::{AttributeInfo, FieldInfo, GroupInfo, KindDetail, KindList, KindSummary, ValueType};
use crate::region::{Region, notice};

/// Every kind of subject. What attributes there are is public; their values may not be.
///
/// # Errors
/// None yet: content is read when the region is opened.
pub fn kinds(_scope: &AccessScope, region: &Region) -> Result<KindList, Failure> {
    let items = region.catalogue.kinds().map(|kind| summary(kind)).collect();
    Ok(KindList { items, notice: notice(region.moment(When::default()), std::iter::empty()) })
}

/// One kind with its attributes.
///
/// # Errors
/// Where there is none of that id.
pub fn kind(_scope: &AccessScope, region: &Region, id: &str) -> Result<KindDetail, Failure> {
    let (kind, file) = region.catalogue.kind(id)?;
    let mut groups: Vec<GroupInfo> = Vec::new();
    for attribute in &kind.attributes {
        let info = attribute_info(attribute);
        match groups.iter_mut().find(|group| group.name == attribute.group) {
            Some(group) => group.attributes.push(info),
            None => groups.push(GroupInfo { name: attribute.group.clone(), attributes: vec![info] }),
        }
    }
    Ok(KindDetail {
        id: kind.id.clone(),
        name: kind.name.clone(),
        title: kind.get(kind.title).name.clone(),
        code: kind.code.map(|code| kind.get(code).name.clone()),
        groups,
        file: file.to_owned(),
        notice: notice(region.moment(When::default()), std::iter::empty()),
    })
}

pub(super) fn summary(kind: &Kind) -> KindSummary {
    KindSummary { id: kind.id.clone(), name: kind.name.clone(), attributes: kind.attributes.len() }
}

fn attribute_info(attribute: &Attribute) -> AttributeInfo {
    AttributeInfo {
        name: attribute.name.clone(),
        r#type: value_type(&attribute.r#type),
        unit: unit(&attribute.r#type),
        yearly: attribute.yearly,
        values: words(&attribute.r#type),
        fields: match &attribute.r#type {
            AttributeType::List(fields) => fields.iter().map(field_info).collect(),
            _ => Vec::new(),
        },
        sensitivity: attribute.sensitivity.word().to_owned(),
        refers: attribute.refers.clone(),
        changeable: match attribute.changeable {
            Changeable::No => "no",
            Changeable::Up => "up",
            Changeable::Down => "down",
            Changeable::Either => "either",
        }
        .to_owned(),
        derived: attribute.derived.clone(),
        description: attribute.description.clone(),
        sources: attribute.sources.clone(),
    }
}

fn field_info(field: &Field) -> FieldInfo {
    FieldInfo {
        name: field.name.clone(),
        r#type: value_type(&field.r#type),
        unit: unit(&field.r#type),
        values: words(&field.r#type),
    }
}

pub(super) fn value_type(r#type: &AttributeType) -> ValueType {
    match r#type {
        AttributeType::Boolean => ValueType::Boolean,
        AttributeType::Number(_) => ValueType::Number,
        AttributeType::Text => ValueType::Text,
        AttributeType::Enumeration(_) => ValueType::Enumeration,
        AttributeType::Date => ValueType::Date,
        AttributeType::List(_) => ValueType::List,
    }
}

pub(super) fn unit(r#type: &AttributeType) -> Option<String> {
    match r#type {
        AttributeType::Number(unit) => Some(unit.symbol.to_owned()),
        _ => None,
    }
}

fn words(r#type: &AttributeType) -> Vec<String> {
    match r#type {
        AttributeType::Enumeration(words) => words.clone(),
        _ => Vec::new(),
    }
}
