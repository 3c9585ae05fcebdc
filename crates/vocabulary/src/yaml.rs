//! YAML as a tree of text with positions: numbers stay decimal text (CONTRACT), every message can name line and column.
//! JSON is read by the same function, being a subset. Aliases are refused: content has no need of them.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

/// Deepest nesting that is read.
pub const MAX_DEPTH: usize = 32;
/// Largest document that is read, in bytes.
pub const MAX_DOCUMENT_BYTES: usize = 8 * 1024 * 1024;

/// Line and column, both from 1, the column in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// A node and where it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it starts.
    pub at: Position,
    /// What it is.
    pub value: Value,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text, and whether it was written in quotes.
    Scalar {
        /// The text, unescaped.
        text: String,
        /// Quoted: never null, never a number.
        quoted: bool,
    },
    /// `[…]` or `- …`.
    Sequence(Vec<Node>),
    /// `{…}` or `key: …`, in the order of the file; keys are unique.
    Mapping(Vec<(Key, Node)>),
}

/// A key of a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Where it stands.
    pub at: Position,
    /// Its text.
    pub text: String,
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}:{}: {message}", at.line, at.column)]
pub struct YamlError {
    /// Where.
    pub at: Position,
    /// What, and how to mend it.
    pub message: String,
}

impl YamlError {
    /// An error at a place.
    pub fn new(at: Position, message: impl Into<String>) -> Self {
        Self { at, message: message.into() }
    }
}

impl Node {
    /// Whether the node says nothing: `null`, `~` or empty, unquoted.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, quoted: false } if matches!(text.as_str(), "" | "~" | "null"))
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }
}

fn position(marker: &Marker) -> Position {
    Position { line: marker.line(), column: marker.col() + 1 }
}

enum Open {
    Sequence(Position, Vec<Node>),
    Mapping { at: Position, entries: Vec<(Key, Node)>, key: Option<Key> },
}

/// Reads one document. Empty text is a null scalar.
pub fn parse(text: &str) -> Result<Node, YamlError> {
    let start = Position { line: 1, column: 1 };
    if text.len() > MAX_DOCUMENT_BYTES {
        return Err(YamlError::new(start, format!("文件超过 {} MB，请拆分", MAX_DOCUMENT_BYTES >> 20)));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut stack: Vec<Open> = Vec::new();
    let mut root: Option<Node> = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            YamlError::new(
                position(error.marker()),
                format!("YAML 格式有误（{}）：请检查缩进、冒号和引号", error.info()),
            )
        })?;
        let at = position(&span.start);
        let closed = match event {
            Event::Scalar(text, style, ..) => {
                let quoted = !matches!(style, ScalarStyle::Plain);
                Some(Node { at, value: Value::Scalar { text: text.into_owned(), quoted } })
            }
            Event::SequenceStart(..) | Event::MappingStart(..) if stack.len() >= MAX_DEPTH => {
                return Err(YamlError::new(at, format!("嵌套超过 {MAX_DEPTH} 层")));
            }
            Event::SequenceStart(..) => {
                stack.push(Open::Sequence(at, Vec::new()));
                None
            }
            Event::MappingStart(..) => {
                stack.push(Open::Mapping { at, entries: Vec::new(), key: None });
                None
            }
            Event::SequenceEnd | Event::MappingEnd => match stack.pop() {
                Some(Open::Sequence(at, items)) => Some(Node { at, value: Value::Sequence(items) }),
                Some(Open::Mapping { at, entries, .. }) => Some(Node { at, value: Value::Mapping(entries) }),
                None => None,
            },
            Event::Alias(..) => return Err(YamlError::new(at, "不支持 YAML 别名（*），请把内容写全")),
            Event::DocumentStart(_) if root.is_some() => {
                return Err(YamlError::new(at, "一个文件只能有一个 YAML 文档"));
            }
            _ => None,
        };
        if let Some(node) = closed {
            match stack.last_mut() {
                None => root = Some(node),
                Some(Open::Sequence(_, items)) => items.push(node),
                Some(Open::Mapping { entries, key, .. }) => place(entries, key, node)?,
            }
        }
    }
    Ok(root.unwrap_or(Node { at: start, value: Value::Scalar { text: String::new(), quoted: false } }))
}

fn place(entries: &mut Vec<(Key, Node)>, key: &mut Option<Key>, node: Node) -> Result<(), YamlError> {
    if let Some(key) = key.take() {
        entries.push((key, node));
        return Ok(());
    }
    let Value::Scalar { text, .. } = node.value else {
        return Err(YamlError::new(node.at, "键必须是文字"));
    };
    if entries.iter().any(|(other, _)| other.text == text) {
        return Err(YamlError::new(node.at, format!("“{text}”出现了两次，请删去一处")));
    }
    *key = Some(Key { at: node.at, text });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_decimal_text_and_positions() {
        let Value::Mapping(entries) =
            parse("a: 1\n研发费用: {2024: 12345678901234.56}\n").expect("valid").value
        else {
            panic!("a mapping")
        };
        let Value::Mapping(years) = &entries[1].1.value else { panic!("a mapping") };
        assert_eq!(years[0].0.text, "2024");
        assert_eq!(years[0].1.text(), Some("12345678901234.56"));
        assert_eq!(years[0].1.at, Position { line: 2, column: 14 });
    }

    #[test]
    fn refuses_what_cannot_be_meant() {
        for (text, line) in [("a: 1\na: 2", 2), ("a: [1", 1), ("a: &x 1\nb: *x", 2)] {
            let error = parse(text).expect_err(text);
            assert!(error.at.line >= line, "{text}: {error}");
        }
        assert!(parse(&"[".repeat(10_000)).is_err());
        assert!(parse(&"- ".repeat(10_000)).is_err());
    }
}
