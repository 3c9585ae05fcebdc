//! Aggregation up the hierarchy, level by level.

use rayon::prelude::*;

use super::stages::Prepared;
use super::{Refusal, by_year};
use crate::framework::{Framework, Methods};
use crate::optimise;
use crate::record::{Note, Records, WeightRecord};
use crate::steps::aggregate::{Aggregate, Refused, Rule, aggregate};
use crate::steps::weigh::{Negative, Source, first_component, from_loadings, noise};
use crate::value::Value;

/// Weights and parts that a run is given: those of the framework, or what a what-if makes of them.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    /// The weight of each node among its siblings.
    pub(crate) weights: Vec<f64>,
    /// Nodes that take no part.
    pub(crate) absent: Vec<bool>,
}

impl Given {
    pub(crate) fn of(framework: &Framework) -> Self {
        let missing = |node: &crate::framework::Node| node.indicator.as_ref().is_some_and(|own| own.missing);
        let mut given = Self {
            weights: framework.nodes.iter().map(|node| node.weight).collect(),
            absent: framework.nodes.iter().map(missing).collect(),
        };
        given.settle(framework);
        given
    }

    /// Leaves a node out, with all that hangs on it.
    pub(crate) fn drop(&mut self, framework: &Framework, node: usize) {
        if let Some(absent) = self.absent.get_mut(node) {
            *absent = true;
        }
        self.settle(framework);
    }

    /// A group of which no part is there is not there either.
    fn settle(&mut self, framework: &Framework) {
        for (at, node) in framework.nodes.iter().enumerate().filter(|(_, node)| node.indicator.is_none()) {
            if node.children.iter().all(|child| self.absent.get(*child).copied().unwrap_or(true))
                && let Some(absent) = self.absent.get_mut(at)
            {
                *absent = true;
            }
        }
    }
}

/// Scores of every node: those of the indicators, then of the groups.
pub(crate) fn scores(
    framework: &Framework,
    methods: &Methods,
    prepared: &Prepared,
    given: &Given,
    seed: u64,
    mut records: Option<&mut Records>,
) -> Result<Vec<Vec<Value>>, Refusal> {
    let height = prepared.rows.len();
    let mut columns: Vec<Vec<Value>> = Vec::with_capacity(framework.nodes.len());
    columns.extend(prepared.normalised.iter().cloned());
    let mut mirrors = prepared.mirrors.clone();
    let years = by_year(&prepared.year_of);
    for at in framework.width()..framework.nodes.len() {
        let Some(node) = framework.nodes.get(at) else { break };
        let below: Vec<usize> = (node.children.iter().copied())
            .filter(|child| !given.absent.get(*child).copied().unwrap_or(true))
            .collect();
        if below.is_empty() {
            columns.push(vec![Value::UNKNOWN; height]);
            mirrors.push(None);
            continue;
        }
        let turned: Vec<Option<Vec<Value>>> = below
            .iter()
            .map(|child| turned(framework, *child, &columns, &mirrors))
            .collect::<Result<_, _>>()?;
        let parts: Vec<&[Value]> = (below.iter().zip(&turned))
            .filter_map(|(child, turned)| turned.as_deref().or(columns.get(*child).map(Vec::as_slice)))
            .collect();
        let group = Group { framework, methods, node: at, below: &below, parts: &parts };
        let weights = group.weights(given, seed, records.as_deref_mut())?;
        let how = framework.aggregate_of(methods, at);
        let done = group.aggregate(&weights, how, &years).map_err(|refused| group.refuse(&refused))?;
        if let Some(records) = records.as_deref_mut() {
            group.record(given, &weights, records);
        }
        mirrors.push(match how.rule {
            Rule::Copeland => Some(0.0),
            _ => common(below.iter().map(|child| mirrors.get(*child).copied().flatten())),
        });
        columns.push(done);
    }
    Ok(columns)
}

/// The scores of a group below which more is worse, turned round; `None` where they are used as they are.
fn turned(
    framework: &Framework,
    child: usize,
    columns: &[Vec<Value>],
    mirrors: &[Option<f64>],
) -> Result<Option<Vec<Value>>, Refusal> {
    // An indicator was turned when it was normalised.
    let Some(node) = framework.nodes.get(child).filter(|node| node.indicator.is_none() && !node.up) else {
        return Ok(None);
    };
    let mirror = mirrors.get(child).copied().flatten().ok_or_else(|| Refusal {
        node: Some(node.id.clone()),
        message: format!(
            "“{}”是逆向，但它下面的得分没有统一的取值范围，不知道怎样反转；请给 normalise 写 range",
            node.id
        ),
    })?;
    Ok(columns.get(child).map(|column| column.iter().map(|value| value.map(|x| mirror - x)).collect()))
}

/// The one mirror that all have.
fn common(mut mirrors: impl Iterator<Item = Option<f64>>) -> Option<f64> {
    let first = mirrors.next()??;
    mirrors.all(|mirror| mirror == Some(first)).then_some(first)
}

/// A group and what is below it.
struct Group<'a> {
    framework: &'a Framework,
    methods: &'a Methods,
    node: usize,
    below: &'a [usize],
    parts: &'a [&'a [Value]],
}

impl Group<'_> {
    fn id(&self) -> String {
        self.framework.nodes.get(self.node).map(|node| node.id.clone()).unwrap_or_default()
    }

    fn name(&self, part: usize) -> &str {
        let node = self.below.get(part).and_then(|child| self.framework.nodes.get(*child));
        node.map_or("", |node| node.id.as_str())
    }

    fn weights(&self, given: &Given, seed: u64, records: Option<&mut Records>) -> Result<Vec<f64>, Refusal> {
        let how = self.framework.weights_of(self.methods, self.node);
        let own =
            || self.below.iter().map(|child| given.weights.get(*child).copied().unwrap_or(0.0)).collect();
        let mut weights: Vec<f64> = match &how.source {
            Source::Given => own(),
            // A node that was given no weight at all stays out.
            Source::Equal => {
                let weighted = |child: &usize| given.weights.get(*child).is_some_and(|weight| *weight > 0.0);
                self.below.iter().map(|child| if weighted(child) { 1.0 } else { 0.0 }).collect()
            }
            Source::Pca(negative) => self.pca(*negative, records)?,
            Source::Optimised(aim) => {
                let rule = self.framework.aggregate_of(self.methods, self.node);
                optimise::weights(self.parts, rule, *aim).map_err(|refused| self.refuse(&refused))?
            }
        };
        if let Some(amount) = how.noise {
            let factors = noise(self.framework.nodes.len(), amount, seed);
            for (weight, child) in weights.iter_mut().zip(self.below) {
                *weight *= factors.get(*child).copied().unwrap_or(1.0);
            }
        }
        if weights.iter().sum::<f64>() <= 0.0 {
            let message = format!("“{}”下面的权重之和是 0，不能汇总", self.id());
            return Err(Refusal { node: Some(self.id()), message });
        }
        Ok(weights)
    }

    fn pca(&self, negative: Negative, records: Option<&mut Records>) -> Result<Vec<f64>, Refusal> {
        if let [_] = self.parts {
            return Ok(vec![1.0]);
        }
        // A constant column has no part in a component; one would otherwise spoil all.
        let varied = |part: &&[Value]| crate::value::bounds(part).is_some_and(|(low, high)| high > low);
        let kept: Vec<usize> =
            (0..).zip(self.parts).filter(|(_, part)| varied(part)).map(|(at, _)| at).collect();
        let columns: Vec<&[Value]> = kept.iter().filter_map(|at| self.parts.get(*at).copied()).collect();
        let refuse = |message: String| Refusal { node: Some(self.id()), message };
        let component = first_component(&columns).ok_or_else(|| {
            refuse(format!(
                "“{}”下面数据完整的单位不到三个，不能按主成分定权重；请先插补，或改 weights",
                self.id()
            ))
        })?;
        let some = from_loadings(&component.loadings, negative).map_err(|below| {
            let names: Vec<&str> =
                below.iter().filter_map(|at| kept.get(*at)).map(|part| self.name(*part)).collect();
            refuse(match negative {
                Negative::Zero => format!(
                    "“{}”的第一主成分里正负两边一样重，不能确定该不计哪一边（{}，还是其余的）；请核对 direction，或写 negative: square（用载荷平方）",
                    self.id(),
                    names.join("、")
                ),
                _ => format!(
                    "“{}”的第一主成分里 {} 的载荷是负的：它与其他指标方向相反，负权重会奖励差的；请核对 direction，或写 negative: zero（不计）或 square（用载荷平方）",
                    self.id(),
                    names.join("、")
                ),
            })
        })?;
        if let Some(records) = records {
            records.notes.push(Note::about(
                &self.id(),
                "pca",
                format!(
                    "第一主成分解释方差 {:.1}%，用了 {} 个数据完整的单位",
                    component.share * 100.0,
                    component.rows
                ),
            ));
        }
        let mut weights = vec![0.0; self.parts.len()];
        for (at, weight) in kept.iter().zip(some) {
            if let Some(slot) = weights.get_mut(*at) {
                *slot = weight;
            }
        }
        Ok(weights)
    }

    /// Pairs are compared within a year; means need no years.
    fn aggregate(
        &self,
        weights: &[f64],
        how: Aggregate,
        years: &[Vec<usize>],
    ) -> Result<Vec<Value>, Refused> {
        if how.rule != Rule::Copeland || years.len() <= 1 {
            return aggregate(self.parts, weights, how);
        }
        let mut done = vec![Value::UNKNOWN; self.parts.first().map_or(0, |part| part.len())];
        let scores: Vec<Vec<Value>> = years
            .par_iter()
            .map(|rows| {
                let here: Vec<Vec<Value>> = (self.parts.iter())
                    .map(|part| rows.iter().filter_map(|row| part.get(*row).copied()).collect())
                    .collect();
                let here: Vec<&[Value]> = here.iter().map(Vec::as_slice).collect();
                aggregate(&here, weights, how)
            })
            .collect::<Result<_, _>>()?;
        for (rows, scores) in years.iter().zip(scores) {
            for (row, score) in rows.iter().zip(scores) {
                if let Some(slot) = done.get_mut(*row) {
                    *slot = score;
                }
            }
        }
        Ok(done)
    }

    fn refuse(&self, refused: &Refused) -> Refusal {
        let message = match refused {
            Refused::Negative { column, .. } => format!(
                "“{}”：{refused}，“{}”有负的得分；请换标准化方法或给它 range，如 range: [1, 100]",
                self.id(),
                self.name(*column)
            ),
            Refused::TooManyUnits => format!("“{}”：{refused}", self.id()),
        };
        Refusal { node: Some(self.id()), message }
    }

    fn record(&self, given: &Given, weights: &[f64], records: &mut Records) {
        let total: f64 = weights.iter().sum();
        for (child, weight) in self.below.iter().zip(weights) {
            records.weights.push(WeightRecord {
                node: *child,
                given: given.weights.get(*child).copied().unwrap_or(0.0),
                used: weight / total,
                effective: 0.0,
            });
        }
    }
}
