//! `uncertainty` as frameworks write it.

use vocabulary::yaml::Node;

use super::Framework;
use super::fields::{Fields, number};
use super::methods;
use crate::finding::Findings;
use crate::limits::{MAX_BOOTSTRAPS, MAX_CHOICES, MAX_OPTIONS, MAX_RUNS};
use crate::uncertainty::{Alternative, Between, Change, Choice, Knob, Uncertainty};

pub(super) fn uncertainty(node: &Node, framework: &Framework, findings: &mut Findings) -> Uncertainty {
    let usual = Uncertainty::default();
    let Some(mut fields) = Fields::of(node, "uncertainty（不确定性）", findings) else { return usual };
    let mut limited = |name: &'static str, most: usize, usual: usize| {
        let Some(count) = fields.count(name) else { return usual };
        if (1..=most).contains(&count) {
            return count;
        }
        let at = fields.at;
        fields.error(at, format!("{name} 是 {count}，应在 1 到 {most} 之间"));
        usual
    };
    let runs = limited("runs", MAX_RUNS, usual.runs);
    let bootstrap = limited("bootstrap", MAX_BOOTSTRAPS, usual.bootstrap);
    let tail = fields.within("tail", 0.001, 0.4).unwrap_or(usual.tail);
    let items = fields.items("choices");
    if items.len() > MAX_CHOICES {
        let at = fields.at;
        fields.error(at, format!("choices 有 {} 项，最多 {MAX_CHOICES} 项", items.len()));
    }
    let choices: Vec<Choice> =
        items.iter().filter_map(|item| choice(item, framework, fields.findings)).collect();
    for (at, one) in choices.iter().enumerate() {
        if choices.iter().take(at).any(|other| other.id == one.id) {
            let at = fields.at;
            fields.error(at, format!("choices 里“{}”出现了两次", one.id));
        }
    }
    fields.done(Uncertainty { runs, bootstrap, tail, choices })
}

fn choice(node: &Node, framework: &Framework, findings: &mut Findings) -> Option<Choice> {
    let mut fields = Fields::of(node, "不确定的选择", findings)?;
    let id = fields.text("id");
    let name = fields.optional("name").unwrap_or_else(|| id.clone());
    let at = fields.at;
    let options = fields.node("options").map(|node| (node.at, fields.items("options")));
    let between = if let Some((at, items)) = options {
        if items.len() < 2 || items.len() > MAX_OPTIONS {
            fields.error(at, format!("options 应有 2 到 {MAX_OPTIONS} 项，现有 {} 项", items.len()));
        }
        let read = items.iter().filter_map(|item| alternative(item, framework, fields.findings));
        Some(Between::Options(read.collect()))
    } else if fields.node("vary").is_some() {
        let knob = fields.choice("vary", &Knob::NAMES);
        let (from, to) = (fields.number("from"), fields.number("to"));
        match (knob, from, to) {
            (Some(knob), Some(from), Some(to)) if from < to => Some(Between::Range { knob, from, to }),
            _ => {
                fields.error(at, "vary 应写明从多少到多少，如 {vary: aggregate.power, from: -1, to: 1}");
                None
            }
        }
    } else if fields.node("noise").is_some() {
        let noise = fields.within("noise", 0.0, 1.0)?;
        let levels = fields.texts("levels").iter().filter_map(|level| level.parse().ok()).collect();
        Some(Between::Noise { noise, levels })
    } else if fields.node("drop").is_some() {
        let ids = fields.texts("drop");
        let nodes = ids.iter().filter_map(|id| place(id, framework, at, fields.findings)).collect();
        Some(Between::Drop(nodes))
    } else {
        fields.error(at, "一个选择应有 options、vary、noise、drop 之一");
        None
    };
    fields.done(between).map(|between| Choice { id, name, between })
}

fn place(
    id: &str,
    framework: &Framework,
    at: vocabulary::yaml::Position,
    findings: &mut Findings,
) -> Option<usize> {
    let place = framework.node(id);
    if place.is_none() {
        let near = vocabulary::kind::nearest(id, framework.nodes.iter().map(|node| node.id.as_str()));
        let hint = near.map(|near| format!("；是否想写 {near}")).unwrap_or_default();
        findings.error(at, "unknown-node", format!("指标体系里没有“{id}”{hint}"));
    }
    place
}

fn alternative(node: &Node, framework: &Framework, findings: &mut Findings) -> Option<Alternative> {
    let mut fields = Fields::of(node, "选项", findings)?;
    let name = fields.text("name");
    let change = Change {
        screen: fields.node("screen").map(|node| methods::screen(node, fields.findings)),
        impute: fields.node("impute").map(|node| methods::impute(node, fields.findings)),
        treat: fields.node("treat").and_then(|node| methods::treat(node, fields.findings)),
        normalise: fields.node("normalise").and_then(|node| methods::normalise(node, fields.findings)),
        weights: fields.node("weights").and_then(|node| methods::weights(node, fields.findings)),
        aggregate: fields.node("aggregate").and_then(|node| methods::aggregate(node, fields.findings)),
        node_weights: fields
            .node("node_weights")
            .map(|node| node_weights(node, framework, fields.findings))
            .unwrap_or_default(),
    };
    Some(fields.done(Alternative { name, change }))
}

fn node_weights(node: &Node, framework: &Framework, findings: &mut Findings) -> Vec<(usize, f64)> {
    let vocabulary::yaml::Value::Mapping(entries) = &node.value else {
        findings.error(node.at, "bad-framework", "node_weights 应是“节点: 权重”");
        return Vec::new();
    };
    (entries.iter())
        .filter_map(|(key, node)| {
            let place = place(&key.text, framework, key.at, findings)?;
            let weight = number(node, &key.text, findings)?;
            if weight < 0.0 {
                findings.error(node.at, "bad-number", "权重不能是负数");
            }
            Some((place, weight.max(0.0)))
        })
        .collect()
}
