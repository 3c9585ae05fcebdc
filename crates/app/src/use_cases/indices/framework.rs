//! Frameworks: listed, found by id, checked.

use indices::{Denominator, Finding, Framework, Level, Node};

use crate::failure::{Code, Detail, Failure};
use crate::model::{
    DenominatorInfo, FrameworkDetail, FrameworkList, FrameworkNode, FrameworkSummary, UnitColumnsInfo,
};
use crate::region::Region;

/// Every framework of the content. One that cannot be used is told, and does not hide the others.
pub fn frameworks(region: &Region) -> FrameworkList {
    let mut list = FrameworkList { items: Vec::new(), broken: Vec::new() };
    for file in &region.catalogue.frameworks {
        let findings = check_framework(region, &file.label, &file.text);
        match indices::check(&file.label, &file.text).0 {
            Some(framework) if !findings.iter().any(|finding| finding.level == Level::Error) => {
                list.items.push(summary(&framework, &file.label));
            }
            _ => list.broken.extend(findings.iter().map(ToString::to_string)),
        }
    }
    list
}

/// A framework with its text.
///
/// # Errors
/// Where there is none of that id, or it cannot be used.
pub fn framework_detail(region: &Region, id: &str) -> Result<FrameworkDetail, Failure> {
    let (label, text) = framework_text(region, id)?;
    let framework = framework_of(&label, &text)?;
    let table = framework_table(region, id);
    Ok(FrameworkDetail {
        summary: summary(&framework, &label),
        text,
        units: UnitColumnsInfo {
            code: framework.units.code.clone(),
            name: framework.units.name.clone(),
            time: framework.units.time.clone(),
            groups: framework.units.groups.clone(),
        },
        denominators: framework.denominators.iter().map(denominator).collect(),
        nodes: nodes(&framework),
        data_file: table.as_ref().map(|(label, _)| label.clone()),
        data: table.map(|(_, text)| text),
        figures: region
            .catalogue
            .frameworks
            .iter()
            .find(|file| file.id == id)
            .and_then(|file| file.figures.clone()),
    })
}

/// The label and text of the units' table that stands beside a framework.
pub fn framework_table(region: &Region, id: &str) -> Option<(String, String)> {
    region.catalogue.frameworks.iter().find(|file| file.id == id)?.table.clone()
}

fn denominator(size: &Denominator) -> DenominatorInfo {
    let Denominator { id, name, unit, column } = size.clone();
    DenominatorInfo { id, name, unit, column }
}

fn nodes(framework: &Framework) -> Vec<FrameworkNode> {
    let id = |at: usize| framework.nodes.get(at).map(|node| node.id.clone());
    let one = |node: &Node| {
        let own = node.indicator.clone().unwrap_or_default();
        FrameworkNode {
            id: node.id.clone(),
            name: node.name.clone(),
            level: node.level,
            parent: node.parent.and_then(id),
            children: node.children.iter().filter_map(|child| id(*child)).collect(),
            weight: node.weight,
            more_is_better: node.up,
            definition: node.definition.clone(),
            unit: own.unit,
            scope: own.scope,
            source: own.source,
            attribute: own.attribute,
            column: own.column,
            denominator: (own.denominator.and_then(|(at, _)| framework.denominators.get(at)))
                .map(|size| size.name.clone()),
            target: own.target,
            missing: own.missing,
        }
    };
    framework.nodes.iter().map(one).collect()
}

/// The label and text of the framework of that id.
///
/// # Errors
/// Where there is none.
pub fn framework_text(region: &Region, id: &str) -> Result<(String, String), Failure> {
    let all = &region.catalogue.frameworks;
    if let Some(file) = all.iter().find(|file| file.id == id) {
        return framework_given(region, &file.label, &file.text);
    }
    let known: Vec<&str> = all.iter().map(|file| file.id.as_str()).collect();
    let message = format!("没有指数框架“{id}”");
    let hint = format!("现有的框架：{}；或给出一个框架文件", known.join("、"));
    Err(Failure::new(Code::InvalidArgument, message, hint).at("framework"))
}

/// The label and text of a framework that was handed in, once the attributes that it names are in the vocabulary.
///
/// # Errors
/// Names each error with line and column.
pub fn framework_given(region: &Region, path: &str, text: &str) -> Result<(String, String), Failure> {
    let findings = check_framework(region, path, text);
    usable(path, &findings)?;
    Ok((path.to_owned(), text.to_owned()))
}

fn usable(path: &str, findings: &[Finding]) -> Result<(), Failure> {
    let errors = findings.iter().filter(|finding| finding.level == Level::Error);
    let details: Vec<Detail> = errors
        .map(|finding| Detail {
            line: Some(finding.at.line),
            column: Some(finding.at.column),
            message: finding.message.clone(),
        })
        .collect();
    if details.is_empty() {
        return Ok(());
    }
    Err(Failure::new(Code::InvalidArgument, "指数框架有误", "请改正后再运行；字段见 docs/indices.md")
        .at(path)
        .with_details(details))
}

/// A framework without errors. `path` is how messages name it.
///
/// # Errors
/// Names each error with line and column.
pub fn framework_of(path: &str, text: &str) -> Result<Framework, Failure> {
    let (framework, findings) = indices::check(path, text);
    usable(path, &findings)?;
    framework.ok_or_else(|| {
        Failure::new(Code::InvalidArgument, "指数框架有误", "请改正后再运行；字段见 docs/indices.md").at(path)
    })
}

/// What is wrong with a framework, or worth a look.
pub fn check_framework(region: &Region, path: &str, text: &str) -> Vec<Finding> {
    let (framework, mut findings) = indices::check(path, text);
    if let Some(framework) = framework {
        let kinds: Vec<_> = region.catalogue.kinds().collect();
        let kind = |id: &str| kinds.iter().find(|kind| kind.id == id).map(AsRef::as_ref);
        findings.extend(indices::check_attributes(path, &framework, kind));
    }
    findings
}

pub(super) fn summary(framework: &Framework, file: &str) -> FrameworkSummary {
    FrameworkSummary {
        id: framework.id.clone(),
        name: framework.name.clone(),
        description: framework.description.clone(),
        source: framework.source.clone(),
        example: framework.example,
        notes: framework.notes.clone(),
        indicators: framework.width(),
        missing: framework.indicators().filter(|(_, _, indicator)| indicator.missing).count(),
        levels: framework.nodes.last().map_or(0, |root| root.level),
        file: file.to_owned(),
    }
}
