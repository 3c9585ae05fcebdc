//! The steps before aggregation, in the order of the framework.

use rayon::prelude::*;

use super::imputation::impute;
use super::{Refusal, Stage, by_year, each_year};
use crate::framework::{Framework, Methods, Step};
use crate::record::{Records, ScreenRecord, TreatedPoint, TreatmentRecord};
use crate::steps::denominate::denominate;
use crate::steps::normalise::{Method, Normalise, normalise};
use crate::steps::screen::screen;
use crate::steps::treat::{Outcome, Treat, Treated, Treatment, treat};
use crate::units::Units;
use crate::value::Value;

/// Scores of the indicators, ready to be aggregated, and the stages before.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prepared {
    /// Rows of the units' table that are left.
    pub(crate) rows: Vec<usize>,
    /// The year of each of them.
    pub(crate) year_of: Vec<usize>,
    /// A column of scores for each indicator.
    pub(crate) normalised: Vec<Vec<Value>>,
    /// For each indicator, what a score and the score turned round add up to.
    pub(crate) mirrors: Vec<Option<f64>>,
    /// After denomination; kept where records are.
    pub(crate) denominated: Stage,
    /// After imputation; kept where records are.
    pub(crate) imputed: Stage,
    /// After treatment; kept where records are.
    pub(crate) treated: Stage,
}

/// The table as it goes from step to step.
struct Table<'a> {
    framework: &'a Framework,
    methods: &'a Methods,
    units: &'a Units,
    rows: Vec<usize>,
    year_of: Vec<usize>,
    columns: Vec<Vec<Value>>,
}

/// Does every step before aggregation. Stages are kept only where there are records.
pub(crate) fn prepare(
    framework: &Framework,
    methods: &Methods,
    units: &Units,
    mut records: Option<&mut Records>,
) -> Result<Prepared, Refusal> {
    let mut table = Table {
        framework,
        methods,
        units,
        rows: (0..units.len()).collect(),
        year_of: units.year_of.clone(),
        columns: units.columns.clone(),
    };
    let mut prepared = Prepared::default();
    let keep = records.is_some();
    if keep && !framework.steps.contains(&Step::Denominate) {
        prepared.denominated = table.stage();
    }
    let (mut imputed, mut treated) = (None, None);
    for step in &framework.steps {
        match step {
            Step::Denominate => table.denominate(),
            Step::Impute => impute_step(&mut table, records.as_deref_mut()),
            Step::Screen => table.screen(records.as_deref_mut()),
            Step::Treat => table.treat(records.as_deref_mut()),
            Step::Normalise => break,
        }
        match step {
            Step::Denominate if keep => prepared.denominated = table.stage(),
            Step::Impute if keep => imputed = Some(table.stage()),
            Step::Treat if keep => treated = Some(table.stage()),
            _ => {}
        }
    }
    if keep {
        // A stage that is not among the steps is the one before it.
        prepared.imputed = imputed.unwrap_or_else(|| prepared.denominated.clone());
        prepared.treated = treated.unwrap_or_else(|| table.stage());
    }
    (prepared.normalised, prepared.mirrors) = table.normalise()?;
    prepared.rows = table.rows;
    prepared.year_of = table.year_of;
    Ok(prepared)
}

fn impute_step(table: &mut Table<'_>, records: Option<&mut Records>) {
    let Table { framework, methods, units, rows, year_of, columns } = table;
    impute(framework, methods, units, rows, year_of, columns, records);
}

/// A column of scores for each indicator, and what a score and the score turned round add up to.
type Scored = (Vec<Vec<Value>>, Vec<Option<f64>>);

impl Table<'_> {
    fn stage(&self) -> Stage {
        Stage { rows: self.rows.clone(), columns: self.columns.clone() }
    }

    fn denominate(&mut self) {
        let rows = &self.rows;
        let sizes: Vec<Vec<Value>> = (self.units.sizes.iter())
            .map(|size| rows.iter().filter_map(|row| size.get(*row).copied()).collect())
            .collect();
        let by: Vec<_> = self.framework.indicators().map(|(_, _, indicator)| indicator.denominator).collect();
        self.columns.par_iter_mut().zip(by).for_each(|(column, by)| {
            if let Some((size, scale)) = by.and_then(|(at, scale)| Some((sizes.get(at)?, scale))) {
                *column = denominate(column, size, scale);
            }
        });
    }

    fn screen(&mut self, records: Option<&mut Records>) {
        let Some(rule) = &self.methods.screen else { return };
        let missing: Vec<bool> =
            self.framework.indicators().map(|(_, _, indicator)| indicator.missing).collect();
        let columns: Vec<Vec<Value>> = (self.columns.iter().zip(&missing))
            .filter(|(_, missing)| !**missing)
            .map(|(column, _)| column.clone())
            .collect();
        let codes: Vec<String> = self.rows.iter().map(|row| self.units.code(*row).to_owned()).collect();
        let told = screen(&columns, &codes, rule);
        let stays = |at: usize| told.get(at).is_some_and(|unit| unit.included);
        if let Some(records) = records {
            let units = self.rows.iter().zip(&told);
            records.screening = units
                .map(|(row, availability)| ScreenRecord { row: *row, availability: availability.clone() })
                .collect();
        }
        if (0..self.rows.len()).all(stays) {
            return;
        }
        let kept: Vec<usize> = (0..self.rows.len()).filter(|at| stays(*at)).collect();
        self.columns
            .par_iter_mut()
            .for_each(|column| *column = kept.iter().filter_map(|at| column.get(*at).copied()).collect());
        self.rows = kept.iter().filter_map(|at| self.rows.get(*at).copied()).collect();
        self.year_of = kept.iter().filter_map(|at| self.year_of.get(*at).copied()).collect();
    }

    fn treat(&mut self, records: Option<&mut Records>) {
        let how: Vec<&Treat> = (self.framework.indicators())
            .map(|(_, _, indicator)| indicator.treat.as_ref().unwrap_or(&self.methods.treat))
            .collect();
        let years = by_year(&self.year_of);
        let all = [(0..self.rows.len()).collect::<Vec<usize>>()];
        let treated: Vec<(Vec<Value>, Vec<Treated>)> = (self.columns.par_iter().zip(&how))
            .map(|(column, how)| {
                let parts = if how.pooled { &all[..] } else { &years[..] };
                each_year(column, parts, |here| {
                    let mut done = treat(here, how);
                    (std::mem::take(&mut done.column), done)
                })
            })
            .collect();
        if let Some(records) = records {
            for (at, (after, told)) in treated.iter().enumerate() {
                let pooled = how.get(at).is_some_and(|how| how.pooled);
                let parts = if pooled { &all[..] } else { &years[..] };
                let before = self.columns.get(at).map(Vec::as_slice).unwrap_or_default();
                for (rows, told) in parts.iter().zip(told) {
                    record_treatment(records, self, at, rows, before, after, told);
                }
            }
        }
        self.columns = treated.into_iter().map(|(column, _)| column).collect();
    }

    fn normalise(&self) -> Result<Scored, Refusal> {
        let how: Vec<(&Normalise, bool, Normalise)> = (self.framework.indicators())
            .map(|(_, node, indicator)| {
                let how = indicator.normalise.as_ref().unwrap_or(&self.methods.normalise);
                (how, node.up, with_parameters(how, indicator.target, indicator.goalposts))
            })
            .collect();
        let years = by_year(&self.year_of);
        let all = [(0..self.rows.len()).collect::<Vec<usize>>()];
        let done: Vec<(Vec<Value>, Option<f64>)> = (self.columns.par_iter().zip(&how))
            .map(|(column, (_, up, how))| {
                let parts = if how.each_year { &years[..] } else { &all[..] };
                let mut part = 0;
                let (scores, mirrors) = each_year(column, parts, |here| {
                    let reference =
                        self.reference(how, parts.get(part).map(Vec::as_slice).unwrap_or_default());
                    part += 1;
                    let done = normalise(here, how, *up, reference);
                    (done.column, done.mirror)
                });
                // Ranks of different years end differently: then there is no one middle.
                let mirror = mirrors.first().copied().flatten();
                (scores, mirror.filter(|_| mirrors.iter().all(|other| *other == mirror)))
            })
            .collect();
        for ((_, _, how), (_, node, _)) in how.iter().zip(self.framework.indicators()) {
            if let Method::DistanceToReference { unit, .. } = &how.method
                && !self.rows.iter().any(|row| self.units.code(*row) == unit)
            {
                let message = format!("参照单位“{unit}”不在表里（或已被筛除）；请改 normalise 的 unit");
                return Err(Refusal { node: Some(node.id.clone()), message });
            }
        }
        Ok(done.into_iter().unzip())
    }

    /// Where the reference unit stands among these rows; of several years the latest.
    fn reference(&self, how: &Normalise, rows: &[usize]) -> Option<usize> {
        let Method::DistanceToReference { unit, .. } = &how.method else { return None };
        let is = |row: usize| self.rows.get(row).is_some_and(|row| self.units.code(*row) == unit);
        let year = |row: usize| self.year_of.get(row).copied().unwrap_or_default();
        (rows.iter().enumerate())
            .filter(|(_, row)| is(**row))
            .max_by_key(|(_, row)| year(**row))
            .map(|(at, _)| at)
    }
}

/// A normalisation with what only the indicator knows: its target, its goalposts.
fn with_parameters(how: &Normalise, own: Option<f64>, posts: Option<(f64, f64)>) -> Normalise {
    let mut how = how.clone();
    match &mut how.method {
        Method::DistanceToTarget { target, .. } => *target = own.or(*target),
        Method::Goalposts { low, high, .. } => {
            *low = posts.map(|posts| posts.0).or(*low);
            *high = posts.map(|posts| posts.1).or(*high);
        }
        _ => {}
    }
    how
}

fn record_treatment(
    records: &mut Records,
    table: &Table<'_>,
    indicator: usize,
    rows: &[usize],
    before: &[Value],
    after: &[Value],
    told: &Treated,
) {
    if told.outcome == Outcome::NotNeeded {
        return;
    }
    let place = |at: usize| rows.get(at).copied();
    let year_of = rows.first().and_then(|row| table.rows.get(*row)).map_or(0, |row| table.units.year(*row));
    records.treatments.push(TreatmentRecord {
        indicator,
        year: year_of,
        outcome: told.outcome,
        method: told.method.map(Treatment::name),
        before: told.before,
        after: told.after,
        points: told.rows.len(),
    });
    for (at, mark) in &told.rows {
        let Some(row) = place(*at) else { continue };
        records.points.push(TreatedPoint {
            row: table.rows.get(row).copied().unwrap_or_default(),
            indicator,
            mark,
            before: before.get(row).copied().unwrap_or(Value::UNKNOWN),
            after: after.get(row).copied().unwrap_or(Value::UNKNOWN),
        });
    }
}
