//! One run: scores, places, records.

use indices::units::{Problem, Reader};
use indices::{Framework, Refusal, Run, Units};

use super::framework::summary;
use crate::failure::{Code, Detail, Failure};
use crate::model::{IndexNode, IndexNote, IndexRunInfo, IndexUnit, ScreenedUnit};
use crate::use_cases::Rows;

/// A run and what it was made of.
#[derive(Clone, Debug)]
pub struct IndexRun {
    pub(super) framework: Framework,
    pub(super) file: String,
    pub(super) units: Units,
    pub(super) run: Run,
    pub(super) seed: u64,
}

/// What an index is computed from.
#[derive(Clone, Copy, Debug)]
pub struct IndexOrder<'a> {
    /// Label and text of the framework.
    pub framework: (&'a str, &'a str),
    /// The units' table (CSV, UTF-8 or GB18030).
    pub table: Rows<'a>,
    /// Weights in place of those of the framework: node and weight.
    pub weights: &'a [(String, f64)],
    /// The same seed gives the same answer.
    pub seed: u64,
}

impl IndexOrder<'_> {
    /// The framework with its weights, and the units.
    pub(super) fn read(&self) -> Result<(Framework, Units), Failure> {
        let (file, text) = self.framework;
        let mut framework = super::framework_of(file, text)?;
        weigh(&mut framework, self.weights)?;
        let units = read_units(&framework, self.table)?;
        Ok((framework, units))
    }

    /// A refusal of the engine as a failure about the table.
    pub(super) fn refused(&self, refusal: Refusal) -> Failure {
        Failure::new(Code::InvalidTable, refusal.message, "").at(self.table.0)
    }
}

/// Greatest weight of a node, as in frameworks.
const MAX_WEIGHT: f64 = 1e9;

fn weigh(framework: &mut Framework, weights: &[(String, f64)]) -> Result<(), Failure> {
    for (id, weight) in weights {
        let wrong = |message: String| {
            Err(Failure::new(Code::InvalidArgument, message, "权重写作 节点=数，如 投入=0.4").at("weights"))
        };
        if !(0.0..=MAX_WEIGHT).contains(weight) {
            return wrong(format!("“{id}”的权重 {weight} 应在 0 到 {MAX_WEIGHT} 之间"));
        }
        match framework.nodes.iter_mut().find(|node| node.id == *id) {
            Some(node) => node.weight = *weight,
            None => return wrong(format!("指标体系里没有“{id}”")),
        }
    }
    Ok(())
}

/// Runs a framework over a units' table. The seed is for noise on weights.
///
/// # Errors
/// Where framework or table cannot be used, or a method is not defined of the figures.
pub fn index_run(order: IndexOrder<'_>) -> Result<IndexRun, Failure> {
    let (framework, units) = order.read()?;
    let run = indices::run(&framework, &units, order.seed).map_err(|refusal| order.refused(refusal))?;
    Ok(IndexRun { framework, file: order.framework.0.to_owned(), units, run, seed: order.seed })
}

/// Reads a units' table against a framework.
pub(super) fn read_units(framework: &Framework, (name, bytes): Rows<'_>) -> Result<Units, Failure> {
    let mut reader: Option<Result<Reader<'_>, Vec<Problem>>> = None;
    lake::text_rows(name, bytes, |record| {
        let cells: Vec<&str> = record.iter().collect();
        match &mut reader {
            None => reader = Some(Reader::new(framework, &cells)),
            Some(Ok(reader)) => reader.push(&cells),
            Some(Err(_)) => {}
        }
        Ok(())
    })?;
    let nothing = || Failure::new(Code::InvalidTable, "表是空的", "第一行应是表头").at(name);
    let units = reader.ok_or_else(nothing)?.and_then(Reader::finish);
    units.map_err(|problems| {
        let details = problems.into_iter().map(|problem| Detail {
            line: None,
            column: None,
            message: problem.to_string(),
        });
        let details = details.collect();
        Failure::new(Code::InvalidTable, "单位数据表有误", "请改正这些单元格或列名")
            .at(name)
            .with_details(details)
    })
}

impl IndexRun {
    /// The framework that was run.
    pub(crate) fn framework(&self) -> &Framework {
        &self.framework
    }

    /// The units that it was run over.
    pub(crate) fn units(&self) -> &Units {
        &self.units
    }

    /// A node's score of a unit's row.
    pub(crate) fn score_of(&self, row: usize, node: usize) -> Option<f64> {
        let at = self.run.scores.rows.iter().position(|own| *own == row)?;
        self.run.scores.columns.get(node)?.get(at)?.get()
    }

    /// A node's place of a unit's row among the rows of the same year.
    pub(crate) fn place_of(&self, row: usize, node: usize) -> Option<usize> {
        let at = self.run.scores.rows.iter().position(|own| *own == row)?;
        *self.run.places.get(node)?.get(at)?
    }

    /// An indicator's figure of a unit's row, divided by its size; estimates are not among them.
    pub(crate) fn figure_of(&self, row: usize, node: usize) -> Option<f64> {
        let at = self.run.denominated.rows.iter().position(|own| *own == row)?;
        self.run.denominated.columns.get(node)?.get(at)?.get()
    }

    /// Whether an indicator's figure of a unit's row was estimated.
    pub(crate) fn is_estimated(&self, row: usize, node: usize) -> bool {
        self.run.records.imputed.iter().any(|cell| cell.row == row && cell.indicator == node)
    }

    /// The year of a row, where the framework has years.
    pub(super) fn year(&self, row: usize) -> Option<i32> {
        self.framework.units.time.is_some().then(|| self.units.year(row))
    }

    /// The run for people and programs.
    pub fn info(&self) -> IndexRunInfo {
        let root = self.framework.root();
        let scores = &self.run.scores;
        let mut units: Vec<IndexUnit> = (scores.rows.iter().enumerate())
            .map(|(at, row)| IndexUnit {
                code: self.units.code(*row).to_owned(),
                name: self.units.name(*row).to_owned(),
                year: self.year(*row),
                score: scores.columns.get(root).and_then(|column| column.get(at)?.get()),
                rank: self.run.places.get(root).and_then(|places| *places.get(at)?),
                scores: scores
                    .columns
                    .iter()
                    .map(|column| column.get(at).and_then(|value| value.get()))
                    .collect(),
            })
            .collect();
        units.sort_by_key(|unit| (unit.year, unit.rank.is_none(), unit.rank));
        let records = &self.run.records;
        let out = records.screening.iter().filter(|unit| !unit.availability.included);
        IndexRunInfo {
            framework: summary(&self.framework, &self.file),
            seed: self.seed,
            root: self.framework.nodes.get(root).map(|node| node.id.clone()).unwrap_or_default(),
            units,
            nodes: self.nodes(),
            screened_out: out
                .map(|unit| ScreenedUnit {
                    code: self.units.code(unit.row).to_owned(),
                    name: self.units.name(unit.row).to_owned(),
                    year: self.year(unit.row),
                    reason: unit.availability.reason.unwrap_or_default().to_owned(),
                    available: unit.availability.available.get(),
                })
                .collect(),
            imputed: records.imputed.len(),
            treated: records.points.len(),
            notes: records
                .notes
                .iter()
                .map(|note| IndexNote {
                    code: note.code.to_owned(),
                    node: note.node.clone(),
                    message: note.message.clone(),
                })
                .collect(),
        }
    }

    fn nodes(&self) -> Vec<IndexNode> {
        let nodes = &self.framework.nodes;
        let weight = |at: usize| self.run.records.weights.iter().find(|weight| weight.node == at);
        (nodes.iter().enumerate())
            .map(|(at, node)| IndexNode {
                id: node.id.clone(),
                name: node.name.clone(),
                level: node.level,
                parent: node.parent.and_then(|parent| nodes.get(parent)).map(|parent| parent.id.clone()),
                more_is_better: node.up,
                weight: weight(at).map(|weight| weight.used),
                effective_weight: weight(at).map(|weight| weight.effective),
                unit: node.indicator.as_ref().map(|indicator| indicator.unit.clone()).unwrap_or_default(),
            })
            .collect()
    }
}
