//! The units' table: one row for a unit (and a year, in a panel), read against a framework.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::decimal::{self, NotANumber};
use crate::framework::Framework;
use crate::limits::{MAX_CELLS, MAX_PROBLEMS};
use crate::value::Value;

/// Units with their figures, column by column.
#[derive(Clone, Debug)]
pub struct Units {
    /// The code of each row's unit.
    pub codes: Vec<String>,
    /// Its name; the code where the table has none.
    pub names: Vec<String>,
    /// The year of each row, as a place in `years`.
    pub year_of: Vec<usize>,
    /// The years of a panel, ascending; one 0 where the table has none.
    pub years: Vec<i32>,
    /// For each of the framework's groups, the group of each row.
    pub groups: Vec<Vec<Option<String>>>,
    /// For each of the framework's indicators, the figure of each row.
    pub columns: Vec<Vec<Value>>,
    /// For each of the framework's denominators, the size of each row.
    pub sizes: Vec<Vec<Value>>,
}

/// Something wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", place(*row, column.as_deref()))]
pub struct Problem {
    /// Row of the file from 1, the heading being the first; none where it is the table as a whole.
    pub row: Option<usize>,
    /// The heading of the column.
    pub column: Option<String>,
    /// What is wrong and how to mend it.
    pub message: String,
}

fn place(row: Option<usize>, column: Option<&str>) -> String {
    match (row, column) {
        (Some(row), Some(column)) => format!("第 {row} 行“{column}”列："),
        (Some(row), None) => format!("第 {row} 行："),
        (None, Some(column)) => format!("“{column}”列："),
        (None, None) => String::new(),
    }
}

/// Reads a table row by row.
#[derive(Debug)]
pub struct Reader<'f> {
    framework: &'f Framework,
    code: usize,
    name: Option<usize>,
    time: Option<usize>,
    groups: Vec<usize>,
    indicators: Vec<Option<usize>>,
    denominators: Vec<usize>,
    headings: Vec<String>,
    times: Vec<i32>,
    units: Units,
    problems: Vec<Problem>,
    rows: FxHashSet<(String, i32)>,
    row: usize,
}

impl<'f> Reader<'f> {
    /// Finds the framework's columns among the headings.
    ///
    /// # Errors
    /// Names every column that is missing.
    pub fn new(framework: &'f Framework, headings: &[&str]) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let mut find = |wanted: &str, what: &str| {
            let mut places = headings.iter().enumerate().filter(|(_, heading)| heading.trim() == wanted);
            let found = places.next().map(|(at, _)| at);
            let message = match (found, places.next()) {
                (Some(_), None) => None,
                (Some(_), Some(_)) => Some(format!("{what}：表里有两列同名，请改名")),
                (None, _) => {
                    let near = vocabulary::kind::nearest(wanted, headings.iter().copied());
                    // One letter is near every other.
                    let near = near.filter(|_| wanted.chars().count() > 1);
                    let hint = near.map(|near| format!("；是否是“{near}”")).unwrap_or_default();
                    Some(format!("{what}：表里没有这一列{hint}"))
                }
            };
            if let Some(message) = message {
                problems.push(Problem { row: None, column: Some(wanted.to_owned()), message });
            }
            found
        };
        let columns = &framework.units;
        let code = find(&columns.code, "单位代码");
        let name = columns.name.as_ref().and_then(|name| find(name, "单位名称"));
        let time = columns.time.as_ref().and_then(|time| find(time, "年度"));
        let groups: Vec<_> = columns.groups.iter().filter_map(|group| find(group, "分组")).collect();
        let indicators: Vec<Option<usize>> = framework
            .indicators()
            .map(|(_, node, indicator)| {
                if indicator.missing { None } else { find(&indicator.column, &format!("指标 {}", node.id)) }
            })
            .collect();
        let denominators: Vec<_> =
            framework.denominators.iter().filter_map(|size| find(&size.column, "分母")).collect();
        let (Some(code), true) = (code, problems.is_empty()) else { return Err(problems) };
        let units = Units {
            codes: Vec::new(),
            names: Vec::new(),
            year_of: Vec::new(),
            years: Vec::new(),
            groups: vec![Vec::new(); groups.len()],
            columns: vec![Vec::new(); indicators.len()],
            sizes: vec![Vec::new(); denominators.len()],
        };
        Ok(Self {
            framework,
            code,
            name,
            time,
            groups,
            indicators,
            denominators,
            headings: headings.iter().map(|heading| heading.trim().to_owned()).collect(),
            times: Vec::new(),
            units,
            problems: Vec::new(),
            rows: FxHashSet::default(),
            row: 1,
        })
    }

    /// Takes one row; what is wrong with it is kept for [`Self::finish`]. A row without any text is passed over.
    pub fn push(&mut self, cells: &[&str]) {
        self.row += 1;
        let cell = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
        if cells.iter().all(|cell| cell.trim().is_empty()) || self.problems.len() > MAX_PROBLEMS {
            return;
        }
        if let Some(more) = cells.iter().skip(self.headings.len()).find(|cell| !cell.trim().is_empty()) {
            let message = format!(
                "比表头多出“{}”等 {} 格；千分位、小数点写成逗号的数要加引号，或改用“.”",
                more.trim(),
                cells.len() - self.headings.len()
            );
            self.problem(usize::MAX, &message);
            return;
        }
        let code = cell(self.code).to_owned();
        if code.is_empty() {
            self.problem(self.code, "单位代码是空的");
            return;
        }
        let time = match self.time {
            None => 0,
            Some(at) => {
                let Some(year) = year(cell(at)) else {
                    self.problem(at, &format!("“{}”不是年份，应如 2023", cell(at)));
                    return;
                };
                year
            }
        };
        if !self.rows.insert((code.clone(), time)) {
            let when = if self.time.is_some() { format!(" {time} 年") } else { String::new() };
            self.problem(self.code, &format!("单位“{code}”{when}出现了两次"));
            return;
        }
        if self.rows.len().saturating_mul(self.indicators.len()) > MAX_CELLS {
            self.problem(self.code, &format!("表超过 {MAX_CELLS} 个数，请拆分"));
            return;
        }
        self.units
            .names
            .push(self.name.map(cell).filter(|name| !name.is_empty()).unwrap_or(&code).to_owned());
        self.units.codes.push(code);
        self.times.push(time);
        for (group, at) in self.units.groups.iter_mut().zip(&self.groups) {
            let text = cell(*at);
            group.push((!decimal::is_unknown(text)).then(|| text.to_owned()));
        }
        self.numbers(cells);
    }

    fn numbers(&mut self, cells: &[&str]) {
        let cell = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
        let mut wrong = Vec::new();
        let nodes = self.framework.indicators().map(|(_, _, indicator)| indicator.unit.as_str());
        for ((column, at), unit) in self.units.columns.iter_mut().zip(&self.indicators).zip(nodes) {
            let value = at.map_or(Ok(Value::UNKNOWN), |at| figure(cell(at), unit));
            column.push(value.unwrap_or_else(|message| {
                wrong.push((at.unwrap_or_default(), message));
                Value::UNKNOWN
            }));
        }
        for (size, at) in self.units.sizes.iter_mut().zip(&self.denominators) {
            size.push(figure(cell(*at), "").unwrap_or_else(|message| {
                wrong.push((*at, message));
                Value::UNKNOWN
            }));
        }
        for (at, message) in wrong {
            self.problem(at, &message);
        }
    }

    fn problem(&mut self, column: usize, message: &str) {
        if self.problems.len() < MAX_PROBLEMS {
            let column = self.headings.get(column).cloned();
            self.problems.push(Problem { row: Some(self.row), column, message: message.to_owned() });
        }
    }

    /// The units.
    ///
    /// # Errors
    /// Every problem, the first [`MAX_PROBLEMS`]; a table without a row is one.
    pub fn finish(mut self) -> Result<Units, Vec<Problem>> {
        if self.problems.is_empty() && self.units.codes.is_empty() {
            let message = "表里没有数据行".to_owned();
            self.problems.push(Problem { row: None, column: None, message });
        }
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        let mut years = self.times.clone();
        years.sort_unstable();
        years.dedup();
        let place: FxHashMap<i32, usize> = years.iter().enumerate().map(|(at, year)| (*year, at)).collect();
        self.units.year_of = self.times.iter().filter_map(|year| place.get(year).copied()).collect();
        self.units.years = years;
        Ok(self.units)
    }
}

/// A year as tables write it: `2023`, `2023.0`, `2023年`.
fn year(text: &str) -> Option<i32> {
    let text = text.strip_suffix('年').unwrap_or(text);
    let text = text.strip_suffix(".0").unwrap_or(text);
    text.parse().ok().filter(|year| (1..=9999).contains(year))
}

/// The figure of a cell. A percent sign is understood where the indicator's unit is %.
fn figure(text: &str, unit: &str) -> Result<Value, String> {
    if decimal::is_unknown(text) {
        return Ok(Value::UNKNOWN);
    }
    let plain = if unit == "%" { text.strip_suffix('%').unwrap_or(text).trim_end() } else { text };
    decimal::parse(plain).map(Value::new).map_err(|why| match why {
        NotANumber::Infinite => format!("“{text}”是无穷大，不能用；没有数据请留空"),
        NotANumber::Comma => format!("“{text}”不能识别：小数点应写“.”，逗号只用于千分位"),
        NotANumber::Text => format!("“{text}”不是数；没有数据请留空"),
    })
}

/// The number of a cell, the same on every machine; none where the cell says that nothing is known.
///
/// # Errors
/// Says why it is no number.
pub fn number(text: &str) -> Result<Option<f64>, String> {
    figure(text, "").map(Value::get)
}

impl Units {
    /// How many rows.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Whether rows differ in year.
    pub fn is_panel(&self) -> bool {
        self.years.len() > 1
    }

    /// The year of a row; 0 where the table has none.
    pub fn year(&self, row: usize) -> i32 {
        self.year_of.get(row).and_then(|at| self.years.get(*at)).copied().unwrap_or_default()
    }

    /// The code of a row.
    pub fn code(&self, row: usize) -> &str {
        self.codes.get(row).map_or("", String::as_str)
    }

    /// The name of a row's unit.
    pub fn name(&self, row: usize) -> &str {
        self.names.get(row).map_or("", String::as_str)
    }
}
