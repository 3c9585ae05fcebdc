//! Engines' answers in the shape of the API.

use programmes::answer as engine;
use programmes::plan::{Blocked, Change, Plan, Projected};
use programmes::{Answer, Programme};
use vocabulary::fact::Stated;
use vocabulary::number::format_decimal;
use vocabulary::{Datum, Number, Unit};

use crate::model::{
    Amount, Assessment, Condition, Missing, PlanBlocked, PlanChange, PlanInfo, ProjectedFact, Score, ScoreItem,
    Shortfall, Status, ValueUsed,
};
use crate::present;

/// Unit by which the engine marks a share of one.
const RATIO: &str = "比例";

impl From<programmes::Status> for Status {
    fn from(status: programmes::Status) -> Self {
        match status {
            programmes::Status::Met => Self::Met,
            programmes::Status::Unmet => Self::Unmet,
            programmes::Status::Unknown => Self::Unknown,
            programmes::Status::NotApplicable => Self::NotApplicable,
        }
    }
}

impl Status {
    /// As people say it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Met => "符合",
            Self::Unmet => "不符合",
            Self::Unknown => "待定",
            Self::NotApplicable => "不适用",
        }
    }
}

/// An engine's answer for the API.
pub(super) fn assessment(programme: &Programme, as_of: jiff::civil::Date, answer: Answer) -> Assessment {
    Assessment {
        programme: answer.programme,
        family: answer.family,
        name: programme.name.clone(),
        in_force: answer.in_force,
        as_of,
        subject: answer.subject,
        status: answer.status.into(),
        filled_by: answer.filled_by,
        applies: answer.applies.map(|answer| condition(*answer)),
        class: answer.class,
        conditions: answer.conditions.into_iter().map(condition).collect(),
        score: answer.score.map(score),
        amount: answer.amount.map(|amount| Amount {
            min: amount.min,
            max: amount.max,
            unit: amount.unit.to_owned(),
            period: amount.period.to_owned(),
        }),
        missing: answer.missing.into_iter().map(missing).collect(),
        shortfall: answer.shortfall.into_iter().map(shortfall).collect(),
        plan: None,
        plan_blocked: None,
    }
}

/// A plan for the API.
pub(super) fn plan(plan: &Plan) -> PlanInfo {
    PlanInfo {
        target_date: plan.target_date,
        cost: format_decimal(plan.cost, 2),
        cost_shown: present::money(plan.cost),
        optimal: plan.optimal,
        assumptions: plan.assumptions.clone(),
        changes: plan.changes.iter().map(change).collect(),
        projection: plan.projection.iter().map(projected).collect(),
    }
}

/// Why there is no plan, for the API.
pub(super) fn blocked(why: &Blocked) -> PlanBlocked {
    PlanBlocked {
        target_date: why.target_date,
        conditions: why.conditions.clone(),
        reason: why.reason.clone(),
        certain: why.certain,
    }
}

fn change(change: &Change) -> PlanChange {
    let mut told = change.to_json();
    let mut part = |name: &str| told.get_mut(name).map(serde_json::Value::take).unwrap_or_default();
    let (from, to, record) = (part("from"), part("to"), part("record"));
    PlanChange {
        attribute: change.attribute.clone(),
        period: change.year.map(|year| year.to_string()),
        from_shown: stated(&change.from, &change.unit),
        to_shown: stated(&change.to, &change.unit),
        from,
        to,
        unit: change.unit.clone(),
        lead_time: format!("{}天", change.lead_days),
        cost: format_decimal(change.cost, 2),
        cost_shown: present::money(change.cost),
        action: change.action.clone(),
        record: (!record.is_null()).then_some(record),
    }
}

fn projected(fact: &Projected) -> ProjectedFact {
    let mut told = fact.to_json();
    ProjectedFact {
        attribute: fact.attribute.clone(),
        period: fact.year.to_string(),
        value: told.get_mut("value").map(serde_json::Value::take).unwrap_or_default(),
        unit: fact.unit.clone(),
        shown: stated(&fact.value, &fact.unit),
        carried_from: fact.carried_from,
    }
}

/// A stated value of a unit as people read it.
fn stated(stated: &Stated, unit: &str) -> String {
    match stated {
        Stated::Unknown => "未知".to_owned(),
        Stated::Absent => "无".to_owned(),
        Stated::Known(Datum::Number(number)) => {
            let symbol = if unit == RATIO { "%" } else { unit };
            match Unit::find(symbol) {
                Some(unit) => present::quantity(*number, unit),
                None => format!("{}{unit}", format_decimal(*number, 4)),
            }
        }
        Stated::Known(datum) => present::exact(datum),
    }
}

fn condition(answer: engine::ConditionAnswer) -> Condition {
    Condition {
        id: answer.id,
        op: answer.op.to_owned(),
        n: answer.n.and_then(|n| u32::try_from(n).ok()),
        article: non_empty(answer.article),
        text: answer.text,
        confidence: answer.confidence,
        status: answer.status.into(),
        reason: non_empty(answer.reason),
        values: answer.values.into_iter().map(value).collect(),
        children: answer.children.into_iter().map(condition).collect(),
    }
}

fn value(answer: engine::ValueAnswer) -> ValueUsed {
    ValueUsed {
        attribute: answer.attribute,
        period: answer.period,
        value: answer.value,
        unit: non_empty(answer.unit),
        source: answer.source,
    }
}

fn score(answer: engine::ScoreAnswer) -> Score {
    let items = answer.items.into_iter().map(|item| ScoreItem {
        id: item.id,
        min: item.min,
        max: item.max,
        of: item.of,
    });
    Score { min: answer.min, max: answer.max, of: answer.of, items: items.collect() }
}

fn missing(answer: engine::Missing) -> Missing {
    Missing { attribute: answer.attribute, period: answer.period, decides: answer.decides }
}

fn shortfall(answer: engine::ShortfallAnswer) -> Shortfall {
    let (mut have_shown, mut need_shown) =
        (shown(&answer.have, &answer.unit), shown(&answer.need, &answer.unit));
    if have_shown == need_shown {
        // Rounded for people both sides look alike: a shortfall of a 分 must still be seen.
        (have_shown, need_shown) = (in_full(&answer.have, &answer.unit), in_full(&answer.need, &answer.unit));
    }
    Shortfall {
        condition: answer.condition,
        quantity: answer.quantity,
        have_shown,
        need_shown,
        have: answer.have,
        need: answer.need,
        unit: answer.unit,
    }
}

fn in_full(value: &serde_json::Value, unit: &str) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    if unit == RATIO { text } else { format!("{text}{unit}") }
}

/// A quantity of the engine (money as decimal text, anything else as a number) as people read it.
fn shown(value: &serde_json::Value, unit: &str) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let symbol = if unit == RATIO { "%" } else { unit };
    let number: Option<Number> = vocabulary::number::parse_decimal(&text);
    match (number, Unit::find(symbol)) {
        (Some(number), Some(unit)) => present::quantity(number, unit),
        _ => format!("{text}{unit}"),
    }
}

fn non_empty(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn shortfalls_read_as_people_write_them() {
        assert_eq!(shown(&json!("12345000"), "元"), "1,234.5万元");
        assert_eq!(shown(&json!(0.043), RATIO), "4.3%");
        assert_eq!(shown(&json!(7), "人"), "7人");
        assert_eq!(shown(&json!(64), ""), "64");
    }
}
