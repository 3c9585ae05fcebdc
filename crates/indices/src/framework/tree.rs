//! The hierarchy as frameworks write it: a node with `children`, or an indicator without.

use vocabulary::yaml::{self, Position};

use super::fields::Fields;
use super::methods;
use super::{Denominator, Indicator, Node};
use crate::finding::Findings;
use crate::limits::{MAX_LEVELS, MAX_NODES};

/// A node as it stands in the file.
struct Raw {
    node: Node,
    children: Vec<Raw>,
}

/// The nodes, indicators first in the order of the file, then groups from the lowest level up.
pub(super) fn nodes(root: &yaml::Node, denominators: &[Denominator], findings: &mut Findings) -> Vec<Node> {
    let mut count = 0;
    let Some(raw) = raw(root, denominators, 1, &mut count, findings) else { return Vec::new() };
    let mut flat = Vec::new();
    flatten(raw, None, &mut flat);
    // Children come after their parents in `flat`; levels come from below.
    for at in (0..flat.len()).rev() {
        let Some((parent, level)) = flat.get(at).and_then(|node| Some((node.parent?, node.level))) else {
            continue;
        };
        if let Some(parent) = flat.get_mut(parent) {
            parent.level = parent.level.max(level + 1);
        }
    }
    let mut order: Vec<usize> = (0..flat.len()).collect();
    order.sort_by_key(|at| flat.get(*at).map_or(0, |node| node.level));
    let mut place = vec![0; flat.len()];
    for (new, old) in order.iter().enumerate() {
        if let Some(slot) = place.get_mut(*old) {
            *slot = new;
        }
    }
    let moved = |old: usize| place.get(old).copied().unwrap_or(0);
    let mut nodes: Vec<Node> = order.iter().filter_map(|old| flat.get(*old).cloned()).collect();
    for node in &mut nodes {
        node.parent = node.parent.map(moved);
    }
    let parents: Vec<(usize, usize)> =
        order.iter().filter_map(|old| Some((moved(*old), moved(flat.get(*old)?.parent?)))).collect();
    // In the order of the file, whatever the levels of siblings.
    let mut by_file: Vec<(usize, usize, usize)> = parents
        .iter()
        .map(|(child, parent)| (order.get(*child).copied().unwrap_or(0), *child, *parent))
        .collect();
    by_file.sort_unstable();
    for (_, child, parent) in by_file {
        if let Some(parent) = nodes.get_mut(parent) {
            parent.children.push(child);
        }
    }
    nodes
}

fn flatten(raw: Raw, parent: Option<usize>, flat: &mut Vec<Node>) {
    let at = flat.len();
    flat.push(Node { parent, ..raw.node });
    for child in raw.children {
        flatten(child, Some(at), flat);
    }
}

fn raw(
    node: &yaml::Node,
    denominators: &[Denominator],
    depth: usize,
    count: &mut usize,
    findings: &mut Findings,
) -> Option<Raw> {
    *count += 1;
    if *count > MAX_NODES {
        if *count == MAX_NODES + 1 {
            findings.error(node.at, "too-large", format!("节点超过 {MAX_NODES} 个，请拆分"));
        }
        return None;
    }
    if depth > MAX_LEVELS {
        findings.error(node.at, "too-large", format!("层级超过 {MAX_LEVELS} 层"));
        return None;
    }
    let mut fields = Fields::of(node, "节点", findings)?;
    let id = fields.text("id");
    let name = fields.optional("name").unwrap_or_else(|| id.clone());
    let weight = fields.within("weight", 0.0, 1e9).unwrap_or(1.0);
    let words =
        [("positive", true), ("negative", false), ("+", true), ("-", false), ("1", true), ("-1", false)];
    let up = fields.choice("direction", &words).unwrap_or(true);
    let definition = fields.words("definition");
    let at = fields.at;
    let mut made = Node {
        id,
        name,
        level: 1,
        parent: None,
        children: Vec::new(),
        weight,
        up,
        definition,
        indicator: None,
        aggregate: None,
        weights: None,
        at,
    };
    if fields.node("children").is_none() {
        made.indicator = Some(indicator(&mut fields, &made.id, denominators));
        return Some(fields.done(Raw { node: made, children: Vec::new() }));
    }
    made.aggregate = fields.node("aggregate").and_then(|node| methods::aggregate(node, fields.findings));
    made.weights = fields.node("weights").and_then(|node| methods::weights(node, fields.findings));
    let items = fields.items("children");
    if items.is_empty() {
        fields.error(at, format!("“{}”下面没有指标", made.id));
    }
    let children =
        items.iter().filter_map(|item| raw(item, denominators, depth + 1, count, fields.findings)).collect();
    Some(fields.done(Raw { node: made, children }))
}

fn indicator(fields: &mut Fields<'_, '_>, id: &str, denominators: &[Denominator]) -> Indicator {
    let denominator =
        fields.node("denominator").map(|node| (node.at, node.text().unwrap_or_default().to_owned()));
    let scale = fields.within("scale", 1e-12, 1e12);
    let at: Position = fields.at;
    let denominator = match denominator {
        None if scale.is_some() => {
            fields.error(at, "scale 只用于有 denominator（分母）的指标");
            None
        }
        None => None,
        Some((at, wanted)) => {
            let place = denominators.iter().position(|denominator| denominator.id == wanted);
            if place.is_none() {
                let known: Vec<&str> =
                    denominators.iter().map(|denominator| denominator.id.as_str()).collect();
                let known = if known.is_empty() { "（没有）".to_owned() } else { known.join("、") };
                fields.error(at, format!("denominators 里没有“{wanted}”；现有的是 {known}"));
            }
            place.map(|place| (place, scale.unwrap_or(1.0)))
        }
    };
    Indicator {
        column: fields.optional("column").unwrap_or_else(|| id.to_owned()),
        unit: fields.words("unit"),
        scope: fields.words("scope"),
        source: fields.words("source"),
        attribute: fields.optional("attribute"),
        denominator,
        target: fields.number("target"),
        goalposts: fields.pair("goalposts"),
        missing: fields.choice("data", &[("known", false), ("missing", true)]).unwrap_or(false),
        effort: fields.within("effort", 1e-9, 1e9),
        impute: fields.node("impute").map(|node| methods::impute(node, fields.findings)),
        treat: fields.node("treat").and_then(|node| methods::treat(node, fields.findings)),
        normalise: fields.node("normalise").and_then(|node| methods::normalise(node, fields.findings)),
    }
}
