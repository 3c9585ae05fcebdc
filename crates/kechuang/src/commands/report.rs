//! `report`: reports that people write.

use app::model::{ReportReading, StatedFigure, StatedValue};
use app::{AccessScope, Code, Failure, When};

use super::{open, read_bytes, write_bytes};
use crate::args::{Format, ReportRead};
use crate::exit::{Outcome, Verdict};
use crate::output;

pub(crate) fn read(args: &ReportRead) -> Outcome {
    let region = open(&args.data.data)?;
    let bytes = read_bytes(&args.file)?;
    let text = app::report_text(&args.file.display().to_string(), &bytes)?;
    if let Some(path) = &args.text {
        write_bytes(path, text.as_bytes())?;
        output::say(&format!("全文已写入 {}", path.display()));
    }
    let reading = app::read_report(&AccessScope::officer(), &region, &text, When::default())?;
    if let Some(path) = &args.out {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let is_workbook = match ending.as_deref() {
            Some("xlsx") => true,
            Some("csv") => false,
            _ => {
                let message = format!("{} 的扩展名应是 .csv 或 .xlsx", path.display());
                return Err(Failure::new(Code::InvalidArgument, message, "请改文件名").at("out"));
            }
        };
        let source = args.file.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
        write_bytes(path, &app::figure_sheet(&reading, &source, is_workbook)?)?;
        output::say(&format!(
            "数字表已写入 {}；核对后用 kechuang import {} --kind figure --source {source} 导入",
            path.display(),
            path.display()
        ));
    }
    match args.format {
        Format::Json => output::json(&reading)?,
        Format::Text => output::text(&told(&reading))?,
    }
    let fails = args.strict && !reading.findings.is_empty();
    Ok(if fails { Verdict::DoesNotHold } else { Verdict::Holds })
}

fn told(reading: &ReportReading) -> String {
    let mut text = format!("数字 {} 个\n", reading.figures.len());
    for figure in &reading.figures {
        text.push_str(&line(figure));
    }
    if !reading.measures.is_empty() {
        text.push_str(&format!("\n举措 {} 条\n", reading.measures.len()));
        for measure in &reading.measures {
            let terms: Vec<String> =
                measure.terms.iter().map(|term| format!("{} {}", term.id, term.term)).collect();
            text.push_str(&format!("  {}\n", measure.what));
            let told = [
                measure.who.as_ref().map(|who| format!("谁：{who}")),
                measure.target.as_ref().map(|target| format!("目标：{target}")),
                measure.deadline.as_ref().map(|deadline| format!("期限：{deadline}")),
                (!terms.is_empty()).then(|| format!("清单：{}", terms.join("；"))),
            ];
            let told: Vec<String> = told.into_iter().flatten().collect();
            if !told.is_empty() {
                text.push_str(&format!("      {}\n", told.join("　")));
            }
        }
    }
    text.push_str(&format!("\n发现 {} 处\n", reading.findings.len()));
    for finding in &reading.findings {
        text.push_str(&format!(
            "  {} [{}] {}\n      原文：{}\n      建议：{}\n",
            finding.offset,
            finding.code,
            finding.message,
            finding.quote.replace('\n', ""),
            finding.proposal
        ));
    }
    text
}

fn line(figure: &StatedFigure) -> String {
    let when = figure.year.map(|year| format!("{year}年")).or_else(|| figure.period.clone());
    let value = match &figure.value {
        None => "未知".to_owned(),
        Some(StatedValue::Whole(number)) => number.to_string(),
        Some(StatedValue::Decimal(number)) => number.to_string(),
        Some(StatedValue::Words(words)) => words.clone(),
    };
    format!(
        "  {} {} {} {} {}{}\n      原文：{}\n",
        figure.place.as_deref().unwrap_or("（未写地方）"),
        when.as_deref().unwrap_or("（未写年份）"),
        figure.indicator,
        figure.op,
        value,
        figure.unit,
        figure.quote.replace('\n', "")
    )
}
