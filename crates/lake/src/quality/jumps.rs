//! What jumped since the last delivery of the same source.

use vocabulary::Number;
use vocabulary::number::{format_decimal, parse_decimal};

use super::{ColumnQuality, Quality, QualityCode, QualityFinding};
use crate::{ImportRequest, Source};

/// A delivery with so many per cent fewer rows than the last one is told.
const ROWS_DROPPED_PERCENT: u64 = 30;

/// A median so many times larger or smaller is told: a unit slip is a factor of ten or more, and two deliveries differ
/// by a little besides.
const UNIT_SLIP_FACTOR: i128 = 8;

/// The delivery that a new one is compared with: the latest of the same name, kind and list that still stands, is not about to
/// be replaced, and was not handed over on the same day (one delivery may come in several files).
pub(crate) fn previous<'s>(
    sources: impl Iterator<Item = &'s Source>,
    kind: &str,
    request: &ImportRequest,
) -> Option<&'s Source> {
    sources
        .filter(|source| source.kind == kind && source.name == request.source)
        .filter(|source| source.list.as_deref() == request.list())
        .filter(|source| source.retirement.is_none() && !request.replaces.contains(&source.id))
        .filter(|source| source.delivered.is_none() || source.delivered != request.delivered)
        .max_by(|a, b| (a.known_from(), a.imported_at, &a.id).cmp(&(b.known_from(), b.imported_at, &b.id)))
}

/// What jumped from `before` to a table of `rows` rows.
pub(crate) fn jumps(rows: u64, quality: &Quality, before: &Source) -> Vec<QualityFinding> {
    let mut findings = Vec::new();
    let last = format!("上次（{}，{} 行）", before.known_from(), before.rows_in);
    let left = before.rows_in * (100 - ROWS_DROPPED_PERCENT);
    if rows * 100 <= left && before.rows_in > 0 {
        findings.push(QualityFinding {
            code: QualityCode::RowsDropped,
            place: "整表".to_owned(),
            found: format!("{rows} 行，比{last}少 {}%", (before.rows_in - rows) * 100 / before.rows_in),
            expected: format!(
                "两次报送的行数相差不到 {ROWS_DROPPED_PERCENT}%；请核对是否漏了区县、工作表或页"
            ),
        });
    }
    let Some(earlier) = &before.quality else { return findings };
    for own in latest(&earlier.columns) {
        let same = |other: &&ColumnQuality| other.attribute == own.attribute && other.known() > 0;
        let now = match &own.attribute {
            // The same year where both have it, else the latest of each: a figure does not move tenfold in a year.
            Some(_) => latest(&quality.columns).find(same),
            None => quality.columns.iter().find(|other| other.column == own.column && other.known() > 0),
        };
        let Some(now) = now else {
            findings.push(QualityFinding {
                code: QualityCode::ColumnEmptied,
                place: own.column.clone(),
                found: format!("没有一个值，{last}有 {} 个", own.known()),
                expected: "上次有值的列这次也有值；请核对是否缺了这一列或整列没有填".to_owned(),
            });
            continue;
        };
        let again = quality.columns.iter().find(|other| other.column == own.column && other.known() > 0);
        if let Some(finding) = slip(own, again.unwrap_or(now), &last) {
            findings.push(finding);
        }
    }
    findings
}

/// The columns that have values; of a yearly attribute, its latest year.
fn latest(columns: &[ColumnQuality]) -> impl Iterator<Item = &ColumnQuality> {
    columns.iter().filter(|own| own.known() > 0).filter(|own| {
        !columns.iter().any(|other| {
            other.attribute.is_some()
                && other.attribute == own.attribute
                && other.known() > 0
                && other.year > own.year
        })
    })
}

fn slip(before: &ColumnQuality, now: &ColumnQuality, last: &str) -> Option<QualityFinding> {
    let number = |own: &ColumnQuality| parse_decimal(own.median.as_deref()?);
    let (old, new) = (number(before)?, number(now)?);
    let (zero, factor) = (Number::from_integer(0), Number::from_integer(UNIT_SLIP_FACTOR));
    if old == zero || new == zero || (old < zero) != (new < zero) {
        return None;
    }
    let ratio = new / old;
    let times = |ratio: Number| format_decimal(ratio, 1);
    let jumped = if ratio >= factor {
        format!("是{last}的 {} 倍", times(ratio))
    } else if ratio <= factor.recip() {
        format!("是{last}的 1/{}", times(ratio.recip()))
    } else {
        return None;
    };
    Some(QualityFinding {
        code: QualityCode::UnitSlip,
        place: now.column.clone(),
        found: format!("中位数 {}，{jumped}", now.median.as_deref().unwrap_or_default()),
        expected: format!(
            "与上次的中位数 {} 相近；请核对单位（元、万元、亿元），在表头写明单位后以 --replaces 重新导入",
            before.median.as_deref().unwrap_or_default()
        ),
    })
}
