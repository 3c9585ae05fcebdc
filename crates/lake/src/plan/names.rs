//! The names that headings and requests may use.

use std::collections::HashMap;

use vocabulary::kind::{AttributeId, FieldId};
use vocabulary::{AttributeType, Kind};

use super::Target;
use crate::headings::fold;
use crate::layout::Layout;

/// Names that may stand in headings, folded.
pub(super) fn names(layout: &Layout<'_>) -> HashMap<String, Target> {
    let kind = layout.kind;
    let mut names = HashMap::new();
    let own_name = fold(&format!("{}名称", kind.name));
    if layout.list.is_some() {
        names.insert(fold(&kind.get(kind.title).name), Target::Name);
        names.insert(own_name, Target::Name);
        if let Some(code) = kind.code {
            names.insert(fold(&kind.get(code).name), Target::Code);
        }
        for (at, field) in (0u16..).zip(layout.fields()) {
            names.insert(fold(&field.name), Target::Field(FieldId(at)));
        }
    } else {
        names.insert(own_name, Target::Attribute(kind.title));
        for (id, attribute) in kind.iter() {
            names.insert(fold(&attribute.name), Target::Attribute(id));
        }
    }
    names
}

pub(super) fn list(found: &[String]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<&str> = found
        .iter()
        .map(|heading| heading.trim())
        .filter(|heading| !heading.is_empty())
        .take(SHOWN)
        .collect();
    let more = if found.len() > SHOWN { " …" } else { "" };
    if shown.is_empty() { "（没有表头）".to_owned() } else { format!("{}{more}", shown.join("、")) }
}

/// The list attribute of that name.
pub(crate) fn list_attribute(kind: &Kind, name: &str) -> Result<AttributeId, String> {
    let lists: Vec<&str> = kind
        .attributes
        .iter()
        .filter(|attribute| matches!(attribute.r#type, AttributeType::List(_)))
        .map(|attribute| attribute.name.as_str())
        .collect();
    match kind.attribute(name) {
        Some((id, attribute)) if matches!(attribute.r#type, AttributeType::List(_)) => Ok(id),
        _ if lists.is_empty() => Err(format!("{}没有列表属性，不能用 list", kind.name)),
        _ => Err(format!("{}没有列表属性“{name}”；可用的有：{}", kind.name, lists.join("、"))),
    }
}
