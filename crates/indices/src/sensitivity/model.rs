//! The index as a function of a point: one number between 0 and 1 for each choice.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::framework::{Framework, Methods};
use crate::run::{Given, Prepared, Refusal, prepare, scores};
use crate::steps::aggregate::Rule;
use crate::steps::treat::Treatment;
use crate::steps::weigh::noise;
use crate::uncertainty::{Between, Change, Choice, Knob};
use crate::units::Units;
use crate::value::Value;

/// Most different preparations that are kept: where choices before aggregation are few, each combination is computed once.
const MAX_KEPT: usize = 1_024;

pub(super) struct Model<'a> {
    framework: &'a Framework,
    units: &'a Units,
    choices: &'a [Choice],
    seed: u64,
    kept: std::sync::RwLock<FxHashMap<Vec<u64>, Arc<Prepared>>>,
}

/// What a point decided.
struct Decided {
    methods: Methods,
    given: Given,
    /// What was decided before aggregation; points with the same key share their preparation.
    key: Vec<u64>,
}

impl<'a> Model<'a> {
    pub(super) fn new(framework: &'a Framework, units: &'a Units, choices: &'a [Choice], seed: u64) -> Self {
        Self { framework, units, choices, seed, kept: std::sync::RwLock::default() }
    }

    /// The scores of the index as the framework has it, one for each row of the units' table.
    pub(super) fn nominal(&self) -> Result<Vec<Value>, Refusal> {
        let methods = &self.framework.methods;
        let prepared = prepare(self.framework, methods, self.units, None)?;
        self.index(methods, &prepared, &Given::of(self.framework))
    }

    /// Computes what many points share, once.
    pub(super) fn warm(&self, points: impl Iterator<Item = Vec<f64>>) -> Result<(), Refusal> {
        let mut wanted: FxHashMap<Vec<u64>, Methods> = FxHashMap::default();
        for point in points {
            let decided = self.decide(&point);
            wanted.entry(decided.key).or_insert(decided.methods);
            if wanted.len() > MAX_KEPT {
                // Too many to be worth keeping: each run prepares for itself.
                return Ok(());
            }
        }
        let done: FxHashMap<Vec<u64>, Arc<Prepared>> = wanted
            .into_par_iter()
            .map(|(key, methods)| Ok((key, Arc::new(prepare(self.framework, &methods, self.units, None)?))))
            .collect::<Result<_, Refusal>>()?;
        if let Ok(mut kept) = self.kept.write() {
            *kept = done;
        }
        Ok(())
    }

    /// The scores of the index at a point, one for each row of the units' table.
    pub(super) fn scores(&self, point: &[f64]) -> Result<Vec<Value>, Refusal> {
        let decided = self.decide(point);
        let kept = self.kept.read().ok().and_then(|kept| kept.get(&decided.key).cloned());
        let prepared = match kept {
            Some(prepared) => prepared,
            None => Arc::new(prepare(self.framework, &decided.methods, self.units, None)?),
        };
        self.index(&decided.methods, &prepared, &decided.given).map_err(|refusal| Refusal {
            message: format!("选择组合（{}）不能计算：{}", self.told(point), refusal.message),
            ..refusal
        })
    }

    fn index(&self, methods: &Methods, prepared: &Prepared, given: &Given) -> Result<Vec<Value>, Refusal> {
        let columns = scores(self.framework, methods, prepared, given, self.seed, None)?;
        let mut index = vec![Value::UNKNOWN; self.units.len()];
        let root = columns.last().map(Vec::as_slice).unwrap_or_default();
        for (row, score) in prepared.rows.iter().zip(root) {
            if let Some(slot) = index.get_mut(*row) {
                *slot = *score;
            }
        }
        Ok(index)
    }

    fn decide(&self, point: &[f64]) -> Decided {
        let mut decided = Decided {
            methods: self.framework.methods.clone(),
            given: Given::of(self.framework),
            key: Vec::with_capacity(point.len()),
        };
        // Whole methods first, then single numbers of them.
        for (choice, u) in self.choices.iter().zip(point) {
            if let Between::Options(options) = &choice.between {
                let at = pick(*u, options.len());
                if let Some(option) = options.get(at) {
                    apply(&option.change, &mut decided);
                    let before = options.iter().any(|option| before_aggregation(&option.change));
                    decided.key.push(if before { at as u64 } else { 0 });
                }
            }
        }
        for (at, (choice, u)) in self.choices.iter().zip(point).enumerate() {
            match &choice.between {
                Between::Options(_) => {}
                Between::Range { knob, from, to } => turn(*knob, from + u * (to - from), &mut decided),
                Between::Noise { noise: amount, levels } => {
                    self.shake(*amount, levels, *u, at, &mut decided.given);
                }
                Between::Drop(nodes) => {
                    // The last place stands for none.
                    if let Some(node) = nodes.get(pick(*u, nodes.len() + 1)) {
                        decided.given.drop(self.framework, *node);
                    }
                }
            }
        }
        decided
    }

    fn shake(&self, amount: f64, levels: &[usize], u: f64, choice: usize, given: &mut Given) {
        // A point of the sequence has 24 bits: each is a draw of all weights of its own.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "u is within 0..1")]
        let draw = (u * f64::from(1 << 24)) as u64;
        let seed = self.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (draw << 8) ^ choice as u64;
        let factors = noise(given.weights.len(), amount, seed);
        for ((weight, node), factor) in given.weights.iter_mut().zip(&self.framework.nodes).zip(factors) {
            if levels.is_empty() || levels.contains(&node.level) {
                *weight *= factor;
            }
        }
    }

    /// A point in words, for messages.
    fn told(&self, point: &[f64]) -> String {
        let one = |(choice, u): (&Choice, &f64)| match &choice.between {
            Between::Options(options) => {
                let option = options.get(pick(*u, options.len()));
                format!("{}={}", choice.name, option.map_or("", |option| option.name.as_str()))
            }
            Between::Range { from, to, .. } => format!("{}={:.3}", choice.name, from + u * (to - from)),
            Between::Noise { .. } => format!("{}=扰动", choice.name),
            Between::Drop(nodes) => {
                let node =
                    nodes.get(pick(*u, nodes.len() + 1)).and_then(|node| self.framework.nodes.get(*node));
                format!("{}={}", choice.name, node.map_or("不剔除", |node| node.id.as_str()))
            }
        };
        self.choices.iter().zip(point).map(one).collect::<Vec<_>>().join("，")
    }
}

/// Which of so many equal parts of 0..1 a number lies in.
fn pick(u: f64, parts: usize) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "u is within 0..1")]
    let part = (u * parts as f64) as usize;
    part.min(parts.saturating_sub(1))
}

fn apply(change: &Change, decided: &mut Decided) {
    let methods = &mut decided.methods;
    if let Some(screen) = &change.screen {
        methods.screen.clone_from(screen);
    }
    if let Some(impute) = &change.impute {
        methods.impute.clone_from(impute);
    }
    if let Some(treat) = &change.treat {
        methods.treat.clone_from(treat);
    }
    if let Some(normalise) = &change.normalise {
        methods.normalise.clone_from(normalise);
    }
    if let Some(weights) = &change.weights {
        methods.weights.clone_from(weights);
    }
    if let Some(aggregate) = &change.aggregate {
        methods.aggregate = *aggregate;
    }
    for (node, weight) in &change.node_weights {
        if let Some(slot) = decided.given.weights.get_mut(*node) {
            *slot = *weight;
        }
    }
}

fn before_aggregation(change: &Change) -> bool {
    change.screen.is_some() || change.impute.is_some() || change.treat.is_some() || change.normalise.is_some()
}

fn turn(knob: Knob, number: f64, decided: &mut Decided) {
    let methods = &mut decided.methods;
    match knob {
        Knob::WinsoriseMax => {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "clamped to what counts"
            )]
            let most = number.clamp(0.0, 1e9) as usize;
            for method in &mut methods.treat.methods {
                if let Treatment::Winsorise { max } = method {
                    *max = Some(most);
                }
            }
            decided.key.push(most as u64);
        }
        Knob::Skewness => {
            methods.treat.rule.skewness = number;
            decided.key.push(number.to_bits());
        }
        Knob::Kurtosis => {
            methods.treat.rule.kurtosis = number;
            decided.key.push(number.to_bits());
        }
        Knob::Available => {
            methods.screen.get_or_insert_default().available = Some(number.clamp(0.0, 1.0));
            decided.key.push(number.to_bits());
        }
        Knob::Power => methods.aggregate.rule = Rule::Power(number),
    }
}
