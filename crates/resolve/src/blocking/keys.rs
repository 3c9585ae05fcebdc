//! Blocking keys of rows.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::evidence::{Comparison, Evidence};
use crate::settings::Role;
use crate::table::MISSING;

/// Rare words of a name under which it is looked for, alone and in pairs.
const WORDS: usize = 6;

/// Characters of the beginning of a word.
const BEGINNING: usize = 4;

/// A key that each row has at most one of.
pub(crate) struct Atom<'a> {
    /// Column it comes from.
    pub(crate) comparison: usize,
    codes: Cow<'a, [u32]>,
    /// Chance that two rows share it.
    pub(crate) collision: f64,
    /// Whether it may stand alone as a rule.
    pub(crate) alone: bool,
    /// Whether it is only a part of the value.
    part: bool,
}

/// A rule: rows with equal keys are compared.
pub(crate) enum Rule {
    /// One atom.
    One(usize),
    /// Two atoms together.
    Two(usize, usize),
    /// Each rare word of a name.
    Words(usize),
    /// Each pair of rare words of a name.
    WordPairs(usize),
}

/// All atoms of the columns.
pub(crate) fn atoms(evidence: &Evidence) -> Vec<Atom<'_>> {
    let mut atoms = Vec::new();
    for (at, comparison) in evidence.comparisons.iter().enumerate() {
        atoms.push(Atom::new(at, Cow::Borrowed(&comparison.codes), evidence, false));
        for part in parts(comparison) {
            let codes =
                comparison.codes.iter().map(|code| part.get(*code as usize).copied().unwrap_or(MISSING));
            atoms.push(Atom::new(at, Cow::Owned(codes.collect()), evidence, true));
        }
    }
    atoms
}

/// Parts of the values of a column that survive a typing error in the rest: for each part, the key of each value.
fn parts(comparison: &Comparison) -> Vec<Vec<u32>> {
    let by = |part: &dyn Fn(&str) -> Option<String>| {
        let mut seen: FxHashMap<String, u32> = FxHashMap::default();
        let key = |value: &str| match part(value) {
            None => MISSING,
            Some(part) => {
                let next = u32::try_from(seen.len()).unwrap_or(MISSING);
                *seen.entry(part).or_insert(next)
            }
        };
        let mut key = key;
        comparison.values.iter().map(|value| key(value)).collect::<Vec<u32>>()
    };
    let cut = |value: &str, from: usize, to: usize| {
        let count = value.chars().count();
        (count >= 2 * BEGINNING - 2)
            .then(|| value.chars().skip(from).take(to.min(count) - from).collect::<String>())
    };
    match comparison.role {
        Role::CreditCode | Role::Identifier | Role::Phone | Role::Date => vec![
            by(&|value| cut(value, 0, value.chars().count() / 2)),
            by(&|value| cut(value, value.chars().count() / 2, value.chars().count())),
        ],
        Role::PersonName | Role::GivenName | Role::Surname | Role::Place | Role::Address | Role::Website => {
            vec![by(&|value| {
                let joined = value.replace(' ', "");
                (joined.chars().count() > BEGINNING).then(|| joined.chars().take(BEGINNING).collect())
            })]
        }
        Role::Ignore | Role::OrganisationName | Role::Text | Role::Code | Role::Number => Vec::new(),
    }
}

impl<'a> Atom<'a> {
    fn new(comparison: usize, codes: Cow<'a, [u32]>, evidence: &Evidence, part: bool) -> Self {
        let mut counts: FxHashMap<u32, [u32; 2]> = FxHashMap::default();
        for (row, code) in codes.iter().enumerate().filter(|(_, code)| **code != MISSING) {
            counts.entry(*code).or_default()[usize::from(row >= evidence.left as usize)] += 1;
        }
        let shared: f64 = counts
            .values()
            .map(|[l, r]| {
                let (l, r) = (f64::from(*l), f64::from(*r));
                if evidence.linking { l * r } else { l * (l - 1.0) / 2.0 }
            })
            .sum();
        let collision = shared / evidence.possible_pairs().max(1.0);
        Self { comparison, codes, collision, alone: true, part }
    }
}

/// Whether a column is looked up by its words.
pub(crate) fn has_words(evidence: &Evidence, at: usize) -> bool {
    matches!(evidence.comparisons[at].role, Role::OrganisationName | Role::Text)
}

impl Rule {
    /// How many of its atoms are parts of values.
    pub(crate) fn parts(&self, atoms: &[Atom<'_>]) -> usize {
        match self {
            Self::Two(x, y) => usize::from(atoms[*x].part) + usize::from(atoms[*y].part),
            _ => 0,
        }
    }

    /// Keys and rows of this rule; a row may come under several keys.
    pub(crate) fn entries(&self, evidence: &Evidence, atoms: &[Atom<'_>]) -> Vec<(u64, u32)> {
        match self {
            Self::One(at) => {
                let codes = atoms[*at].codes.iter().zip(0..);
                codes
                    .filter(|(code, _)| **code != MISSING)
                    .map(|(code, row)| (u64::from(*code), row))
                    .collect()
            }
            Self::Two(x, y) => {
                let codes = atoms[*x].codes.iter().zip(atoms[*y].codes.iter()).zip(0..);
                let both = codes.filter(|((x, y), _)| **x != MISSING && **y != MISSING);
                both.map(|((x, y), row)| (u64::from(*x) << 32 | u64::from(*y), row)).collect()
            }
            Self::Words(at) => by_words(&evidence.comparisons[*at], |words, keys| {
                keys.extend(words.iter().map(|word| u64::from(*word)));
            }),
            Self::WordPairs(at) => by_words(&evidence.comparisons[*at], |words, keys| {
                for (index, word) in words.iter().enumerate() {
                    keys.extend(
                        words[index + 1..].iter().map(|other| hash(*word.min(other), *word.max(other))),
                    );
                }
            }),
        }
    }
}

fn by_words(comparison: &Comparison, key: impl Fn(&[u32], &mut Vec<u64>)) -> Vec<(u64, u32)> {
    let keys: Vec<Vec<u64>> = (0..comparison.values.len())
        .map(|value| {
            let mut keys = Vec::new();
            // Values are numbered in 32 bits.
            let value = u32::try_from(value).unwrap_or(MISSING);
            key(&comparison.compare.grams(value, WORDS), &mut keys);
            keys
        })
        .collect();
    let rows = comparison.codes.iter().zip(0u32..);
    rows.flat_map(|(code, row)| keys.get(*code as usize).into_iter().flatten().map(move |key| (*key, row)))
        .collect()
}

fn hash(a: u32, b: u32) -> u64 {
    let mut hasher = FxHasher::default();
    (a, b).hash(&mut hasher);
    hasher.finish()
}
