use ::programmes::{Finding, Programme};

use super::programme_search::Words;
use crate::access::AccessScope;
use crate::clock::{Moment, When};
use crate::failure::Failure;
use crate::model::{ContentFinding, ProgrammeList, ProgrammeSummary};
use crate::region::{Region, notice};

/// Every programme, or those that say all the words looked for, and what is wrong with content. All of it is public.
///
/// # Errors
/// Where what is looked for is too long.
pub fn programmes(
    _scope: &AccessScope,
    region: &Region,
    text: Option<&str>,
    when: When,
) -> Result<ProgrammeList, Failure> {
    let moment = region.moment(when);
    let words = Words::read(text)?;
    let mut items = Vec::new();
    let mut passages = Vec::new();
    for programme in region.catalogue.library.programmes() {
        match &words {
            None => {}
            Some(words) => match words.passages(programme) {
                None => continue,
                Some(found) => passages.extend(found),
            },
        }
        items.push(summary(region, programme, moment));
    }
    items.sort_by(|a, b| (&a.family, a.from, &a.id).cmp(&(&b.family, b.from, &b.id)));
    let findings = region.catalogue.findings.iter().map(|finding| content_finding(region, finding)).collect();
    Ok(ProgrammeList { items, passages, findings, notice: notice(moment, std::iter::empty()) })
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
        outcomes: outcomes(programme),
        open: (!programme.windows.is_empty())
            .then(|| programme.windows.iter().any(|window| window.is_open(moment.as_of))),
    }
}

fn outcomes(programme: &Programme) -> Vec<String> {
    let kinds = [("title", programme.grants.is_some()), ("money", programme.amount.is_some())];
    let mut out: Vec<String> =
        kinds.into_iter().filter(|(_, has)| *has).map(|(name, _)| name.to_owned()).collect();
    if out.is_empty() {
        out.push("benefit".to_owned());
    }
    out
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
