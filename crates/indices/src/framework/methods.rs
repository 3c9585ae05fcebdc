//! Methods as frameworks write them: `normalise: {method: min_max, range: [0, 100]}`, or only the word where nothing else is said.

use vocabulary::yaml::{Node, Value};

use super::fields::Fields;
use super::{LevelMethods, Methods};
use crate::finding::Findings;
use crate::limits::MAX_LEVELS;
use crate::rank::Ties;
use crate::steps::aggregate::{Aggregate, Rule as Mean};
use crate::steps::impute::Impute;
use crate::steps::normalise::{Method, Normalise};
use crate::steps::screen::Screen;
use crate::steps::transform::Transform;
use crate::steps::treat::{Rule, Treat, Treatment};
use crate::steps::weigh::{Aim, Negative, Source, Weigh};

/// The methods of a framework.
pub(super) fn methods(fields: &mut Fields<'_, '_>) -> Methods {
    let mut methods = Methods {
        screen: fields.node("screen").and_then(|node| screen(node, fields.findings)),
        impute: fields.node("impute").map(|node| impute(node, fields.findings)).unwrap_or_default(),
        ..Methods::default()
    };
    if let Some(treat) = fields.node("treat").and_then(|node| treat(node, fields.findings)) {
        methods.treat = treat;
    }
    if let Some(normalise) = fields.node("normalise").and_then(|node| normalise(node, fields.findings)) {
        methods.normalise = normalise;
    }
    if let Some(weights) = fields.node("weights").and_then(|node| weights(node, fields.findings)) {
        methods.weights = weights;
    }
    if let Some(aggregate) = fields.node("aggregate").and_then(|node| aggregate(node, fields.findings)) {
        methods.aggregate = aggregate;
    }
    let levels = fields.items("levels");
    methods.levels = levels.iter().filter_map(|node| level(node, fields.findings)).collect();
    methods
}

fn level(node: &Node, findings: &mut Findings) -> Option<LevelMethods> {
    let mut fields = Fields::of(node, "层级", findings)?;
    let level = fields.count("level");
    if level.is_none_or(|level| !(2..=MAX_LEVELS).contains(&level)) {
        let at = fields.at;
        fields.error(at, format!("level 应是 2 到 {MAX_LEVELS} 的整数：指标是 1，直接汇总指标的是 2"));
    }
    let methods = LevelMethods {
        level: level.unwrap_or(2),
        weights: fields.node("weights").and_then(|node| weights(node, fields.findings)),
        aggregate: fields.node("aggregate").and_then(|node| aggregate(node, fields.findings)),
    };
    Some(fields.done(methods))
}

/// The word of a section that is only a word.
fn word(node: &Node) -> Option<&str> {
    node.text().map(str::trim)
}

pub(super) fn screen(node: &Node, findings: &mut Findings) -> Option<Screen> {
    if word(node) == Some("none") {
        return None;
    }
    let mut fields = Fields::of(node, "screen（筛选）", findings)?;
    let screen = Screen {
        available: fields.within("available", 0.0, 1.0),
        nonzero: fields.within("nonzero", 0.0, 1.0),
        include: fields.texts("include"),
        exclude: fields.texts("exclude"),
    };
    Some(fields.done(screen))
}

/// One method, or several one after another.
pub(super) fn impute(node: &Node, findings: &mut Findings) -> Vec<Impute> {
    if let Value::Sequence(items) = &node.value {
        return items.iter().filter_map(|item| impute_one(item, findings)).collect();
    }
    impute_one(node, findings).into_iter().collect()
}

const IMPUTE: [(&str, u8); 9] = [
    ("none", 0),
    ("mean", 1),
    ("median", 2),
    ("group_mean", 3),
    ("group_median", 4),
    ("row_mean", 5),
    ("latest", 6),
    ("constant", 7),
    ("linear", 8),
];

fn impute_one(node: &Node, findings: &mut Findings) -> Option<Impute> {
    let lone = lone(node);
    let mut fields = Fields::of(lone.as_ref().unwrap_or(node), "impute（插补）", findings)?;
    let method = fields.choice("method", &IMPUTE);
    let group = |fields: &mut Fields<'_, '_>| fields.text("group");
    let read = match method {
        Some(1) => Some(Impute::Mean),
        Some(2) => Some(Impute::Median),
        Some(3) => Some(Impute::GroupMean { group: group(&mut fields) }),
        Some(4) => Some(Impute::GroupMedian { group: group(&mut fields) }),
        Some(5) => Some(Impute::RowMean { level: fields.count("level").unwrap_or(2) }),
        Some(6) => Some(Impute::Latest { years: fields.count("years") }),
        Some(7) => Some(Impute::Constant),
        Some(8) => Some(Impute::Linear),
        _ => None,
    };
    fields.done(read)
}

/// `mean` as `{method: mean}`.
fn lone(node: &Node) -> Option<Node> {
    let text = node.text()?;
    let key = vocabulary::yaml::Key { at: node.at, text: "method".to_owned() };
    let word = Node { at: node.at, value: Value::Scalar { text: text.trim().to_owned(), quoted: true } };
    Some(Node { at: node.at, value: Value::Mapping(vec![(key, word)]) })
}

pub(super) fn treat(node: &Node, findings: &mut Findings) -> Option<Treat> {
    if word(node) == Some("none") {
        return Some(Treat::default());
    }
    let mut fields = Fields::of(node, "treat（异常值处理）", findings)?;
    let usual = Rule::default();
    let treat = Treat {
        rule: Rule {
            skewness: fields.within("skewness", 0.0, 1e6).unwrap_or(usual.skewness),
            kurtosis: fields.within("kurtosis", -1e6, 1e6).unwrap_or(usual.kurtosis),
        },
        always: fields.choice("when", &[("outliers", false), ("always", true)]).unwrap_or(false),
        combine: fields.flag("combine").unwrap_or(false),
        pooled: fields.choice("over", &[("year", false), ("all", true)]).unwrap_or(false),
        methods: {
            let items = fields.items("methods");
            items.iter().filter_map(|item| treatment(item, fields.findings)).collect()
        },
    };
    Some(fields.done(treat))
}

const TREAT: [(&str, u8); 7] = [
    ("winsorise", 0),
    ("log", 1),
    ("log_ct", 2),
    ("log_ct_plus", 3),
    ("log_ct_original", 4),
    ("log_gii", 5),
    ("box_cox", 6),
];

fn treatment(node: &Node, findings: &mut Findings) -> Option<Treatment> {
    let lone = lone(node);
    let mut fields = Fields::of(lone.as_ref().unwrap_or(node), "处理方法", findings)?;
    let method = fields.choice("method", &TREAT);
    let read = match method {
        Some(0) => Some(Treatment::Winsorise { max: fields.count("max") }),
        Some(1) => Some(Treatment::Transform(Transform::Log)),
        Some(2) => Some(Treatment::Transform(Transform::LogCt)),
        Some(3) => Some(Treatment::Transform(Transform::LogCtPlus)),
        Some(4) => Some(Treatment::Transform(Transform::LogCtOriginal)),
        Some(5) => Some(Treatment::Transform(Transform::LogGii)),
        Some(6) => {
            let lambda = fields.within("lambda", -5.0, 5.0);
            let shift = fields.flag("shift").unwrap_or(true);
            Some(Treatment::Transform(Transform::BoxCox { lambda, shift }))
        }
        _ => None,
    };
    fields.done(read)
}

const NORMALISE: [(&str, u8); 12] = [
    ("none", 0),
    ("min_max", 1),
    ("z_score", 2),
    ("scaled", 3),
    ("distance_to_max", 4),
    ("distance_to_reference", 5),
    ("distance_to_target", 6),
    ("fraction_of_max", 7),
    ("percentile_rank", 8),
    ("rank", 9),
    ("borda", 10),
    ("goalposts", 11),
];

const TIES: [(&str, Ties); 3] = [("min", Ties::Min), ("average", Ties::Average), ("max", Ties::Max)];

pub(super) fn normalise(node: &Node, findings: &mut Findings) -> Option<Normalise> {
    let lone = lone(node);
    let mut fields = Fields::of(lone.as_ref().unwrap_or(node), "normalise（标准化）", findings)?;
    let written = fields.choice("method", &NORMALISE).unwrap_or(1);
    let method = match written {
        0 => Method::None,
        2 => Method::ZScore {
            mean: fields.number("mean").unwrap_or(0.0),
            sd: fields.within("sd", 1e-9, 1e9).unwrap_or(1.0),
        },
        3 => {
            let (from, to) = fields.pair("between").unwrap_or((0.0, 100.0));
            Method::Scaled { from, to }
        }
        4 => Method::DistanceToMax,
        5 => Method::DistanceToReference {
            unit: fields.text("unit"),
            cap: fields.flag("cap").unwrap_or(false),
        },
        6 => Method::DistanceToTarget {
            target: fields.number("target"),
            cap: fields.flag("cap").unwrap_or(false),
        },
        7 => Method::FractionOfMax,
        8 => Method::PercentileRank(fields.choice("ties", &TIES).unwrap_or_default()),
        9 => Method::Rank(fields.choice("ties", &TIES).unwrap_or_default()),
        10 => Method::Borda(fields.choice("ties", &TIES).unwrap_or_default()),
        11 => {
            let posts = fields.pair("between");
            Method::Goalposts {
                low: posts.map(|posts| posts.0),
                high: posts.map(|posts| posts.1),
                cap: fields.flag("cap").unwrap_or(true),
            }
        }
        _ => Method::MinMax,
    };
    let normalise = Normalise {
        method,
        range: fields.pair("range"),
        each_year: fields.choice("over", &[("all", false), ("year", true)]).unwrap_or(false),
    };
    if let Some((low, high)) = normalise.range
        && low >= high
    {
        let at = fields.at;
        fields.error(at, format!("range 应从小到大，如 [0, 100]，现为 [{low}, {high}]"));
    }
    Some(fields.done(normalise))
}

const NEGATIVE: [(&str, Negative); 3] =
    [("refuse", Negative::Refuse), ("zero", Negative::Zero), ("square", Negative::Square)];

pub(super) fn weights(node: &Node, findings: &mut Findings) -> Option<Weigh> {
    let lone = lone(node);
    let mut fields = Fields::of(lone.as_ref().unwrap_or(node), "weights（权重）", findings)?;
    let sources = [("given", 0u8), ("equal", 1), ("pca", 2), ("optimised", 3)];
    let source = match fields.choice("method", &sources) {
        Some(1) => Source::Equal,
        Some(2) => Source::Pca(fields.choice("negative", &NEGATIVE).unwrap_or_default()),
        Some(3) => Source::Optimised(
            fields
                .choice("aim", &[("balance", Aim::Balance), ("information", Aim::Information)])
                .unwrap_or_default(),
        ),
        _ => Source::Given,
    };
    let weigh = Weigh { source, noise: fields.within("noise", 0.0, 1.0) };
    Some(fields.done(weigh))
}

pub(super) fn aggregate(node: &Node, findings: &mut Findings) -> Option<Aggregate> {
    let lone = lone(node);
    let mut fields = Fields::of(lone.as_ref().unwrap_or(node), "aggregate（汇总）", findings)?;
    let rules = [("arithmetic", 0u8), ("geometric", 1), ("harmonic", 2), ("power", 3), ("copeland", 4)];
    let rule = match fields.choice("method", &rules) {
        Some(1) => Mean::Geometric,
        Some(2) => Mean::Harmonic,
        Some(3) => {
            if let Some(power) = fields.within("power", -100.0, 100.0) {
                Mean::Power(power)
            } else {
                let at = fields.at;
                fields.error(at, "幂平均应写明 power（幂），如 power: 0.5");
                Mean::Arithmetic
            }
        }
        Some(4) => Mean::Copeland,
        _ => Mean::Arithmetic,
    };
    let aggregate = Aggregate { rule, available: fields.within("available", 0.0, 1.0) };
    Some(fields.done(aggregate))
}
