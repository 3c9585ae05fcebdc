//! What would make it: plans, the cultivation path, the best bundle, the next question.

use jiff::civil::Date;
use programmes::bundle::{self, Bundle, Candidate};
use programmes::path::{self, RungState};
use programmes::plan::{CostOverride, Costs, PlanError, PlanOutcome, PlanRequest};
use programmes::programme::Term;
use programmes::{Asked, AssessContext, Form, Programme};
use vocabulary::number::format_decimal;
use vocabulary::yaml::{self, Node, Value};
use vocabulary::{Facts, Number, Unit, cell};

use super::assess::{Subject, applicant, read_facts, select_for, subject};
use super::convert;
use crate::access::AccessScope;
use crate::clock::{Moment, When};
use crate::failure::{Code, Detail, Failure};
use crate::limits::MAX_QUESTIONS;
use crate::model::{
    AskedInfo, BundleChoice, BundleInfo, BundleItem, PathInfo, PlanBlocked, PlanInfo, QuestionForm,
    QuestionInfo, QuestionSet, RungInfo, RungStanding, Status,
};
use crate::present;
use crate::region::{Region, notice};

/// What is asked of plans.
#[derive(Clone, Debug, Default)]
pub struct Planning {
    /// On which day the status is to be met; none: the next window, or else one, two or three years from now.
    pub target: Option<Date>,
    /// What moves take, in place of what the kind file says.
    pub costs: Costs,
}

impl Planning {
    /// Reads a file of costs: attribute (or name of an addition) → `{cost: 5000元, lead: 90天, step: 1万元}`, or the cost alone.
    ///
    /// # Errors
    /// Each place that cannot be read.
    pub fn with_costs(target: Option<Date>, text: &str) -> Result<Self, Failure> {
        let refused = |details: Vec<Detail>| {
            let hint = "每行写作 属性: 费用，或 属性: {cost: 5000元, lead: 90天, step: 1万元}";
            Failure::new(Code::InvalidArgument, "费用表不能读取", hint).at("costs").with_details(details)
        };
        let detail = |at: yaml::Position, message: String| Detail {
            line: Some(at.line),
            column: Some(at.column),
            message,
        };
        let root = yaml::parse(text).map_err(|error| refused(vec![detail(error.at, error.message)]))?;
        let Value::Mapping(entries) = &root.value else {
            return Err(refused(vec![detail(root.at, "应是“属性: 费用”".to_owned())]));
        };
        let (mut costs, mut wrong) = (Costs::new(), Vec::new());
        for (key, node) in entries {
            match override_of(node) {
                Ok(said) => {
                    costs.insert(key.text.clone(), said);
                }
                Err((at, message)) => wrong.push(detail(at, format!("{}：{message}", key.text))),
            }
        }
        if wrong.is_empty() { Ok(Self { target, costs }) } else { Err(refused(wrong)) }
    }
}

fn override_of(node: &Node) -> Result<CostOverride, (yaml::Position, String)> {
    let money = |node: &Node| quantity(node, "元").map(Some);
    let mut said = CostOverride::default();
    let Value::Mapping(entries) = &node.value else {
        said.cost = money(node)?;
        return Ok(said);
    };
    for (key, node) in entries {
        match key.text.as_str() {
            "cost" => said.cost = money(node)?,
            "lead" => {
                let text = node.text().unwrap_or_default();
                let days = vocabulary::kind::days(text)
                    .ok_or((node.at, "lead 应是时间，如 90天、6月、2年".to_owned()))?;
                said.lead_days = Some(days);
            }
            "step" => said.step = Some(any_quantity(node)?),
            other => return Err((key.at, format!("不认识“{other}”，只有 cost、lead、step"))),
        }
    }
    Ok(said)
}

fn quantity(node: &Node, unit: &str) -> Result<Number, (yaml::Position, String)> {
    let unit = Unit::find(unit).ok_or((node.at, format!("没有单位 {unit}")))?;
    cell::parse_quantity(node.text().unwrap_or_default(), unit).map_err(|error| (node.at, error.to_string()))
}

/// A quantity in whatever unit it is written, in base units: 1万元, 5人, 0.1%.
fn any_quantity(node: &Node) -> Result<Number, (yaml::Position, String)> {
    let text = node.text().unwrap_or_default();
    let unit =
        Unit::ALL.iter().filter(|unit| text.ends_with(unit.symbol)).max_by_key(|unit| unit.symbol.len());
    quantity(node, unit.map_or("个", |unit| unit.symbol))
}

/// The plan of one programme, or what stands in its way.
///
/// # Errors
/// Where the target date or a cost cannot be used.
pub(super) fn plan_of(
    programme: &Programme,
    facts: &Facts,
    as_of: Date,
    planning: &Planning,
) -> Result<(Option<PlanInfo>, Option<PlanBlocked>), Failure> {
    let request = PlanRequest { as_of, target: planning.target, costs: planning.costs.clone() };
    match programmes::plan::plan(programme, facts, &request).map_err(|error| refused(&error))? {
        PlanOutcome::Plan(plan) => Ok((Some(convert::plan(&plan)), None)),
        PlanOutcome::Blocked(why) => Ok((None, Some(convert::blocked(&why)))),
    }
}

fn refused(error: &PlanError) -> Failure {
    let place = if matches!(error, PlanError::Cost { .. }) { "costs" } else { "target_date" };
    Failure::new(Code::InvalidArgument, error.to_string(), "请改正后再试").at(place)
}

/// The cultivation path of a subject of the lake.
///
/// # Errors
/// Where the subject is unknown or a cost cannot be used.
pub fn path_of_subject(
    scope: &AccessScope,
    region: &Region,
    kind: &str,
    id: &str,
    planning: &Planning,
    when: When,
) -> Result<PathInfo, Failure> {
    let moment = region.moment(when);
    let found = subject(scope, region, kind, id, moment)?;
    path(region, found, planning, moment)
}

/// The cultivation path by facts typed in. Nothing is stored.
///
/// # Errors
/// Where the text cannot be read or a cost cannot be used.
pub fn path_of_facts(
    _scope: &AccessScope,
    region: &Region,
    text: &str,
    planning: &Planning,
    when: When,
) -> Result<PathInfo, Failure> {
    let moment = region.moment(when);
    let kind = applicant(region, &[], moment)?;
    path(region, read_facts(kind, text, moment)?, planning, moment)
}

fn path(region: &Region, of: Subject<'_>, planning: &Planning, moment: Moment) -> Result<PathInfo, Failure> {
    let library = &region.catalogue.library;
    let rungs = path::path(library, of.kind, &of.facts, moment.as_of, &planning.costs)
        .map_err(|error| refused(&error))?;
    let rungs = rungs.into_iter().map(|rung| {
        let (standing, date, plan, blocked) = match rung.state {
            RungState::Held(until) => (RungStanding::Held, Some(until), None, None),
            RungState::Met => (RungStanding::Met, Some(moment.as_of), None, None),
            RungState::Planned(plan) => {
                (RungStanding::Planned, Some(plan.target_date), Some(convert::plan(&plan)), None)
            }
            RungState::Blocked(why) => (RungStanding::Blocked, None, None, Some(convert::blocked(&why))),
        };
        RungInfo {
            programme: rung.programme.id.clone(),
            family: rung.programme.family.clone(),
            name: rung.programme.name.clone(),
            after: rung.after,
            standing,
            date,
            plan,
            blocked,
        }
    });
    Ok(PathInfo { rungs: rungs.collect(), subject: of.reference, notice: of.notice })
}

/// The best bundle of a subject of the lake.
///
/// # Errors
/// Where the subject or a programme is unknown.
pub fn bundle_of_subject(
    scope: &AccessScope,
    region: &Region,
    kind: &str,
    id: &str,
    programmes: &[String],
    when: When,
) -> Result<BundleInfo, Failure> {
    let moment = region.moment(when);
    let found = subject(scope, region, kind, id, moment)?;
    bundle(region, found, programmes, moment)
}

/// The best bundle by facts typed in. Nothing is stored.
///
/// # Errors
/// Where the text cannot be read or a programme is unknown.
pub fn bundle_of_facts(
    _scope: &AccessScope,
    region: &Region,
    text: &str,
    programmes: &[String],
    when: When,
) -> Result<BundleInfo, Failure> {
    let moment = region.moment(when);
    let kind = applicant(region, programmes, moment)?;
    bundle(region, read_facts(kind, text, moment)?, programmes, moment)
}

fn bundle(
    region: &Region,
    of: Subject<'_>,
    programmes: &[String],
    moment: Moment,
) -> Result<BundleInfo, Failure> {
    let chosen = select_for(region, of.kind, programmes, &of.facts, moment)?;
    let candidates = bundle::candidates(&chosen, &of.facts, moment.as_of);
    let choice = |bundle: &Bundle, open: usize| BundleChoice {
        programmes: bundle.chosen.iter().map(|at| candidates[*at].programme.id.clone()).collect(),
        total: format_decimal(bundle.total, 2),
        total_shown: match open {
            0 => present::money(bundle.total),
            _ => format!("{}，另有 {open} 项金额还不能估计", present::money(bundle.total)),
        },
        optimal: bundle.optimal,
    };
    let (certain, possible) = (bundle::certain(&candidates), bundle::possible(&candidates));
    let open = |bundle: &Bundle| {
        let chosen = bundle.chosen.iter().map(|at| &candidates[*at]);
        chosen.filter(|one| one.term.is_some() && one.amount.high.is_none()).count()
    };
    Ok(BundleInfo {
        certain: choice(&certain, 0),
        possible: choice(&possible, open(&possible)),
        candidates: candidates.iter().map(item).collect(),
        subject: of.reference,
        notice: of.notice,
    })
}

fn item(candidate: &Candidate<'_>) -> BundleItem {
    let money = candidate.term.is_some();
    let bound = |number: Option<Number>| number.filter(|_| money).map(|number| format_decimal(number, 2));
    let (low, high) = (candidate.amount.low, candidate.amount.high);
    let shown = match (money, low, high) {
        (false, ..) => "不涉及金额".to_owned(),
        (true, Some(low), Some(high)) if low == high => present::money(low),
        (true, Some(low), Some(high)) => format!("{}～{}", present::money(low), present::money(high)),
        (true, Some(low), None) if low == Number::from_integer(0) => "还不能估计".to_owned(),
        (true, Some(low), None) => format!("不少于 {}", present::money(low)),
        (true, None, _) => "待定".to_owned(),
    };
    BundleItem {
        programme: candidate.programme.id.clone(),
        name: candidate.programme.name.clone(),
        status: candidate.status.into(),
        min: bound(low),
        max: bound(high),
        shown,
        period: candidate.term.map(|term| match term {
            Term::Yearly => "year".to_owned(),
            Term::Once => "once".to_owned(),
        }),
        exclusive: candidate.programme.exclusive.clone(),
    }
}

/// What to ask next about facts typed in, and how the programmes stand as yet. Nothing is stored.
///
/// # Errors
/// Where the text cannot be read or a programme is unknown.
pub fn questions(
    _scope: &AccessScope,
    region: &Region,
    text: &str,
    programmes: &[String],
    limit: usize,
    when: When,
) -> Result<QuestionSet, Failure> {
    let moment = region.moment(when);
    let kind = applicant(region, programmes, moment)?;
    let of = read_facts(kind, text, moment)?;
    let chosen = select_for(region, kind, programmes, &of.facts, moment)?;
    let limit = limit.min(MAX_QUESTIONS);
    let asked = programmes::questions(&chosen, kind, &of.facts, moment.as_of, limit);
    let name =
        |id: &str| chosen.iter().find(|programme| programme.id == id).map(|programme| programme.name.clone());
    let with = AssessContext::typed_in(moment.as_of, &of.reference.name);
    let answers: Vec<_> = (chosen.iter())
        .map(|programme| {
            convert::assessment(programme, moment.as_of, programmes::assess(programme, &of.facts, &with))
        })
        .collect();
    Ok(QuestionSet {
        questions: asked
            .into_iter()
            .map(|question| {
                let programmes: Vec<String> =
                    question.decides.into_iter().map(|decides| decides.programme).collect();
                QuestionInfo {
                    names: programmes.iter().filter_map(|id| name(id)).collect(),
                    form: match question.form {
                        Form::Value => QuestionForm::Value,
                        Form::Checklist => QuestionForm::Checklist,
                    },
                    facts: (question.facts.into_iter())
                        .map(|Asked { attribute, periods, tick }| AskedInfo { attribute, periods, tick })
                        .collect(),
                    programmes,
                }
            })
            .collect(),
        settled: answers.iter().filter(|answer| answer.status != Status::Unknown).count(),
        answers,
        notice: notice(moment, std::iter::empty()),
    })
}
