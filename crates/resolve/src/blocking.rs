//! Blocking: which pairs are worth comparing. Keys are chosen from the columns: whole values, beginnings and halves of
//! values, rare words, and pairs of those; the most selective first, within budgets that grow with the rows.

mod keys;
mod pairs;

use crate::evidence::Evidence;
use crate::limits::{MAX_COMBINED_RULES, MIN_PAIRS, MIN_RULE_PAIRS, PAIRS_PER_ROW, RULE_PAIRS_PER_ROW};
use keys::{Atom, Rule};
use pairs::Proposals;

/// Times the pairs of another rule that the rare words of names may propose.
const WORDS_SHARE: usize = 4;

/// Pairs to compare, smaller row first, sorted, each once. A pair is `left << 32 | right`.
pub(crate) fn propose(evidence: &Evidence) -> Vec<u64> {
    let atoms = keys::atoms(evidence);
    let rows = evidence.rows as usize;
    let most = MIN_RULE_PAIRS.max(RULE_PAIRS_PER_ROW * rows);
    let total = MIN_PAIRS.max(PAIRS_PER_ROW * rows);
    let mut proposals = Proposals::new(evidence, total);
    for rule in rules(evidence, &atoms, most) {
        if proposals.full() {
            break;
        }
        // Names of organisations have little else to be found by.
        let most = if matches!(rule, Rule::Words(_)) { WORDS_SHARE * most } else { most };
        proposals.add(rule.entries(evidence, &atoms), most);
    }
    proposals.finish()
}

/// Rules in the order of the pairs expected from them.
fn rules(evidence: &Evidence, atoms: &[Atom], most: usize) -> Vec<Rule> {
    let possible = evidence.possible_pairs();
    let mut rules: Vec<(f64, Rule)> = Vec::new();
    for (at, atom) in atoms.iter().enumerate().filter(|(_, atom)| atom.alone) {
        // A rule whose blocks are mostly too large is left to combinations.
        if atom.collision * possible <= 4.0 * most as f64 {
            rules.push((atom.collision * possible, Rule::One(at)));
        }
    }
    let mut combined: Vec<(f64, Rule)> = Vec::new();
    for (x, first) in atoms.iter().enumerate() {
        for (y, second) in atoms.iter().enumerate().skip(x + 1) {
            let expected = first.collision * second.collision * possible;
            if first.comparison != second.comparison && expected <= 2.0 * most as f64 {
                combined.push((expected, Rule::Two(x, y)));
            }
        }
    }
    combined.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Where columns abound the combinations of whole values reach nearly all; beginnings are for narrow tables.
    combined.sort_by_key(|(_, rule)| rule.parts(atoms));
    combined.truncate(MAX_COMBINED_RULES);
    rules.extend(combined);
    rules.sort_by(|a, b| a.0.total_cmp(&b.0));
    let words = (0..evidence.comparisons.len()).filter(|at| keys::has_words(evidence, *at));
    let words: Vec<usize> = words.collect();
    let mut ordered: Vec<Rule> = words.iter().map(|at| Rule::Words(*at)).collect();
    ordered.extend(rules.into_iter().map(|(_, rule)| rule));
    ordered.extend(words.iter().map(|at| Rule::WordPairs(*at)));
    ordered
}
