use ::programmes::diff::{Difference, Subject, diff_population};

use super::assess::select_one;
use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::{Code, Failure};
use crate::model::{ChangeInfo, ChangeSubject, PopulationShift, ProgrammeDiff};
use crate::region::{Region, notice};
use crate::scoped_view::ScopedView;

/// Most subjects named as examples of a difference.
const MAX_EXAMPLES: usize = 5;

/// What changed between two versions, in words and for the subjects at hand.
///
/// # Errors
/// Where one of them does not exist, or they are for different kinds.
pub fn programme_diff(
    scope: &AccessScope,
    region: &Region,
    before: &str,
    after: &str,
    when: When,
) -> Result<ProgrammeDiff, Failure> {
    let moment = region.moment(when);
    let (a, b) = (select_one(region, before, moment)?, select_one(region, after, moment)?);
    if a.kind != b.kind {
        let message = format!("“{}”与“{}”的申请主体不同类，不能比较", a.id, b.id);
        return Err(Failure::new(Code::InvalidArgument, message, "请给出同一类主体的两个版本").at("after"));
    }
    let (kind, _) = region.catalogue.kind(&a.kind)?;
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let subjects: Vec<usize> = view.subjects().collect();
    let shift = (!subjects.is_empty()).then(|| {
        let facts = subjects.iter().map(|subject| (view.name(*subject).to_owned(), view.facts(*subject)));
        let shift = diff_population(a, b, facts, moment.as_of);
        PopulationShift {
            total: subjects.len(),
            both: shift.both,
            gained: shift.gained,
            lost: shift.lost,
            neither: shift.neither,
            unknown: shift.unknown + shift.newly_unknown,
            examples: (shift.examples.iter().take(MAX_EXAMPLES))
                .map(|example| {
                    format!("{}：{} → {}", example.name, example.before.label(), example.after.label())
                })
                .collect(),
        }
    });
    let changes: Vec<ChangeInfo> = ::programmes::diff::diff(a, b).into_iter().map(change).collect();
    Ok(ProgrammeDiff {
        before: a.id.clone(),
        after: b.id.clone(),
        differences: changes.iter().map(|change| change.text.clone()).collect(),
        changes,
        population: shift,
        notice: notice(moment, std::iter::empty()),
    })
}

fn change(difference: Difference) -> ChangeInfo {
    let subject = match difference.subject {
        Subject::Identity => ChangeSubject::Identity,
        Subject::Parameter => ChangeSubject::Parameter,
        Subject::Definition => ChangeSubject::Definition,
        Subject::Table => ChangeSubject::Table,
        Subject::Score => ChangeSubject::Score,
        Subject::Condition => ChangeSubject::Condition,
        Subject::Benefit => ChangeSubject::Benefit,
        Subject::Evidence => ChangeSubject::Evidence,
    };
    let Difference { name, before, after, text, .. } = difference;
    ChangeInfo { subject, name, before, after, text }
}
