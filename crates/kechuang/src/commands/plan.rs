//! `path`, `bundle`, `ask`: what would make it, what one can have together, what to ask next.

use app::model::{AskedInfo, BundleChoice, BundleInfo, PathInfo, QuestionForm, QuestionInfo, RungStanding};
use app::{AccessScope, Planning};

use super::assess::describe_plan;
use super::{closing, in_file, open, read_text, when};
use crate::args::{Ask, Bundle, Format, Path};
use crate::exit::{Outcome, Verdict};
use crate::output;

pub(crate) fn path(args: &Path) -> Outcome {
    let whose = &args.whose;
    let region = open(&whose.data.data)?;
    let scope = AccessScope::officer();
    let planning = match &args.costs {
        None => Planning::default(),
        Some(path) => Planning::with_costs(None, &read_text(path)?)
            .map_err(|failure| failure.at(path.display().to_string()))?,
    };
    let found = match (&whose.facts, &whose.subject) {
        (Some(path), _) => {
            app::path_of_facts(&scope, &region, &read_text(path)?, &planning, when(&whose.clocks))
                .map_err(|failure| in_file(failure, path))?
        }
        (None, subject) => {
            let subject = subject.as_deref().unwrap_or_default();
            app::path_of_subject(&scope, &region, &whose.kind, subject, &planning, when(&whose.clocks))?
        }
    };
    match whose.format {
        Format::Json => output::json(&found)?,
        Format::Text => output::text(&told_path(&found))?,
    }
    Ok(Verdict::Holds)
}

fn told_path(found: &PathInfo) -> String {
    let mut text = String::new();
    for (at, rung) in found.rungs.iter().enumerate() {
        let date = rung.date.map(|date| date.to_string());
        let standing = match rung.standing {
            RungStanding::Held => match date {
                Some(date) => format!("已取得，到 {date}"),
                None => "已取得".to_owned(),
            },
            RungStanding::Met => "现在就符合".to_owned(),
            RungStanding::Planned => format!("最早 {}", date.unwrap_or_default()),
            RungStanding::Blocked => "三年内没有确定能达到的计划".to_owned(),
        };
        text.push_str(&format!("{}. {} {}：{standing}\n", at + 1, rung.name, rung.programme));
        describe_plan(rung.plan.as_ref(), rung.blocked.as_ref(), &mut text);
    }
    text.push_str(&closing(&found.notice));
    text
}

pub(crate) fn bundle(args: &Bundle) -> Outcome {
    let whose = &args.whose;
    let region = open(&whose.data.data)?;
    let scope = AccessScope::officer();
    let found = match (&whose.facts, &whose.subject) {
        (Some(path), _) => {
            app::bundle_of_facts(&scope, &region, &read_text(path)?, &args.programmes, when(&whose.clocks))
                .map_err(|failure| in_file(failure, path))?
        }
        (None, subject) => {
            let subject = subject.as_deref().unwrap_or_default();
            let when = when(&whose.clocks);
            app::bundle_of_subject(&scope, &region, &whose.kind, subject, &args.programmes, when)?
        }
    };
    match whose.format {
        Format::Json => output::json(&found)?,
        Format::Text => output::text(&told_bundle(&found))?,
    }
    Ok(Verdict::Holds)
}

fn told_bundle(found: &BundleInfo) -> String {
    let mut text = String::new();
    let mut choice = |title: &str, choice: &BundleChoice| {
        text.push_str(&format!("{title}：合计 {}\n", choice.total_shown));
        for item in found.candidates.iter().filter(|item| choice.programmes.contains(&item.programme)) {
            let per = match item.period.as_deref() {
                Some("year") => "（每年）",
                Some(_) => "（一次）",
                None => "",
            };
            text.push_str(&format!("  {} {}：{}{per}\n", item.name, item.programme, item.shown));
        }
        if !choice.optimal {
            text.push_str("  （搜索提前结束，可能有更好的组合）\n");
        }
    };
    choice("已符合的", &found.certain);
    choice("连同待定的，按上限", &found.possible);
    text.push_str("合计是第一年的数，按年的和一次性的都算；同组的只取一项（就高不重复）。\n");
    text.push_str(&closing(&found.notice));
    text
}

pub(crate) fn ask(args: &Ask) -> Outcome {
    let region = open(&args.data.data)?;
    let scope = AccessScope::officer();
    let text = read_text(&args.facts)?;
    let found = app::questions(&scope, &region, &text, &args.programmes, args.limit, when(&args.clocks))
        .map_err(|failure| in_file(failure, &args.facts))?;
    if args.format == Format::Json {
        output::json(&found)?;
        return Ok(Verdict::Holds);
    }
    let mut told = format!("{} 项政策，已有结论 {} 项\n", found.answers.len(), found.settled);
    for (at, question) in found.questions.iter().enumerate() {
        told.push_str(&format!("{}. {}\n", at + 1, asked(question)));
        told.push_str(&format!("   关系到：{}\n", question.names.join("、")));
    }
    told.push_str(&closing(&found.notice));
    output::text(&told)?;
    Ok(Verdict::Holds)
}

fn asked(question: &QuestionInfo) -> String {
    match question.form {
        QuestionForm::Checklist => {
            let boxes = question.facts.iter().map(|fact| {
                let tick = fact.tick.as_deref().unwrap_or(&fact.attribute);
                format!("\n   □ {tick}（{}）", fact.attribute)
            });
            format!("有没有下列情况（没有的，填 否 或 无）：{}", boxes.collect::<String>())
        }
        QuestionForm::Value => {
            let fact = |fact: &AskedInfo| match fact.periods.as_slice() {
                [] => fact.attribute.clone(),
                years => format!("{}（{}年）", fact.attribute, years.join("、")),
            };
            question.facts.iter().map(fact).collect::<Vec<_>>().join("、")
        }
    }
}
