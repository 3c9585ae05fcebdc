//! The file as it was written: where things stand, and the texts of its formulas.

use vocabulary::yaml::{Node, Position, Value};

use crate::finding::Text;

/// Keys whose scalars are formulas, or names that a formula could use.
const FORMULA_KEYS: [&str; 12] = [
    "formula", "test", "when", "then", "on", "cap", "applies", "class", "name", "limit", "value", "at_least",
];

pub(super) fn entries(node: &Node) -> impl Iterator<Item = (&str, Position, &Node)> {
    let entries = if let Value::Mapping(entries) = &node.value { entries.as_slice() } else { &[] };
    entries.iter().map(|(key, node)| (key.text.as_str(), key.at, node))
}

/// What stands under a key; nothing where it is empty.
pub(super) fn field<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    entries(node).find(|(name, ..)| *name == key).map(|(.., node)| node).filter(|node| !node.is_null())
}

pub(super) fn text(node: &Node, key: &str) -> Option<Text> {
    field(node, key).and_then(Text::of)
}

pub(super) fn items<'n>(node: &'n Node, key: &str) -> &'n [Node] {
    match field(node, key).map(|node| &node.value) {
        Some(Value::Sequence(items)) => items,
        _ => &[],
    }
}

/// All texts below a node, depth first.
pub(super) fn texts(node: &Node, out: &mut Vec<Text>) {
    match &node.value {
        Value::Scalar { .. } => out.extend(Text::of(node)),
        Value::Sequence(items) => items.iter().for_each(|item| texts(item, out)),
        Value::Mapping(entries) => entries.iter().for_each(|(_, node)| texts(node, out)),
    }
}

/// A condition as written, with those of its group.
pub(super) fn conditions(root: &Node) -> Vec<&Node> {
    let mut out = Vec::new();
    let mut pending: Vec<&Node> = items(root, "conditions").iter().rev().collect();
    while let Some(node) = pending.pop() {
        out.push(node);
        for key in ["of", "any", "all"] {
            pending.extend(items(node, key).iter().rev());
        }
    }
    out
}

/// Where a condition's id stands.
pub(super) fn condition<'n>(root: &'n Node, id: &str) -> Option<&'n Node> {
    conditions(root).into_iter().find(|node| text(node, "id").is_some_and(|text| text.text == id))
}

/// The names that the formulas of a file use. `skip`: the definitions' own names, the tests and what is said in words.
pub(super) fn names_used(root: &Node) -> std::collections::HashSet<String> {
    let mut out = std::collections::HashSet::new();
    for (key, _, node) in entries(root) {
        match key {
            "definitions" | "parameters" | "tables" | "slots" => {
                for item in items(root, key) {
                    for (key, _, node) in entries(item).filter(|(key, ..)| *key != "name") {
                        gather(key, node, &mut out);
                    }
                }
            }
            "conditions" | "applies" | "class" | "amount" | "caps" => gather(key, node, &mut out),
            "score" => items(node, "items").iter().for_each(|item| gather("items", item, &mut out)),
            _ => {}
        }
    }
    out
}

fn gather(key: &str, node: &Node, out: &mut std::collections::HashSet<String>) {
    match &node.value {
        Value::Scalar { text, .. } if FORMULA_KEYS.contains(&key) => {
            let (tokens, _) = language::token::tokens(text);
            out.extend(tokens.into_iter().filter_map(|token| match token.kind {
                language::token::TokenKind::Name(name) | language::token::TokenKind::Quoted(name) => {
                    Some(name)
                }
                _ => None,
            }));
        }
        Value::Scalar { .. } => {}
        Value::Sequence(items) => items.iter().for_each(|item| gather(key, item, out)),
        Value::Mapping(entries) => entries.iter().for_each(|(key, node)| gather(&key.text, node, out)),
    }
}
