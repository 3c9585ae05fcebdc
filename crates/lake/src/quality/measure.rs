//! Measuring a table, column by column: memory holds the numbers of one column and two hashes a row.

use arrow::array::{Array, Int64Array, StringArray};
use jiff::civil::Date;

use super::column_scan::{ColumnScan, RowHashes};
use super::{ColumnQuality, Quality, QualityCode, QualityFinding, Table};
use crate::LakeError;
use crate::layout::{Key, Layout, Reading};
use crate::value::{Shape, days_of};

/// Measures a table that was gathered by `layout`; `today` is the day from which it can have been known.
pub(crate) fn measure(layout: &Layout<'_>, table: &Table<'_>, today: Date) -> Result<Quality, LakeError> {
    let names = table.names();
    let rows = table.rows();
    let mut hashes = RowHashes::new(rows);
    let years = years(table, &names)?;
    let mut columns: Vec<ColumnQuality> = Vec::new();
    // Of each column, the first row (from 0) with a share above 100 % or a date in the future.
    let mut odd: Vec<(QualityCode, String, u64, usize)> = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let Some((key, absent)) = layout.key(name) else { continue };
        let shape = if absent { Shape::Marker } else { layout.shape(&key) };
        let mut scan = ColumnScan::new(at, &key, days_of(today));
        table.column(name, |array| {
            let reading = Reading::of(array, shape)
                .map_err(|message| LakeError::Request(format!("列 {name}：{message}")))?;
            scan.piece(&reading, array.len(), shape, &mut hashes);
            Ok(())
        })?;
        let (attribute, year) = match &key {
            Key::Attribute(id, year) => (Some(layout.kind.get(*id).name.clone()), *year),
            Key::Field(_) => (Some(layout.name(&key)), None),
            Key::Raw(_) => (None, None),
            _ => continue,
        };
        let shown = match &key {
            Key::Raw(heading) => heading.clone(),
            _ => layout.name(&key),
        };
        let said = scan.said;
        if absent && let Some(own) = columns.iter_mut().find(|own| own.column == shown) {
            own.absent = said;
            own.unknown = own.unknown.saturating_sub(said);
            continue;
        }
        let possible = match (year, &years) {
            (Some(year), Some(years)) => years.iter().filter(|own| **own == i64::from(year)).count() as u64,
            _ => rows as u64,
        };
        for (code, count, first) in [
            (QualityCode::ShareAboveOne, scan.above_one, scan.first_above),
            (QualityCode::FutureDate, scan.in_future, scan.first_future),
        ] {
            if let Some(first) = first {
                odd.push((code, shown.clone(), count, first));
            }
        }
        columns.push(ColumnQuality {
            column: shown,
            attribute,
            year,
            rows: possible,
            unknown: possible.saturating_sub(said),
            absent: if absent { said } else { 0 },
            above_one: scan.above_one,
            in_future: scan.in_future,
            median: scan.median(),
        });
    }
    let (duplicate_rows, duplicate_keys) = hashes.repeated();
    let duplicate_keys = duplicate_keys.filter(|_| layout.list.is_none());
    let mut findings = Vec::new();
    for (code, column, count, first) in odd {
        let place = format!("{column}，{}", place(table, &names, first)?);
        let (found, expected) = match code {
            QualityCode::ShareAboveOne => (
                format!("{count} 个比例高于 100%"),
                "占比一般不高于 100%；请核对是否把百分数写成了倍数（负债率、增长率可以高于 100%）".to_owned(),
            ),
            _ => (
                format!("{count} 个日期晚于 {today}"),
                "已发生的事不晚于报送之日；请核对年份（到期日之类可以在将来）".to_owned(),
            ),
        };
        findings.push(QualityFinding { code, place, found, expected });
    }
    if duplicate_rows > 0 {
        findings.push(QualityFinding {
            code: QualityCode::DuplicateRows,
            place: "整表".to_owned(),
            found: format!("{duplicate_rows} 行与前面的行完全相同"),
            expected: "每行只出现一次；请核对导出时是否重复".to_owned(),
        });
    }
    if let Some(count) = duplicate_keys.filter(|count| *count > duplicate_rows) {
        findings.push(QualityFinding {
            code: QualityCode::DuplicateKeys,
            place: "整表".to_owned(),
            found: format!(
                "{count} 行的主体（及年度）在前面已出现过，其中 {} 行内容不同",
                count - duplicate_rows
            ),
            expected: "每个主体（每年）一行，同一项以后面的行为准；请核对以哪一行为准".to_owned(),
        });
    }
    Ok(Quality { columns, duplicate_rows, duplicate_keys, findings })
}

/// The year of each row, where rows are of one year.
fn years(table: &Table<'_>, names: &[String]) -> Result<Option<Vec<i64>>, LakeError> {
    let year = |array: &Int64Array, at| if array.is_null(at) { i64::MIN } else { array.value(at) };
    numbers(table, names, "_year", year)
}

fn numbers(
    table: &Table<'_>,
    names: &[String],
    column: &str,
    number: impl Fn(&Int64Array, usize) -> i64,
) -> Result<Option<Vec<i64>>, LakeError> {
    if !names.iter().any(|name| name == column) {
        return Ok(None);
    }
    let mut found = Vec::with_capacity(table.rows());
    table.column(column, |array| {
        if let Some(array) = array.as_any().downcast_ref::<Int64Array>() {
            found.extend((0..array.len()).map(|at| number(array, at)));
        }
        Ok(())
    })?;
    Ok(Some(found))
}

/// A row as a person sees it: 第 7 行, with the sheet where there are several.
fn place(table: &Table<'_>, names: &[String], row: usize) -> Result<String, LakeError> {
    let numbers = numbers(table, names, "_row", Int64Array::value)?;
    let mut sheet = None;
    if names.iter().any(|name| name == "_sheet") {
        let mut seen = 0;
        table.column("_sheet", |array| {
            if let Some(texts) = array.as_any().downcast_ref::<StringArray>()
                && (seen..seen + texts.len()).contains(&row)
                && texts.is_valid(row - seen)
            {
                sheet = Some(texts.value(row - seen).to_owned());
            }
            seen += array.len();
            Ok(())
        })?;
    }
    let number = numbers.and_then(|numbers| numbers.get(row).copied());
    let number = number.map_or_else(|| row.to_string(), |number| number.to_string());
    Ok(sheet.map_or_else(|| format!("第 {number} 行"), |sheet| format!("工作表“{sheet}”第 {number} 行")))
}
