//! YAML → framework: every key is asked for once, in the order of `docs/indices.md`.

use vocabulary::yaml;

use super::fields::Fields;
use super::methods::methods;
use super::tree::nodes;
use super::{Denominator, Framework, Step, UnitColumns};
use crate::finding::Findings;
use crate::uncertainty;

/// Reads a framework. `None` with findings where it is not even a mapping; what is read may have errors: see [`super::check`].
pub(super) fn read(text: &str, findings: &mut Findings) -> Option<Framework> {
    let root = match yaml::parse(text) {
        Ok(root) => root,
        Err(error) => {
            findings.error(error.at, "bad-framework", error.message);
            return None;
        }
    };
    let mut fields = Fields::of(&root, "指数框架", findings)?;
    let (id, name) = (fields.text("id"), fields.text("name"));
    let description = fields.words("description");
    let source = fields.words("source");
    let notes = fields.texts("notes");
    let example = fields.flag("example").unwrap_or(false);
    let units = if let Some(node) = fields.node("units") {
        units(node, fields.findings).unwrap_or_default()
    } else {
        let at = fields.at;
        fields.error(at, "指数框架缺少 units（单位在表里是哪几列），如 units: {code: 代码, name: 名称}");
        UnitColumns::default()
    };
    let items = fields.items("denominators");
    let denominators: Vec<Denominator> =
        items.iter().filter_map(|node| denominator(node, fields.findings)).collect();
    let steps = steps(&mut fields);
    let methods = methods(&mut fields);
    let nodes = if let Some(node) = fields.node("index") {
        nodes(node, &denominators, fields.findings)
    } else {
        let at = fields.at;
        fields.error(at, "指数框架缺少 index（指标体系）");
        Vec::new()
    };
    let mut framework = Framework {
        id,
        name,
        description,
        source,
        notes,
        example,
        units,
        denominators,
        steps,
        methods,
        nodes,
        uncertainty: uncertainty::Uncertainty::default(),
    };
    if let Some(node) = fields.node("uncertainty") {
        framework.uncertainty = super::choices::uncertainty(node, &framework, fields.findings);
    }
    Some(fields.done(framework))
}

fn units(node: &yaml::Node, findings: &mut Findings) -> Option<UnitColumns> {
    let mut fields = Fields::of(node, "units（单位）", findings)?;
    let units = UnitColumns {
        code: fields.text("code"),
        name: fields.optional("name"),
        time: fields.optional("time"),
        groups: fields.texts("groups"),
    };
    Some(fields.done(units))
}

fn denominator(node: &yaml::Node, findings: &mut Findings) -> Option<Denominator> {
    let mut fields = Fields::of(node, "分母", findings)?;
    let id = fields.text("id");
    let denominator = Denominator {
        name: fields.optional("name").unwrap_or_else(|| id.clone()),
        unit: fields.words("unit"),
        column: fields.optional("column").unwrap_or_else(|| id.clone()),
        id,
    };
    Some(fields.done(denominator))
}

/// Steps in the order asked for; normalisation comes last, since what follows works on scores.
fn steps(fields: &mut Fields<'_, '_>) -> Vec<Step> {
    let Some(at) = fields.node("steps").map(|node| node.at) else { return Step::USUAL.to_vec() };
    let mut steps = Vec::new();
    for word in fields.texts("steps") {
        match Step::USUAL.into_iter().find(|step| step.name() == word) {
            Some(step) if steps.contains(&step) => fields.error(at, format!("steps 里“{word}”出现了两次")),
            Some(step) => steps.push(step),
            None => {
                let known: Vec<_> = Step::USUAL.iter().map(|step| step.name()).collect();
                fields.error(at, format!("steps 不认识“{word}”，应是 {} 之一", known.join("、")));
            }
        }
    }
    if steps.last() != Some(&Step::Normalise) {
        fields.error(at, "steps 的最后一步应是 normalise：汇总的是标准化后的得分");
    }
    steps
}
