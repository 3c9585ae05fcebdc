//! `import`: tables into the data directory.

use app::model::ImportAnswer;
use app::{AccessScope, Failure, ImportOrder, Table};

use super::{open, read_text};
use crate::args::{Format, Import};
use crate::exit::{Outcome, Verdict};
use crate::output;

/// Rejected cells told on the terminal; all of them are in the source's `rejects.csv`.
const SHOWN_REJECTS: usize = 50;

pub(crate) fn run(args: &Import) -> Outcome {
    let region = open(&args.data.data)?;
    let scope = AccessScope::officer();
    let order = ImportOrder {
        kind: args.kind.clone(),
        source: args.source.clone(),
        department: args.department.clone(),
        authority: args.authority.clone(),
        licence: args.licence.clone(),
        sharing: args.sharing.clone(),
        period: args.period.clone(),
        replaces: args.replaces.clone(),
        basis: args.basis.clone(),
        delivered: args.delivered,
        list: args.list.clone(),
        mapping: args.mapping.as_deref().map(read_text).transpose()?,
        imported_by: "命令行".to_owned(),
        dry_run: args.dry_run,
    };
    let mut clean = true;
    for file in &args.files {
        let answer = app::import(&scope, &region, Table::Path(file), &order, &app::Job::default())?;
        let empty = answer.rows_in == 0 && !answer.already_imported;
        clean &= if args.dry_run { answer.rejects_total == 0 } else { !empty };
        match args.format {
            Format::Json => output::json(&answer)?,
            Format::Text => describe(&answer)?,
        }
    }
    // An import is done when good rows are in, and not when none is; a dry run is a check, which any bad cell fails.
    Ok(if clean { Verdict::Holds } else { Verdict::DoesNotHold })
}

fn describe(answer: &ImportAnswer) -> Result<(), Failure> {
    let done = match (answer.already_imported, answer.dry_run, answer.rows_in) {
        (true, ..) => "以前已导入过，没有变化",
        (_, true, _) => "预检，没有存储",
        (.., 0) => "没有可用的行，没有存储",
        _ => "已导入",
    };
    let mut text = format!(
        "{}：{done}。读到 {} 行，收下 {} 行，退回 {} 行\n",
        answer.file, answer.rows_read, answer.rows_in, answer.rows_rejected
    );
    for reject in answer.rejects.iter().take(SHOWN_REJECTS) {
        let sheet = reject.sheet.as_ref().map(|sheet| format!("{sheet} ")).unwrap_or_default();
        text.push_str(&format!("  {sheet}第 {} 行 {}：{}\n", reject.row, reject.column, reject.reason));
    }
    if answer.rejects_total > SHOWN_REJECTS as u64 {
        text.push_str(&format!("  ……共 {} 处，全部在来源的 rejects.csv 里\n", answer.rejects_total));
    }
    for column in &answer.unmapped {
        let near = column.suggestion.as_ref().map(|near| format!("；是否想写“{near}”")).unwrap_or_default();
        text.push_str(&format!("  未识别的列“{}”已原样保留{near}\n", column.header));
    }
    for finding in &answer.findings {
        text.push_str(&format!("  请核对 {}\n", super::source::finding_text(finding)));
    }
    for note in &answer.notes {
        text.push_str(&format!("  {note}\n"));
    }
    output::text(&text)
}
