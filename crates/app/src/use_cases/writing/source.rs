//! Sources in the words of a footnote, and the list of them.

use std::fmt::Write;

use documents::{Cell, Column, Data, Figure, Source, Table};

use super::names::Desk;
use crate::failure::Failure;
use crate::model::SourceRef;

/// A fact's place: source, sheet, row.
pub(super) fn of_fact(
    sources: &[SourceRef],
    at: Option<usize>,
    sheet: Option<&str>,
    row: Option<u32>,
) -> Source {
    let Some(source) = at.and_then(|at| sources.get(at)) else {
        return Source::new("本产品计算（由同一主体的其他事实推出，见属性定义）");
    };
    let mut words = of_table(source);
    if let Some(sheet) = sheet {
        let _ = write!(words, "，工作表“{sheet}”");
    }
    if let Some(row) = row {
        let _ = write!(words, "，第{row}行");
    }
    Source::new(words)
}

/// Name, department, basis, day.
pub(super) fn of_table(source: &SourceRef) -> String {
    let mut about: Vec<String> = Vec::new();
    about.extend(source.department.clone());
    about.extend(source.basis.clone());
    about.push(match source.delivered {
        Some(day) => format!("{day}交付"),
        None => "交付日期未知".to_owned(),
    });
    format!("{}（{}）", source.name, about.join("，"))
}

/// `sources`: the sources that stand, as a table.
pub(super) fn data(desk: &Desk<'_>) -> Result<Data, Failure> {
    let sources = desk.region.known_sources(desk.moment)?;
    let unknown = || "未知".to_owned();
    let rows = sources.iter().map(|source| {
        let counted = Source::new("本区域数据目录的来源登记簿");
        vec![
            Cell::Text(source.name.clone()),
            Cell::Text(source.department.clone().unwrap_or_else(unknown)),
            Cell::Text(source.basis.clone().map_or_else(unknown, |basis| basis.word().to_owned())),
            Cell::Text(source.delivered.map_or_else(unknown, |day| day.to_string())),
            Cell::Figure(Figure::number(source.rows_in as f64, 0, "行", counted)),
            Cell::Text(source.licence.clone().unwrap_or_else(unknown)),
        ]
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let count = Figure::number(rows.len() as f64, 0, "份", Source::new("本区域数据目录的来源登记簿"));
    let table = Table {
        caption: "本区域数据的来源".to_owned(),
        columns: vec![
            Column::words("来源"),
            Column::words("部门"),
            Column::words("口径"),
            Column::words("交付日期"),
            Column::figures("行数"),
            Column::words("许可或依据"),
        ],
        rows,
        remarks: vec!["交付日期、口径没有写明的是未知。".to_owned()],
    };
    Ok(Data::record([("count", count.into()), ("table", Data::table(table))]))
}
