//! Decisions about who is who: rows of the kind `identity`, read from its view.

use jiff::civil::Date;
use lake::{Decision, Verdict, View};
use vocabulary::Kind;

/// The kind whose rows are decisions.
pub(crate) const IDENTITY: &str = "identity";

/// The decisions about subjects of a kind, the latest last. A row that leaves out whom, or what, decides nothing.
pub(crate) fn decisions(view: &View, kind: &Kind) -> Vec<Decision> {
    let attribute = |name: &str| view.kind().attribute(name).map(|(id, _)| id);
    let text = |row: usize, name: &str| view.text(row, attribute(name)?);
    let date = |row: usize, name: &str| view.date(row, attribute(name)?);
    let mut found: Vec<((Option<Date>, &str), Decision)> = (0..view.len())
        .filter(|row| text(*row, "类别") == Some(kind.id.as_str()))
        .filter_map(|row| {
            let verdict = match text(row, "决定")? {
                "同一主体" => Verdict::Same,
                "不是同一主体" => Verdict::Different,
                "合并入" => Verdict::MergedInto,
                _ => return None,
            };
            let id = |name: &str| Some(lake::subject_id(kind, text(row, name)?).into());
            let decision =
                Decision {
                    left: id("主体")?, right: id("对象")?, verdict, since: date(row, "生效日")
                };
            Some(((date(row, "决定日"), text(row, "编号").unwrap_or_default()), decision))
        })
        .collect();
    // Of one day, by their numbers.
    found.sort_by_key(|(when, _)| *when);
    found.into_iter().map(|(_, decision)| decision).collect()
}
