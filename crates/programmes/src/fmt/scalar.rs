//! Scalars: quotes only where YAML needs them, expressions in their one spelling.

use saphyr_parser::ScalarStyle;
use vocabulary::number::parse_decimal;

use super::tree::Written;
use crate::shape::Shape;

/// A value on one line. `inside`: within `{…}` or `[…]`, where commas and brackets mean something.
pub(super) fn value(written: &Written, shape: Option<&'static Shape>, inside: bool) -> String {
    let text = expression(&written.text, shape);
    let formatted = Written { text, style: written.style };
    if inside && formatted.text.is_empty() && written.style == ScalarStyle::Plain {
        return "null".to_owned();
    }
    // Facts are somebody's evidence: their quotes stay.
    if matches!(shape, Some(Shape::Facts)) && written.style != ScalarStyle::Plain {
        return quoted(&formatted.text);
    }
    plain_or_quoted(&formatted, inside)
}

/// The text of a scalar, formatted where it is an expression. Text that is none is left alone: the check says what is wrong.
pub(super) fn expression(text: &str, shape: Option<&'static Shape>) -> String {
    let formatted = match shape {
        Some(Shape::Formula) => language::format(text),
        Some(Shape::RowTest) if text.trim() == "-" => return "-".to_owned(),
        // With `on` it is a test of that, without it a whole expression; what can only be the former starts with a sign.
        Some(Shape::RowTest) if text.trim_start().starts_with(['<', '>', '=', '!', '[', '(']) => {
            language::format_test_of(text).or_else(|_| language::format(text))
        }
        Some(Shape::RowTest) => language::format(text).or_else(|_| language::format_test_of(text)),
        Some(Shape::RowValue) => {
            let bound = |text: &str| parse_decimal(text.trim()).is_some();
            match text.split_once("..") {
                Some((low, high)) if bound(low) && bound(high) => {
                    return format!("{}..{}", low.trim(), high.trim());
                }
                _ => language::format(text),
            }
        }
        _ => return text.to_owned(),
    };
    formatted.unwrap_or_else(|_| text.to_owned())
}

/// A scalar without quotes where YAML reads the same text back, and where they did not tell a word from a number.
pub(super) fn plain_or_quoted(written: &Written, inside: bool) -> String {
    let was_plain = written.style == ScalarStyle::Plain;
    let text = &written.text;
    if was_plain && text.is_empty() || is_plain(text, inside) && (was_plain || !looks_typed(text)) {
        return text.clone();
    }
    quoted(text)
}

/// The lines of a text of several lines that a block scalar `|` gives back exactly.
pub(super) fn literal(written: &Written) -> Option<Vec<&str>> {
    let text = written.text.strip_suffix('\n').unwrap_or(&written.text);
    if !written.text.contains('\n') || text.ends_with('\n') || text.starts_with([' ', '\n', '\t']) {
        return None;
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let kept = |line: &&str| {
        line.trim_end() == *line && !line.contains(|c: char| c.is_control()) && !line.starts_with(' ')
    };
    lines.iter().all(kept).then_some(lines)
}

/// Columns of a terminal that a text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if u32::from(c) < 0x1100 { 1 } else { 2 }).sum()
}

fn is_plain(text: &str, inside: bool) -> bool {
    let mut characters = text.chars();
    let Some(first) = characters.next() else { return false };
    let second = characters.next();
    let indicator = matches!(
        first,
        ',' | '[' | ']' | '{' | '}' | '#' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@' | '`'
    );
    let dash = matches!(first, '-' | '?' | ':')
        && second.is_none_or(|c| c.is_whitespace() || inside && matches!(c, ',' | '[' | ']' | '{' | '}'));
    let ends = text.trim() != text || text.ends_with(':');
    let marks =
        text.contains(": ") || text.contains(" #") || text.starts_with("---") || text.starts_with("...");
    let within = inside && text.contains([',', '[', ']', '{', '}']);
    let odd = text
        .contains(|c: char| c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{85}'));
    !(indicator || dash || ends || marks || within || odd)
}

/// Whether a reader of YAML takes a plain scalar for something other than text.
fn looks_typed(text: &str) -> bool {
    let number = text.strip_prefix(['-', '+']).unwrap_or(text);
    let numeric = number.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && number.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | ':'));
    let word = text.to_ascii_lowercase();
    numeric
        || matches!(
            word.as_str(),
            "" | "~" | "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n"
        )
}

fn quoted(text: &str) -> String {
    if text.contains(|c: char| c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}')) {
        return format!("\"{}\"", escaped(text));
    }
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}
