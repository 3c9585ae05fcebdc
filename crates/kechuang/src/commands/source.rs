//! `source list`.

use app::AccessScope;

use super::open;
use crate::args::{Format, SourceList};
use crate::exit::{Outcome, Verdict};
use crate::output;

pub(crate) fn list(args: &SourceList) -> Outcome {
    let region = open(&args.data.data)?;
    let list = app::sources(&AccessScope::officer(), &region)?;
    if args.format == Format::Json {
        output::json(&list.items)?;
        return Ok(Verdict::Holds);
    }
    let mut text = String::new();
    for source in &list.items {
        let kind = source.list.as_ref().map_or(source.kind.clone(), |list| format!("{}·{list}", source.kind));
        let delivered = source.delivered.map_or("未知".to_owned(), |date| date.to_string());
        text.push_str(&format!(
            "{}\n    {kind} · {} · {} 行，退回 {} 处 · 交付 {delivered} · {}\n",
            source.name,
            source.basis.as_deref().unwrap_or("口径未注明"),
            source.rows,
            source.rejects,
            source.id
        ));
    }
    if list.items.is_empty() {
        text.push_str("还没有来源。用 kechuang import 导入，或用 kechuang serve --demo 打开示范区域\n");
    }
    output::text(&text)?;
    Ok(Verdict::Holds)
}
