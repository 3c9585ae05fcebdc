use std::collections::BTreeSet;

use programmes::{AssessContext, Programme, SelectError};
use vocabulary::{Facts, Kind, facts_file};

use super::convert;
use crate::access::AccessScope;
use crate::clock::{Moment, When};
use crate::content::ENTERPRISE;
use crate::failure::{Code, Detail, Failure};
use crate::limits::{MAX_FACTS_BYTES, MAX_PROGRAMMES};
use crate::model::{Assessment, AssessmentSet, Condition, SubjectRef};
use crate::region::{Region, notice};
use crate::scoped_view::{self, ScopedView};

/// Assesses a subject of the lake against programmes (families or versions; all in force where none is named).
///
/// # Errors
/// Where subject or programme is unknown, or the lake cannot be read.
pub fn assess_subject(
    scope: &AccessScope,
    region: &Region,
    kind: &str,
    id: &str,
    programmes: &[String],
    when: When,
) -> Result<AssessmentSet, Failure> {
    let moment = region.moment(when);
    let (kind, _) = region.catalogue.kind(kind)?;
    let programmes = select(region, kind, programmes, moment)?;
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let subject = view.find(id)?;
    let facts = view.facts(subject);
    let answers = assess_all(&view, &programmes, &facts, view.name(subject), moment);
    Ok(AssessmentSet {
        subject: SubjectRef {
            id: Some(view.id(subject).to_owned()),
            name: view.name(subject).to_owned(),
            example: view.is_example(subject),
        },
        withheld: withheld(scope, kind, &answers),
        answers,
        notice: notice(moment, view.sources_of(&facts).into_iter()),
    })
}

/// Assesses facts that somebody typed in, as YAML or JSON text. Nothing is stored.
///
/// # Errors
/// Where the text cannot be read (each place is told), is too long, or a programme is unknown.
pub fn assess_facts(
    _scope: &AccessScope,
    region: &Region,
    text: &str,
    programmes: &[String],
    when: When,
) -> Result<AssessmentSet, Failure> {
    let moment = region.moment(when);
    let kind = region.catalogue.enterprise();
    if text.len() > MAX_FACTS_BYTES {
        let message = format!("填写的内容有 {} 字节，超过 {} KB", text.len(), MAX_FACTS_BYTES >> 10);
        return Err(Failure::new(Code::LimitExceeded, message, "请删去用不到的记录").at("facts"));
    }
    let programmes = select(region, kind, programmes, moment)?;
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
    let answers = programmes
        .iter()
        .map(|programme| {
            let with = AssessContext::typed_in(moment.as_of, &read.subject);
            convert::assessment(
                programme,
                moment.as_of,
                programmes::assess(programme, kind, &read.facts, &with),
            )
        })
        .collect();
    Ok(AssessmentSet {
        subject: SubjectRef {
            id: None,
            example: scoped_view::is_example(kind, &read.facts),
            name: read.subject,
        },
        answers,
        // What a reader says of themselves is theirs to see.
        withheld: Vec::new(),
        notice: notice(moment, std::iter::empty()),
    })
}

/// The programmes of these names for subjects of `kind`; all in force where there are no names.
pub(super) fn select<'r>(
    region: &'r Region,
    kind: &Kind,
    names: &[String],
    moment: Moment,
) -> Result<Vec<&'r Programme>, Failure> {
    if names.len() > MAX_PROGRAMMES {
        let message = format!("一次最多 {MAX_PROGRAMMES} 项政策，收到 {}", names.len());
        return Err(Failure::new(Code::LimitExceeded, message, "请分几次提交").at("programmes"));
    }
    let library = &region.catalogue.library;
    if names.is_empty() {
        let mut all = library.in_force(moment.as_of);
        all.retain(|programme| programme.kind == kind.id);
        return Ok(all);
    }
    names
        .iter()
        .map(|name| select_one(region, name, moment))
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
    region.catalogue.library.select(name, moment.as_of).map_err(|error| {
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
            let answer = programmes::assess(programme, view.kind(), facts, &with);
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
pub(super) fn is_assessed(kind: &Kind) -> bool {
    kind.id == ENTERPRISE
}
