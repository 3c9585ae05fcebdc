//! `assess`: one subject against programmes.

use app::model::{Amount, Assessment, AssessmentSet, Condition, PlanBlocked, PlanInfo, Status};
use app::{AccessScope, Failure};

use super::{in_file, open, planning, read_text, when};
use crate::args::{Assess, Format};
use crate::exit::{Outcome, Verdict};
use crate::output;

pub(crate) fn run(args: &Assess) -> Outcome {
    let region = open(&args.data.data)?;
    let scope = AccessScope::officer();
    let when = when(&args.clocks);
    let planning = if args.no_plan { None } else { Some(planning(&args.planning)?) };
    let set = match (&args.facts, &args.subject) {
        (Some(path), _) => {
            let text = read_text(path)?;
            app::assess_facts(&scope, &region, &text, &args.programmes, planning.as_ref(), when)
                .map_err(|failure| in_file(failure, path))?
        }
        (None, Some(subject)) => app::assess_subject(
            &scope,
            &region,
            "enterprise",
            subject,
            &args.programmes,
            planning.as_ref(),
            when,
        )?,
        (None, None) => return Ok(Verdict::Holds),
    };
    print(&set, args)?;
    Ok(Verdict::Holds)
}

fn print(set: &AssessmentSet, args: &Assess) -> Result<(), Failure> {
    match (args.format, set.answers.as_slice()) {
        (Format::Json, [one]) if args.programmes.len() == 1 => output::json(one),
        (Format::Json, answers) => output::json(&answers),
        (Format::Text, answers) => {
            let mut text = String::new();
            for answer in answers {
                describe(answer, &mut text);
            }
            let unstated = if args.facts.is_some() { "无（事实为填写）" } else { "未注明" };
            let freshest = set.notice.freshest_data.map_or(unstated.to_owned(), |date| date.to_string());
            text.push_str(&format!("{} · 最新数据 {freshest}\n", set.notice.disclaimer));
            output::text(&text)
        }
    }
}

fn describe(answer: &Assessment, text: &mut String) {
    let subject = if answer.subject.is_empty() { String::new() } else { format!("{} · ", answer.subject) };
    let force = if answer.in_force { "" } else { "（该版本当日未施行）" };
    text.push_str(&format!(
        "{subject}{} {}{force}：{}\n",
        answer.name,
        answer.programme,
        word(answer.status)
    ));
    if let Some(filled) = &answer.filled_by {
        text.push_str(&format!("  本地区的补充：{filled}\n"));
    }
    if let Some(applies) = answer.applies.as_ref().filter(|applies| applies.status != Status::Met) {
        outline(applies, 1, text);
    }
    for condition in &answer.conditions {
        outline(condition, 1, text);
    }
    if let Some(class) = &answer.class {
        text.push_str(&format!("  类别 {class}\n"));
    }
    if let Some(amount) = &answer.amount {
        text.push_str(&format!("  金额 {}\n", amount_in_words(amount)));
    }
    if let Some(score) = &answer.score {
        text.push_str(&format!("  得分 {}～{}（满分 {}）\n", score.min, score.max, score.of));
    }
    if !answer.missing.is_empty() {
        text.push_str("  还缺这些事实才能判断：\n");
    }
    for missing in &answer.missing {
        let period = missing.period.as_ref().map(|year| format!("（{year}年）")).unwrap_or_default();
        text.push_str(&format!("    {}{period} → {}\n", missing.attribute, missing.decides.join("、")));
    }
    describe_plan(answer.plan.as_ref(), answer.plan_blocked.as_ref(), text);
    text.push('\n');
}

fn amount_in_words(amount: &Amount) -> String {
    let per = if amount.period == "year" { "每年" } else { "一次" };
    let told = match (amount.min.as_deref(), amount.max.as_deref()) {
        (Some(min), Some(max)) if min == max => format!("{min} 元"),
        (Some(min), Some(max)) => format!("{min}～{max} 元"),
        (Some(min), None) => format!("不少于 {min} 元"),
        _ => "待定".to_owned(),
    };
    format!("{told}（{per}，以符合条件为前提）")
}

/// A plan, or why there is none, in words.
pub(super) fn describe_plan(plan: Option<&PlanInfo>, blocked: Option<&PlanBlocked>, text: &mut String) {
    if let Some(plan) = plan {
        let what = if plan.changes.is_empty() { "只需等到那一天" } else { "需要" };
        text.push_str(&format!("  计划：{} 符合，费用约 {}，{what}\n", plan.target_date, plan.cost_shown));
        for change in &plan.changes {
            let period = change.period.as_ref().map(|year| format!("{year}年")).unwrap_or_default();
            let action = change.action.as_ref().map(|action| format!("（{action}）")).unwrap_or_default();
            text.push_str(&format!(
                "    {period}{}：{} → {}{action}，{}，至少提前 {}\n",
                change.attribute, change.from_shown, change.to_shown, change.cost_shown, change.lead_time
            ));
        }
        for assumption in &plan.assumptions {
            text.push_str(&format!("    假定：{assumption}\n"));
        }
    }
    if let Some(blocked) = blocked {
        text.push_str(&format!("  到 {} 没有计划：{}\n", blocked.target_date, blocked.reason));
    }
}

fn outline(condition: &Condition, depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    let mark = match condition.status {
        Status::Met => "✓",
        Status::Unmet => "✗",
        Status::Unknown => "?",
        Status::NotApplicable => "-",
    };
    let article = condition.article.as_ref().map(|article| format!("（{article}）")).unwrap_or_default();
    text.push_str(&format!(
        "{indent}{mark} {}：{}{article}\n",
        condition.id,
        condition.reason.as_deref().unwrap_or_default()
    ));
    for child in &condition.children {
        outline(child, depth + 1, text);
    }
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Met => "符合",
        Status::Unmet => "不符合",
        Status::Unknown => "待定",
        Status::NotApplicable => "不适用",
    }
}
