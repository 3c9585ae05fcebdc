//! `assess`: one subject against programmes.

use app::model::{Assessment, AssessmentSet, Condition, Status};
use app::{AccessScope, Failure};

use super::{open, read_text, when};
use crate::args::{Assess, Format};
use crate::exit::{Outcome, Verdict};
use crate::output;

pub(crate) fn run(args: &Assess) -> Outcome {
    let region = open(&args.data.data)?;
    let scope = AccessScope::officer();
    let when = when(&args.clocks);
    let set = match (&args.facts, &args.subject) {
        (Some(path), _) => {
            let text = read_text(path)?;
            let named = |failure: Failure| match failure.place.as_deref() {
                Some("facts") => failure.at(path.display().to_string()),
                _ => failure,
            };
            app::assess_facts(&scope, &region, &text, &args.programmes, when).map_err(named)?
        }
        (None, Some(subject)) => {
            app::assess_subject(&scope, &region, "enterprise", subject, &args.programmes, when)?
        }
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
    for condition in &answer.conditions {
        outline(condition, 1, text);
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
    text.push('\n');
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
