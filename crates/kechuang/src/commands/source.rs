//! `source`: the tables that the facts come from.

use app::AccessScope;
use app::model::{ColumnInfoQuality, FindingInfo, QualityInfo, SourceInfo};

use super::open;
use crate::args::{Format, SourceList, SourceRetire, SourceShow};
use crate::exit::{Outcome, Verdict};
use crate::output;

const NOT_STATED: &str = "未注明";

pub(crate) fn list(args: &SourceList) -> Outcome {
    let region = open(&args.data.data)?;
    let list = app::sources(&AccessScope::officer(), &region)?;
    let verdict = if list.damaged.is_empty() { Verdict::Holds } else { Verdict::DoesNotHold };
    if args.format == Format::Json {
        output::json(&list.items)?;
    } else {
        let mut text = String::new();
        for source in &list.items {
            text.push_str(&entry(source));
        }
        if list.items.is_empty() && list.damaged.is_empty() {
            text.push_str("还没有来源。用 kechuang import 导入，或用 kechuang serve --demo 打开示范区域\n");
        }
        output::text(&text)?;
    }
    for damaged in &list.damaged {
        output::say(&format!("损坏 {}：{}", damaged.id, damaged.message));
    }
    Ok(verdict)
}

/// A source in a few lines of at most 80 columns, as long as its names allow.
fn entry(source: &SourceInfo) -> String {
    let retired = source.retired.as_ref().map_or("", |_| "（已停用）");
    let mut text = format!(
        "{}{retired}\n    {} · {} · 交付 {} · 期间 {}\n    {} · {}\n    {} 行，退回 {} 处",
        source.name,
        kind(source),
        or_not(source.basis.as_deref(), "口径未注明"),
        or_not(source.delivered.map(|date| date.to_string()).as_deref(), "未知"),
        or_not(source.period.as_deref(), NOT_STATED),
        or_not(source.department.as_deref(), "部门未注明"),
        or_not(source.sharing.as_deref(), "共享类别未注明"),
        source.rows,
        source.rejects,
    );
    if source.findings > 0 {
        text.push_str(&format!("，{} 处请核对", source.findings));
    }
    text.push_str(&format!(" · {}\n", source.id));
    text
}

fn kind(source: &SourceInfo) -> String {
    source.list.as_ref().map_or(source.kind.clone(), |list| format!("{}·{list}", source.kind))
}

fn or_not<'t>(text: Option<&'t str>, otherwise: &'t str) -> &'t str {
    text.unwrap_or(otherwise)
}

pub(crate) fn show(args: &SourceShow) -> Outcome {
    let region = open(&args.data.data)?;
    let detail = app::source(&AccessScope::officer(), &region, &args.id)?;
    if args.format == Format::Json {
        output::json(&detail)?;
        return Ok(Verdict::Holds);
    }
    let source = &detail.source;
    let mut text = format!("{}\n", source.name);
    let delivered = source.delivered.map(|date| date.to_string());
    for (word, value) in [
        ("编号", Some(source.id.as_str())),
        ("主体", Some(&kind(source))),
        ("部门", source.department.as_deref()),
        ("依据", source.authority.as_deref()),
        ("许可", source.licence.as_deref()),
        ("共享", source.sharing.as_deref()),
        ("口径", source.basis.as_deref()),
        ("期间", source.period.as_deref()),
        ("交付", delivered.as_deref()),
        ("录入", Some(&format!("{}，{}", source.imported_at, source.imported_by))),
        ("文件", Some(&source.file)),
        ("指纹", Some(&source.sha256)),
    ] {
        text.push_str(&format!("  {word}  {}\n", value.unwrap_or(NOT_STATED)));
    }
    if !source.replaces.is_empty() {
        text.push_str(&format!("  代替  {}\n", source.replaces.join("、")));
    }
    if let Some(retired) = &source.retired {
        text.push_str(&format!(
            "  停用  {}，{}：{}\n",
            retired.retired_at, retired.retired_by, retired.reason
        ));
    }
    match &detail.quality {
        Some(quality) => text.push_str(&quality_text(source, quality)),
        None => text.push_str("由旧版程序导入，没有质量数字\n"),
    }
    output::text(&text)?;
    Ok(Verdict::Holds)
}

fn quality_text(source: &SourceInfo, quality: &QualityInfo) -> String {
    let keys = quality.duplicate_keys.map(|count| format!("，主体重复 {count} 行")).unwrap_or_default();
    let mut text = format!(
        "收下 {} 行，退回 {} 行（{} 处）；整行重复 {} 行{keys}\n",
        source.rows, quality.rows_rejected, source.rejects, quality.duplicate_rows
    );
    text.push_str("  未知比例  列\n");
    for column in &quality.columns {
        text.push_str(&column_text(column));
    }
    if !quality.findings.is_empty() {
        text.push_str("请核对：\n");
    }
    for finding in &quality.findings {
        text.push_str(&format!("  {}\n", finding_text(finding)));
    }
    text
}

fn column_text(column: &ColumnInfoQuality) -> String {
    let mut text = format!("  {:>7.1}%  {}", column.unknown_share * 100.0, column.column);
    if column.attribute.is_none() {
        text.push_str("（未识别）");
    }
    if let Some(median) = &column.median {
        text.push_str(&format!("，中位数 {median}"));
    }
    if column.absent > 0 {
        text.push_str(&format!("，{} 行为无", column.absent));
    }
    text.push('\n');
    text
}

/// A finding in one line: where, what is there, what was expected.
pub(super) fn finding_text(finding: &FindingInfo) -> String {
    format!("{}：{}。{}", finding.place, finding.found, finding.expected)
}

pub(crate) fn retire(args: &SourceRetire) -> Outcome {
    let region = open(&args.data.data)?;
    let scope = AccessScope::officer();
    let record = app::retire_source(&scope, &region, &args.id, &args.reason, "命令行")?;
    output::text(&format!(
        "{} 自 {} 起停用；没有删除，此前时刻的视图（--known-at）不变\n",
        args.id, record.retired_at
    ))?;
    Ok(Verdict::Holds)
}
