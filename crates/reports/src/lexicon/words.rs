//! `report-words.yaml`: units, comparisons, verbs, idioms that hold a number and mean none.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{File, LexiconError, Phrases, document};
use crate::figure::Operator;

/// Which way something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// 增长, 提高.
    Up,
    /// 下降, 回落.
    Down,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    units: Vec<String>,
    loose_units: Vec<String>,
    duration_units: Vec<String>,
    duration_leads: Vec<String>,
    not_counted: Vec<String>,
    counted_in_digits: Vec<String>,
    counting_leads: Vec<String>,
    ignored: Vec<String>,
    attribute_units: Vec<String>,
    rank_leads: Vec<String>,
    rank_verbs: Vec<String>,
    not_ranked: Vec<String>,
    list_leads: Vec<String>,
    rank_changes_up: Vec<String>,
    rank_changes_down: Vec<String>,
    operators: BTreeMap<String, Vec<String>>,
    operators_after: BTreeMap<String, Vec<String>>,
    changes: Changes,
    rate_names: Vec<String>,
    to_words: Vec<String>,
    growth_suffix: String,
    change_suffix: String,
    leads: Vec<String>,
    openers: Vec<String>,
    opener_guards: Vec<String>,
    verbs: Vec<String>,
    flow_prefixes: Vec<String>,
    not_places_after: Vec<String>,
    national_followers: Vec<String>,
    ambiguous_places: Vec<String>,
    peoples: Vec<String>,
    sub_places: Vec<String>,
    oblique_before: Vec<String>,
    compare_before: Vec<String>,
    structure_followers: Vec<String>,
    list_verbs: Vec<String>,
    list_nouns: Vec<String>,
    multiples: BTreeMap<String, i32>,
    counted_nouns: Vec<String>,
    scope_words: Vec<String>,
    measure_before: Vec<String>,
    founding: Vec<String>,
    target_words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Changes {
    up: Vec<String>,
    down: Vec<String>,
    short: Vec<String>,
}

/// The words, ready to be looked up. Each field is the list of its name in the file.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each field is the list of its name in the file, which says what it is for")]
pub struct Words {
    pub units: Phrases<()>,
    pub loose_units: Phrases<()>,
    pub duration_units: Phrases<()>,
    pub duration_leads: Phrases<()>,
    pub not_counted: Phrases<()>,
    pub counted_in_digits: Phrases<()>,
    pub counting_leads: Phrases<()>,
    pub ignored: Phrases<()>,
    pub attribute_units: Vec<String>,
    pub rank_leads: Phrases<()>,
    pub rank_verbs: Phrases<()>,
    pub not_ranked: Phrases<()>,
    pub list_leads: Phrases<()>,
    pub rank_changes: Phrases<Direction>,
    pub operators: Phrases<Operator>,
    pub operators_after: Phrases<Operator>,
    pub changes: Phrases<Direction>,
    pub short_changes: Vec<String>,
    pub rate_names: Phrases<()>,
    pub to_words: Phrases<()>,
    pub growth_suffix: String,
    pub change_suffix: String,
    pub leads: Phrases<()>,
    pub openers: Phrases<()>,
    pub opener_guards: Phrases<()>,
    pub verbs: Phrases<()>,
    pub flow_prefixes: Phrases<()>,
    pub not_places_after: Phrases<()>,
    pub national_followers: Phrases<()>,
    pub ambiguous_places: Vec<String>,
    pub peoples: Vec<String>,
    pub sub_places: Phrases<()>,
    pub oblique_before: Phrases<()>,
    pub compare_before: Phrases<()>,
    pub structure_followers: Phrases<()>,
    pub list_verbs: Phrases<()>,
    pub list_nouns: Phrases<()>,
    pub multiples: Phrases<i32>,
    pub counted_nouns: Phrases<()>,
    pub scope_words: Vec<String>,
    pub measure_before: Phrases<()>,
    pub founding: Phrases<()>,
    pub target_words: Phrases<()>,
}

fn set(words: Vec<String>) -> Phrases<()> {
    Phrases::new(words.into_iter().map(|word| (word, ())))
}

fn directions(up: Vec<String>, down: Vec<String>) -> Phrases<Direction> {
    let up = up.into_iter().map(|word| (word, Direction::Up));
    Phrases::new(up.chain(down.into_iter().map(|word| (word, Direction::Down))))
}

fn operators(path: &str, lists: BTreeMap<String, Vec<String>>) -> Result<Phrases<Operator>, LexiconError> {
    let all = [Operator::Above, Operator::AtLeast, Operator::Below, Operator::AtMost, Operator::About];
    let mut pairs = Vec::new();
    for (sign, words) in lists {
        let operator = all.iter().find(|operator| operator.as_str() == sign).ok_or_else(|| LexiconError {
            path: path.to_owned(),
            message: format!("比较符号“{sign}”应为 >、>=、<、<=、≈ 之一"),
        })?;
        pairs.extend(words.into_iter().map(|word| (word, *operator)));
    }
    Ok(Phrases::new(pairs))
}

impl Words {
    /// Reads the file.
    pub(super) fn read(file: File<'_>) -> Result<Self, LexiconError> {
        let written: Written = document(file)?;
        Ok(Self {
            units: set(written.units),
            loose_units: set(written.loose_units),
            duration_units: set(written.duration_units),
            duration_leads: set(written.duration_leads),
            not_counted: set(written.not_counted),
            counted_in_digits: set(written.counted_in_digits),
            counting_leads: set(written.counting_leads),
            ignored: set(written.ignored),
            attribute_units: written.attribute_units,
            rank_leads: set(written.rank_leads),
            rank_verbs: set(written.rank_verbs),
            not_ranked: set(written.not_ranked),
            list_leads: set(written.list_leads),
            rank_changes: directions(written.rank_changes_up, written.rank_changes_down),
            operators: operators(file.path, written.operators)?,
            operators_after: operators(file.path, written.operators_after)?,
            changes: directions(written.changes.up, written.changes.down),
            short_changes: written.changes.short,
            rate_names: set(written.rate_names),
            to_words: set(written.to_words),
            growth_suffix: written.growth_suffix,
            change_suffix: written.change_suffix,
            leads: set(written.leads),
            openers: set(written.openers),
            opener_guards: set(written.opener_guards),
            verbs: set(written.verbs),
            flow_prefixes: set(written.flow_prefixes),
            not_places_after: set(written.not_places_after),
            national_followers: set(written.national_followers),
            ambiguous_places: written.ambiguous_places,
            peoples: written.peoples,
            sub_places: set(written.sub_places),
            oblique_before: set(written.oblique_before),
            compare_before: set(written.compare_before),
            structure_followers: set(written.structure_followers),
            list_verbs: set(written.list_verbs),
            list_nouns: set(written.list_nouns),
            multiples: Phrases::new(written.multiples),
            counted_nouns: set(written.counted_nouns),
            scope_words: written.scope_words,
            measure_before: set(written.measure_before),
            founding: set(written.founding),
            target_words: set(written.target_words),
        })
    }
}
