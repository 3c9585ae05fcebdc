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

/// Runs a framework over a units' table (CSV, UTF-8 or GB18030). `seed` is for noise on weights.
///
/// # Errors
/// Where framework or table cannot be used, or a method is not defined of the figures.
pub fn index_run(framework: (&str, &str), table: Rows<'_>, seed: u64) -> Result<IndexRun, Failure> {
    let (file, text) = framework;
    let framework = super::framework_of(file, text)?;
    let units = read_units(&framework, table)?;
    let run = indices::run(&framework, &units, seed).map_err(|refusal| refused(refusal, table.0))?;
    Ok(IndexRun { framework, file: file.to_owned(), units, run, seed })
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

pub(super) fn refused(refusal: Refusal, place: &str) -> Failure {
    Failure::new(Code::InvalidTable, refusal.message, "").at(place)
}

impl IndexRun {
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
