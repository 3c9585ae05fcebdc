//! `programme fmt`: a whole file in one spelling. Keys stand in the order of docs/programmes.md, a blank line between sections,
//! short records as `{…}`, expressions formatted, quotes only where YAML needs them. Comments are kept, each with what it stands
//! beside. The result is read again and compared: what would change the document or lose a comment is refused, never written.

mod comments;
mod scalar;
mod tree;
mod write;

use vocabulary::yaml::{self, Node, Value};

use crate::shape::{KIND_FILE, PROGRAMME_FILE, Shape};

/// Largest file that is formatted, in bytes.
pub const MAX_FORMAT_BYTES: usize = 1024 * 1024;

/// Formats a programme file. A fixed point of itself; says the same document as `text`.
///
/// # Errors
/// What keeps it from being formatted, in words; `text` then stays as it is.
pub fn format_document(text: &str) -> Result<String, String> {
    format_file(text, &PROGRAMME_FILE)
}

/// Formats a kind file; otherwise as [`format_document`].
///
/// # Errors
/// As [`format_document`].
pub fn format_kind(text: &str) -> Result<String, String> {
    format_file(text, &KIND_FILE)
}

fn format_file(text: &str, shape: &'static Shape) -> Result<String, String> {
    let Shape::Record(record) = *shape else { return Err("一个文件应是“键: 值”".to_owned()) };
    if text.len() > MAX_FORMAT_BYTES {
        return Err(format!("文件超过 {} KB，不作格式化", MAX_FORMAT_BYTES >> 10));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let before = yaml::parse(&text).map_err(|error| error.to_string())?;
    if !matches!(before.value, Value::Mapping(_)) {
        return Err(format!("{}应是“键: 值”", record.what));
    }
    let tree = tree::read(&text)?;
    let out = write::write(&tree, record);
    // What is written has to say the same.
    let after = yaml::parse(&out).map_err(|error| format!("格式化后不能读回（{error}），文件没有改动"))?;
    if let Some(place) = differs(&before, &after, Some(shape)) {
        return Err(format!("格式化会改变第 {place} 行的含义，文件没有改动"));
    }
    let again = tree::read(&out)?;
    if comments::texts(&tree) != comments::texts(&again) {
        return Err("有注释放不回原处，文件没有改动".to_owned());
    }
    if write::write(&again, record) != out {
        return Err("注释的位置不确定，文件没有改动".to_owned());
    }
    Ok(out)
}

/// Line of the first value that two documents do not share, expressions being one in any spelling; keys in any order.
fn differs(before: &Node, after: &Node, shape: Option<&'static Shape>) -> Option<usize> {
    let here = Some(before.at.line);
    match (&before.value, &after.value) {
        (Value::Scalar { text, .. }, Value::Scalar { text: now, .. }) => {
            let null = before.is_null() && after.is_null();
            let same = before.is_null() == after.is_null() && scalar::expression(text, shape) == *now;
            if null || same { None } else { here }
        }
        (Value::Sequence(items), Value::Sequence(now)) if items.len() == now.len() => {
            items.iter().zip(now).find_map(|(item, now)| differs(item, now, write::inner(shape)))
        }
        (Value::Mapping(entries), Value::Mapping(now)) if entries.len() == now.len() => entries
            .iter()
            .find_map(|(key, node)| match now.iter().find(|(other, _)| other.text == key.text) {
                Some((_, now)) => differs(node, now, write::below(shape, &key.text)),
                None => Some(key.at.line),
            }),
        _ => here,
    }
}
