//! A closer look at an index: whether its indicators belong together, what each part does, what would move a unit.

use indices::multivariate::{Correlation, coherence};
use indices::steps::weigh::Component;
use indices::{Edit, Framework, Lever, Outcome, Units, Value};

use super::IndexOrder;
use super::framework::summary;
use crate::failure::{Code, Failure};
use crate::model::{
    CoherenceInfo, ComponentInfo, FlagInfo, LeverInfo, LeversInfo, LookInfo, RemovedInfo, WhatIfEdit,
    WhatIfInfo, WhatIfUnit,
};

/// Most edits of one what-if.
const MAX_EDITS: usize = 1_000;

/// Whether indicators belong together, and what each part does: correlations, Cronbach's alpha, components, the index without each part.
///
/// # Errors
/// Where framework or table cannot be used.
pub fn index_look(order: IndexOrder<'_>, correlation: Correlation) -> Result<LookInfo, Failure> {
    let (framework, units) = order.read()?;
    let (file, seed) = (order.framework.0, order.seed);
    let refuse = |refusal| order.refused(refusal);
    let run = indices::run(&framework, &units, seed).map_err(refuse)?;
    let groups = coherence(&framework, &run, correlation).into_iter().map(|group| {
        let ids = |nodes: &[usize]| nodes.iter().map(|node| id(&framework, *node)).collect::<Vec<_>>();
        let numbers = |values: &[Value]| values.iter().map(|value| value.get()).collect::<Vec<_>>();
        CoherenceInfo {
            node: id(&framework, group.node),
            parts: ids(&group.parts),
            correlations: group.correlations.iter().map(|row| numbers(row)).collect(),
            with_group: numbers(&group.with_group),
            with_index: numbers(&group.with_index),
            cronbach_alpha: group.alpha.get(),
            component: group.component.as_ref().map(component),
            flags: (group.flags.iter())
                .map(|flag| FlagInfo {
                    kind: if flag.redundant { "redundant" } else { "opposed" }.to_owned(),
                    one: id(&framework, flag.one),
                    other: id(&framework, flag.other),
                    correlation: flag.correlation,
                })
                .collect(),
        }
    });
    let groups = groups.collect();
    let mut removed = Vec::new();
    for level in 1..framework.nodes.last().map_or(1, |root| root.level) {
        let (_, parts) = indices::remove_each(&framework, &units, level, seed).map_err(refuse)?;
        removed.extend(parts.into_iter().map(|part| RemovedInfo {
            node: id(&framework, part.node),
            level,
            mean_rank_shift: part.mean_shift.get(),
        }));
    }
    Ok(LookInfo { framework: summary(&framework, file), groups, removed })
}

fn component(component: &Component) -> ComponentInfo {
    ComponentInfo {
        loadings: component.loadings.clone(),
        explained: component.share,
        eigenvalues: component.eigenvalues.clone(),
        units: component.rows,
    }
}

fn id(framework: &Framework, node: usize) -> String {
    framework.nodes.get(node).map(|node| node.id.clone()).unwrap_or_default()
}

/// The index with some figures changed.
///
/// # Errors
/// Where framework or table cannot be used, or an edit names no unit or indicator.
pub fn index_what_if(order: IndexOrder<'_>, edits: &[WhatIfEdit]) -> Result<WhatIfInfo, Failure> {
    let (framework, units) = order.read()?;
    let (file, seed) = (order.framework.0, order.seed);
    if edits.len() > MAX_EDITS {
        let message = format!("改动 {} 处，最多 {MAX_EDITS} 处", edits.len());
        return Err(Failure::new(Code::LimitExceeded, message, "请分开试算").at("edits"));
    }
    let edits =
        edits.iter().map(|edit| read_edit(&framework, &units, edit)).collect::<Result<Vec<_>, _>>()?;
    let refuse = |refusal| order.refused(refusal);
    let before = indices::what_if(&framework, &units, &[], seed).map_err(refuse)?;
    let after = indices::what_if(&framework, &units, &edits, seed).map_err(refuse)?;
    let at = |outcome: &Outcome, row: usize| {
        (outcome.scores.get(row).and_then(|score| score.get()), outcome.places.get(row).copied().flatten())
    };
    let told = |row: usize| {
        let ((score_before, rank_before), (score_after, rank_after)) = (at(&before, row), at(&after, row));
        let year = framework.units.time.is_some().then(|| units.year(row));
        let (code, name) = (units.code(row).to_owned(), units.name(row).to_owned());
        WhatIfUnit { code, name, year, score_before, score_after, rank_before, rank_after }
    };
    let mut changed: Vec<WhatIfUnit> = (0..units.len()).map(told).collect();
    changed.retain(|unit| unit.score_before != unit.score_after || unit.rank_before != unit.rank_after);
    changed.sort_by_key(|unit| (unit.year, unit.rank_after.is_none(), unit.rank_after));
    Ok(WhatIfInfo { framework: summary(&framework, file), units: changed })
}

fn read_edit(framework: &Framework, units: &Units, edit: &WhatIfEdit) -> Result<Edit, Failure> {
    let row = find_row(framework, units, &edit.unit, edit.year)?;
    let indicator =
        framework.node(&edit.indicator).filter(|node| *node < framework.width()).ok_or_else(|| {
            Failure::new(Code::InvalidArgument, format!("没有指标“{}”", edit.indicator), "请用框架里的标识")
                .at("indicator")
        })?;
    Ok(Edit { row, indicator, value: edit.value.into() })
}

/// The row of a unit by code or unique name; of the latest year where none is told.
pub(super) fn find_row(
    framework: &Framework,
    units: &Units,
    unit: &str,
    year: Option<i32>,
) -> Result<usize, Failure> {
    let panel = framework.units.time.is_some();
    let fits = |row: &usize| year.is_none_or(|year| !panel || units.year(*row) == year);
    let by_code: Vec<usize> = (0..units.len()).filter(fits).filter(|row| units.code(*row) == unit).collect();
    let named =
        || (0..units.len()).filter(fits).filter(|row| units.name(*row) == unit).collect::<Vec<usize>>();
    let rows = if by_code.is_empty() { named() } else { by_code };
    rows.into_iter().max_by_key(|row| units.year(*row)).ok_or_else(|| {
        let when = year.filter(|_| panel).map(|year| format!(" {year} 年")).unwrap_or_default();
        Failure::new(Code::InvalidArgument, format!("表里没有单位“{unit}”{when}"), "请用表里的代码或名称")
            .at("unit")
    })
}

/// Which indicator moves a unit most for its effort, and what would have to change to pass the unit above.
///
/// # Errors
/// Where framework or table cannot be used, or there is no such unit.
pub fn index_levers(order: IndexOrder<'_>, unit: &str, year: Option<i32>) -> Result<LeversInfo, Failure> {
    let (framework, units) = order.read()?;
    let (file, seed) = (order.framework.0, order.seed);
    let row = find_row(&framework, &units, unit, year)?;
    let refuse = |refusal| order.refused(refusal);
    let now = indices::what_if(&framework, &units, &[], seed).map_err(refuse)?;
    let (above, levers) = indices::levers(&framework, &units, row, seed).map_err(refuse)?;
    let found = indices::sensitivity(&framework, &units, &framework.uncertainty, seed).map_err(refuse)?;
    let interval =
        |row: usize| found.units.get(row).and_then(|unit| Some((unit.low.get()?, unit.high.get()?)));
    Ok(LeversInfo {
        framework: summary(&framework, file),
        code: units.code(row).to_owned(),
        name: units.name(row).to_owned(),
        year: framework.units.time.is_some().then(|| units.year(row)),
        score: now.scores.get(row).and_then(|score| score.get()),
        rank: now.places.get(row).copied().flatten(),
        rank_interval: interval(row),
        above: above.map(|above| units.name(above).to_owned()),
        above_score: above.and_then(|above| now.scores.get(above)?.get()),
        above_interval: above.and_then(interval),
        levers: levers.iter().map(|lever| told(&framework, lever)).collect(),
    })
}

fn told(framework: &Framework, lever: &Lever) -> LeverInfo {
    let node = framework.nodes.get(lever.indicator);
    LeverInfo {
        indicator: id(framework, lever.indicator),
        name: node.map(|node| node.name.clone()).unwrap_or_default(),
        unit: node.and_then(|node| node.indicator.as_ref()).map(|own| own.unit.clone()).unwrap_or_default(),
        now: lever.now.get(),
        stepped: lever.stepped.get(),
        effort: lever.effort,
        gain: lever.gain.get(),
        gain_per_effort: lever.per_effort.get(),
        rank: lever.place,
        to_pass: lever.to_pass.get(),
    }
}
