//! From a statement to an answer.

use sql::{Answer, FileFormat, Limits, SqlError, Statement, Stop};

use super::tables::{Tables, names};
use super::{QueryFile, QueryOrder};
use crate::access::AccessScope;
use crate::failure::{Code, Detail, Failure};
use crate::model::{QueryAnswer, QueryColumn};
use crate::region::{Region, notice};

pub(super) fn shown(
    scope: &AccessScope,
    region: &Region,
    order: &QueryOrder,
    stop: &Stop,
) -> Result<QueryAnswer, Failure> {
    let (answer, tables) = answer(scope, region, order, &Limits::shown(), stop)?;
    let columns = answer.columns.iter().map(|column| QueryColumn {
        name: column.name.clone(),
        r#type: column.r#type.as_str().to_owned(),
        unit: column.unit.clone(),
    });
    Ok(QueryAnswer {
        columns: columns.collect(),
        rows: answer.json_rows(),
        truncated: answer.truncated,
        example: tables.any_example(),
        notice: notice(region.moment(order.when), tables.sources()),
    })
}

pub(super) fn file(
    scope: &AccessScope,
    region: &Region,
    order: &QueryOrder,
    file: QueryFile,
    stop: &Stop,
) -> Result<(Vec<u8>, usize), Failure> {
    let format = match file {
        QueryFile::Csv => FileFormat::Csv,
        QueryFile::Xlsx => FileFormat::Xlsx,
        QueryFile::Parquet => FileFormat::Parquet,
    };
    let (answer, _) = answer(scope, region, order, &Limits::file(), stop)?;
    let bytes = answer.file(format).map_err(|error| failure(&error))?;
    Ok((bytes, answer.len()))
}

fn answer(
    scope: &AccessScope,
    region: &Region,
    order: &QueryOrder,
    limits: &Limits,
    stop: &Stop,
) -> Result<(Answer, Tables), Failure> {
    let statement = Statement::parse(&order.sql).map_err(|error| failure(&error))?;
    let tables = Tables::open(scope, region, &statement, region.moment(order.when))?;
    let names = if statement.lists_tables() { names(scope, region) } else { Vec::new() };
    let answer = sql::run(statement, &tables.opened(), &names, limits, stop);
    match answer {
        Ok(answer) => Ok((answer, tables)),
        Err(SqlError::UnknownColumn { at, name, hint }) => Err(tables
            .unknown_column(&name)
            .unwrap_or_else(|| failure(&SqlError::UnknownColumn { at, name, hint }))),
        Err(error) => Err(failure(&error)),
    }
}

fn failure(error: &SqlError) -> Failure {
    let code = match error {
        SqlError::Limit { .. } => Code::LimitExceeded,
        SqlError::Stopped => Code::Stopped,
        _ => Code::InvalidSql,
    };
    let failure = Failure::new(code, error.to_string(), error.hint()).at("sql");
    match error.at() {
        Some(at) => failure.with_details(vec![Detail {
            line: Some(at.line),
            column: Some(at.column),
            message: pointed(error).to_owned(),
        }]),
        None => failure,
    }
}

/// What is said of the place in the statement.
fn pointed(error: &SqlError) -> &'static str {
    match error {
        SqlError::UnknownColumn { .. } => "这里写的列",
        SqlError::Syntax { .. } => "读到这里读不下去",
        _ => "问题在这里",
    }
}
