//! What is uncertain about an index: choices that another sensible analyst might have made otherwise.

use crate::steps::aggregate::Aggregate;
use crate::steps::impute::Impute;
use crate::steps::normalise::Normalise;
use crate::steps::screen::Screen;
use crate::steps::treat::Treat;
use crate::steps::weigh::Weigh;

/// What is uncertain, and how long to look.
#[derive(Clone, Debug, PartialEq)]
pub struct Uncertainty {
    /// Model runs, about.
    pub runs: usize,
    /// Bootstrap resamples of the indices' intervals.
    pub bootstrap: usize,
    /// Between which quantiles intervals lie: 0.05 gives 5 %–95 %.
    pub tail: f64,
    /// The choices; where none are given [`Uncertainty::usual`] ones are made.
    pub choices: Vec<Choice>,
}

impl Default for Uncertainty {
    fn default() -> Self {
        Self { runs: 10_000, bootstrap: 500, tail: 0.05, choices: Vec::new() }
    }
}

/// A choice that might have been made otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Stable identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Between what.
    pub between: Between,
}

/// Between what a choice is.
#[derive(Clone, Debug, PartialEq)]
pub enum Between {
    /// One of these, each as likely as another.
    Options(Vec<Alternative>),
    /// A number of a method, evenly between two.
    Range {
        /// Which number.
        knob: Knob,
        /// Its least.
        from: f64,
        /// Its greatest.
        to: f64,
    },
    /// Weights of nodes at these levels, each evenly within ± `noise`; no levels: every level.
    Noise {
        /// 0.25 is ±25 %.
        noise: f64,
        /// Levels of the nodes whose weights are moved.
        levels: Vec<usize>,
    },
    /// One of these nodes is left out, or none.
    Drop(Vec<usize>),
}

/// One option of a choice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alternative {
    /// What people call it.
    pub name: String,
    /// What it changes.
    pub change: Change,
}

/// What an option changes of the methods; everything else stays.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Change {
    /// Screening; `Some(None)` switches it off.
    pub screen: Option<Option<Screen>>,
    /// Imputation.
    pub impute: Option<Vec<Impute>>,
    /// Treatment.
    pub treat: Option<Treat>,
    /// Normalisation.
    pub normalise: Option<Normalise>,
    /// Weights.
    pub weights: Option<Weigh>,
    /// Aggregation.
    pub aggregate: Option<Aggregate>,
    /// Weights of single nodes.
    pub node_weights: Vec<(usize, f64)>,
}

/// A number of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knob {
    /// Most points that are winsorised; rounded down.
    WinsoriseMax,
    /// Skewness from which a column is treated.
    Skewness,
    /// Kurtosis from which a column is treated.
    Kurtosis,
    /// The power of the power mean.
    Power,
    /// Least share of indicators known of a unit.
    Available,
}

impl Knob {
    /// Every knob with its name in frameworks.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("treat.winsorise.max", Self::WinsoriseMax),
        ("treat.skewness", Self::Skewness),
        ("treat.kurtosis", Self::Kurtosis),
        ("aggregate.power", Self::Power),
        ("screen.available", Self::Available),
    ];
}
