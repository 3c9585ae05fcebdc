//! What a column means, in words.

use vocabulary::{AttributeType, Dimension};

use crate::layout::{Key, Layout};
use crate::value::Shape;

pub(super) fn of(layout: &Layout<'_>, key: &Key, absent: bool) -> String {
    let text = match key {
        Key::Subject => return "编号，各表以它相连".to_owned(),
        Key::Incomplete(id) => {
            return format!("“{}”可能还有没列出的记录", layout.kind.get(*id).name);
        }
        Key::Attribute(id, year) => {
            let attribute = layout.kind.get(*id);
            let year = year.map(|year| format!("{year} 年")).unwrap_or_default();
            let mut text = format!("{year}{}", attribute.name);
            if !attribute.description.is_empty() && !absent {
                text.push_str(&format!("：{}", attribute.description));
            }
            with_words(text, &attribute.r#type, absent)
        }
        Key::Field(id) => match layout.fields().get(usize::from(id.0)) {
            Some(field) => with_words(field.name.clone(), &field.r#type, absent),
            None => String::new(),
        },
        _ => String::new(),
    };
    if absent { format!("{text}：确知没有") } else { text }
}

fn with_words(text: String, r#type: &AttributeType, absent: bool) -> String {
    match r#type {
        _ if absent => text,
        AttributeType::Enumeration(words) => format!("{text}（{}）", words.join("、")),
        AttributeType::Number(unit) if unit.dimension == Dimension::MONEY => {
            format!("{text}（除以 100 为元）")
        }
        AttributeType::Number(_) if Shape::of(r#type) == Shape::Ratio => {
            format!("{text}（比例：0.05 为 5%）")
        }
        _ => text,
    }
}
