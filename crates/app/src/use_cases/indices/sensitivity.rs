//! How sure an index is, and which choice matters.

use indices::uncertainty::{Between, Choice, Knob};
use indices::{Estimate, Framework, Sensitivity, Units};

use super::IndexOrder;
use super::framework::summary;
use crate::failure::Failure;
use crate::model::{ChoiceInfo, IntervalInfo, SensitivityInfo, StandingInfo};

/// What a sensitivity analysis is asked for beyond what the framework says.
#[derive(Clone, Copy, Debug, Default)]
pub struct SensitivityOrder {
    /// Model runs, about.
    pub runs: Option<usize>,
    /// Bootstrap resamples.
    pub bootstrap: Option<usize>,
}

/// Rank intervals of every unit, first-order and total-order index of every choice.
///
/// # Errors
/// Where framework or table cannot be used, or some combination of choices cannot be computed.
pub fn index_sensitivity(order: IndexOrder<'_>, more: SensitivityOrder) -> Result<SensitivityInfo, Failure> {
    let (framework, units) = order.read()?;
    let mut how = framework.uncertainty.clone();
    how.runs = more.runs.unwrap_or(how.runs);
    how.bootstrap = more.bootstrap.unwrap_or(how.bootstrap);
    let found = indices::sensitivity(&framework, &units, &how, order.seed)
        .map_err(|refusal| order.refused(refusal))?;
    Ok(told(&framework, order.framework.0, &units, &found, order.seed))
}

fn told(framework: &Framework, file: &str, units: &Units, found: &Sensitivity, seed: u64) -> SensitivityInfo {
    let year = |row: usize| framework.units.time.is_some().then(|| units.year(row));
    let mut standings: Vec<StandingInfo> = (found.units.iter())
        .map(|unit| StandingInfo {
            code: units.code(unit.row).to_owned(),
            name: units.name(unit.row).to_owned(),
            year: year(unit.row),
            score: unit.score.get(),
            rank: unit.place,
            rank_mean: unit.mean.get(),
            rank_median: unit.median.get(),
            rank_low: unit.low.get(),
            rank_high: unit.high.get(),
            rank_best: unit.best,
            rank_worst: unit.worst,
            score_low: unit.scores.0.get(),
            score_high: unit.scores.1.get(),
            ranked: unit.placed,
        })
        .collect();
    standings.sort_by_key(|unit| (unit.year, unit.rank.is_none(), unit.rank));
    SensitivityInfo {
        framework: summary(framework, file),
        seed,
        runs: found.runs,
        sample: found.base,
        interval: (found.tail, 1.0 - found.tail),
        target: "mean_rank_shift".to_owned(),
        mean_rank_shift: found.mean_shift,
        variance: found.variance,
        choices: (found.choices.iter())
            .map(|(choice, order)| ChoiceInfo {
                id: choice.id.clone(),
                name: choice.name.clone(),
                between: between(framework, choice),
                first_order: interval(order.first),
                total_order: interval(order.total),
            })
            .collect(),
        units: standings,
    }
}

fn interval(estimate: Estimate) -> IntervalInfo {
    IntervalInfo { value: estimate.value.get(), low: estimate.low.get(), high: estimate.high.get() }
}

/// What a choice is between, in words.
fn between(framework: &Framework, choice: &Choice) -> String {
    match &choice.between {
        Between::Options(options) => {
            options.iter().map(|option| option.name.as_str()).collect::<Vec<_>>().join(" / ")
        }
        Between::Range { knob, from, to } => {
            let name = Knob::NAMES.iter().find(|(_, other)| other == knob).map_or("", |(name, _)| name);
            format!("{name} 从 {from} 到 {to}")
        }
        Between::Noise { noise, levels } if levels.is_empty() => format!("各级权重 ±{}%", noise * 100.0),
        Between::Noise { noise, levels } => {
            let levels: Vec<String> = levels.iter().map(ToString::to_string).collect();
            format!("第 {} 级权重 ±{}%", levels.join("、"), noise * 100.0)
        }
        Between::Drop(nodes) => {
            let ids = nodes.iter().filter_map(|node| framework.nodes.get(*node)).map(|node| node.id.as_str());
            let ids: Vec<&str> = ids.collect();
            format!("不剔除，或剔除 {} 之一", ids.join("、"))
        }
    }
}
