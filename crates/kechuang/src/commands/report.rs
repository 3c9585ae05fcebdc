//! `report`: reports that people write, read; and documents written from templates.

use app::model::{ReportReading, StatedFigure, StatedValue, TemplateList};
use app::{AccessScope, Code, Failure, ReportFormat, ReportOrder, When};

use super::{open, read_bytes, read_text, when, write_bytes};
use crate::args::{Format, ReportRead, ReportTemplates, ReportWrite};
use crate::commands::population::{change, listing};
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

pub(crate) fn write(args: &ReportWrite) -> Outcome {
    // Before anything is computed.
    let format = ReportFormat::of_name(&args.out.display().to_string())?;
    let region = open(&args.data.data)?;
    if args.demo {
        output::say("正在装入示范区域……");
        region.load_demo()?;
    }
    let order = ReportOrder {
        template: args.template.clone(),
        subject: args.subject.clone(),
        kind: args.kind.clone(),
        programme: args.programme.clone(),
        set: args.set.iter().map(|text| change(text)).collect::<Result<_, _>>()?,
        listing: args.list.map(listing),
        parameters: args.with.iter().map(|text| parameter(text)).collect::<Result<_, _>>()?,
    };
    let written = app::write_report(&AccessScope::officer(), &region, &order, format, when(&args.clocks))?;
    write_bytes(&args.out, &written.bytes)?;
    output::say(&format!(
        "《{}》已写入 {}：正文数字 {} 个，各有脚注",
        written.title,
        args.out.display(),
        written.figures
    ));
    if written.typed > 0 {
        output::say(&format!("另有 {} 个数字没有出处，文稿里标为〔手填〕，请核对", written.typed));
    }
    Ok(Verdict::Holds)
}

/// `批次=第一批`.
fn parameter(text: &str) -> Result<(String, String), Failure> {
    text.split_once('=').map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).ok_or_else(
        || {
            Failure::new(
                Code::InvalidArgument,
                format!("--with “{text}”看不懂"),
                "写成 名称=值，如 批次=第一批",
            )
            .at("with")
        },
    )
}

pub(crate) fn templates(args: &ReportTemplates) -> Outcome {
    if args.files.is_empty() {
        let list = app::report_templates(&open(&args.data.data)?);
        match args.format {
            Format::Json => output::json(&list)?,
            Format::Text => output::text(&listed(&list))?,
        }
        return Ok(if list.broken.is_empty() { Verdict::Holds } else { Verdict::DoesNotHold });
    }
    let mut verdict = Verdict::Holds;
    for path in &args.files {
        let name = path.display().to_string();
        let Err(failure) = app::check_template(&name, &read_text(path)?) else {
            output::text(&format!("{name}：可以使用\n"))?;
            continue;
        };
        verdict = Verdict::DoesNotHold;
        for detail in &failure.details {
            let (line, column) = (detail.line.unwrap_or(1), detail.column.unwrap_or(1));
            output::text(&format!("{name}:{line}:{column}: error[template]: {}\n", detail.message))?;
        }
    }
    Ok(verdict)
}

fn listed(list: &TemplateList) -> String {
    let mut text = String::new();
    for template in &list.items {
        text.push_str(&format!(
            "{}　{}\n    {}\n    {}\n",
            template.id, template.name, template.description, template.file
        ));
        for parameter in &template.parameters {
            let default = parameter
                .default
                .as_ref()
                .filter(|default| !default.is_empty())
                .map_or(String::new(), |default| format!("（默认 {default}）"));
            text.push_str(&format!("    --with {}=…　{}{default}\n", parameter.name, parameter.description));
        }
    }
    for problem in &list.broken {
        text.push_str(&format!("不能使用：{problem}\n"));
    }
    text.push_str("\n模板里可用的名称\n");
    for name in &list.names {
        text.push_str(&format!("  {name}\n"));
    }
    text
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
