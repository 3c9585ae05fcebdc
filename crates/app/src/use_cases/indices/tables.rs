//! A run as tables: one for each stage, one for each record. The same tables go to CSV files and to sheets of a workbook.

use indices::steps::treat::Outcome;
use indices::{Stage, Value};

use super::IndexRun;
use crate::failure::{Code, Failure};

/// A table: what it is called and what it holds.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    /// Name of the CSV file, without ending.
    pub(super) file: &'static str,
    /// Name of the sheet.
    pub(super) title: &'static str,
    /// The headings.
    pub(super) headings: Vec<String>,
    /// The rows.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// What a cell holds.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    /// Words.
    Text(String),
    /// A number, or nothing known.
    Number(Value),
}

impl Cell {
    fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    fn count(count: usize) -> Self {
        Self::Number(Value::new(count as f64))
    }

    fn written(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(value) => value.text(),
        }
    }
}

impl IndexRun {
    /// Every table of the run: file name and CSV text. Six stages have the names of the contract.
    ///
    /// # Errors
    /// Where a table cannot be written.
    pub fn files(&self) -> Result<Vec<(String, Vec<u8>)>, Failure> {
        self.sheets().iter().map(|sheet| Ok((format!("{}.csv", sheet.file), csv_of(sheet)?))).collect()
    }

    /// The stages, then the records.
    pub(super) fn sheets(&self) -> Vec<Sheet> {
        let run = &self.run;
        let ranks = Stage {
            rows: run.scores.rows.clone(),
            columns: (run.places.iter())
                .map(|places| places.iter().map(|place| place.map(|place| place as f64).into()).collect())
                .collect(),
        };
        vec![
            self.stage("denominated", "去规模", &run.denominated),
            self.stage("imputed", "插补", &run.imputed),
            self.stage("treated", "异常值处理", &run.treated),
            self.stage("normalised", "标准化", &run.normalised),
            self.stage("scores", "得分", &run.scores),
            self.stage("ranks", "位次", &ranks),
            self.weights(),
            self.screening(),
            self.imputation(),
            self.treatment(),
            self.points(),
            self.notes(),
        ]
    }

    /// The headings that say which unit a row is.
    fn unit_headings(&self) -> Vec<String> {
        let units = &self.framework.units;
        std::iter::once(units.code.clone()).chain(units.time.clone()).collect()
    }

    fn unit_cells(&self, row: usize) -> Vec<Cell> {
        let code = Cell::text(self.units.code(row));
        let year = self.year(row).map(|year| Cell::Number(Value::new(f64::from(year))));
        std::iter::once(code).chain(year).collect()
    }

    fn id(&self, node: usize) -> String {
        self.framework.nodes.get(node).map(|node| node.id.clone()).unwrap_or_default()
    }

    fn stage(&self, file: &'static str, title: &'static str, stage: &Stage) -> Sheet {
        let mut headings = self.unit_headings();
        headings.extend((0..stage.columns.len()).map(|at| self.id(at)));
        let rows = (stage.rows.iter().enumerate()).map(|(at, row)| {
            let mut cells = self.unit_cells(*row);
            let value = |column: &Vec<Value>| Cell::Number(column.get(at).copied().unwrap_or(Value::UNKNOWN));
            cells.extend(stage.columns.iter().map(value));
            cells
        });
        Sheet { file, title, headings, rows: rows.collect() }
    }

    fn weights(&self) -> Sheet {
        let rows = self.run.records.weights.iter().map(|weight| {
            let node = self.framework.nodes.get(weight.node);
            vec![
                Cell::text(self.id(weight.node)),
                Cell::text(node.map(|node| node.name.clone()).unwrap_or_default()),
                Cell::count(node.map_or(0, |node| node.level)),
                Cell::text(
                    node.and_then(|node| node.parent).map(|parent| self.id(parent)).unwrap_or_default(),
                ),
                Cell::Number(Value::new(weight.given)),
                Cell::Number(Value::new(weight.used)),
                Cell::Number(Value::new(weight.effective)),
            ]
        });
        let headings = ["node", "name", "level", "parent", "given", "used", "effective"];
        Sheet {
            file: "weights",
            title: "权重",
            headings: headings.map(str::to_owned).into(),
            rows: rows.collect(),
        }
    }

    fn screening(&self) -> Sheet {
        let rows = self.run.records.screening.iter().map(|unit| {
            let told = &unit.availability;
            let mut cells = self.unit_cells(unit.row);
            cells.extend([
                Cell::count(told.missing),
                Cell::count(told.zero),
                Cell::Number(told.available),
                Cell::Number(told.nonzero),
                Cell::text(if told.included { "1" } else { "0" }),
                Cell::text(told.reason.unwrap_or_default()),
            ]);
            cells
        });
        let more = ["missing", "zero", "available", "nonzero", "included", "reason"];
        self.record("screening", "筛选记录", &more, rows.collect())
    }

    fn imputation(&self) -> Sheet {
        let rows = self.run.records.imputed.iter().map(|cell| {
            let year = |year: i32| Cell::Number(Value::new(f64::from(year)));
            let (from, to) = cell.from.map_or((Cell::text(""), Cell::text("")), |(a, b)| (year(a), year(b)));
            let mut cells = self.unit_cells(cell.row);
            cells.extend([
                Cell::text(self.id(cell.indicator)),
                Cell::text(cell.method),
                Cell::Number(cell.value),
            ]);
            cells.extend([from, to]);
            cells
        });
        self.record("imputation", "插补记录", &["indicator", "method", "value", "from", "to"], rows.collect())
    }

    fn treatment(&self) -> Sheet {
        let rows = self.run.records.treatments.iter().map(|told| {
            let outcome = match told.outcome {
                Outcome::NotNeeded => "not_needed",
                Outcome::Passes => "passes",
                Outcome::StillFails => "still_fails",
                Outcome::Untouched => "untouched",
            };
            vec![
                Cell::text(self.id(told.indicator)),
                Cell::text(if told.year == 0 { String::new() } else { told.year.to_string() }),
                Cell::text(outcome),
                Cell::text(told.method.unwrap_or_default()),
                Cell::Number(told.before.0.into()),
                Cell::Number(told.before.1.into()),
                Cell::Number(told.after.0.into()),
                Cell::Number(told.after.1.into()),
                Cell::count(told.points),
            ]
        });
        let headings = [
            "indicator",
            "year",
            "outcome",
            "method",
            "skewness_before",
            "kurtosis_before",
            "skewness_after",
            "kurtosis_after",
            "points",
        ];
        let headings = headings.map(str::to_owned).into();
        Sheet { file: "treatment", title: "处理记录", headings, rows: rows.collect() }
    }

    fn points(&self) -> Sheet {
        let rows = self.run.records.points.iter().map(|point| {
            let mut cells = self.unit_cells(point.row);
            cells.extend([Cell::text(self.id(point.indicator)), Cell::text(point.mark)]);
            cells.extend([Cell::Number(point.before), Cell::Number(point.after)]);
            cells
        });
        self.record(
            "treated_points",
            "处理的点",
            &["indicator", "treatment", "before", "after"],
            rows.collect(),
        )
    }

    fn notes(&self) -> Sheet {
        let rows = self.run.records.notes.iter().map(|note| {
            vec![Cell::text(note.code), Cell::text(note.node.clone()), Cell::text(note.message.clone())]
        });
        let headings = ["code", "node", "message"].map(str::to_owned).into();
        Sheet { file: "notes", title: "提示", headings, rows: rows.collect() }
    }

    fn record(&self, file: &'static str, title: &'static str, more: &[&str], rows: Vec<Vec<Cell>>) -> Sheet {
        let mut headings = self.unit_headings();
        headings.extend(more.iter().map(|heading| (*heading).to_owned()));
        Sheet { file, title, headings, rows }
    }
}

fn csv_of(sheet: &Sheet) -> Result<Vec<u8>, Failure> {
    let broken = |error: &dyn std::fmt::Display| {
        Failure::new(Code::StorageFailed, format!("表 {} 不能写出：{error}", sheet.file), "请重试")
    };
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&sheet.headings).map_err(|error| broken(&error))?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(Cell::written)).map_err(|error| broken(&error))?;
    }
    writer.into_inner().map_err(|error| broken(&error))
}
