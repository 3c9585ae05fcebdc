//! Imputation over a whole table: which rows belong together, and the record of each estimate.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::framework::{Framework, Methods};
use crate::record::{ImputedCell, Records};
use crate::steps::impute::{Impute, by_part, by_row};
use crate::steps::panel::series;
use crate::units::Units;
use crate::value::Value;

/// Estimates unknown figures in place, method after method.
pub(super) fn impute(
    framework: &Framework,
    methods: &Methods,
    units: &Units,
    rows: &[usize],
    year_of: &[usize],
    columns: &mut [Vec<Value>],
    mut records: Option<&mut Records>,
) {
    let own: Vec<&[Impute]> = (framework.indicators())
        .map(|(_, _, indicator)| indicator.impute.as_deref().unwrap_or(&methods.impute))
        .collect();
    let turns = own.iter().map(|methods| methods.len()).max().unwrap_or(0);
    let series = own.iter().copied().flatten().any(Impute::over_time);
    let index =
        Index { units, rows, year_of, series: if series { by_unit(units, rows) } else { Vec::new() } };
    for turn in 0..turns {
        let now: Vec<Option<&Impute>> = own.iter().map(|methods| methods.get(turn)).collect();
        let by_rows = rowwise(framework, &now, columns, year_of);
        let done: Vec<Option<Column>> = (columns.par_iter().enumerate())
            .map(|(at, column)| {
                let method = (*now.get(at)?)?;
                if column.iter().all(|value| value.is_known()) {
                    return None;
                }
                match method {
                    Impute::RowMean { .. } => Some(Column::plain(by_rows.get(&at)?.clone())),
                    method => Some(index.estimate(framework, column, method)),
                }
            })
            .collect();
        for (at, done) in done.into_iter().enumerate() {
            let (Some(done), Some(column)) = (done, columns.get_mut(at)) else { continue };
            let method = now.get(at).copied().flatten().map_or("", Impute::name);
            if let Some(records) = records.as_deref_mut() {
                for (row, (before, after)) in column.iter().zip(&done.values).enumerate() {
                    if !before.is_known() && after.is_known() {
                        let from = done.from.get(&row).copied();
                        let row = rows.get(row).copied().unwrap_or_default();
                        records.imputed.push(ImputedCell { row, indicator: at, method, value: *after, from });
                    }
                }
            }
            *column = done.values;
        }
    }
}

/// A column after imputation, and the years that estimates along time come from.
struct Column {
    values: Vec<Value>,
    from: FxHashMap<usize, (i32, i32)>,
}

impl Column {
    fn plain(values: Vec<Value>) -> Self {
        Self { values, from: FxHashMap::default() }
    }
}

struct Index<'a> {
    units: &'a Units,
    rows: &'a [usize],
    year_of: &'a [usize],
    /// The rows of each unit, where a method works along time.
    series: Vec<Series>,
}

/// The rows of one unit, in the order of their years.
struct Series {
    places: Vec<usize>,
    times: Vec<i32>,
}

/// The rows of each unit: the same for every column, so found once.
fn by_unit(units: &Units, rows: &[usize]) -> Vec<Series> {
    let mut of: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, row) in rows.iter().enumerate() {
        of.entry(units.code(*row)).or_default().push(at);
    }
    let year = |at: &usize| rows.get(*at).map_or(0, |row| units.year(*row));
    of.into_values()
        .map(|mut places| {
            places.sort_by_key(year);
            Series { times: places.iter().map(year).collect(), places }
        })
        .collect()
}

impl Index<'_> {
    fn estimate(&self, framework: &Framework, column: &[Value], method: &Impute) -> Column {
        match method {
            Impute::Mean => Column::plain(by_part(column, &self.years(), false)),
            Impute::Median => Column::plain(by_part(column, &self.years(), true)),
            Impute::GroupMean { group } => {
                Column::plain(by_part(column, &self.groups(framework, group), false))
            }
            Impute::GroupMedian { group } => {
                Column::plain(by_part(column, &self.groups(framework, group), true))
            }
            method => self.along_time(column, method),
        }
    }

    fn years(&self) -> Vec<Option<usize>> {
        self.year_of.iter().copied().map(Some).collect()
    }

    /// Year and group of each row as one number.
    fn groups(&self, framework: &Framework, group: &str) -> Vec<Option<usize>> {
        let place = framework.units.groups.iter().position(|name| name == group);
        let Some(names) = place.and_then(|place| self.units.groups.get(place)) else {
            return vec![None; self.rows.len()];
        };
        let mut numbers: FxHashMap<(&str, usize), usize> = FxHashMap::default();
        (self.rows.iter().zip(self.year_of))
            .map(|(row, year)| {
                let name = names.get(*row)?.as_deref()?;
                let next = numbers.len();
                Some(*numbers.entry((name, *year)).or_insert(next))
            })
            .collect()
    }

    fn along_time(&self, column: &[Value], method: &Impute) -> Column {
        let mut done = Column::plain(column.to_vec());
        for Series { places, times } in &self.series {
            let values: Vec<Value> = places.iter().filter_map(|at| column.get(*at).copied()).collect();
            if values.iter().all(|value| value.is_known()) {
                continue;
            }
            for (at, estimate) in places.iter().zip(series(times, &values, method)) {
                let (Some(estimate), Some(slot)) = (estimate, done.values.get_mut(*at)) else { continue };
                *slot = estimate.value;
                done.from.insert(*at, estimate.from);
            }
        }
        done
    }
}

/// Columns whose method is the mean of the row, node by node.
fn rowwise(
    framework: &Framework,
    now: &[Option<&Impute>],
    columns: &[Vec<Value>],
    year_of: &[usize],
) -> FxHashMap<usize, Vec<Value>> {
    let mut below: FxHashMap<(usize, usize), Vec<usize>> = FxHashMap::default();
    let mut wanted: Vec<(usize, usize)> = Vec::new();
    for (at, method) in now.iter().enumerate() {
        if let Some(Impute::RowMean { level }) = method {
            let key = (framework.above(at, *level), *level);
            if !wanted.contains(&key) {
                wanted.push(key);
            }
        }
    }
    for key in &wanted {
        let members = (0..columns.len()).filter(|at| framework.above(*at, key.1) == key.0).collect();
        below.insert(*key, members);
    }
    let mut done = FxHashMap::default();
    for (key, members) in &below {
        let here: Vec<&[Value]> =
            members.iter().filter_map(|at| columns.get(*at).map(Vec::as_slice)).collect();
        let up: Vec<bool> =
            members.iter().map(|at| framework.nodes.get(*at).is_none_or(|node| node.up)).collect();
        for (at, column) in members.iter().zip(by_row(&here, &up, year_of)) {
            // A wider family holds indicators that ask for a narrower one: each gets its own estimate only.
            if matches!(now.get(*at), Some(Some(Impute::RowMean { level })) if *level == key.1) {
                done.insert(*at, column);
            }
        }
    }
    done
}
