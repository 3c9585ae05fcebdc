//! What changed between two runs, from the files that they wrote.

use indices::{Comparison, Scores, Value};

use super::IndexRun;
use crate::failure::{Code, Failure};
use crate::model::{ComparisonInfo, MovedNode, NodeChangeInfo, UnitChangeInfo};

/// The files of a run that are compared.
#[derive(Clone, Copy, Debug)]
pub struct RunFiles<'a> {
    /// How messages name the run: its directory.
    pub name: &'a str,
    /// `scores.csv`.
    pub scores: &'a [u8],
    /// `ranks.csv`.
    pub ranks: &'a [u8],
    /// `run.json`, which says whether the second column is a year.
    pub summary: Option<&'a [u8]>,
}

/// Compares two runs.
///
/// # Errors
/// Where a file is not what a run writes.
pub fn index_compare(before: RunFiles<'_>, after: RunFiles<'_>) -> Result<ComparisonInfo, Failure> {
    Ok(told(&indices::compare(&read(&before)?, &read(&after)?)))
}

/// Compares two runs that were just made.
pub fn compare_runs(before: &IndexRun, after: &IndexRun) -> ComparisonInfo {
    told(&indices::compare(&before.compared(), &after.compared()))
}

impl IndexRun {
    /// Scores and places as a comparison takes them.
    fn compared(&self) -> Scores {
        let scores = &self.run.scores;
        let year = |row: usize| self.year(row).map(|year| year.to_string()).unwrap_or_default();
        Scores {
            units: scores.rows.iter().map(|row| (self.units.code(*row).to_owned(), year(*row))).collect(),
            nodes: self.framework.nodes.iter().map(|node| node.id.clone()).collect(),
            columns: scores.columns.clone(),
            places: self.run.places.last().cloned().unwrap_or_default(),
        }
    }
}

fn read(files: &RunFiles<'_>) -> Result<Scores, Failure> {
    let (headings, rows) = table(files.name, "scores.csv", files.scores)?;
    // A panel has the year in the second column; every node is a column in both files.
    let panel = files.summary.is_some_and(has_years);
    let skip = if panel { 2 } else { 1 };
    let mut run = Scores { nodes: headings.iter().skip(skip).cloned().collect(), ..Scores::default() };
    run.columns = vec![Vec::with_capacity(rows.len()); run.nodes.len()];
    for (at, row) in rows.iter().enumerate() {
        run.units.push(unit(row, panel));
        for (column, cell) in run.columns.iter_mut().zip(row.iter().skip(skip)) {
            column.push(number(files.name, "scores.csv", at, cell)?);
        }
    }
    let (_, ranks) = table(files.name, "ranks.csv", files.ranks)?;
    let places: std::collections::HashMap<(String, String), Option<usize>> =
        ranks.iter().map(|row| (unit(row, panel), row.last().and_then(|cell| cell.parse().ok()))).collect();
    run.places = run.units.iter().map(|unit| places.get(unit).copied().flatten()).collect();
    Ok(run)
}

fn unit(row: &[String], panel: bool) -> (String, String) {
    let cell = |at: usize| row.get(at).cloned().unwrap_or_default();
    (cell(0), if panel { cell(1) } else { String::new() })
}

fn has_years(summary: &[u8]) -> bool {
    let told: Option<serde_json::Value> = serde_json::from_slice(summary).ok();
    told.is_some_and(|told| told["units"][0]["year"].is_number())
}

type Table = (Vec<String>, Vec<Vec<String>>);

fn table(run: &str, file: &str, bytes: &[u8]) -> Result<Table, Failure> {
    let broken = |message: String| {
        Failure::new(Code::InvalidTable, message, "应是 kechuang index run 写出的文件")
            .at(format!("{run}/{file}"))
    };
    let mut rows = csv::Reader::from_reader(bytes);
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let headings = cells(rows.headers().map_err(|error| broken(error.to_string()))?);
    if headings.len() < 2 {
        return Err(broken("没有得分的列".to_owned()));
    }
    let rows = rows
        .records()
        .map(|record| record.map(|record| cells(&record)).map_err(|error| broken(error.to_string())))
        .collect::<Result<Vec<_>, _>>()?;
    Ok((headings, rows))
}

fn number(run: &str, file: &str, row: usize, cell: &str) -> Result<Value, Failure> {
    if cell.is_empty() {
        return Ok(Value::UNKNOWN);
    }
    let number = cell.parse::<f64>().ok().filter(|number| number.is_finite());
    number.map(Value::new).ok_or_else(|| {
        Failure::new(
            Code::InvalidTable,
            format!("第 {} 行“{cell}”不是数", row + 2),
            "应是 kechuang index run 写出的文件",
        )
        .at(format!("{run}/{file}"))
    })
}

fn told(found: &Comparison) -> ComparisonInfo {
    let unit = |(code, year): &(String, String)| {
        if year.is_empty() { code.clone() } else { format!("{code} {year}") }
    };
    let units = |units: &[(String, String)]| units.iter().map(unit).collect();
    let mut changes: Vec<UnitChangeInfo> = (found.units.iter())
        .map(|change| UnitChangeInfo {
            code: change.unit.0.clone(),
            year: change.unit.1.parse().ok(),
            score_before: change.scores.0.get(),
            score_after: change.scores.1.get(),
            rank_before: change.places.0,
            rank_after: change.places.1,
            moved: (change.moved.iter())
                .map(|(node, before, after)| MovedNode {
                    node: node.clone(),
                    before: before.get(),
                    after: after.get(),
                })
                .collect(),
        })
        .collect();
    let shift = |change: &UnitChangeInfo| {
        change.rank_before.zip(change.rank_after).map_or(usize::MAX, |(before, after)| before.abs_diff(after))
    };
    changes.sort_by(|a, b| {
        shift(b).cmp(&shift(a)).then_with(|| (a.rank_after, &a.code).cmp(&(b.rank_after, &b.code)))
    });
    ComparisonInfo {
        units: changes,
        before_only: units(&found.left_only),
        after_only: units(&found.right_only),
        nodes_before_only: found.nodes_left_only.clone(),
        nodes_after_only: found.nodes_right_only.clone(),
        score_correlation: found.pearson.get(),
        rank_correlation: found.spearman.get(),
        mean_rank_shift: found.mean_shift.get(),
        nodes: (found.nodes.iter())
            .map(|node| NodeChangeInfo {
                node: node.node.clone(),
                mean_change: node.mean_change.get(),
                correlation: node.pearson.get(),
            })
            .collect(),
    }
}
