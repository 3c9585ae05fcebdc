//! `resolve`: who is who.

use std::path::Path;

use app::model::{DecisionOrder, DuplicatePair, LinkedRows};
use app::{AccessScope, Failure};

use super::{closing, open, read_bytes, when, write_bytes};
use crate::args::{Format, ResolveDecide, ResolveDedupe, ResolveLink, ResolveReview};
use crate::exit::{Outcome, Verdict};
use crate::output;

pub(crate) fn link(args: &ResolveLink) -> Outcome {
    let region = open(&args.data.data)?;
    let (left, right) = (read_bytes(&args.left)?, read_bytes(&args.right)?);
    let names = [&args.left, &args.right].map(|path| path.display().to_string());
    let found = app::link_rows(&region, (&names[0], &left), (&names[1], &right), args.id.as_deref())?;
    answer(&found, args.out.as_deref())
}

pub(crate) fn dedupe(args: &ResolveDedupe) -> Outcome {
    let region = open(&args.data.data)?;
    let bytes = read_bytes(&args.input)?;
    let name = args.input.display().to_string();
    let found = app::duplicate_rows(&region, (&name, &bytes), args.id.as_deref())?;
    answer(&found, args.out.as_deref())
}

fn answer(found: &[LinkedRows], out: Option<&Path>) -> Outcome {
    let text = table(found)?;
    match out {
        Some(path) => {
            write_bytes(path, text.as_bytes())?;
            output::say(&format!("{} 对已写入 {}", found.len(), path.display()));
        }
        None => output::text(&text)?,
    }
    Ok(Verdict::Holds)
}

fn table(found: &[LinkedRows]) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let broken = |error: &dyn std::fmt::Display| {
        Failure::new(app::Code::StorageFailed, format!("结果不能写出：{error}"), "请重试")
    };
    writer.write_record(["left_id", "right_id", "probability"]).map_err(|error| broken(&error))?;
    for pair in found {
        let probability = format!("{:.6}", pair.probability);
        writer.write_record([&pair.left_id, &pair.right_id, &probability]).map_err(|error| broken(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| broken(&error))?;
    String::from_utf8(bytes).map_err(|error| broken(&error))
}

pub(crate) fn review(args: &ResolveReview) -> Outcome {
    let region = open(&args.data.data)?;
    let scope = AccessScope::officer();
    let found = app::duplicates(&scope, &region, &args.kind, args.limit, when(&args.clocks))?;
    if args.format == Format::Json {
        output::json(&found)?;
        return Ok(Verdict::Holds);
    }
    let mut text = format!("可能是同一个的有 {} 对，列出 {} 对\n", found.total, found.pairs.len());
    found.pairs.iter().for_each(|pair| text.push_str(&told(pair)));
    text.push_str(&closing(&found.notice));
    output::text(&text)?;
    Ok(Verdict::Holds)
}

fn told(pair: &DuplicatePair) -> String {
    let subject =
        |one: &app::model::SubjectRef| format!("{}（{}）", one.name, one.id.as_deref().unwrap_or_default());
    let mut text = format!(
        "{:.1}%  {}\n       {}\n       起点 {:+.1}",
        pair.probability * 100.0,
        subject(&pair.left),
        subject(&pair.right),
        pair.prior
    );
    for step in &pair.evidence {
        text.push_str(&format!("，{}{} {:+.1}", step.attribute, step.level, step.bits));
    }
    text.push('\n');
    text
}

pub(crate) fn decide(args: &ResolveDecide) -> Outcome {
    let region = open(&args.data.data)?;
    let order = DecisionOrder {
        subject: args.subject.clone(),
        verdict: args.verdict.clone(),
        object: args.object.clone(),
        since: args.since,
        reason: args.reason.clone(),
    };
    let stored = app::decide(&AccessScope::officer(), &region, &args.kind, &order, "命令行")?;
    output::text(&format!(
        "已记下：{} {} {}（来源 {}）\n",
        stored.subject, stored.verdict, stored.object, stored.source
    ))?;
    Ok(Verdict::Holds)
}
