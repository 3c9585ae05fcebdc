//! `sql`: the analyst's read-only SQL. Ctrl-C ends the program, and with it the query: it holds nothing that could be left half done.

use std::path::Path;

use app::model::QueryAnswer;
use app::{AccessScope, Code, Failure, QueryFile, QueryOrder, QueryStop, Region};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::{open, read_text, when, write_bytes};
use crate::args::{Sql, SqlFormat};
use crate::exit::{Outcome, Verdict};
use crate::output;

pub(crate) fn run(args: &Sql) -> Outcome {
    let sql = match (&args.statement, &args.file) {
        (_, Some(path)) => read_text(path)?,
        (statement, None) => statement.clone().unwrap_or_default(),
    };
    let region = open(&args.data.data)?;
    let order = QueryOrder { sql, when: when(&args.clocks) };
    match &args.out {
        Some(path) => written(&region, &order, path),
        None => shown(&region, &order, args.format),
    }
}

fn written(region: &Region, order: &QueryOrder, path: &Path) -> Outcome {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let file = QueryFile::from_extension(extension).ok_or_else(|| {
        Failure::new(
            Code::InvalidArgument,
            "结果只能写成 CSV、XLSX 或 Parquet",
            "扩展名应是 .csv、.xlsx 或 .parquet 之一",
        )
        .at(path.display().to_string())
    })?;
    let (bytes, rows) = app::query_file(&AccessScope::officer(), region, order, file, &QueryStop::default())?;
    write_bytes(path, &bytes)?;
    output::say(&format!("{rows} 行已写入 {}", path.display()));
    Ok(Verdict::Holds)
}

fn shown(region: &Region, order: &QueryOrder, format: SqlFormat) -> Outcome {
    let (scope, stop) = (AccessScope::officer(), QueryStop::default());
    if format == SqlFormat::Csv {
        let (bytes, _) = app::query_file(&scope, region, order, QueryFile::Csv, &stop)?;
        // The mark that Excel wants at the head of a file is in the way of a pipe.
        let text = String::from_utf8_lossy(&bytes);
        output::text(text.trim_start_matches('\u{feff}'))?;
        return Ok(Verdict::Holds);
    }
    let answer = app::query(&scope, region, order, &stop)?;
    if format == SqlFormat::Json {
        output::json(&answer)?;
        return Ok(Verdict::Holds);
    }
    output::text(&plans(&answer).unwrap_or_else(|| table(&answer)))?;
    let rows = answer.rows.len();
    output::say(&if answer.truncated {
        format!("只显示前 {rows} 行；全部请写成文件：--out 结果.csv")
    } else {
        format!("共 {rows} 行")
    });
    if answer.example {
        output::say("所查的表里有程序生成的示例主体（“示例”列为是），不是真实主体");
    }
    if let Some(date) = answer.notice.freshest_data {
        output::say(&format!("所用数据的最新日期：{date}"));
    }
    Ok(Verdict::Holds)
}

/// How a query would be carried out: a tree of lines under each heading.
fn plans(answer: &QueryAnswer) -> Option<String> {
    let names: Vec<&str> = answer.columns.iter().map(|column| column.name.as_str()).collect();
    if names != ["plan_type", "plan"] {
        return None;
    }
    let texts = answer.rows.iter().map(|row| {
        let text = |at: usize| row.get(at).and_then(Value::as_str).unwrap_or_default();
        format!("{}\n{}\n", text(0), text(1).trim_end())
    });
    Some(texts.collect())
}

/// Columns side by side: numbers to the right, the unit behind the heading, NULL where nothing is known.
fn table(answer: &QueryAnswer) -> String {
    let headings = answer.columns.iter().map(|column| match &column.unit {
        Some(unit) => format!("{}（{unit}）", column.name),
        None => column.name.clone(),
    });
    let numeric: Vec<bool> = answer
        .columns
        .iter()
        .map(|column| matches!(column.r#type.as_str(), "integer" | "decimal" | "float"))
        .collect();
    let mut lines: Vec<Vec<String>> = vec![headings.collect()];
    lines.extend(answer.rows.iter().map(|row| row.iter().map(cell).collect()));
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.width()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..numeric.len()).map(width).collect();
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        let cells = line.iter().zip(&widths).zip(&numeric).map(|((cell, width), right)| {
            let blank = " ".repeat(width - cell.width());
            if *right { format!("{blank}{cell}") } else { format!("{cell}{blank}") }
        });
        text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        text.push('\n');
        if at == 0 {
            let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
            text.push_str(&rule.join("  "));
            text.push('\n');
        }
    }
    text
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::String(text) => text.replace(['\n', '\r', '\t'], " "),
        Value::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        other => other.to_string(),
    }
}
