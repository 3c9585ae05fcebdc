//! The condition tree with reasons, the values each test rests on, and how far each failed test was.

use language::Context;
use language::eval::{Extent, Read, Reading};
use language::render::{Names, reasons};
use language::value::{Interval, Truth};
use vocabulary::{AttributeType, Datum, Kind};

use super::show::{decimal, quantity, unit};
use super::{AssessContext, fold};
use crate::answer::{ConditionAnswer, ShortfallAnswer, Status, ValueAnswer};
use crate::programme::{Body, Condition, Group, Test};

pub(super) struct Explainer<'a> {
    pub(super) kind: &'a Kind,
    pub(super) context: &'a Context<'a>,
    pub(super) names: Names<'a>,
    pub(super) with: &'a AssessContext<'a>,
    pub(super) shortfall: Vec<ShortfallAnswer>,
}

impl Explainer<'_> {
    /// Whether the programme applies at all.
    pub(super) fn applies(&mut self, test: &Test) -> ConditionAnswer {
        let mut answer = ConditionAnswer {
            id: "适用范围".to_owned(),
            op: "test",
            n: None,
            article: String::new(),
            text: "本政策适用于这样的主体".to_owned(),
            confidence: None,
            status: Status::Unknown,
            reason: String::new(),
            values: Vec::new(),
            children: Vec::new(),
        };
        let shortfalls = self.shortfall.len();
        self.test(test, &mut answer);
        self.shortfall.truncate(shortfalls);
        answer
    }

    pub(super) fn condition(&mut self, condition: &Condition) -> ConditionAnswer {
        let mut answer = ConditionAnswer {
            id: condition.id.clone(),
            op: "test",
            n: None,
            article: condition.article.clone(),
            text: condition.text.clone(),
            confidence: condition.confidence.clone(),
            status: Status::Unknown,
            reason: String::new(),
            values: Vec::new(),
            children: Vec::new(),
        };
        match &condition.body {
            Body::Test(test) => self.test(test, &mut answer),
            Body::Review(by) => answer.reason = format!("由{by}判断，程序不下结论"),
            Body::Group(group, children) => {
                (answer.op, answer.n) = match group {
                    Group::All => ("all", None),
                    Group::Any => ("any", None),
                    Group::AtLeast(n) => ("at_least", Some(*n)),
                };
                answer.children = children.iter().map(|child| self.condition(child)).collect();
                let truths = answer.children.iter().map(|child| match child.status {
                    Status::Met => Truth::True,
                    Status::Unmet => Truth::False,
                    _ => Truth::Unknown,
                });
                answer.status = fold(*group, &mut truths.collect::<Vec<_>>().into_iter()).into();
                answer.reason = group_reason(*group, &answer);
            }
        }
        answer
    }

    fn test(&mut self, test: &Test, answer: &mut ConditionAnswer) {
        let (value, trace) = self.context.explain(&test.expr);
        answer.status = value.truth().into();
        answer.values = trace.readings.iter().map(|reading| self.value(reading)).collect();
        let mut sentences: Vec<String> = Vec::new();
        for reason in reasons(&test.expr, &test.source, self.context, &self.names) {
            if let Some(far) = reason.shortfall
                && answer.status == Status::Unmet
            {
                self.shortfall.push(ShortfallAnswer {
                    condition: answer.id.clone(),
                    quantity: far.quantity,
                    have: quantity(far.have, far.dimension),
                    need: quantity(far.need, far.dimension),
                    unit: unit(far.dimension, far.percent),
                });
            }
            if !sentences.contains(&reason.sentence) {
                sentences.push(reason.sentence);
            }
        }
        answer.reason = sentences.join("；");
    }

    fn value(&self, reading: &Reading) -> ValueAnswer {
        let attribute = self.kind.get(reading.attribute);
        let dimension = attribute.r#type.dimension();
        let value = match &reading.read {
            Read::Known(datum) => Some(text(datum)),
            Read::Absent => Some("无".to_owned()),
            Read::Unknown => None,
            Read::Total(interval) | Read::Records(interval) => range(*interval),
        };
        let percent = matches!(&attribute.r#type, AttributeType::Number(unit) if unit.symbol == "%");
        ValueAnswer {
            attribute: attribute.name.clone(),
            period: period(reading.extent),
            value,
            unit: match reading.read {
                Read::Records(_) => "项".to_owned(),
                _ => dimension.map(|dimension| unit(dimension, percent)).unwrap_or_default(),
            },
            source: reading.provenance.and_then(|provenance| (self.with.source)(provenance)),
            provenance: reading.provenance,
        }
    }
}

/// A period as answers name it.
pub(crate) fn period(extent: Extent) -> Option<String> {
    match extent {
        Extent::Plain | Extent::Records => None,
        Extent::Year(year) => Some(year.to_string()),
        Extent::Years(first, last) if first == last => Some(first.to_string()),
        Extent::Years(first, last) => Some(format!("{first}..{last}")),
    }
}

fn text(datum: &Datum) -> String {
    match datum {
        Datum::Bool(true) => "是".to_owned(),
        Datum::Bool(false) => "否".to_owned(),
        Datum::Number(number) => decimal(*number),
        Datum::Range(low, high) => format!("{}..{}", decimal(*low), decimal(*high)),
        Datum::Text(text) => text.to_string(),
        Datum::Date(date) => date.to_string(),
    }
}

fn range(interval: Interval) -> Option<String> {
    match (interval.low, interval.high) {
        (Some(low), Some(high)) if low == high => Some(decimal(low)),
        (Some(low), Some(high)) => Some(format!("{}..{}", decimal(low), decimal(high))),
        (Some(low), None) => Some(format!("≥{}", decimal(low))),
        _ => None,
    }
}

/// A group in one sentence: the children that decided it.
fn group_reason(group: Group, answer: &ConditionAnswer) -> String {
    let with = |status: Status| -> Vec<&str> {
        (answer.children.iter())
            .filter(|child| child.status == status)
            .map(|child| child.id.as_str())
            .collect()
    };
    let (met, unmet, unknown) = (with(Status::Met), with(Status::Unmet), with(Status::Unknown));
    match (group, answer.status) {
        (Group::All, Status::Met) => format!("{} 项全部符合", answer.children.len()),
        (Group::All, Status::Unmet) => format!("不符合：{}", unmet.join("、")),
        (Group::Any, Status::Met) => format!("符合其中：{}", met.join("、")),
        (Group::Any, Status::Unmet) => "各项均不符合".to_owned(),
        (Group::AtLeast(n), Status::Met | Status::Unmet) => format!("要求至少 {n} 项，符合 {} 项", met.len()),
        _ => format!("待定：{}", unknown.join("、")),
    }
}
