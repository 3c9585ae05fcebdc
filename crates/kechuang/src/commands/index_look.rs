//! `index sensitivity|compare|look|whatif|levers`: how sure, what changed, what would move it.

use std::path::Path;

use app::model::{
    ComparisonInfo, IntervalInfo, LeversInfo, LookInfo, SensitivityInfo, WhatIfEdit, WhatIfInfo,
};
use app::{Code, Correlation, Failure, RunFiles, SensitivityOrder};

use super::index::{SHOWN, make_directory, number, place, read};
use super::{read_bytes, write_bytes};
use crate::args::{
    CorrelationKind, Format, IndexCompare, IndexLevers, IndexLook, IndexSensitivity, IndexWhatIf,
};
use crate::exit::{Outcome, Verdict};
use crate::output;

pub(crate) fn sensitivity(args: &IndexSensitivity) -> Outcome {
    let more = SensitivityOrder { runs: args.runs, bootstrap: args.bootstrap };
    let found = app::index_sensitivity(read(&args.input)?.order(), more)?;
    if let Some(out) = &args.out {
        write_sensitivity(&found, out)?;
    }
    match args.input.format {
        Format::Json => output::json(&found)?,
        Format::Text => output::text(&told_sensitivity(&found))?,
    }
    Ok(Verdict::Holds)
}

fn write_sensitivity(found: &SensitivityInfo, out: &Path) -> Result<(), Failure> {
    make_directory(out)?;
    let text = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    let count = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
    let headings = [
        "code",
        "name",
        "year",
        "score",
        "rank",
        "rank_mean",
        "rank_median",
        "rank_low",
        "rank_high",
        "rank_best",
        "rank_worst",
        "score_low",
        "score_high",
    ];
    let units = found.units.iter().map(|unit| {
        vec![
            unit.code.clone(),
            unit.name.clone(),
            unit.year.map(|year| year.to_string()).unwrap_or_default(),
            text(unit.score),
            count(unit.rank),
            text(unit.rank_mean),
            text(unit.rank_median),
            text(unit.rank_low),
            text(unit.rank_high),
            count(unit.rank_best),
            count(unit.rank_worst),
            text(unit.score_low),
            text(unit.score_high),
        ]
    });
    write_bytes(&out.join("units.csv"), &table(&headings, units)?)?;
    let headings =
        ["id", "name", "first_order", "first_low", "first_high", "total_order", "total_low", "total_high"];
    let choices = found.choices.iter().map(|choice| {
        let (first, total) = (choice.first_order, choice.total_order);
        let numbers = [first.value, first.low, first.high, total.value, total.low, total.high];
        [choice.id.clone(), choice.name.clone()].into_iter().chain(numbers.map(text)).collect()
    });
    write_bytes(&out.join("choices.csv"), &table(&headings, choices)?)?;
    let json = serde_json::to_vec_pretty(found).map_err(|error| unwritten(&error))?;
    write_bytes(&out.join("sensitivity.json"), &json)?;
    output::say(&format!("结果已写入 {}", out.display()));
    Ok(())
}

fn unwritten(error: &dyn std::fmt::Display) -> Failure {
    Failure::new(Code::StorageFailed, format!("结果不能写出：{error}"), "请重试")
}

fn table(headings: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(headings).map_err(|error| unwritten(&error))?;
    for row in rows {
        writer.write_record(&row).map_err(|error| unwritten(&error))?;
    }
    writer.into_inner().map_err(|error| unwritten(&error))
}

fn told_sensitivity(found: &SensitivityInfo) -> String {
    let (low, high) = found.interval;
    let mut text = format!(
        "{}：运行 {} 次，位次平均移动 {:.2} 位\n",
        found.framework.name, found.runs, found.mean_rank_shift
    );
    text.push_str("哪项选择重要（一阶：单独；总阶：连同相互作用；括号里是自助区间）\n");
    let interval = |told: IntervalInfo| match (told.value, told.low, told.high) {
        (Some(value), Some(low), Some(high)) => format!("{value:.3}（{low:.3}～{high:.3}）"),
        (Some(value), ..) => format!("{value:.3}"),
        _ => "无（各种选择下位次都不变）".to_owned(),
    };
    for choice in &found.choices {
        let (first, total) = (interval(choice.first_order), interval(choice.total_order));
        text.push_str(&format!("  {}：一阶 {first}，总阶 {total}；{}\n", choice.name, choice.between));
    }
    text.push_str(&format!("位次区间（{:.0}%～{:.0}%）\n", low * 100.0, high * 100.0));
    let last = found.units.iter().filter_map(|unit| unit.year).max();
    let shown: Vec<_> = found.units.iter().filter(|unit| unit.year == last).collect();
    for unit in shown.iter().take(SHOWN) {
        let range = unit
            .rank_low
            .zip(unit.rank_high)
            .map_or("未知".to_owned(), |(low, high)| format!("{low:.0}～{high:.0}"));
        text.push_str(&format!("{}  {}  {}  {range}\n", place(unit.rank), unit.code, unit.name));
    }
    if shown.len() > SHOWN {
        text.push_str(&format!("  …… 其余 {} 个用 --format json 或 --out 查看\n", shown.len() - SHOWN));
    }
    text
}

pub(crate) fn compare(args: &IndexCompare) -> Outcome {
    let files = |directory: &Path| {
        let name = directory.display().to_string();
        let summary = directory.join("run.json");
        let summary = if summary.exists() { Some(read_bytes(&summary)?) } else { None };
        let scores = read_bytes(&directory.join("scores.csv"))?;
        let ranks = read_bytes(&directory.join("ranks.csv"))?;
        Ok::<_, Failure>((name, scores, ranks, summary))
    };
    let (before, after) = (files(&args.before)?, files(&args.after)?);
    let found = app::index_compare(
        RunFiles { name: &before.0, scores: &before.1, ranks: &before.2, summary: before.3.as_deref() },
        RunFiles { name: &after.0, scores: &after.1, ranks: &after.2, summary: after.3.as_deref() },
    )?;
    match args.format {
        Format::Json => output::json(&found)?,
        Format::Text => output::text(&told_comparison(&found))?,
    }
    Ok(Verdict::Holds)
}

fn told_comparison(found: &ComparisonInfo) -> String {
    let mut text = format!(
        "共同的单位 {} 个；位次平均移动 {} 位，得分相关 {}，位次相关 {}\n",
        found.units.len(),
        number(found.mean_rank_shift, 2),
        number(found.score_correlation, 4),
        number(found.rank_correlation, 4)
    );
    for (word, list) in [
        ("只在前一次的单位", &found.before_only),
        ("只在后一次的单位", &found.after_only),
        ("只在前一次的节点", &found.nodes_before_only),
        ("只在后一次的节点", &found.nodes_after_only),
    ] {
        if !list.is_empty() {
            text.push_str(&format!("{word}：{}\n", list.join("、")));
        }
    }
    for unit in found.units.iter().take(SHOWN) {
        let year = unit.year.map(|year| format!(" {year}")).unwrap_or_default();
        text.push_str(&format!(
            "{}{year}  位次 {} → {}  得分 {} → {}",
            unit.code,
            place(unit.rank_before).trim(),
            place(unit.rank_after).trim(),
            number(unit.score_before, 2),
            number(unit.score_after, 2)
        ));
        let moved: Vec<String> = (unit.moved.iter())
            .map(|node| format!("{} {} → {}", node.node, number(node.before, 1), number(node.after, 1)))
            .collect();
        if !moved.is_empty() {
            text.push_str(&format!("  变化最大的：{}", moved.join("，")));
        }
        text.push('\n');
    }
    text
}

pub(crate) fn look(args: &IndexLook) -> Outcome {
    let correlation = match args.correlation {
        CorrelationKind::Pearson => Correlation::Pearson,
        CorrelationKind::Spearman => Correlation::Spearman,
        CorrelationKind::Kendall => Correlation::Kendall,
    };
    let found = app::index_look(read(&args.input)?.order(), correlation)?;
    match args.input.format {
        Format::Json => output::json(&found)?,
        Format::Text => output::text(&told_look(&found))?,
    }
    Ok(Verdict::Holds)
}

fn told_look(found: &LookInfo) -> String {
    let mut text = String::new();
    for group in &found.groups {
        let explained = group.component.as_ref().map(|component| component.explained * 100.0);
        text.push_str(&format!(
            "{}：{} 部分，Cronbach α {}，第一主成分解释 {}%\n",
            group.node,
            group.parts.len(),
            number(group.cronbach_alpha, 3),
            number(explained, 1)
        ));
        for flag in &group.flags {
            let word = if flag.kind == "redundant" { "几乎相同" } else { "方向相反" };
            text.push_str(&format!(
                "  {} 与 {} {word}：相关 {:.3}\n",
                flag.one, flag.other, flag.correlation
            ));
        }
    }
    text.push_str("剔除后位次平均移动（位）\n");
    let mut removed: Vec<_> = found.removed.iter().collect();
    removed.sort_by(|a, b| b.mean_rank_shift.unwrap_or(-1.0).total_cmp(&a.mean_rank_shift.unwrap_or(-1.0)));
    for part in removed.iter().take(SHOWN) {
        text.push_str(&format!(
            "  {}（{} 级）：{}\n",
            part.node,
            part.level,
            number(part.mean_rank_shift, 2)
        ));
    }
    text
}

pub(crate) fn what_if(args: &IndexWhatIf) -> Outcome {
    let edits = args.edits.iter().map(|edit| read_edit(edit)).collect::<Result<Vec<_>, _>>()?;
    let found = app::index_what_if(read(&args.input)?.order(), &edits)?;
    match args.input.format {
        Format::Json => output::json(&found)?,
        Format::Text => output::text(&told_what_if(&found))?,
    }
    Ok(Verdict::Holds)
}

/// `330100@2023:研发强度=4.0`.
fn read_edit(text: &str) -> Result<WhatIfEdit, Failure> {
    let bad = || {
        let hint = "应写成 单位:指标=数，如 330100:研发强度=4.0；有年度的写 330100@2023:研发强度=4.0";
        Failure::new(Code::InvalidArgument, format!("改动“{text}”不能识别"), hint).at("--set")
    };
    let (place, number) = text.rsplit_once('=').ok_or_else(bad)?;
    let (unit, indicator) = place.rsplit_once(':').ok_or_else(bad)?;
    let (unit, year) = match unit.rsplit_once('@') {
        Some((unit, year)) => (unit, Some(year.parse().map_err(|_| bad())?)),
        None => (unit, None),
    };
    let value = match number.trim() {
        "" => None,
        number => Some(number.parse::<f64>().ok().filter(|number| number.is_finite()).ok_or_else(bad)?),
    };
    Ok(WhatIfEdit { unit: unit.trim().to_owned(), year, indicator: indicator.trim().to_owned(), value })
}

fn told_what_if(found: &WhatIfInfo) -> String {
    if found.units.is_empty() {
        return "没有任何单位的得分改变\n".to_owned();
    }
    let mut text = String::new();
    for unit in found.units.iter().take(SHOWN) {
        let year = unit.year.map(|year| format!(" {year}")).unwrap_or_default();
        text.push_str(&format!(
            "{} {}{year}  位次 {} → {}  得分 {} → {}\n",
            unit.code,
            unit.name,
            place(unit.rank_before).trim(),
            place(unit.rank_after).trim(),
            number(unit.score_before, 3),
            number(unit.score_after, 3)
        ));
    }
    text
}

pub(crate) fn levers(args: &IndexLevers) -> Outcome {
    let found = app::index_levers(read(&args.input)?.order(), &args.unit, args.year)?;
    match args.input.format {
        Format::Json => output::json(&found)?,
        Format::Text => output::text(&told_levers(&found))?,
    }
    Ok(Verdict::Holds)
}

fn told_levers(found: &LeversInfo) -> String {
    let range = |interval: Option<(f64, f64)>| {
        interval.map_or("未知".to_owned(), |(low, high)| format!("{low:.0}～{high:.0}"))
    };
    let year = found.year.map(|year| format!(" {year} 年")).unwrap_or_default();
    let mut text = format!(
        "{}{year}：第 {} 位（区间 {}），得分 {}\n",
        found.name,
        place(found.rank).trim(),
        range(found.rank_interval),
        number(found.score, 2)
    );
    if let Some(above) = &found.above {
        let (score, interval) = (number(found.above_score, 2), range(found.above_interval));
        text.push_str(&format!("上一位 {above}：得分 {score}（区间 {interval}）\n"));
    }
    text.push_str("每份投入的得分增量（一步是单位间标准差的十分之一）；超过上一位须达到\n");
    for lever in found.levers.iter().take(SHOWN) {
        let pass = lever.to_pass.map_or("单靠它不够".to_owned(), |figure| format!("{figure:.4}"));
        text.push_str(&format!(
            "  {}（{}）：现为 {}，一步 {}，增量 {}，须达到 {pass}\n",
            lever.name,
            lever.unit,
            number(lever.now, 4),
            number(lever.stepped, 4),
            number(lever.gain_per_effort, 4)
        ));
    }
    text
}
