//! `index card|target|spread`: places side by side, with a guard on what may be compared.

use app::TargetOrder;
use app::model::{CardInfo, CardLine, FigureInfo, RivalInfo, SpreadInfo, TargetInfo};

use super::index::number;
use super::read_bytes;
use crate::args::{Format, IndexCard, IndexSpread, IndexTarget};
use crate::exit::{Outcome, Verdict};
use crate::output;

pub(crate) fn card(args: &IndexCard) -> Outcome {
    let bytes = read_bytes(&args.data)?;
    let name = args.data.display().to_string();
    let found = app::region_card((&name, &bytes), &args.place, &args.against, args.accept_years)?;
    match args.format {
        Format::Json => output::json(&found)?,
        Format::Text => output::text(&told_card(&found))?,
    }
    Ok(Verdict::Holds)
}

fn told_card(found: &CardInfo) -> String {
    let mut text = format!("{}\n", found.place);
    found.lines.iter().for_each(|line| text.push_str(&told_line(line)));
    if !found.accepts_proposals {
        text.push_str("推定的年份只作提议，没有采用；要采用请加 --accept-years\n");
    }
    text
}

fn told_line(line: &CardLine) -> String {
    let scope = if line.scope.is_empty() { String::new() } else { format!("（{}）", line.scope) };
    let figures: Vec<String> = line.figures.iter().map(told_figure).collect();
    let mut text = format!("{}{scope}：{}", line.indicator, figures.join("；"));
    if let Some(growth) = &line.growth {
        text.push_str(&format!("；{} 到 {} 年是原来的 {:.2} 倍", growth.from, growth.to, growth.times));
        if let Some(yearly) = growth.yearly {
            text.push_str(&format!("，年均 {:+.1}%", yearly * 100.0));
        }
    }
    if let (Some(rank), Some(of)) = (line.rank, line.of) {
        text.push_str(&format!("；可比的 {of} 处里第 {rank}"));
    }
    text.push('\n');
    for rival in &line.rivals {
        text.push_str(&format!("    {}\n", told_rival(rival)));
    }
    text
}

fn told_figure(figure: &FigureInfo) -> String {
    let year = figure.year.map_or("年份未写".to_owned(), |year| format!("{year} 年"));
    let bound = if figure.bound == "=" { "" } else { figure.bound.as_str() };
    let mut text = format!(
        "{year} {bound}{}{}",
        figure.value.map_or("未知".to_owned(), |value| value.to_string()),
        figure.unit
    );
    if figure.proposed_year.is_some() && figure.proposed_year != figure.year {
        let sure = match figure.confidence.as_deref() {
            Some("certain") => "确定",
            Some("likely") => "较可能",
            _ => "存疑",
        };
        text.push_str(&format!("（推定 {} 年，{sure}）", figure.proposed_year.unwrap_or_default()));
    }
    text
}

fn told_rival(rival: &RivalInfo) -> String {
    let word = match rival.verdict.as_str() {
        "comparable" => "可比",
        "flagged" => "可比，但有不同",
        _ => "不可比",
    };
    let ratio = rival.ratio.map(|ratio| format!("，是它的 {ratio:.2} 倍")).unwrap_or_default();
    let differences: Vec<String> = (rival.differences.iter())
        .map(|difference| format!("{}“{}”与“{}”", difference.of, difference.left, difference.right))
        .collect();
    let differences =
        if differences.is_empty() { String::new() } else { format!("：{}", differences.join("，")) };
    format!("{} {}{ratio}——{word}{differences}", rival.figure.place, told_figure(&rival.figure))
}

pub(crate) fn target(args: &IndexTarget) -> Outcome {
    let bytes = read_bytes(&args.data)?;
    let order = TargetOrder { from: args.from, until: args.until, growth: args.growth, level: args.level };
    let found =
        app::region_target((&args.data.display().to_string(), &bytes), &args.unit, &args.column, order)?;
    match args.format {
        Format::Json => output::json(&found)?,
        Format::Text => output::text(&told_target(&found))?,
    }
    Ok(Verdict::Holds)
}

fn told_target(found: &TargetInfo) -> String {
    let word = match found.standing.as_str() {
        "reached" => "已经达到",
        "missed" => "没有达到",
        "on_path" => "照现在的速度能达到",
        "behind" => "照现在的速度达不到",
        _ => "数据不够，不能判断",
    };
    let percent =
        |share: Option<f64>| share.map_or("未知".to_owned(), |share| format!("{:+.1}%", share * 100.0));
    let mut text = format!("{} {}：{word}\n", found.unit, found.indicator);
    text.push_str(&format!(
        "目前年均 {}，照此到期 {}，往后每年需 {}\n",
        percent(found.growth),
        number(found.projected, 2),
        percent(found.growth_from_here)
    ));
    for needed in &found.needed {
        let have =
            found.figures.iter().find(|figure| figure.year == needed.year).and_then(|figure| figure.value);
        text.push_str(&format!(
            "  {} 年 需 {} 有 {}\n",
            needed.year,
            number(needed.value, 2),
            number(have, 2)
        ));
    }
    text
}

pub(crate) fn spread(args: &IndexSpread) -> Outcome {
    let bytes = read_bytes(&args.data)?;
    let name = args.data.display().to_string();
    let found =
        app::region_spread((&name, &bytes), &args.column, args.size.as_deref(), args.group.as_deref())?;
    match args.format {
        Format::Json => output::json(&found)?,
        Format::Text => output::text(&told_spread(&found))?,
    }
    Ok(Verdict::Holds)
}

fn told_spread(found: &SpreadInfo) -> String {
    let size = found.size.as_ref().map(|size| format!("（相对于 {size}）")).unwrap_or_default();
    let mut text = format!(
        "{}{size}：{} 个单位，基尼系数 {:.4}，泰尔指数 {:.4} = 组间 {:.4} + 组内 {:.4}\n",
        found.column, found.units, found.gini, found.theil, found.theil_between, found.theil_within
    );
    for group in &found.groups {
        text.push_str(&format!(
            "  {}：占 {:.1}%，组内泰尔 {:.4}\n",
            group.name,
            group.share * 100.0,
            group.theil
        ));
    }
    let shares: Vec<String> =
        found.first_shares.iter().map(|share| format!("{:.1}%", share * 100.0)).collect();
    text.push_str(&format!(
        "前 1、2、3 位合占 {}；赫芬达尔指数 {:.4}\n",
        shares.join("、"),
        found.herfindahl
    ));
    if found.unknown > 0 {
        text.push_str(&format!("{} 个单位有未知，没有计入\n", found.unknown));
    }
    text
}
