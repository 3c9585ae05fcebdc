//! Frameworks: listed, found by id, checked.

use indices::{Finding, Framework, Level};

use crate::failure::{Code, Detail, Failure};
use crate::model::{FrameworkDetail, FrameworkList, FrameworkSummary};
use crate::region::Region;

/// Every framework of the content. One that cannot be used is told, and does not hide the others.
pub fn frameworks(region: &Region) -> FrameworkList {
    let mut list = FrameworkList { items: Vec::new(), broken: Vec::new() };
    for file in &region.catalogue.frameworks {
        match indices::check(&file.label, &file.text) {
            (Some(framework), _) => list.items.push(summary(&framework, &file.label)),
            (None, findings) => list.broken.extend(findings.iter().map(ToString::to_string)),
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
    Ok(FrameworkDetail { summary: summary(&framework, &label), text })
}

/// The label and text of the framework of that id.
///
/// # Errors
/// Where there is none.
pub fn framework_text(region: &Region, id: &str) -> Result<(String, String), Failure> {
    let all = &region.catalogue.frameworks;
    if let Some(file) = all.iter().find(|file| file.id == id) {
        return Ok((file.label.clone(), file.text.clone()));
    }
    let known: Vec<&str> = all.iter().map(|file| file.id.as_str()).collect();
    let message = format!("没有指数框架“{id}”");
    let hint = format!("现有的框架：{}；或给出一个框架文件", known.join("、"));
    Err(Failure::new(Code::InvalidArgument, message, hint).at("framework"))
}

/// A framework without errors. `path` is how messages name it.
///
/// # Errors
/// Names each error with line and column.
pub fn framework_of(path: &str, text: &str) -> Result<Framework, Failure> {
    let (framework, findings) = indices::check(path, text);
    framework.ok_or_else(|| {
        let errors = findings.iter().filter(|finding| finding.level == Level::Error);
        let details = errors.map(|finding| Detail {
            line: Some(finding.at.line),
            column: Some(finding.at.column),
            message: finding.message.clone(),
        });
        let details = details.collect();
        Failure::new(Code::InvalidArgument, "指数框架有误", "请改正后再运行；字段见 docs/indices.md")
            .at(path)
            .with_details(details)
    })
}

/// What is wrong with a framework, or worth a look.
pub fn check_framework(path: &str, text: &str) -> Vec<Finding> {
    indices::check(path, text).1
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
