//! The yearly figures of the provinces: the framework `cn-provinces` and the table beside it, each figure with its row.

use documents::Source;
use indices::Units;

use crate::failure::{Code, Failure};
use crate::model::{LeversInfo, SensitivityInfo};
use crate::region::Region;
use crate::use_cases::{
    IndexOrder, IndexRun, SensitivityOrder, framework_table, framework_text, index_levers, index_run,
    index_sensitivity,
};

/// The framework of provinces.
const FRAMEWORK: &str = "cn-provinces";
/// The seed of the analysis: the same data give the same document.
const SEED: u64 = 1;
/// Column of the words that tell where a row comes from.
const SOURCE: &str = "来源";
/// Column of its licence.
const LICENCE: &str = "来源许可";

/// The framework and its table.
pub(super) struct Panel {
    framework: (String, String),
    table: (String, String),
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Panel {
    pub(super) fn read(region: &Region) -> Result<Self, Failure> {
        let framework = framework_text(region, FRAMEWORK)?;
        let missing = || {
            let hint = "请把它放在 content/indices/cn-provinces.csv";
            Failure::new(Code::InvalidContent, "省域创新指数没有附带数据表", hint).at("indices")
        };
        let table = framework_table(region, FRAMEWORK).ok_or_else(missing)?;
        let (mut headings, mut rows) = (Vec::new(), Vec::new());
        lake::text_rows(&table.0, table.1.as_bytes(), |record| {
            let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
            if headings.is_empty() {
                headings = cells
            } else {
                rows.push(cells)
            }
            Ok(())
        })?;
        Ok(Self { framework, table, headings, rows })
    }

    fn order(&self) -> IndexOrder<'_> {
        IndexOrder {
            framework: (&self.framework.0, &self.framework.1),
            table: (&self.table.0, self.table.1.as_bytes()),
            weights: &[],
            seed: SEED,
        }
    }

    pub(super) fn run(&self) -> Result<IndexRun, Failure> {
        index_run(self.order())
    }

    pub(super) fn sensitivity(&self) -> Result<SensitivityInfo, Failure> {
        index_sensitivity(self.order(), SensitivityOrder::default())
    }

    pub(super) fn levers(&self, code: &str) -> Result<LeversInfo, Failure> {
        index_levers(self.order(), code, None)
    }

    /// Where the index comes from, for figures that it computes.
    pub(super) fn computed(&self, what: &str, year: i32) -> Source {
        Source::new(format!("本产品计算：{what}；数据为{}{year}年各行", self.file()))
    }

    /// The table as footnotes name it: 省域数据表 cn-provinces.csv（内置）.
    fn file(&self) -> String {
        let (whose, path) = self.table.0.split_once(' ').unwrap_or(("", &self.table.0));
        let name = path.rsplit('/').next().unwrap_or(path);
        format!("省域数据表 {name}（{whose}）")
    }

    /// Figures that follow from others of a place over the years.
    pub(super) fn derived(&self, units: &Units, code: &str, column: &str, years: (i32, i32)) -> Source {
        let name =
            (0..self.rows.len()).find(|row| units.code(*row) == code).map_or("", |row| units.name(row));
        let (first, last) = years;
        Source::new(format!("由{name}“{column}”{first}年、{last}年的数算出，{}", self.file()))
    }

    fn column(&self, heading: &str) -> Option<usize> {
        self.headings.iter().position(|own| own == heading)
    }

    fn cell(&self, row: usize, heading: &str) -> &str {
        self.column(heading).and_then(|column| self.rows.get(row)?.get(column)).map_or("", String::as_str)
    }

    /// The figure in a row and column.
    pub(super) fn figure(&self, row: usize, heading: &str) -> Option<f64> {
        self.cell(row, heading).parse().ok()
    }

    /// Whether the table has such a column.
    pub(super) fn has(&self, heading: &str) -> bool {
        self.column(heading).is_some()
    }

    /// The words of a footnote about columns of a row.
    pub(super) fn source(&self, units: &Units, row: usize, columns: &[&str]) -> Source {
        let whole = self.cell(row, SOURCE);
        // The files that a row was made from follow the colon; the table itself lists them.
        let short = whole.split('：').next().unwrap_or(whole);
        let licence = self.cell(row, LICENCE);
        let licence = if licence.is_empty() { String::new() } else { format!("（{licence}）") };
        let year = units.year(row);
        // The first row of the file is its heading.
        let line = row + 2;
        Source::new(format!(
            "{short}{licence}；{}第{line}行（{year}年）“{}”",
            self.file(),
            columns.join("”“")
        ))
    }

    /// The words of a footnote about all rows of some places, whose columns are told by the headings of a table.
    pub(super) fn whole(&self, units: &Units, codes: &[&str]) -> Source {
        let of = |code: &&str| -> Option<(usize, String)> {
            let mut rows = (0..self.rows.len()).filter(|row| units.code(*row) == *code);
            let first = rows.next()?;
            let last = rows.next_back().unwrap_or(first);
            // The first row of the file is its heading.
            Some((first, format!("{}第{}—{}行", units.name(first), first + 2, last + 2)))
        };
        let found: Vec<(usize, String)> = codes.iter().filter_map(of).collect();
        let whole = found.first().map_or("", |(row, _)| self.cell(*row, SOURCE));
        let short = whole.split('：').next().unwrap_or(whole);
        let licence = found.first().map_or("", |(row, _)| self.cell(*row, LICENCE));
        let licence = if licence.is_empty() { String::new() } else { format!("（{licence}）") };
        let rows: Vec<String> = found.into_iter().map(|(_, rows)| rows).collect();
        Source::new(format!("{short}{licence}；{}{}", self.file(), rows.join("、")))
    }

    /// The words of a footnote about one row, its columns told by the table at hand.
    pub(super) fn row(&self, units: &Units, row: usize) -> Source {
        let whole = self.cell(row, SOURCE);
        let short = whole.split('：').next().unwrap_or(whole);
        let licence = self.cell(row, LICENCE);
        let licence = if licence.is_empty() { String::new() } else { format!("（{licence}）") };
        let (name, year) = (units.name(row), units.year(row));
        Source::new(format!("{short}{licence}；{}第{}行（{name}{year}年）", self.file(), row + 2))
    }

    /// Years and figures of a place in a column, oldest first, with their rows.
    pub(super) fn series(&self, units: &Units, code: &str, heading: &str) -> Vec<(i32, Option<f64>, usize)> {
        let rows = (0..self.rows.len()).filter(|row| units.code(*row) == code);
        let mut series: Vec<_> = rows.map(|row| (units.year(row), self.figure(row, heading), row)).collect();
        series.sort_by_key(|(year, ..)| *year);
        series
    }
}
