//! A measurement framework: what is measured, by which indicators, in which hierarchy, and how the steps are done.

mod check;
mod choices;
mod fields;
mod methods;
mod read;
mod tree;

use vocabulary::yaml::Position;

pub use check::{check, check_attributes};
use read::read;

use crate::steps::aggregate::Aggregate;
use crate::steps::impute::Impute;
use crate::steps::normalise::Normalise;
use crate::steps::screen::Screen;
use crate::steps::treat::Treat;
use crate::steps::weigh::Weigh;
use crate::uncertainty::Uncertainty;

/// A framework, read and checked.
#[derive(Clone, Debug)]
pub struct Framework {
    /// Stable identifier: `asem`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it measures and for whom.
    pub description: String,
    /// Who published it, or where it comes from.
    pub source: String,
    /// What a reader must know: what is left out, what is uncertain.
    pub notes: Vec<String>,
    /// An example, not for use.
    pub example: bool,
    /// Which columns of the units' table say which unit a row is.
    pub units: UnitColumns,
    /// Sizes that indicators are divided by.
    pub denominators: Vec<Denominator>,
    /// The order of the steps before aggregation.
    pub steps: Vec<Step>,
    /// How they are done where a node does not say otherwise.
    pub methods: Methods,
    /// Indicators in the order of the file, then groups from the lowest level up, the root last: children before parents.
    pub nodes: Vec<Node>,
    /// What is uncertain.
    pub uncertainty: Uncertainty,
}

/// Which columns of a table say which unit a row is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitColumns {
    /// The unit's code.
    pub code: String,
    /// Its name.
    pub name: Option<String>,
    /// The year, in a panel.
    pub time: Option<String>,
    /// Groups of units, for group means and for places within a group.
    pub groups: Vec<String>,
}

/// A size that indicators are divided by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denominator {
    /// What indicators call it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Its column in the table.
    pub column: String,
}

/// A step before aggregation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Figures are divided by sizes.
    Denominate,
    /// Unknown figures are estimated.
    Impute,
    /// Units with too little data leave.
    Screen,
    /// Outliers are treated.
    Treat,
    /// Figures become scores.
    Normalise,
}

impl Step {
    /// The order where a framework names none.
    pub const USUAL: [Self; 5] = [Self::Denominate, Self::Impute, Self::Screen, Self::Treat, Self::Normalise];

    /// As frameworks name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Denominate => "denominate",
            Self::Impute => "impute",
            Self::Screen => "screen",
            Self::Treat => "treat",
            Self::Normalise => "normalise",
        }
    }
}

/// How steps are done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Methods {
    /// Screening; none: every unit stays.
    pub screen: Option<Screen>,
    /// Imputation, one method after another on what is still unknown.
    pub impute: Vec<Impute>,
    /// Treatment of outliers.
    pub treat: Treat,
    /// Normalisation.
    pub normalise: Normalise,
    /// Weights.
    pub weights: Weigh,
    /// Aggregation.
    pub aggregate: Aggregate,
    /// Aggregation and weights of single levels, in place of the above: the level is that of the node that is computed, 2 the lowest.
    pub levels: Vec<LevelMethods>,
}

/// How the nodes of one level are computed.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelMethods {
    /// Level of the nodes that are computed.
    pub level: usize,
    /// Weights of what is below them.
    pub weights: Option<Weigh>,
    /// Aggregation.
    pub aggregate: Option<Aggregate>,
}

/// A node of the hierarchy.
#[derive(Clone, Debug)]
pub struct Node {
    /// Stable identifier, a column of every result.
    pub id: String,
    /// Its name.
    pub name: String,
    /// 1 for indicators, one more than the highest below it for a group.
    pub level: usize,
    /// The node above; none of the root.
    pub parent: Option<usize>,
    /// The nodes below, in the order of the file.
    pub children: Vec<usize>,
    /// Weight among its siblings, not negative.
    pub weight: f64,
    /// Whether more is better.
    pub up: bool,
    /// What it says of itself.
    pub definition: String,
    /// What an indicator has; none of a group.
    pub indicator: Option<Indicator>,
    /// How a group is aggregated, in place of the level's way.
    pub aggregate: Option<Aggregate>,
    /// How what is below a group is weighted, in place of the level's way.
    pub weights: Option<Weigh>,
    /// Where it stands in the file.
    pub at: Position,
}

/// What an indicator has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Indicator {
    /// Its column in the table.
    pub column: String,
    /// Unit of the figure in the table.
    pub unit: String,
    /// What is counted: territory, kinds of subjects, stage.
    pub scope: String,
    /// Where figures come from.
    pub source: String,
    /// The attribute of the vocabulary, `region.高新技术企业数`.
    pub attribute: Option<String>,
    /// The size it is divided by (place in [`Framework::denominators`]) and the scale.
    pub denominator: Option<(usize, f64)>,
    /// A target to reach.
    pub target: Option<f64>,
    /// Its goalposts.
    pub goalposts: Option<(f64, f64)>,
    /// No figures are known: it takes no part, and results say so.
    pub missing: bool,
    /// Relative effort of moving it by a hundredth of the spread between units; 1 unless told.
    pub effort: Option<f64>,
    /// Imputation in place of the framework's.
    pub impute: Option<Vec<Impute>>,
    /// Treatment in place of the framework's.
    pub treat: Option<Treat>,
    /// Normalisation in place of the framework's.
    pub normalise: Option<Normalise>,
}

impl Framework {
    /// The indicators and their places among the nodes; figures of the k-th stand in the k-th column.
    pub fn indicators(&self) -> impl Iterator<Item = (usize, &Node, &Indicator)> {
        self.nodes.iter().enumerate().filter_map(|(at, node)| Some((at, node, node.indicator.as_ref()?)))
    }

    /// How many indicators there are: they are the first nodes.
    pub fn width(&self) -> usize {
        self.nodes.iter().take_while(|node| node.indicator.is_some()).count()
    }

    /// The root.
    pub fn root(&self) -> usize {
        self.nodes.len().saturating_sub(1)
    }

    /// The node of that id.
    pub fn node(&self, id: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.id == id)
    }

    /// The node of that level above a node; the root where there is none so high.
    pub fn above(&self, mut node: usize, level: usize) -> usize {
        while let Some(here) = self.nodes.get(node) {
            match here.parent {
                Some(parent) if here.level < level => node = parent,
                _ => break,
            }
        }
        node
    }

    /// How a group is aggregated.
    pub fn aggregate_of(&self, methods: &Methods, node: usize) -> Aggregate {
        let Some(node) = self.nodes.get(node) else { return methods.aggregate };
        let level = methods.levels.iter().find(|level| level.level == node.level);
        node.aggregate.or(level.and_then(|level| level.aggregate)).unwrap_or(methods.aggregate)
    }

    /// How what is below a group is weighted.
    pub fn weights_of<'m>(&'m self, methods: &'m Methods, node: usize) -> &'m Weigh {
        let Some(node) = self.nodes.get(node) else { return &methods.weights };
        let level = methods.levels.iter().find(|level| level.level == node.level);
        node.weights.as_ref().or(level.and_then(|level| level.weights.as_ref())).unwrap_or(&methods.weights)
    }
}
