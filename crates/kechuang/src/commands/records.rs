//! `relations` and `judgements`: what is on record about a subject beside its own facts.

use app::AccessScope;
use app::model::{JudgementInfo, RelationInfo, Standing};

use super::history::kind_of;
use super::{closing, open, when};
use crate::args::{Format, OfSubject};
use crate::exit::{Outcome, Verdict};
use crate::output;

pub(crate) fn relations(args: &OfSubject) -> Outcome {
    let region = open(&args.data.data)?;
    let kind = kind_of(&args.subject, &args.kind);
    let found = app::relations(&AccessScope::officer(), &region, kind, &args.subject, when(&args.clocks))?;
    if args.format == Format::Json {
        output::json(&found)?;
        return Ok(Verdict::Holds);
    }
    let mut text = format!("{} · 关系 {} 条\n", found.subject.name, found.relations.len());
    for relation in &found.relations {
        text.push_str(&told(&found.subject.name, relation));
    }
    text.push_str(&closing(&found.notice));
    output::text(&text)?;
    Ok(Verdict::Holds)
}

fn told(own: &str, relation: &RelationInfo) -> String {
    let other = relation.other_subject.as_ref().map_or(relation.other.as_str(), |other| other.name.as_str());
    let (subject, object) = if relation.outgoing { (own, other) } else { (other, own) };
    let share = relation.share.as_ref().map(|share| format!("，持股 {share}")).unwrap_or_default();
    let from = relation.from.map_or_else(|| "起日未知".to_owned(), |from| format!("自 {from}"));
    let standing = match (relation.standing, relation.until) {
        (Standing::Holds, _) => "现在成立".to_owned(),
        (Standing::Later, _) => "尚未成立".to_owned(),
        (Standing::Ended, Some(until)) => format!("已于 {until} 终止"),
        (Standing::Ended | Standing::Unknown, _) => "是否仍成立未知".to_owned(),
    };
    let basis = relation.basis.as_ref().map(|basis| format!("{basis}；")).unwrap_or_default();
    let row = relation.row.map(|row| format!("第 {row} 行")).unwrap_or_default();
    let source = relation.source.as_ref().map(|source| format!("{}，{row}", source.name)).unwrap_or_default();
    format!("{subject} {} {object}{share}；{from}，{standing}\n    {basis}{source}\n", relation.relation)
}

pub(crate) fn judgements(args: &OfSubject) -> Outcome {
    let region = open(&args.data.data)?;
    let kind = kind_of(&args.subject, &args.kind);
    let found = app::judgements(&AccessScope::officer(), &region, kind, &args.subject, when(&args.clocks))?;
    if args.format == Format::Json {
        output::json(&found)?;
        return Ok(Verdict::Holds);
    }
    let mut text = format!("{} · 评审意见 {} 条\n", found.subject.name, found.judgements.len());
    for judgement in &found.judgements {
        text.push_str(&judged(judgement));
    }
    text.push_str(&closing(&found.notice));
    output::text(&text)?;
    Ok(Verdict::Holds)
}

fn judged(judgement: &JudgementInfo) -> String {
    let mark = if judgement.used { "✓" } else { " " };
    let about = [&judgement.programme, &judgement.condition, &judgement.attribute];
    let about: Vec<&str> = about.into_iter().flatten().map(String::as_str).collect();
    let year = judgement.year.as_ref().map(|year| format!("[{year}]")).unwrap_or_default();
    let by = judgement.by.as_deref().unwrap_or("评定者未写明");
    let on = judgement.on.map_or_else(|| "日期未写明".to_owned(), |on| on.to_string());
    let row = judgement.row.map(|row| format!("第 {row} 行")).unwrap_or_default();
    let source =
        judgement.source.as_ref().map(|source| format!("{}，{row}；", source.name)).unwrap_or_default();
    format!(
        "{mark} {}{year}：{}（{by}，{on}）\n    {source}{}\n",
        about.join(" · "),
        judgement.verdict,
        judgement.why
    )
}
