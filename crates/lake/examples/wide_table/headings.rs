//! The headings of a wide table of firms; the benchmark of imports has the same.

use vocabulary::{AttributeType, Kind};

/// Name, district, founding date, then amounts and head counts over five years.
pub(crate) fn headings(kind: &Kind, columns: usize) -> Vec<String> {
    let mut headings = vec!["名称".to_owned(), "行政区划".to_owned(), "成立日期".to_owned()];
    for year in 2020..=2024 {
        for attribute in kind.attributes.iter().filter(|a| a.yearly && a.derived.is_none()) {
            if matches!(attribute.r#type, AttributeType::Number(_)) {
                headings.push(format!("{}[{year}]", attribute.name));
            }
        }
    }
    headings.truncate(columns);
    headings
}
