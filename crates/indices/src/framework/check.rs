//! What a reader of single values cannot see: identifiers twice, weights that add up to nothing, methods that lack a parameter.

use std::collections::HashSet;

use vocabulary::Kind;
use vocabulary::yaml::Position;

use super::{Framework, read};
use crate::finding::{Finding, Findings};
use crate::steps::aggregate::{Aggregate, Rule};
use crate::steps::impute::Impute;
use crate::steps::normalise::{Method, Normalise};

/// Reads and checks the text of a framework. `path` is how findings name it. A framework comes only without errors.
pub fn check(path: &str, text: &str) -> (Option<Framework>, Vec<Finding>) {
    let mut findings = Findings::new(path);
    let framework = read(text, &mut findings);
    if let Some(framework) = &framework {
        identifiers(framework, &mut findings);
        weights(framework, &mut findings);
        parameters(framework, &mut findings);
        directions(framework, &mut findings);
    }
    let usable = framework.filter(|_| !findings.has_errors());
    (usable, findings.list)
}

/// What attributes of the vocabulary an indicator names that are not there, or are no numbers. `kind` finds a kind by its id.
pub fn check_attributes<'k>(
    path: &str,
    framework: &Framework,
    kind: impl Fn(&str) -> Option<&'k Kind>,
) -> Vec<Finding> {
    let mut findings = Findings::new(path);
    for (_, node, indicator) in framework.indicators() {
        let Some(named) = &indicator.attribute else { continue };
        let message = match named.split_once('.').map(|(id, name)| (id, name, kind(id))) {
            None => format!("attribute“{named}”应写明种类和属性，如 region.高新技术企业数"),
            Some((id, _, None)) => format!("attribute“{named}”：词汇里没有种类“{id}”，如区划是 region"),
            Some((_, name, Some(kind))) => match kind.attribute(name) {
                Some((_, attribute)) if attribute.r#type.dimension().is_some() => continue,
                Some(_) => format!("attribute“{named}”不是数，不能作指标"),
                None => {
                    let hint = kind.nearest(name).map(|near| format!("；是否想写 {}.{near}", kind.id));
                    format!("attribute“{named}”：{}没有属性“{name}”{}", kind.name, hint.unwrap_or_default())
                }
            },
        };
        findings.error(node.at, "unknown-attribute", format!("指标“{}”：{message}", node.id));
    }
    findings.list
}

const START: Position = Position { line: 1, column: 1 };

fn identifiers(framework: &Framework, findings: &mut Findings) {
    let mut seen: HashSet<&str> = HashSet::new();
    let units = &framework.units;
    let reserved: Vec<&str> = [Some(units.code.as_str()), units.time.as_deref()]
        .into_iter()
        .flatten()
        .filter(|id| !id.is_empty())
        .collect();
    for node in &framework.nodes {
        if node.id.is_empty() {
            continue;
        }
        if !seen.insert(&node.id) {
            findings.error(node.at, "duplicate-id", format!("标识“{}”出现了两次", node.id));
        }
        if reserved.contains(&node.id.as_str()) {
            let message = format!("标识“{}”与单位代码或年度的列同名，结果表会有两列同名", node.id);
            findings.error(node.at, "duplicate-id", message);
        }
    }
    let mut sizes: HashSet<&str> = HashSet::new();
    for denominator in &framework.denominators {
        if !sizes.insert(&denominator.id) {
            findings.error(START, "duplicate-id", format!("分母“{}”出现了两次", denominator.id));
        }
    }
    if framework.nodes.len() == 1 && framework.width() == 1 {
        findings.error(START, "no-index", "index 只有一个指标，没有可汇总的上级；应有 children");
    }
}

fn weights(framework: &Framework, findings: &mut Findings) {
    for node in framework.nodes.iter().filter(|node| node.indicator.is_none()) {
        let below = || node.children.iter().filter_map(|child| framework.nodes.get(*child));
        if !node.children.is_empty() && below().map(|child| child.weight).sum::<f64>() <= 0.0 {
            let message = format!("“{}”下面的权重之和是 0，不能汇总", node.id);
            findings.error(node.at, "no-weight", message);
        }
        if below().all(|child| child.indicator.as_ref().is_some_and(|indicator| indicator.missing)) {
            let message = format!("“{}”下面的指标都没有数据（data: missing），它没有得分", node.id);
            findings.warning(node.at, "no-data", message);
        }
    }
}

fn parameters(framework: &Framework, findings: &mut Findings) {
    for (_, node, indicator) in framework.indicators() {
        let how = indicator.normalise.as_ref().unwrap_or(&framework.methods.normalise);
        for message in lacks(how, indicator.target, indicator.goalposts) {
            findings.error(node.at, "no-parameter", format!("指标“{}”{message}", node.id));
        }
        let imputes = indicator.impute.as_ref().unwrap_or(&framework.methods.impute);
        for impute in imputes {
            needs(framework, impute, node.at, findings);
        }
    }
    let group = |impute: &Impute| needs_silently(framework, impute);
    for choice in &framework.uncertainty.choices {
        let crate::uncertainty::Between::Options(options) = &choice.between else { continue };
        for impute in options.iter().flat_map(|option| option.change.impute.iter().flatten()) {
            if let Some(message) = group(impute) {
                findings.error(START, "no-parameter", message);
            }
        }
        for (option, how) in
            options.iter().filter_map(|option| Some((option, option.change.normalise.as_ref()?)))
        {
            let lacking = framework.indicators().find_map(|(_, node, indicator)| {
                lacks(how, indicator.target, indicator.goalposts).pop().map(|message| (node, message))
            });
            if let Some((node, message)) = lacking {
                let message = format!("选项“{}”：指标“{}”{message}", option.name, node.id);
                findings.error(node.at, "no-parameter", message);
            }
        }
    }
}

/// What a normalisation lacks of an indicator.
fn lacks(how: &Normalise, target: Option<f64>, goalposts: Option<(f64, f64)>) -> Vec<&'static str> {
    match &how.method {
        Method::DistanceToTarget { target: None, .. } if target.is_none() => {
            vec!["没有 target（目标值），不能用 distance_to_target"]
        }
        Method::Goalposts { low, high, .. } => match low.zip(*high).or(goalposts) {
            None => vec!["没有 goalposts（上下限），不能用 goalposts"],
            Some((low, high)) if low >= high => vec!["的 goalposts 应从小到大"],
            Some(_) => Vec::new(),
        },
        Method::Scaled { from, to } if from >= to => vec!["的 between 应从小到大"],
        _ => Vec::new(),
    }
}

fn needs(framework: &Framework, impute: &Impute, at: Position, findings: &mut Findings) {
    if let Some(message) = needs_silently(framework, impute)
        && !findings.list.iter().any(|finding| finding.message == message)
    {
        findings.error(at, "no-parameter", message);
    }
}

fn needs_silently(framework: &Framework, impute: &Impute) -> Option<String> {
    match impute {
        Impute::GroupMean { group } | Impute::GroupMedian { group }
            if !framework.units.groups.contains(group) =>
        {
            Some(format!("插补按“{group}”分组，但 units.groups 里没有它"))
        }
        other if other.over_time() && framework.units.time.is_none() => {
            Some(format!("插补方法 {} 需要年度，但 units.time 没有写", other.name()))
        }
        _ => None,
    }
}

/// A group whose score is turned round must lie on a scale with a middle.
fn directions(framework: &Framework, findings: &mut Findings) {
    for (at, node) in
        framework.nodes.iter().enumerate().filter(|(_, node)| node.indicator.is_none() && !node.up)
    {
        if node.parent.is_none() {
            findings.error(node.at, "bad-direction", "最上面的指数没有上级，不能是逆向");
        }
        let Aggregate { rule, .. } = framework.aggregate_of(&framework.methods, at);
        if rule != Rule::Copeland && framework.methods.normalise.method == Method::None {
            let message = format!("“{}”是逆向，但没有标准化，不知道在什么范围里反转", node.id);
            findings.error(node.at, "bad-direction", message);
        }
    }
}
