//! `programme show|diff|new|fmt|schema|sql`: help for those who write programmes.

use std::path::Path;

use app::{AccessScope, Code, Failure, When};
use programmes::{format_document, format_kind, schema};

use super::programme::gather;
use super::{open, read_text};
use crate::args::{
    Format, ProgrammeDiff, ProgrammeFmt, ProgrammeNew, ProgrammeSchema, ProgrammeShow, ProgrammeSql,
};
use crate::exit::{Outcome, Verdict};
use crate::output;

pub(crate) fn show(args: &ProgrammeShow) -> Outcome {
    let region = open(&args.data.data)?;
    let when = When { as_of: args.as_of, known_at: None };
    output::text(&app::programme_in_words(&AccessScope::officer(), &region, &args.programme, when)?)?;
    Ok(Verdict::Holds)
}

pub(crate) fn sql(args: &ProgrammeSql) -> Outcome {
    let region = open(&args.data.data)?;
    let when = When { as_of: args.as_of, known_at: None };
    let scope = AccessScope::officer();
    let written = app::programme_sql(&scope, &region, &args.programme, &args.dialect, when)?;
    output::text(if args.tables { &written.tables } else { &written.select })?;
    Ok(Verdict::Holds)
}

pub(crate) fn diff(args: &ProgrammeDiff) -> Outcome {
    let region = open(&args.data.data)?;
    let when = When { as_of: args.as_of, known_at: None };
    let found = app::programme_diff(&AccessScope::officer(), &region, &args.before, &args.after, when)?;
    if args.format == Format::Json {
        output::json(&found)?;
        return Ok(Verdict::Holds);
    }
    let mut text = format!("{} → {}\n", found.before, found.after);
    for difference in &found.differences {
        text.push_str(&format!("- {difference}\n"));
    }
    if found.differences.is_empty() {
        text.push_str("没有不同\n");
    }
    if let Some(shift) = &found.population {
        text.push_str(&format!(
            "对已有的 {} 家：两版都符合 {}，新增符合 {}，不再符合 {}，都不符合 {}，待定 {}\n",
            shift.total, shift.both, shift.gained, shift.lost, shift.neither, shift.unknown
        ));
        for example in &shift.examples {
            text.push_str(&format!("  例：{example}\n"));
        }
    }
    output::text(&text)?;
    Ok(Verdict::Holds)
}

pub(crate) fn new(args: &ProgrammeNew) -> Outcome {
    let region = open(&args.data.data)?;
    let (kind, _) = region.catalogue.kind(&args.kind)?;
    output::text(&programmes::scaffold::scaffold(&args.id, &args.name, kind))?;
    Ok(Verdict::Holds)
}

pub(crate) fn schema(args: &ProgrammeSchema) -> Outcome {
    let schema = if args.kind { schema::kind_schema() } else { schema::programme_schema() };
    output::text(&schema::text(&schema))?;
    Ok(Verdict::Holds)
}

pub(crate) fn fmt(args: &ProgrammeFmt) -> Outcome {
    let mut files = Vec::new();
    for path in &args.paths {
        gather(path, &mut files)?;
    }
    let mut unkempt = 0;
    for path in &files {
        let text = read_text(path)?;
        let is_kind = text.lines().any(|line| line.starts_with("groups:"));
        let formatted = if is_kind { format_kind(&text) } else { format_document(&text) };
        let formatted = formatted.map_err(|message| {
            let hint = "请先用 kechuang programme check 查看并改正";
            Failure::new(Code::InvalidContent, message, hint).at(path.display().to_string())
        })?;
        if formatted == text {
            continue;
        }
        unkempt += 1;
        output::say(&format!("{}{}", path.display(), if args.check { "：未整理" } else { "：已整理" }));
        if !args.check {
            write(path, &formatted)?;
        }
    }
    output::say(&format!(
        "{} 个文件，{unkempt} 个{}",
        files.len(),
        if args.check { "未整理" } else { "有改动" }
    ));
    Ok(if args.check && unkempt > 0 { Verdict::DoesNotHold } else { Verdict::Holds })
}

/// Through a file beside it, so that a crash leaves the old text or the new one.
#[expect(clippy::disallowed_methods, reason = "the binary writes the files that it is given")]
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let beside = path.with_extension("yaml.new");
    let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, path));
    written.map_err(|error| {
        Failure::new(Code::StorageFailed, format!("不能写入：{error}"), "请检查目录的权限和空间")
            .at(path.display().to_string())
    })
}
