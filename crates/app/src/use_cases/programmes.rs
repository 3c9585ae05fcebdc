use ::programmes::programme::{Body, Condition, Group, Programme};
use ::programmes::{Finding, Level};

use super::assess::select_one;
use crate::access::AccessScope;
use crate::clock::{Moment, When};
use crate::failure::Failure;
use crate::model::{
    ConditionInfo, ContentFinding, ParameterInfo, ProgrammeDetail, ProgrammeList, ProgrammeSummary,
};
use crate::region::{Region, notice};

/// Every programme, and what is wrong with content. All of it is public.
///
/// # Errors
/// None yet: content is read when the region is opened.
pub fn programmes(_scope: &AccessScope, region: &Region, when: When) -> Result<ProgrammeList, Failure> {
    let moment = region.moment(when);
    let mut items: Vec<_> =
        region.catalogue.library.programmes().map(|programme| summary(region, programme, moment)).collect();
    items.sort_by(|a, b| (&a.family, a.from, &a.id).cmp(&(&b.family, b.from, &b.id)));
    let findings = region.catalogue.findings.iter().map(|finding| content_finding(region, finding)).collect();
    Ok(ProgrammeList { items, findings, notice: notice(moment, std::iter::empty()) })
}

/// One programme with its clauses, parameters and evidence; a family stands for its version in force.
///
/// # Errors
/// Where there is none.
pub fn programme(
    _scope: &AccessScope,
    region: &Region,
    id: &str,
    when: When,
) -> Result<ProgrammeDetail, Failure> {
    let moment = region.moment(when);
    let programme = select_one(region, id, moment)?;
    let others = region
        .catalogue
        .library
        .programmes()
        .filter(|other| other.family == programme.family && other.id != programme.id);
    Ok(ProgrammeDetail {
        summary: summary(region, programme, moment),
        file: region.catalogue.label(&programme.path).to_owned(),
        notes: programme.notes.clone(),
        benefits: programme.benefits.clone(),
        validity: programme.validity.clone(),
        applies: programme.applies.as_ref().map(|test| test.source.clone()),
        conditions: programme.conditions.iter().map(condition).collect(),
        parameters: parameters(programme, moment),
        evidence: programme.evidence.clone(),
        versions: others.map(|other| summary(region, other, moment)).collect(),
        notice: notice(moment, std::iter::empty()),
    })
}

/// Of several versions that stand on a day the family means the latest, so only that one is in force.
fn summary(region: &Region, programme: &Programme, moment: Moment) -> ProgrammeSummary {
    let stands = region.catalogue.library.select(&programme.family, moment.as_of);
    ProgrammeSummary {
        id: programme.id.clone(),
        family: programme.family.clone(),
        name: programme.name.clone(),
        authority: programme.authority.clone(),
        document: programme.document.clone(),
        territory: programme.territory.clone(),
        kind: programme.kind.clone(),
        from: programme.from,
        until: programme.until,
        in_force: stands.is_ok_and(|standing| standing.id == programme.id),
        confidence: programme.confidence.clone(),
    }
}

fn condition(condition: &Condition) -> ConditionInfo {
    let mut info = ConditionInfo {
        id: condition.id.clone(),
        op: "test".to_owned(),
        n: None,
        article: (!condition.article.is_empty()).then(|| condition.article.clone()),
        text: condition.text.clone(),
        formula: None,
        review: None,
        confidence: condition.confidence.clone(),
        children: Vec::new(),
    };
    match &condition.body {
        Body::Test(test) => info.formula = Some(test.source.clone()),
        Body::Review(by) => info.review = Some(by.clone()),
        Body::Group(group, children) => {
            match group {
                Group::All => "all".clone_into(&mut info.op),
                Group::Any => "any".clone_into(&mut info.op),
                Group::AtLeast(n) => {
                    "at_least".clone_into(&mut info.op);
                    info.n = u32::try_from(*n).ok();
                }
            }
            info.children = children.iter().map(self::condition).collect();
        }
    }
    info
}

fn parameters(programme: &Programme, moment: Moment) -> Vec<ParameterInfo> {
    let mut list = Vec::new();
    for parameter in &programme.parameters {
        let current = parameter.on(moment.as_of);
        list.extend(parameter.values.iter().map(|value| ParameterInfo {
            name: parameter.name.clone(),
            value: value.written.clone(),
            article: parameter.article.clone(),
            from: value.from,
            current: std::ptr::eq(value, current),
        }));
    }
    list
}

fn content_finding(region: &Region, finding: &Finding) -> ContentFinding {
    ContentFinding {
        path: region.catalogue.label(&finding.path).to_owned(),
        line: finding.at.line,
        column: finding.at.column,
        level: finding.level.word().to_owned(),
        code: finding.code.to_owned(),
        message: finding.message.clone(),
    }
}
