//! A plan as it is answered (CONTRACT «plan»): money as decimal text in 元, other numbers as JSON numbers, words as written.

use jiff::civil::Date;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json, json};
use vocabulary::fact::Stated;
use vocabulary::kind::AttributeId;
use vocabulary::{AttributeType, Datum, Dimension, Kind, Number};

use super::Problem;
use super::lever::{Lever, Scale, listed};
use super::projection::Carried;
use super::search::Found;
use crate::assess::show::{decimal, json_number, quantity};

/// What planning ends with.
#[derive(Clone, Debug, PartialEq)]
pub enum PlanOutcome {
    /// The least-cost plan.
    Plan(Plan),
    /// There is none, and why.
    Blocked(Blocked),
}

impl PlanOutcome {
    /// The plan, as `plan` of an answer: null where there is none.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Plan(plan) => plan.to_json(),
            Self::Blocked(_) => Json::Null,
        }
    }
}

/// A set of changes that makes the status met.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The day on which it is met.
    pub target_date: Date,
    /// What all changes together cost, in 元.
    pub cost: Number,
    /// No cheaper plan exists; `false` where the search ended early, which [`Self::assumptions`] then say.
    pub optimal: bool,
    /// What the plan rests on, as sentences.
    pub assumptions: Vec<String>,
    /// What to change, by attribute and year; empty: wait.
    pub changes: Vec<Change>,
    /// Where the open years of what the programme looks at start from.
    pub projection: Vec<Projected>,
}

/// A change of one fact, or records added to a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Attribute.
    pub attribute: String,
    /// Calendar year; `None` for a plain attribute or a list.
    pub year: Option<i16>,
    /// Before; of a list the number of its known records.
    pub from: Stated,
    /// After.
    pub to: Stated,
    /// Unit of both, empty for words and 是否.
    pub unit: String,
    /// Whether both are money.
    pub money: bool,
    /// Days until it counts.
    pub lead_days: u32,
    /// What it costs, in 元.
    pub cost: Number,
    /// What people call adding such a record.
    pub action: Option<String>,
    /// The record to add: fields and values.
    pub record: Vec<(String, Stated)>,
}

/// The value of an open year before any change.
#[derive(Clone, Debug, PartialEq)]
pub struct Projected {
    /// Attribute.
    pub attribute: String,
    /// Calendar year.
    pub year: i16,
    /// The value.
    pub value: Stated,
    /// Its unit.
    pub unit: String,
    /// Whether it is money.
    pub money: bool,
    /// The year it was carried forward from; `None`: as stated.
    pub carried_from: Option<i16>,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// The day it was planned for: the last one tried.
    pub target_date: Date,
    /// Ids of the conditions that cannot be met, alone or together; `适用范围` is the scope of the programme.
    pub conditions: Vec<String>,
    /// Why, as a sentence.
    pub reason: String,
    /// It is certain that no plan exists; `false` where the search ended early.
    pub certain: bool,
}

impl Plan {
    /// In the shape of CONTRACT, with `projection`, `optimal` and a `cost` of each change beside it.
    pub fn to_json(&self) -> Json {
        json!({
            "target_date": self.target_date.to_string(),
            "cost": decimal(self.cost),
            "optimal": self.optimal,
            "assumptions": self.assumptions,
            "changes": self.changes.iter().map(Change::to_json).collect::<Vec<_>>(),
            "projection": self.projection.iter().map(Projected::to_json).collect::<Vec<_>>(),
        })
    }
}

impl Change {
    /// In the shape of CONTRACT.
    pub fn to_json(&self) -> Json {
        let mut out = json!({
            "attribute": self.attribute,
            "period": self.year.map(|year| year.to_string()),
            "from": stated_json(&self.from, self.money),
            "to": stated_json(&self.to, self.money),
            "unit": self.unit,
            "lead_time": format!("{}天", self.lead_days),
            "cost": decimal(self.cost),
        });
        if let (Some(action), Some(object)) = (&self.action, out.as_object_mut()) {
            let record: Map<String, Json> =
                self.record.iter().map(|(field, value)| (field.clone(), stated_json(value, false))).collect();
            object.insert("action".to_owned(), Json::from(action.as_str()));
            object.insert("record".to_owned(), Json::Object(record));
        }
        out
    }
}

impl Projected {
    /// In the shape of CONTRACT.
    pub fn to_json(&self) -> Json {
        json!({
            "attribute": self.attribute,
            "period": self.year.to_string(),
            "value": stated_json(&self.value, self.money),
            "unit": self.unit,
            "carried_from": self.carried_from.map(|year| year.to_string()),
        })
    }
}

impl Serialize for Plan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl Serialize for Blocked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let json = json!({
            "target_date": self.target_date.to_string(),
            "conditions": self.conditions,
            "reason": self.reason,
            "certain": self.certain,
        });
        json.serialize(serializer)
    }
}

fn stated_json(stated: &Stated, money: bool) -> Json {
    match stated {
        Stated::Unknown => Json::Null,
        Stated::Absent => Json::from("无"),
        Stated::Known(Datum::Bool(value)) => Json::from(*value),
        Stated::Known(Datum::Number(number)) if money => quantity(*number, Dimension::MONEY),
        Stated::Known(Datum::Number(number)) => json_number(*number),
        Stated::Known(Datum::Range(low, high)) => {
            Json::from(format!("{}..{}", decimal(*low), decimal(*high)))
        }
        Stated::Known(Datum::Text(text)) => Json::from(&**text),
        Stated::Known(Datum::Date(date)) => Json::from(date.to_string()),
    }
}

/// Unit in answers, and whether it is money.
fn unit_of(r#type: &AttributeType) -> (String, bool) {
    match r#type {
        AttributeType::Number(unit) if unit.dimension == Dimension::MONEY => ("元".to_owned(), true),
        AttributeType::Number(unit) if unit.dimension.is_one() && unit.scale() == Number::from_integer(1) => {
            (unit.symbol.to_owned(), false)
        }
        AttributeType::Number(unit) if unit.dimension.is_one() => ("比例".to_owned(), false),
        AttributeType::Number(unit) => (unit.dimension.to_string(), false),
        AttributeType::List(_) => ("项".to_owned(), false),
        _ => (String::new(), false),
    }
}

/// Writes the plan that a point stands for.
pub(super) fn plan(problem: &Problem<'_>, carried: &[Carried], found: &Found, optimal: bool) -> Plan {
    let mut added: Vec<(AttributeId, i64)> = Vec::new();
    let mut changes = Vec::new();
    for (at, lever) in problem.levers.levers.iter().enumerate() {
        if lever.position(&found.steps) != 0 {
            let cost = (problem.levers.variables.iter().zip(&found.steps))
                .filter(|(variable, _)| variable.lever == at)
                .map(|(variable, steps)| variable.cost * Number::from_integer(i128::from(*steps)))
                .sum();
            changes.push(change(problem, lever, &found.steps, cost, &mut added));
        }
    }
    let projection = projection(problem, carried, &changes);
    Plan {
        target_date: problem.target,
        cost: problem.unit * Number::from_integer(found.cost),
        optimal,
        assumptions: assumptions(problem, &projection, &changes, optimal),
        changes,
        projection,
    }
}

fn change(
    problem: &Problem<'_>,
    lever: &Lever,
    steps: &[i64],
    cost: Number,
    added: &mut Vec<(AttributeId, i64)>,
) -> Change {
    let kind = &*problem.programme.subject;
    let attribute = kind.get(lever.attribute);
    let (unit, money) = unit_of(&attribute.r#type);
    let position = lever.position(steps);
    let count = |n: i64| Stated::Known(Datum::Number(Number::from_integer(i128::from(n))));
    let (from, to, action, record) = if let Scale::Records { name, record } = &lever.scale {
        // Several kinds of records may be added to one list, one after the other.
        let before = listed(problem.facts, lever.attribute).items.len();
        let so_far = added.iter().filter(|(list, _)| *list == lever.attribute).map(|(_, more)| more);
        let before =
            so_far.fold(i64::try_from(before).unwrap_or(i64::MAX), |sum, more| sum.saturating_add(*more));
        added.push((lever.attribute, position));
        let fields = match &attribute.r#type {
            AttributeType::List(fields) => &fields[..],
            _ => &[],
        };
        let record = (fields.iter().zip(&record.fields))
            .filter(|(_, stated)| **stated != Stated::Unknown)
            .map(|(field, stated)| (field.name.clone(), stated.clone()));
        (count(before), count(before.saturating_add(position)), Some(name.clone()), record.collect())
    } else {
        let at = |position: i64| lever.stated(position).unwrap_or_default();
        (at(0), at(position), None, Vec::new())
    };
    Change {
        attribute: attribute.name.clone(),
        year: lever.year,
        from,
        to,
        unit,
        money,
        lead_days: lever.lead_days,
        cost,
        action,
        record,
    }
}

/// The open years of what the programme reads, and of what the plan moves.
fn projection(problem: &Problem<'_>, carried: &[Carried], changes: &[Change]) -> Vec<Projected> {
    let kind = &*problem.programme.subject;
    let read = super::reads::read(problem.programme, problem.target);
    let mut out = Vec::new();
    for (id, attribute) in kind.iter() {
        for year in problem.request.as_of.year()..=problem.target.year() {
            let moved = || changes.iter().any(|c| c.attribute == attribute.name && c.year == Some(year));
            if !read.contains(&(id, Some(year))) && !moved() {
                continue;
            }
            let carried = carried.iter().find(|c| c.attribute == id && c.year == year);
            let stated = problem.facts.years(id).find(|(at, _)| *at == year).map(|(_, cell)| &cell.stated);
            let Some(stated) = stated.filter(|stated| **stated != Stated::Unknown) else { continue };
            let (unit, money) = unit_of(&attribute.r#type);
            out.push(Projected {
                attribute: attribute.name.clone(),
                year,
                value: stated.clone(),
                unit,
                money,
                carried_from: carried.map(|carried| carried.from),
            });
        }
    }
    out
}

fn assumptions(
    problem: &Problem<'_>,
    projection: &[Projected],
    changes: &[Change],
    optimal: bool,
) -> Vec<String> {
    let programme = problem.programme;
    let mut out = Vec::new();
    if changes.is_empty() {
        out.push(format!("不需要任何变动，到 {} 即符合", problem.target));
    } else {
        out.push("每一步的费用和所需时间是规划用的假设，不是统计数据，可以另行指定".to_owned());
    }
    if !optimal {
        out.push("搜索达到上限：方案可行，但不能保证费用最低".to_owned());
    }
    if programme.until.is_some_and(|until| until < problem.target) {
        out.push(format!("假定到 {} 仍按“{}”的这一版本认定", problem.target, programme.name));
    }
    let kind = &*programme.subject;
    let mut at = 0;
    while let Some(first) = projection.get(at) {
        let same = |p: &&Projected| {
            p.attribute == first.attribute && p.carried_from == first.carried_from && p.value == first.value
        };
        let years: Vec<String> =
            projection.iter().skip(at).take_while(same).map(|p| p.year.to_string()).collect();
        at += years.len();
        out.extend(first.carried_from.map(|from| carried_sentence(kind, first, &years, from)));
    }
    out
}

fn carried_sentence(kind: &Kind, first: &Projected, years: &[String], from: i16) -> String {
    let attribute = kind.attribute(&first.attribute).map(|(_, attribute)| attribute);
    let value = match (&first.value, attribute.and_then(|attribute| attribute.r#type.dimension())) {
        (Stated::Known(Datum::Number(number)), Some(dimension)) => {
            let symbol = if dimension.is_one() { first.unit.as_str() } else { "" };
            format!("{}{symbol}", language::render::number(*number, dimension, first.unit == "比例"))
                .replace("比例", "")
        }
        (Stated::Absent, _) => "无".to_owned(),
        (other, _) => match stated_json(other, false) {
            Json::Bool(true) => "是".to_owned(),
            Json::Bool(false) => "否".to_owned(),
            Json::String(text) => text,
            other => other.to_string(),
        },
    };
    let judged = attribute
        .and_then(|attribute| attribute.assessor.as_ref())
        .map(|by| format!("；这一项由{by}评定，推算值不是评定结果"));
    let years = years.join("、");
    format!("{years}年{}按{from}年的 {value} 推算{}", first.attribute, judged.unwrap_or_default())
}
