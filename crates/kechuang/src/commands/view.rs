//! `view`: one kind, merged from all sources.

use std::path::Path;

use app::AccessScope;

use super::{open, when};
use crate::args::{Format, View};
use crate::exit::{Outcome, Verdict};
use crate::output;

pub(crate) fn run(args: &View) -> Outcome {
    let region = open(&args.data.data)?;
    let scope = AccessScope::officer();
    if let Some(path) = &args.out {
        let written = app::export(&scope, &region, &args.kind, Path::new(path), when(&args.clocks))?;
        output::say(&format!("{} 个主体已写入 {}", written, path.display()));
        return Ok(Verdict::Holds);
    }
    let entries = app::roster(&scope, &region, &args.kind, when(&args.clocks))?;
    if args.format == Format::Json {
        output::json(&entries)?;
        return Ok(Verdict::Holds);
    }
    let mut text = String::new();
    for entry in &entries {
        let example = if entry.example { "（示例）" } else { "" };
        text.push_str(&format!("{}\t{}{example}\n", entry.id, entry.name));
    }
    output::text(&text)?;
    output::say(&format!("共 {} 个", entries.len()));
    Ok(Verdict::Holds)
}
