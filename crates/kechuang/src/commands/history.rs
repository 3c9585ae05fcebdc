//! `explain` and `changes`: where a value comes from, and what became otherwise between two dates.

use app::AccessScope;
use app::model::{CandidateInfo, Cause, FactChange, ListChanges, Status, StatusChange, SubjectChanges};

use super::{closing, open, when};
use crate::args::{Changes, Explain, Format};
use crate::exit::{Outcome, Verdict};
use crate::output;

pub(crate) fn explain(args: &Explain) -> Outcome {
    let region = open(&args.data.data)?;
    let scope = AccessScope::officer();
    let kind = kind_of(&args.subject, &args.kind);
    let found = app::explain(&scope, &region, kind, &args.subject, &args.attribute, when(&args.clocks))?;
    if args.format == Format::Json {
        output::json(&found)?;
        return Ok(Verdict::Holds);
    }
    let mut text = format!("{} · {}\n", found.subject.name, found.attribute);
    if found.candidates.is_empty() {
        text.push_str("没有来源说过它：未知\n");
    }
    for candidate in &found.candidates {
        text.push_str(&told(candidate, &found.fields));
    }
    text.push_str(&closing(&found.notice));
    output::text(&text)?;
    Ok(Verdict::Holds)
}

fn told(candidate: &CandidateInfo, fields: &[String]) -> String {
    let mark = if candidate.stands { "✓" } else { " " };
    let year = candidate.year.map(|year| format!("{year}年 ")).unwrap_or_default();
    let value = candidate.text.clone().unwrap_or_else(|| {
        let known = fields.iter().zip(&candidate.record);
        let known = known.filter_map(|(field, value)| Some(format!("{field} {}", value.as_ref()?)));
        known.collect::<Vec<_>>().join("，")
    });
    let sheet = candidate.sheet.as_ref().map(|sheet| format!("工作表“{sheet}”")).unwrap_or_default();
    let apart = candidate.apart.as_deref().and_then(|apart| apart.parse::<f64>().ok());
    let apart = apart.map(|apart| format!("，相差 {:.1}%", apart * 100.0)).unwrap_or_default();
    format!(
        "{mark} {year}{value}{apart}\n    {}，{sheet}第 {} 行；{}\n",
        candidate.source.name, candidate.row, candidate.why
    )
}

pub(crate) fn changes(args: &Changes) -> Outcome {
    let region = open(&args.data.data)?;
    let scope = AccessScope::officer();
    let to = args.to.unwrap_or_else(|| region.clock().today());
    let between = (args.from, to);
    let text = if let Some(subject) = &args.subject {
        let kind = kind_of(subject, &args.kind);
        let found = app::changes_of_subject(&scope, &region, kind, subject, between)?;
        if args.format == Format::Json {
            output::json(&found)?;
            return Ok(Verdict::Holds);
        }
        of_subject(&found)
    } else {
        let found = app::changes_of_kind(&scope, &region, &args.kind, between)?;
        if args.format == Format::Json {
            output::json(&found)?;
            return Ok(Verdict::Holds);
        }
        of_kind(&found)
    };
    output::text(&text)?;
    Ok(Verdict::Holds)
}

fn of_subject(found: &SubjectChanges) -> String {
    let mut text = format!("{}：{} 至 {} 的变化\n", found.subject.name, found.from, found.to);
    if found.facts.is_empty() && found.merges.is_empty() && found.statuses.is_empty() {
        text.push_str("没有变化\n");
    }
    for merge in &found.merges {
        text.push_str(&format!("合并：{} 现在是 {}\n", merge.from, merge.to));
    }
    for FactChange { attribute, year, before, after, source } in &found.facts {
        let year = year.map(|year| format!("[{year}]")).unwrap_or_default();
        text.push_str(&format!("事实：{attribute}{year}：{before} → {after}\n"));
        if let Some(source) = source {
            text.push_str(&format!("    据 {source}\n"));
        }
    }
    for change in &found.statuses {
        text.push_str(&of_status(change));
    }
    text.push_str(&closing(&found.notice));
    text
}

fn of_status(change: &StatusChange) -> String {
    let word = |status: Option<Status>| match status {
        Some(Status::Met) => "符合",
        Some(Status::Unmet) => "不符合",
        Some(Status::Unknown) => "待定",
        Some(Status::NotApplicable) => "不适用",
        None => "没有施行的版本",
    };
    let causes = change.causes.iter().map(|cause| match cause {
        Cause::Fact => "事实变了",
        Cause::Law => "政策换了版本",
        Cause::Time => "时间推移",
    });
    let causes = causes.collect::<Vec<_>>().join("、");
    let why = if causes.is_empty() { "几个原因各自都足以如此".to_owned() } else { causes };
    let versions = match (&change.version_before, &change.version_after) {
        (Some(before), Some(after)) if before != after => format!("（{before} → {after}）"),
        (_, Some(after)) => format!("（{after}）"),
        (Some(before), None) => format!("（{before}）"),
        (None, None) => String::new(),
    };
    format!("结论：{}{versions}：{} → {}；{why}\n", change.name, word(change.before), word(change.after))
}

fn of_kind(found: &ListChanges) -> String {
    let mut text = format!("{}：{} 至 {} 的变化\n", found.kind, found.from, found.to);
    text.push_str(&format!(
        "新增 {} 个，不再单列 {} 个，事实有变化 {} 个\n",
        found.added_total, found.gone_total, found.changed_total
    ));
    for attribute in &found.attributes {
        text.push_str(&format!("  {}：{} 个值\n", attribute.attribute, attribute.values));
    }
    for merge in &found.gone {
        let now =
            if merge.to.is_empty() { "没有了".to_owned() } else { format!("现在是 {}", merge.to) };
        text.push_str(&format!("  {}：{now}\n", merge.from));
    }
    for subject in &found.changed {
        text.push_str(&format!("  {} {}：{} 处\n", subject.id, subject.name, subject.facts));
    }
    text.push_str(&closing(&found.notice));
    text
}

/// The kind that an id names, else the one that was told.
pub(super) fn kind_of<'a>(subject: &'a str, told: &'a str) -> &'a str {
    match subject.split_once(':') {
        Some((kind, _)) if kind.is_ascii() => kind,
        _ => told,
    }
}
