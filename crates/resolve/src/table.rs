//! Tables as plain data: columns of cells, each distinct cell kept once.

use rustc_hash::FxHashMap;

use crate::error::ResolveError;
use crate::normal::text::is_missing;

/// Code of a missing cell.
pub(crate) const MISSING: u32 = u32::MAX;

/// A table in memory, by column, with every distinct text stored once. Rows count from 0.
#[derive(Clone, Debug, Default)]
pub struct Table {
    columns: Vec<Column>,
    rows: usize,
}

/// One column: distinct texts and, per row, which of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    pub(crate) name: Box<str>,
    pub(crate) texts: Vec<Box<str>>,
    pub(crate) codes: Vec<u32>,
    seen: FxHashMap<Box<str>, u32>,
}

impl Table {
    /// An empty table with these columns; spaces around a heading are not part of it.
    pub fn new<S: AsRef<str>>(columns: impl IntoIterator<Item = S>) -> Self {
        let columns = columns.into_iter().map(|name| Column {
            name: name.as_ref().trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').into(),
            ..Column::default()
        });
        Self { columns: columns.collect(), rows: 0 }
    }

    /// Adds a row. `None`, the empty text and words for "not known" (`-`, `NULL`, `不详` …) are missing.
    pub fn push<'a>(&mut self, cells: impl IntoIterator<Item = Option<&'a str>>) -> Result<(), ResolveError> {
        let cells: Vec<Option<&str>> = cells.into_iter().collect();
        if cells.len() != self.columns.len() {
            let (row, found, expected) = (self.rows + 1, cells.len(), self.columns.len());
            return Err(ResolveError::RowWidth { row, found, expected });
        }
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            let code = cell.map(str::trim).filter(|text| !is_missing(text)).map(|text| column.code(text));
            column.codes.push(code.unwrap_or(MISSING));
        }
        self.rows += 1;
        Ok(())
    }

    /// Rows.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Headings, in order.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| &*column.name)
    }

    /// The text of a cell; `None` where missing or outside the table.
    pub fn cell(&self, row: usize, column: usize) -> Option<&str> {
        let column = self.columns.get(column)?;
        let code = *column.codes.get(row)?;
        column.texts.get(code as usize).map(|text| &**text)
    }

    pub(crate) fn column(&self, at: usize) -> &Column {
        &self.columns[at]
    }

    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| &*column.name == name.trim())
    }
}

impl Column {
    fn code(&mut self, text: &str) -> u32 {
        if let Some(code) = self.seen.get(text) {
            return *code;
        }
        // MAX_ROWS bounds the distinct texts; a run refuses larger tables.
        let code = u32::try_from(self.texts.len()).unwrap_or(MISSING);
        self.texts.push(text.into());
        self.seen.insert(text.into(), code);
        code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_kept_once_and_missing_ones_are_none() {
        let mut table = Table::new([" 名称", "电话 "]);
        table.push([Some(" 甲 "), Some("不详")]).expect("two cells");
        table.push([Some("甲"), None]).expect("two cells");
        assert_eq!(table.columns().collect::<Vec<_>>(), ["名称", "电话"]);
        assert_eq!((table.cell(1, 0), table.cell(0, 1), table.cell(2, 0)), (Some("甲"), None, None));
        assert_eq!(table.column(0).texts.len(), 1);
        let error = table.push([Some("乙")]).expect_err("one cell").to_string();
        assert_eq!(error, "第 3 行有 1 个单元格，应为 2 个（与表头一致），请补齐或删去多余的单元格");
    }
}
