//! Choices that are uncertain in every index, for frameworks that name none.

use crate::framework::Framework;
use crate::rank::Ties;
use crate::steps::aggregate::{Aggregate, Rule};
use crate::steps::normalise::{Method, Normalise};
use crate::uncertainty::{Alternative, Between, Change, Choice};

/// Scores from 1: a geometric mean is then never 0.
const RANGE: Option<(f64, f64)> = Some((1.0, 100.0));

/// Normalisation, aggregation, weights within ±25 %, and one indicator left out.
pub fn usual(framework: &Framework) -> Vec<Choice> {
    let choice = |id: &str, name: &str, between| Choice { id: id.to_owned(), name: name.to_owned(), between };
    let mut choices = vec![choice("normalisation", "标准化", Between::Options(normalisations()))];
    // An indicator normalised in a way of its own may score below 0, of which there is no geometric mean.
    if framework.indicators().all(|(_, _, indicator)| indicator.normalise.is_none()) {
        choices.push(choice("aggregation", "汇总", Between::Options(aggregations())));
    }
    choices.push(choice("weights", "权重 ±25%", Between::Noise { noise: 0.25, levels: Vec::new() }));
    let present =
        framework.indicators().filter(|(_, _, indicator)| !indicator.missing).map(|(at, ..)| at).collect();
    choices.push(choice("indicators", "剔除一个指标", Between::Drop(present)));
    choices
}

fn normalisations() -> Vec<Alternative> {
    let option = |name: &str, method| Alternative {
        name: name.to_owned(),
        change: Change {
            normalise: Some(Normalise { method, range: RANGE, each_year: false }),
            ..Change::default()
        },
    };
    vec![option("极差", Method::MinMax), option("位次", Method::PercentileRank(Ties::Average))]
}

fn aggregations() -> Vec<Alternative> {
    let option = |name: &str, rule| Alternative {
        name: name.to_owned(),
        change: Change { aggregate: Some(Aggregate { rule, available: None }), ..Change::default() },
    };
    vec![option("算术平均", Rule::Arithmetic), option("几何平均", Rule::Geometric)]
}
