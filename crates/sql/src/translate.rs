//! The engine's errors in a Chinese frame, its own words quoted.

use datafusion::common::utils::datafusion_strsim::normalized_levenshtein;
use datafusion::common::{Column, SchemaError, Span};
use datafusion::error::DataFusionError;
use datafusion::sql::sqlparser::parser::ParserError;

use crate::error::{Position, SqlError};
use crate::exact::OWN;
use crate::limits::{MAX_BATCH_BYTES, MAX_NESTING};

/// Names that a hint lists at most.
const MAX_NAMES: usize = 8;
/// How alike a name must be to be proposed, from 0 to 1.
const ALIKE: f64 = 0.4;
/// Longest quotation of the engine, in characters.
const MAX_QUOTE: usize = 300;

/// An error of the engine, for people.
pub(crate) fn translate(error: &DataFusionError) -> SqlError {
    if let DataFusionError::Collection(errors) = error
        && let Some(first) = errors.first()
    {
        return translate(first);
    }
    let at = error.diagnostic().and_then(|diagnostic| diagnostic.span).map(position);
    match error.find_root() {
        DataFusionError::SQL(error, _) => syntax(error),
        DataFusionError::SchemaError(error, _) => schema(error, at),
        DataFusionError::ResourcesExhausted(message) => resources(message),
        DataFusionError::Execution(message) => run(message),
        DataFusionError::ArrowError(error, _) => run(&error.to_string()),
        DataFusionError::Plan(message) | DataFusionError::NotImplemented(message) => plan(message, at),
        DataFusionError::Configuration(message) => plan(message, at),
        DataFusionError::Diagnostic(_, inner) => translate(inner),
        other => SqlError::Internal { message: quoted(&other.strip_backtrace()) },
    }
}

fn position(span: Span) -> Position {
    let number = |value: u64| usize::try_from(value).unwrap_or(usize::MAX);
    Position { line: number(span.start.line), column: number(span.start.column) }
}

/// The engine's words between quotation marks, not too many of them.
pub(crate) fn quoted(words: &str) -> String {
    let words = words.trim().trim_end_matches('.');
    let mut short: String = words.chars().take(MAX_QUOTE).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    format!("“{}”", short.replace('\n', " "))
}

fn syntax(error: &ParserError) -> SqlError {
    let words = match error {
        ParserError::RecursionLimitExceeded => {
            return SqlError::Limit {
                what: format!("这条 SQL 的括号或子查询嵌套太深，最多 {MAX_NESTING} 层"),
                hint: "请用 WITH 分步写；很多个 OR 请改用 IN (…)".to_owned(),
            };
        }
        ParserError::TokenizerError(words) | ParserError::ParserError(words) => words,
    };
    let (words, at) = placed(words);
    SqlError::Syntax {
        at,
        message: quoted(words),
        hint: "写法同 PostgreSQL：文字常量用单引号，含点号的列名用双引号".to_owned(),
    }
}

/// The parser's words without the place that stands behind them, and the place.
fn placed(words: &str) -> (&str, Option<Position>) {
    let Some((before, place)) = words.rsplit_once(" at Line: ") else { return (words, None) };
    let numbers = place.split_once(", Column: ").and_then(|(line, column)| {
        Some(Position { line: line.trim().parse().ok()?, column: column.trim().parse().ok()? })
    });
    match numbers {
        Some(at) => (before, Some(at)),
        None => (words, None),
    }
}

fn schema(error: &SchemaError, at: Option<Position>) -> SqlError {
    match error {
        SchemaError::FieldNotFound { field, valid_fields } => SqlError::UnknownColumn {
            at,
            name: field.name().to_owned(),
            hint: like(field.name(), valid_fields),
        },
        SchemaError::AmbiguousReference { field } => SqlError::Plan {
            at,
            message: format!("不知道“{}”是哪张表的", field.name()),
            hint: "请写成 表名.列名".to_owned(),
        },
        other => SqlError::Plan {
            at,
            message: quoted(&other.to_string()),
            hint: "请用 AS 给重名的列另起名字".to_owned(),
        },
    }
}

/// Names that look like the one asked for.
fn like(name: &str, valid: &[Column]) -> String {
    let mut alike: Vec<(f64, &str)> = valid
        .iter()
        .map(|column| {
            let other = column.name();
            let within = other.contains(name) || name.contains(other);
            (normalized_levenshtein(name, other) + if within { 1.0 } else { 0.0 }, other)
        })
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    alike.dedup_by(|a, b| a.1 == b.1);
    if alike.is_empty() {
        return "表里有哪些列：DESCRIBE 表名；按年度的列带年份：属性_2024".to_owned();
    }
    let names: Vec<&str> = alike.into_iter().take(MAX_NAMES).map(|(_, name)| name).collect();
    format!("是否指：{}？全部的列：DESCRIBE 表名", names.join("、"))
}

fn resources(message: &str) -> SqlError {
    if message.starts_with("a batch of rows") {
        return SqlError::Limit {
            what: format!("一批数据超过 {} MB", MAX_BATCH_BYTES >> 20),
            hint: "请少选几列，或先筛选再拼接文字".to_owned(),
        };
    }
    SqlError::Limit {
        what: format!("查询所需内存超过上限：{}", quoted(message)),
        hint: "请加条件、少选几列，或先汇总再连接".to_owned(),
    }
}

fn run(message: &str) -> SqlError {
    if let Some((_, own)) = message.split_once(OWN) {
        return SqlError::Run { message: own.to_owned(), hint: String::new() };
    }
    if message.to_lowercase().contains("divide by zero") {
        return SqlError::Run {
            message: "除数为零".to_owned(),
            hint: "除数写成 NULLIF(…, 0)：除数为零的行得 NULL".to_owned(),
        };
    }
    SqlError::Run { message: quoted(message), hint: String::new() }
}

fn plan(message: &str, at: Option<Position>) -> SqlError {
    // The engine tells every signature that does not fit.
    let message = message.split(", errors:").next().unwrap_or(message).trim_start_matches("Internal error: ");
    // Of several names equally alike the engine proposes now one, now another.
    let message = message.split("Did you mean").next().unwrap_or(message);
    let hint = if message.contains("Invalid function") || message.contains("Unknown function") {
        "可用的函数见 docs/sql.md；repeat、replace、now 之类不提供"
    } else if message.contains("GROUP BY") {
        "SELECT 里没有汇总的列要写进 GROUP BY"
    } else {
        "请核对列的类型：DESCRIBE 表名；类型不同时用 CAST 转换"
    };
    SqlError::Plan { at, message: quoted(message), hint: hint.to_owned() }
}
