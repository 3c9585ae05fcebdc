//! `population`: every subject against programmes, by group; reforms, grids, lists.

use app::model::{
    ParameterAxis, ParameterChange, PopulationAmount, PopulationAnswer, PopulationGroup, PopulationOrder,
};
use app::{AccessScope, Code, Engine, Failure, Listing, Subjects};

use super::{closing, open, when};
use crate::args::{Population, PopulationFormat, PopulationListing};
use crate::exit::{Outcome, Verdict};
use crate::output;

/// Facts named for each programme in the text.
const WANTING_SHOWN: usize = 5;

pub(crate) fn run(args: &Population) -> Outcome {
    let size = usize::try_from(args.part_subjects).unwrap_or(usize::MAX);
    let engine = args.engine.parse::<Engine>()?.in_parts_of(size);
    if engine != Engine::Local && args.list.is_some() {
        let hint = "名单请用 --engine local（本机）写，或先不写 --list 只要计数";
        return Err(Failure::new(Code::InvalidArgument, "集群只数数，不写名单", hint).at("list"));
    }
    let order = order(args)?;
    let region = open(&args.data.data)?;
    let scope = AccessScope::officer();
    let subjects = args.view.as_deref().map_or(Subjects::Lake, Subjects::File);
    if let (Some(list), Some(out)) = (args.list, &args.out) {
        let listing = listing(list);
        let written =
            app::population_list(&scope, &region, subjects, &order, listing, out, when(&args.clocks))?;
        let files: Vec<String> = written.files.iter().map(|file| file.display().to_string()).collect();
        output::say(&format!("名单 {} 行已写入 {}", written.rows, files.join("、")));
    }
    let answer = app::populations_on(&engine, &scope, &region, subjects, &order, when(&args.clocks))?;
    match args.format {
        PopulationFormat::Json => output::json(&answer)?,
        PopulationFormat::Csv => output::text(&csv(&answer)?)?,
        PopulationFormat::Text => output::text(&text(&answer))?,
    }
    Ok(Verdict::Holds)
}

/// A list by the word on the command line.
pub(crate) fn listing(list: PopulationListing) -> Listing {
    match list {
        PopulationListing::Met => Listing::Met,
        PopulationListing::Unmet => Listing::Unmet,
        PopulationListing::Unknown => Listing::Unknown,
        PopulationListing::Near => Listing::Near,
        PopulationListing::Gain => Listing::Gain,
        PopulationListing::Lose => Listing::Lose,
    }
}

fn order(args: &Population) -> Result<PopulationOrder, Failure> {
    if args.programme.is_empty() && !args.all {
        let message = "没有说是哪些政策".to_owned();
        let hint = "请写 --programme ID（可重复）或 --all（全部施行中的政策）";
        return Err(Failure::new(Code::InvalidArgument, message, hint).at("programme"));
    }
    let set = args.set.iter().map(|text| change(text)).collect::<Result<_, _>>()?;
    let grid = args.grid.iter().map(|text| axis(text)).collect::<Result<_, _>>()?;
    let (programmes, group_by) = (args.programme.clone(), args.group_by.clone());
    let within = args.within.iter().map(|text| within(text)).collect::<Result<_, _>>()?;
    Ok(PopulationOrder { programmes, group_by, within, set, grid })
}

/// `行政区划=330106`; 未知 is what nobody told.
fn within(text: &str) -> Result<(String, Option<String>), Failure> {
    let Some((attribute, label)) = text.split_once('=') else {
        let message = format!("--within “{text}”看不懂");
        return Err(
            Failure::new(Code::InvalidArgument, message, "写成 属性=值，如 行政区划=330106").at("within")
        );
    };
    let label = label.trim();
    Ok((attribute.trim().to_owned(), (label != "未知").then(|| label.to_owned())))
}

/// `cn.hnte:科技人员占比下限=8%`: programme, parameter, value.
fn parts(text: &str, option: &str) -> Result<(String, String, String), Failure> {
    let split = text.split_once('=').and_then(|(left, value)| Some((left.split_once(':')?, value)));
    let Some(((programme, parameter), value)) = split else {
        let message = format!("--{option} “{text}”看不懂");
        let hint = "写成 政策:参数=值，如 cn.hnte:科技人员占比下限=8%";
        return Err(Failure::new(Code::InvalidArgument, message, hint).at(option.to_owned()));
    };
    Ok((programme.trim().to_owned(), parameter.trim().to_owned(), value.trim().to_owned()))
}

/// A parameter set otherwise, as written on the command line.
pub(crate) fn change(text: &str) -> Result<ParameterChange, Failure> {
    let (programme, parameter, value) = parts(text, "set")?;
    Ok(ParameterChange { programme, parameter, value })
}

fn axis(text: &str) -> Result<ParameterAxis, Failure> {
    let (programme, parameter, values) = parts(text, "grid")?;
    let values = values.split([',', '，']).map(|value| value.trim().to_owned());
    Ok(ParameterAxis { programme, parameter, values: values.filter(|value| !value.is_empty()).collect() })
}

fn text(answer: &PopulationAnswer) -> String {
    let mut out = format!("共 {} 个主体\n", answer.subjects);
    for group in &answer.groups {
        out.push_str(&format!("{}：{}\n", heading(group), counts(group)));
    }
    for programme in answer.programmes.iter().filter(|programme| !programme.wanting.is_empty()) {
        let facts = programme.wanting.iter().take(WANTING_SHOWN);
        let facts: Vec<String> =
            facts.map(|fact| format!("{}（{} 个主体）", fact.attribute, fact.subjects)).collect();
        out.push_str(&format!("{} 待定的，最常缺：{}\n", programme.id, facts.join("、")));
    }
    if let Some(reform) = &answer.reform {
        out.push_str(&format!("改为 {}：\n", set(&reform.set)));
        for group in &reform.groups {
            out.push_str(&format!("  {}：{}\n", heading(group), counts(group)));
        }
    }
    if let Some(difference) = &answer.difference {
        let amount = difference.amount.as_ref().map(|amount| format!("，金额 {}", money(amount)));
        out.push_str(&format!(
            "变化：新增 {}（其中原先确定不符合 {}），退出 {}（其中确定不再符合 {}）{}\n",
            difference.gain,
            difference.gain_known,
            difference.lose,
            difference.lose_known,
            amount.unwrap_or_default()
        ));
    }
    for point in &answer.grid {
        let amount = point.amount.as_ref().map(|amount| format!("，金额 {}", money(amount)));
        out.push_str(&format!(
            "{}（{}）：符合 {}，待定 {}，新增 {}，退出 {}{}\n",
            set(&point.set),
            point.programme,
            point.met,
            point.unknown,
            point.gain,
            point.lose,
            amount.unwrap_or_default()
        ));
    }
    out.push_str(&closing(&answer.notice));
    out
}

fn heading(group: &PopulationGroup) -> String {
    let parts: Vec<String> = group
        .key
        .iter()
        .filter(|(name, _)| *name != "programme")
        .map(|(name, label)| {
            let label = label.as_deref().unwrap_or("未知");
            group.names.get(name).map_or_else(|| label.to_owned(), |named| format!("{named}（{label}）"))
        })
        .collect();
    let place = if parts.is_empty() { String::new() } else { format!("，{}", parts.join("，")) };
    format!("{}{place}", group.programme)
}

fn counts(group: &PopulationGroup) -> String {
    let amount = group.amount.as_ref().map(|amount| format!("；金额 {}", money(amount)));
    format!(
        "符合 {}，不符合 {}（只差一项 {}），待定 {}，不适用 {}{}",
        group.met,
        group.unmet,
        group.near,
        group.unknown,
        group.not_applicable,
        amount.unwrap_or_default()
    )
}

fn money(amount: &PopulationAmount) -> String {
    let bound = |bound: &Option<String>| bound.clone().unwrap_or_else(|| "未知".to_owned());
    format!(
        "{} 至 {} 元（确定 {} 元，{} 个主体不确定）",
        bound(&amount.min),
        bound(&amount.max),
        amount.certain,
        amount.uncertain
    )
}

fn set(changes: &[ParameterChange]) -> String {
    let one =
        |change: &ParameterChange| format!("{}:{}={}", change.programme, change.parameter, change.value);
    changes.iter().map(one).collect::<Vec<_>>().join("，")
}

/// A row a group; with a reform its groups follow with `reform` in the first column, grid points with `grid`.
fn csv(answer: &PopulationAnswer) -> Result<String, Failure> {
    let names: Vec<&String> = answer
        .groups
        .first()
        .map(|group| group.key.keys().filter(|name| *name != "programme").collect())
        .unwrap_or_default();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: &dyn std::fmt::Display| {
        Failure::new(Code::StorageFailed, format!("不能写成 CSV：{error}"), "请改用 --format json")
    };
    let mut headings = vec!["scenario", "set", "programme"];
    headings.extend(names.iter().map(|name| name.as_str()));
    headings.extend(["met", "unmet", "unknown", "not_applicable", "near", "amount_min", "amount_max"]);
    writer.write_record(&headings).map_err(|error| failed(&error))?;
    let mut row = |scenario: &str, changes: &[ParameterChange], group: &PopulationGroup| {
        let bound = |which: fn(&PopulationAmount) -> Option<String>| {
            group.amount.as_ref().and_then(which).unwrap_or_default()
        };
        let mut cells = vec![scenario.to_owned(), set(changes), group.programme.clone()];
        cells.extend(names.iter().map(|name| group.key.get(*name).cloned().flatten().unwrap_or_default()));
        let counts = [group.met, group.unmet, group.unknown, group.not_applicable, group.near];
        cells.extend(counts.map(|count| count.to_string()));
        cells.extend([bound(|amount| amount.min.clone()), bound(|amount| amount.max.clone())]);
        writer.write_record(&cells)
    };
    for group in &answer.groups {
        row("law", &[], group).map_err(|error| failed(&error))?;
    }
    if let Some(reform) = &answer.reform {
        for group in &reform.groups {
            row("reform", &reform.set, group).map_err(|error| failed(&error))?;
        }
    }
    for point in &answer.grid {
        let group = PopulationGroup {
            key: std::collections::BTreeMap::new(),
            names: std::collections::BTreeMap::new(),
            programme: point.programme.clone(),
            met: point.met,
            unmet: point.unmet,
            unknown: point.unknown,
            not_applicable: point.not_applicable,
            near: point.near,
            amount: point.amount.clone(),
        };
        row("grid", &point.set, &group).map_err(|error| failed(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}
