//! Random documents in random layouts, with comments in all sorts of places.

use rand::Rng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand_chacha::ChaCha8Rng;
use vocabulary::yaml::{Key, Node, Position, Value};

const TEXTS: [&str; 18] = [
    "甲",
    "a b",
    "x: y",
    "a # b",
    "- a",
    "'q'",
    "\"d\"",
    "[1]",
    "{a}",
    "1,2",
    "~",
    "70",
    "true",
    "是",
    "#",
    "居民企业 and 老字号",
    "a,b: c",
    "研发费用[上年]",
];

const KEYS: [&str; 14] = [
    "id",
    "family",
    "name",
    "notes",
    "conditions",
    "parameters",
    "tables",
    "definitions",
    "test",
    "formula",
    "text",
    "rows",
    "facts",
    "无此键",
];

/// A random tree with keys of programmes where they belong and where they do not.
pub(crate) fn document(rng: &mut ChaCha8Rng) -> Node {
    mapping(rng, 4)
}

fn node(value: Value) -> Node {
    Node { at: Position::default(), value }
}

fn mapping(rng: &mut ChaCha8Rng, depth: usize) -> Node {
    let mut keys = KEYS;
    keys.shuffle(rng);
    let length = rng.random_range(1..5);
    let entries = keys
        .iter()
        .take(length)
        .map(|key| (Key { at: Position::default(), text: (*key).to_owned() }, any(rng, depth - 1)));
    node(Value::Mapping(entries.collect()))
}

fn any(rng: &mut ChaCha8Rng, depth: usize) -> Node {
    match rng.random_range(0..4) {
        0 if depth > 0 => mapping(rng, depth),
        1 if depth > 0 => {
            let length = rng.random_range(0..4);
            node(Value::Sequence((0..length).map(|_| any(rng, depth - 1)).collect()))
        }
        _ => {
            let text = TEXTS.choose(rng).expect("texts");
            node(Value::Scalar { text: (*text).to_owned(), quoted: true })
        }
    }
}

/// The tree without places, keys sorted, expressions where they may be in one spelling.
pub(crate) fn plain(node: &Node) -> String {
    match &node.value {
        Value::Scalar { text, .. } => {
            format!("{:?}", language::format(text).unwrap_or_else(|_| text.clone()))
        }
        Value::Sequence(items) => format!("[{}]", items.iter().map(plain).collect::<Vec<_>>().join(",")),
        Value::Mapping(entries) => {
            let mut pairs: Vec<String> =
                entries.iter().map(|(key, node)| format!("{}: {}", key.text, plain(node))).collect();
            pairs.sort();
            format!("{{{}}}", pairs.join(","))
        }
    }
}

/// The tree as YAML in a random layout, and the comments put into it, sorted.
pub(crate) fn written(node: &Node, rng: &mut ChaCha8Rng) -> (String, Vec<String>) {
    let mut out = Style { rng, out: String::new(), comments: Vec::new() };
    out.block(node, 0);
    let mut comments = out.comments;
    comments.sort();
    (out.out, comments)
}

struct Style<'r> {
    rng: &'r mut ChaCha8Rng,
    out: String,
    comments: Vec<String>,
}

impl Style<'_> {
    fn comment(&mut self) -> String {
        let comment = format!("#注{}", self.comments.len());
        self.comments.push(comment.clone());
        comment
    }

    /// Now and then a comment on a line of its own, or a blank line.
    fn between(&mut self, indent: usize) {
        if self.rng.random_ratio(1, 6) {
            self.out.push('\n');
        }
        if self.rng.random_ratio(1, 4) {
            let comment = self.comment();
            self.out.push_str(&format!("{}{comment}\n", " ".repeat(indent)));
        }
    }

    fn end(&mut self) {
        if self.rng.random_ratio(1, 5) {
            let comment = self.comment();
            self.out.push_str(&format!(" {comment}"));
        }
        self.out.push('\n');
    }

    fn block(&mut self, node: &Node, indent: usize) {
        let pad = " ".repeat(indent);
        match &node.value {
            Value::Mapping(entries) => {
                for (key, node) in entries {
                    self.between(indent);
                    self.out.push_str(&format!("{pad}{}:", key.text));
                    self.value(node, indent);
                }
            }
            Value::Sequence(items) => {
                for item in items {
                    self.between(indent);
                    self.out.push_str(&format!("{pad}-"));
                    self.value(item, indent);
                }
            }
            Value::Scalar { .. } => {}
        }
        self.between(indent);
    }

    fn value(&mut self, node: &Node, indent: usize) {
        let empty = matches!(&node.value, Value::Sequence(items) if items.is_empty());
        let scalar = matches!(node.value, Value::Scalar { .. });
        if scalar || empty || self.rng.random_bool(0.4) {
            let flow = self.flow(node, indent + 2);
            self.out.push_str(&format!(" {flow}"));
            self.end();
        } else {
            self.end();
            let step = self.rng.random_range(1..5);
            self.block(node, indent + step);
        }
    }

    /// `{…}` or `[…]`, sometimes over several lines with comments inside.
    fn flow(&mut self, node: &Node, indent: usize) -> String {
        let parts: Vec<String> = match &node.value {
            Value::Scalar { text, .. } => return format!("'{}'", text.replace('\'', "''")),
            Value::Sequence(items) => items.iter().map(|item| self.flow(item, indent + 2)).collect(),
            Value::Mapping(entries) => entries
                .iter()
                .map(|(key, node)| format!("{}: {}", key.text, self.flow(node, indent + 2)))
                .collect(),
        };
        let mut body = String::new();
        for (at, part) in parts.iter().enumerate() {
            body.push_str(part);
            if at + 1 < parts.len() {
                body.push(',');
            }
            if self.rng.random_ratio(1, 6) {
                if self.rng.random_bool(0.5) {
                    body.push_str(&format!(" {}", self.comment()));
                }
                body.push_str(&format!("\n{}", " ".repeat(indent)));
            } else if at + 1 < parts.len() {
                body.push(' ');
            }
        }
        if matches!(node.value, Value::Sequence(_)) { format!("[{body}]") } else { format!("{{{body}}}") }
    }
}
