use std::collections::BTreeSet;

use programmes::{AssessContext, Programme, SelectError};
use vocabulary::{Facts, Kind, facts_file};

use super::convert;
use super::planning::{Planning, plan_of};
use crate::access::AccessScope;
use crate::clock::{Moment, When};
use crate::content::ENTERPRISE;
use crate::failure::{Code, Detail, Failure};
use crate::limits::{MAX_FACTS_BYTES, MAX_PROGRAMMES};
use crate::model::{Assessment, AssessmentSet, Condition, Notice, Status, SubjectRef};
use crate::region::{Region, notice};
use crate::scoped_view::{self, ScopedView};

/// Whose facts, as read from the lake or from a text.
pub(super) struct Subject<'r> {
    /// Of which kind, with the attributes of other roles.
    pub(super) kind: &'r Kind,
    pub(super) facts: Facts,
    pub(super) reference: SubjectRef,
    pub(super) notice: Notice,
}

/// Assesses a subject of the lake against programmes (families or versions; all in force where none is named); with plans where
/// `planning` is given.
///
/// # Errors
/// Where subject or programme is unknown, or the lake cannot be read.
pub fn assess_subject(
    scope: &AccessScope,
    region: &Region,
    kind: &str,
    id: &str,
    programmes: &[String],
    planning: Option<&Planning>,
    when: When,
) -> Result<AssessmentSet, Failure> {
    let moment = region.moment(when);
    let (kind, _) = region.catalogue.kind(kind)?;
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let subject = view.find(id)?;
    let facts = view.facts(subject);
    let programmes = select_for(region, kind, programmes, &facts, moment)?;
    let mut answers = assess_all(&view, &programmes, &facts, view.name(subject), moment);
    add_plans(&mut answers, &programmes, &facts, planning, moment)?;
    Ok(AssessmentSet {
        subject: reference(&view, subject),
        withheld: withheld(scope, kind, &answers),
        answers,
        notice: notice(moment, view.sources_of(&facts).into_iter()),
    })
}

/// Assesses facts that somebody typed in, as YAML or JSON text; with plans where `planning` is given. Nothing is stored.
///
/// # Errors
/// Where the text cannot be read (each place is told), is too long, or a programme is unknown.
pub fn assess_facts(
    _scope: &AccessScope,
    region: &Region,
    text: &str,
    programmes: &[String],
    planning: Option<&Planning>,
    when: When,
) -> Result<AssessmentSet, Failure> {
    let moment = region.moment(when);
    let kind = applicant(region, programmes, moment)?;
    let of = read_facts(kind, text, moment)?;
    let programmes = select_for(region, kind, programmes, &of.facts, moment)?;
    let with = AssessContext::typed_in(moment.as_of, &of.reference.name);
    let assess = |programme: &&Programme| {
        convert::assessment(programme, moment.as_of, programmes::assess(programme, &of.facts, &with))
    };
    let mut answers: Vec<Assessment> = programmes.iter().map(assess).collect();
    add_plans(&mut answers, &programmes, &of.facts, planning, moment)?;
    // What a reader says of themselves is theirs to see.
    Ok(AssessmentSet { subject: of.reference, answers, withheld: Vec::new(), notice: of.notice })
}

/// A plan for every answer that is not met.
fn add_plans(
    answers: &mut [Assessment],
    programmes: &[&Programme],
    facts: &Facts,
    planning: Option<&Planning>,
    moment: Moment,
) -> Result<(), Failure> {
    let Some(planning) = planning else { return Ok(()) };
    for (answer, programme) in answers.iter_mut().zip(programmes) {
        if matches!(answer.status, Status::Unmet | Status::Unknown) {
            (answer.plan, answer.plan_blocked) = plan_of(programme, facts, moment.as_of, planning)?;
        }
    }
    Ok(())
}

pub(super) fn reference(view: &ScopedView<'_>, subject: usize) -> SubjectRef {
    SubjectRef {
        id: Some(view.id(subject).to_owned()),
        name: view.name(subject).to_owned(),
        example: view.is_example(subject),
    }
}

/// A subject of the lake with all that the reader may see of it.
pub(super) fn subject<'r>(
    scope: &AccessScope,
    region: &'r Region,
    kind: &str,
    id: &str,
    moment: Moment,
) -> Result<Subject<'r>, Failure> {
    let (kind, _) = region.catalogue.kind(kind)?;
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let subject = view.find(id)?;
    let facts = view.facts(subject);
    Ok(Subject {
        kind: region.catalogue.library.kind(&kind.id).unwrap_or(kind),
        reference: reference(&view, subject),
        notice: notice(moment, view.sources_of(&facts).into_iter()),
        facts,
    })
}

/// Facts typed in, as YAML or JSON text.
pub(super) fn read_facts<'r>(kind: &'r Kind, text: &str, moment: Moment) -> Result<Subject<'r>, Failure> {
    if text.len() > MAX_FACTS_BYTES {
        let message = format!("填写的内容有 {} 字节，超过 {} KB", text.len(), MAX_FACTS_BYTES >> 10);
        return Err(Failure::new(Code::LimitExceeded, message, "请删去用不到的记录").at("facts"));
    }
    let read = facts_file::read(kind, text, moment.as_of).map_err(|errors| {
        let count = errors.len();
        let details = errors.into_iter().map(|error| Detail {
            line: Some(error.at.line),
            column: Some(error.at.column),
            message: error.message,
        });
        Failure::new(
            Code::InvalidFacts,
            format!("填写的内容有 {count} 处不能读取"),
            "请按提示逐处改正；不知道的留空",
        )
        .at("facts")
        .with_details(details.collect())
    })?;
    let example = scoped_view::is_example(kind, &read.facts);
    Ok(Subject {
        kind,
        reference: SubjectRef { id: None, example, name: read.subject },
        facts: read.facts,
        notice: notice(moment, std::iter::empty()),
    })
}

/// Of which kind the subjects are that programmes of these names are for; enterprises where there are no names.
pub(super) fn applicant<'r>(
    region: &'r Region,
    names: &[String],
    moment: Moment,
) -> Result<&'r Kind, Failure> {
    let kind = match names.first() {
        None => ENTERPRISE,
        Some(name) => {
            let version = region.catalogue.library.programmes().find(|p| p.id == *name || p.family == *name);
            match version {
                Some(version) => version.kind.as_str(),
                None => select_one(region, name, moment)?.kind.as_str(),
            }
        }
    };
    let library = &region.catalogue.library;
    Ok(library.kind(kind).map_or(region.catalogue.enterprise(), |kind| kind))
}

/// As [`select`], by what a subject's facts say: for a review an earlier version may go on, and the layer of its region may
/// have filled in what the upper one left to it.
pub(super) fn select_for<'r>(
    region: &'r Region,
    kind: &Kind,
    names: &[String],
    facts: &Facts,
    moment: Moment,
) -> Result<Vec<&'r Programme>, Failure> {
    let purpose = programmes::purpose(kind, facts);
    let code = programmes::region(kind, facts);
    let library = &region.catalogue.library;
    let chosen = select_by(region, kind, names, purpose, moment)?;
    Ok(chosen.into_iter().map(|programme| library.localised(programme, code)).collect())
}

/// The programmes of these names for subjects of `kind`; all in force where there are no names.
pub(super) fn select<'r>(
    region: &'r Region,
    kind: &Kind,
    names: &[String],
    moment: Moment,
) -> Result<Vec<&'r Programme>, Failure> {
    select_by(region, kind, names, None, moment)
}

fn select_by<'r>(
    region: &'r Region,
    kind: &Kind,
    names: &[String],
    purpose: Option<&str>,
    moment: Moment,
) -> Result<Vec<&'r Programme>, Failure> {
    if names.len() > MAX_PROGRAMMES {
        let message = format!("一次最多 {MAX_PROGRAMMES} 项政策，收到 {}", names.len());
        return Err(Failure::new(Code::LimitExceeded, message, "请分几次提交").at("programmes"));
    }
    let library = &region.catalogue.library;
    if names.is_empty() {
        let mut all = library.in_force_for(moment.as_of, purpose);
        all.retain(|programme| programme.kind == kind.id);
        return Ok(all);
    }
    names
        .iter()
        .map(|name| select_one_for(region, name, purpose, moment))
        .map(|found| {
            let programme = found?;
            if programme.kind == kind.id {
                return Ok(programme);
            }
            let message = format!("政策“{}”不适用于{}", programme.name, kind.name);
            Err(Failure::new(Code::InvalidArgument, message, "请选择适用于该类主体的政策").at("programme"))
        })
        .collect()
}

/// The version of that id, or the version of that family in force.
pub(super) fn select_one<'r>(
    region: &'r Region,
    name: &str,
    moment: Moment,
) -> Result<&'r Programme, Failure> {
    select_one_for(region, name, None, moment)
}

fn select_one_for<'r>(
    region: &'r Region,
    name: &str,
    purpose: Option<&str>,
    moment: Moment,
) -> Result<&'r Programme, Failure> {
    region.catalogue.library.select_for(name, moment.as_of, purpose).map_err(|error| {
        let hint = match &error {
            SelectError::Unknown { .. } => "可用的政策见 /api/v1/programmes",
            SelectError::NoneInForce { .. } => "请写明版本，或换一个日期",
        };
        Failure::new(Code::UnknownProgramme, error.to_string(), hint).at("programme")
    })
}

/// One subject against several programmes.
pub(super) fn assess_all(
    view: &ScopedView<'_>,
    programmes: &[&Programme],
    facts: &Facts,
    name: &str,
    moment: Moment,
) -> Vec<Assessment> {
    let source = |provenance| view.place(provenance);
    let with = AssessContext { as_of: moment.as_of, subject: name, source: &source };
    programmes
        .iter()
        .map(|programme| {
            let answer = programmes::assess(programme, facts, &with);
            convert::assessment(programme, moment.as_of, answer)
        })
        .collect()
}

/// Attributes that the answers asked for and the reader may not see.
pub(super) fn withheld(scope: &AccessScope, kind: &Kind, answers: &[Assessment]) -> Vec<String> {
    let mut asked = BTreeSet::new();
    for answer in answers {
        asked.extend(answer.missing.iter().map(|missing| missing.attribute.as_str()));
        answer.conditions.iter().for_each(|condition| attributes_of(condition, &mut asked));
    }
    let hidden = kind.attributes.iter().filter(|attribute| {
        !scope.may_read(attribute.sensitivity) && asked.contains(attribute.name.as_str())
    });
    hidden.map(|attribute| attribute.name.clone()).collect()
}

fn attributes_of<'c>(condition: &'c Condition, asked: &mut BTreeSet<&'c str>) {
    asked.extend(condition.values.iter().map(|value| value.attribute.as_str()));
    condition.children.iter().for_each(|child| attributes_of(child, asked));
}

/// Whether subjects of a kind can be assessed at all.
pub(super) fn is_assessed(region: &Region, kind: &Kind) -> bool {
    region.catalogue.library.programmes().any(|programme| programme.kind == kind.id)
}
