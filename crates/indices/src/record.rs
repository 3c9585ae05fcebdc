//! What a run changed or left out, so that an analyst can follow every number by hand.

use crate::framework::Framework;
use crate::run::Prepared;
use crate::steps::screen::Availability;
use crate::steps::treat::Outcome;
use crate::units::Units;
use crate::value::{Value, bounds, known};

/// Everything that was changed or is worth a look. Rows are places in the units' table, indicators places among the framework's.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// Every unit where units were screened.
    pub screening: Vec<ScreenRecord>,
    /// Every estimate.
    pub imputed: Vec<ImputedCell>,
    /// Every column that had outliers.
    pub treatments: Vec<TreatmentRecord>,
    /// Every point that was treated.
    pub points: Vec<TreatedPoint>,
    /// Every weight that was used.
    pub weights: Vec<WeightRecord>,
    /// What is worth a look.
    pub notes: Vec<Note>,
}

/// A screened unit.
#[derive(Clone, Debug, PartialEq)]
pub struct ScreenRecord {
    /// Which row.
    pub row: usize,
    /// What it has, and whether it stays.
    pub availability: Availability,
}

/// An estimate.
#[derive(Clone, Debug, PartialEq)]
pub struct ImputedCell {
    /// Which row.
    pub row: usize,
    /// Which indicator.
    pub indicator: usize,
    /// By which method.
    pub method: &'static str,
    /// The estimate.
    pub value: Value,
    /// From the figures of which years, where it was made along time.
    pub from: Option<(i32, i32)>,
}

/// A column that had outliers.
#[derive(Clone, Debug, PartialEq)]
pub struct TreatmentRecord {
    /// Which indicator.
    pub indicator: usize,
    /// Which year, where years were treated each by itself; 0 without years.
    pub year: i32,
    /// How it ended.
    pub outcome: Outcome,
    /// The method that stands.
    pub method: Option<&'static str>,
    /// Skewness and kurtosis before.
    pub before: (Option<f64>, Option<f64>),
    /// Skewness and kurtosis afterwards.
    pub after: (Option<f64>, Option<f64>),
    /// How many points were treated.
    pub points: usize,
}

/// A point that was treated.
#[derive(Clone, Debug, PartialEq)]
pub struct TreatedPoint {
    /// Which row.
    pub row: usize,
    /// Which indicator.
    pub indicator: usize,
    /// What was done.
    pub mark: &'static str,
    /// The figure before.
    pub before: Value,
    /// The figure afterwards.
    pub after: Value,
}

/// A weight that was used.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightRecord {
    /// Which node.
    pub node: usize,
    /// As the framework gives it.
    pub given: f64,
    /// Its share among its siblings.
    pub used: f64,
    /// Its share in the index: the product of shares up to the root.
    pub effective: f64,
}

/// Something worth a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Stable code.
    pub code: &'static str,
    /// The node it is about.
    pub node: String,
    /// What is so, and what it means.
    pub message: String,
}

impl Note {
    pub(crate) fn about(node: &str, code: &'static str, message: String) -> Self {
        Self { code, node: node.to_owned(), message }
    }
}

/// How many known figures have no score.
fn lost(figures: &[Value], scores: &[Value]) -> usize {
    figures.iter().zip(scores).filter(|(figure, score)| figure.is_known() && !score.is_known()).count()
}

impl Records {
    /// Adds effective weights and what an analyst should know of columns.
    pub(crate) fn look(
        &mut self,
        framework: &Framework,
        units: &Units,
        prepared: &Prepared,
        scores: &[Vec<Value>],
    ) {
        self.effective(framework);
        for (at, node, indicator) in framework.indicators() {
            let figures = prepared.treated.columns.get(at).map(Vec::as_slice).unwrap_or_default();
            let mut note = |code, message: String| self.notes.push(Note::about(&node.id, code, message));
            if indicator.missing {
                note("no-data", "框架写明没有数据，不参与计算".to_owned());
            } else if known(figures).next().is_none() {
                note("all-unknown", "所有单位都没有数据，不参与计算".to_owned());
            } else if bounds(figures).is_some_and(|(low, high)| low >= high)
                && scores.get(at).is_some_and(|scores| known(scores).next().is_none())
            {
                note("constant", "所有单位的数相同，不能区分，得分未知，不参与计算".to_owned());
            } else if let Some(lost) =
                scores.get(at).map(|scores| lost(figures, scores)).filter(|lost| *lost > 0)
            {
                let why = "同一把尺上的数全相同，或参照值、目标值、最大值不优于最差的数";
                note("no-scale", format!("{lost} 个已知的数没有得分：标准化对它们没有定义（{why}）"));
            }
            if let Some((place, _)) = indicator.denominator {
                let bad = |value: &&Value| value.get().is_some_and(|size| size <= 0.0);
                let count = units.sizes.get(place).map_or(0, |sizes| sizes.iter().filter(bad).count());
                if count > 0 {
                    note("bad-denominator", format!("{count} 个单位的分母不是正数，商未知"));
                }
            }
        }
        let root = framework.root();
        let without =
            scores.get(root).map_or(0, |scores| scores.iter().filter(|score| !score.is_known()).count());
        if without > 0
            && let Some(node) = framework.nodes.get(root)
        {
            let message = format!("{without} 个单位没有得分：没有已知的指标，或已知的不够");
            self.notes.push(Note::about(&node.id, "no-score", message));
        }
    }

    fn effective(&mut self, framework: &Framework) {
        let mut shares = vec![0.0; framework.nodes.len()];
        if let Some(root) = shares.last_mut() {
            *root = 1.0;
        }
        // Parents stand after their children: from the root downwards.
        self.weights.sort_by_key(|weight| std::cmp::Reverse(weight.node));
        for weight in &mut self.weights {
            let parent = framework.nodes.get(weight.node).and_then(|node| node.parent);
            let above = parent.and_then(|parent| shares.get(parent)).copied().unwrap_or(0.0);
            weight.effective = weight.used * above;
            if let Some(share) = shares.get_mut(weight.node) {
                *share = weight.effective;
            }
        }
        self.weights.reverse();
    }
}
