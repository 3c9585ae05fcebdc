//! Facts + programme + date → answer. `status` is the same assessment without the explanation, for lists and populations.

mod amount;
pub(crate) mod conditions;
pub(crate) mod show;

use jiff::civil::Date;
use language::render::Names;
use language::{Context, Truth, Value};
use vocabulary::fact::Provenance;
use vocabulary::{Datum, Facts, Kind, Lookup};

pub use amount::amount_bounds;

use crate::answer::{Answer, ScoreAnswer, ScoreItemAnswer, Status};
use crate::missing;
use crate::programme::{Body, Condition, Group, Programme, Scorecard};

/// What an assessment needs beyond programme and facts.
pub struct AssessContext<'a> {
    /// The date of the assessment.
    pub as_of: Date,
    /// Name of the subject, as the answer shows it.
    pub subject: &'a str,
    /// Says where a value comes from, in words.
    pub source: &'a dyn Fn(Provenance) -> Option<String>,
}

impl AssessContext<'_> {
    /// An assessment of facts that somebody typed in.
    pub fn typed_in(as_of: Date, subject: &str) -> AssessContext<'_> {
        AssessContext { as_of, subject, source: &|_| None }
    }
}

/// Assesses facts against a programme, with reasons, missing facts and shortfalls.
pub fn assess(programme: &Programme, facts: &Facts, with: &AssessContext<'_>) -> Answer {
    let mut answer = explain(programme, facts, with);
    if answer.status == Status::Unknown {
        answer.missing = missing::missing(programme, &programme.subject, facts, with.as_of);
    }
    answer
}

/// The same without looking for the missing facts, which takes ten times as long: `missing` stays empty.
pub fn explain(programme: &Programme, facts: &Facts, with: &AssessContext<'_>) -> Answer {
    let kind: &Kind = &programme.subject;
    let parameters = programme.parameter_values(with.as_of);
    let definitions = &programme.definitions;
    let context = Context::new(kind, facts, with.as_of, &parameters, &definitions.expressions).traced();
    let names = Names {
        definitions: &definitions.names,
        sources: &definitions.sources,
        expressions: &definitions.expressions,
    };
    let status = status_in(programme, &context);
    let mut explainer = conditions::Explainer { kind, context: &context, names, with, shortfall: Vec::new() };
    let applies = programme.applies.as_ref().map(|test| Box::new(explainer.applies(test)));
    let conditions = programme.conditions.iter().map(|condition| explainer.condition(condition)).collect();
    let shortfall = if status == Status::Unmet { explainer.shortfall } else { Vec::new() };
    Answer {
        programme: programme.id.clone(),
        family: programme.family.clone(),
        in_force: programme.in_force_for(purpose(kind, facts), with.as_of),
        filled_by: programme.filled_by.clone(),
        applies,
        as_of: with.as_of.to_string(),
        subject: with.subject.to_owned(),
        status,
        class: class(programme, &context),
        conditions,
        score: programme.score.as_ref().map(|card| score(card, &definitions.names, &context)),
        amount: amount::amount(programme, facts, with.as_of, &parameters, status),
        missing: Vec::new(),
        shortfall,
        plan: None,
    }
}

/// Attribute that says for which purpose one applies; a review may go by another version than a new application.
const PURPOSE: &str = "申请类型";

/// Attribute that says where a subject is registered (GB/T 2260): the layer of its region may fill in what an upper one left to it.
const REGION: &str = "行政区划";

/// For which purpose a subject applies, where its facts say so.
pub fn purpose<'f>(kind: &Kind, facts: &'f Facts) -> Option<&'f str> {
    word(kind, facts, PURPOSE)
}

/// Code of the region where a subject is registered, where its facts say so.
pub fn region<'f>(kind: &Kind, facts: &'f Facts) -> Option<&'f str> {
    word(kind, facts, REGION)
}

fn word<'f>(kind: &Kind, facts: &'f Facts, name: &str) -> Option<&'f str> {
    match kind.attribute(name).map(|(id, _)| facts.plain(id)) {
        Some(Lookup::Known(Datum::Text(word), _)) => Some(word),
        _ => None,
    }
}

fn class(programme: &Programme, context: &Context<'_>) -> Option<String> {
    match context.definition(programme.class?) {
        language::Value::Text(language::value::Maybe::Known(word)) => Some(word.to_string()),
        _ => None,
    }
}

/// The status alone.
pub fn status(programme: &Programme, facts: &Facts, as_of: Date) -> Status {
    status_with(programme, facts, as_of, &programme.parameter_values(as_of))
}

/// The status with the parameters' values at hand.
pub(crate) fn status_with(programme: &Programme, facts: &Facts, as_of: Date, parameters: &[Value]) -> Status {
    let definitions = &programme.definitions.expressions;
    let context = Context::new(&programme.subject, facts, as_of, parameters, definitions);
    status_in(programme, &context)
}

fn status_in(programme: &Programme, context: &Context<'_>) -> Status {
    let whole = fold(Group::All, &mut programme.conditions.iter().map(|condition| truth(condition, context)));
    match programme.applies.as_ref().map(|test| context.eval(&test.expr).truth()) {
        Some(Truth::False) => Status::NotApplicable,
        // Whether it applies at all is not known: then it is at best unknown.
        Some(Truth::Unknown) => Status::Unknown,
        _ => whole.into(),
    }
}

/// Truth of a condition, without reasons.
pub(crate) fn truth(condition: &Condition, context: &Context<'_>) -> Truth {
    match &condition.body {
        Body::Test(test) => context.eval(&test.expr).truth(),
        Body::Review(_) => Truth::Unknown,
        Body::Group(group, children) => fold(*group, &mut children.iter().map(|child| truth(child, context))),
    }
}

/// How a group folds its conditions, three-valued.
pub(crate) fn fold(group: Group, truths: &mut dyn Iterator<Item = Truth>) -> Truth {
    match group {
        Group::All => {
            let mut out = Truth::True;
            for truth in truths {
                out = out.min(truth);
                if out == Truth::False {
                    break;
                }
            }
            out
        }
        Group::Any => {
            let mut out = Truth::False;
            for truth in truths {
                out = out.max(truth);
                if out == Truth::True {
                    break;
                }
            }
            out
        }
        Group::AtLeast(wanted) => {
            let (mut sure, mut possible) = (0, 0);
            for truth in truths {
                sure += usize::from(truth == Truth::True);
                possible += usize::from(truth != Truth::False);
            }
            match (sure >= wanted, possible >= wanted) {
                (true, _) => Truth::True,
                (_, false) => Truth::False,
                _ => Truth::Unknown,
            }
        }
    }
}

fn score(card: &Scorecard, names: &[String], context: &Context<'_>) -> ScoreAnswer {
    let bounds = |definition: usize, of: i64| show::bounds(&context.definition(definition), of);
    let (min, max) = bounds(card.total, card.of);
    let items = card.items.iter().map(|item| {
        let (min, max) = bounds(item.definition, item.of);
        ScoreItemAnswer { id: names.get(item.definition).cloned().unwrap_or_default(), min, max, of: item.of }
    });
    ScoreAnswer { min, max, of: card.of, items: items.collect() }
}
