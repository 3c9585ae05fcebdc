use ::programmes::{Finding, Programme};

use crate::access::AccessScope;
use crate::clock::{Moment, When};
use crate::failure::Failure;
use crate::model::{ContentFinding, ProgrammeList, ProgrammeSummary};
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

/// Of several versions that stand on a day the family means the latest, so only that one is in force.
pub(super) fn summary(region: &Region, programme: &Programme, moment: Moment) -> ProgrammeSummary {
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

pub(super) fn content_finding(region: &Region, finding: &Finding) -> ContentFinding {
    ContentFinding {
        path: region.catalogue.label(&finding.path).to_owned(),
        line: finding.at.line,
        column: finding.at.column,
        level: finding.level.word().to_owned(),
        code: finding.code.to_owned(),
        message: finding.message.clone(),
    }
}
