//! `report-laundered.yaml`: terms of the field that a rewriting program replaced by near synonyms.

use std::ops::Range;

use serde::Deserialize;

use super::{File, LexiconError, Phrases, document};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    terms: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    term: String,
    usual: String,
    #[serde(default, rename = "in")]
    within: Vec<String>,
    #[serde(default)]
    same_thing: bool,
}

/// A term, and what is usually written.
#[derive(Clone, Debug)]
pub struct Laundering {
    /// As found.
    pub term: String,
    /// As usually written.
    pub usual: String,
    /// Names of indicators are read with the usual term in its place.
    pub same_thing: bool,
}

/// All terms.
#[derive(Clone, Debug, Default)]
pub struct Laundered {
    terms: Vec<Laundering>,
    /// A pattern, to the term and where in the pattern it starts.
    patterns: Phrases<(usize, usize)>,
}

impl Laundered {
    /// Reads the file.
    pub(super) fn read(file: File<'_>) -> Result<Self, LexiconError> {
        let written: Written = document(file)?;
        let (mut terms, mut patterns) = (Vec::new(), Vec::new());
        for entry in written.terms {
            let index = terms.len();
            if entry.within.is_empty() {
                patterns.push((entry.term.clone(), (index, 0)));
            }
            for pattern in entry.within {
                let Some((before, _)) = pattern.split_once('…') else {
                    let message = format!("“{}”的 in 里“{pattern}”没有用“…”表示词的位置", entry.term);
                    return Err(LexiconError { path: file.path.to_owned(), message });
                };
                patterns.push((pattern.replacen('…', &entry.term, 1), (index, before.chars().count())));
            }
            terms.push(Laundering { term: entry.term, usual: entry.usual, same_thing: entry.same_thing });
        }
        Ok(Self { terms, patterns: Phrases::new(patterns) })
    }

    /// Every replaced term in a text, in order.
    pub fn find(&self, chars: &[char]) -> Vec<(Range<usize>, &Laundering)> {
        let mut out: Vec<(Range<usize>, &Laundering)> = Vec::new();
        for at in 0..chars.len() {
            let Some((_, (index, before))) = self.patterns.at(chars, at) else { continue };
            let Some(term) = self.terms.get(*index) else { continue };
            let start = at + before;
            let range = start..start + term.term.chars().count();
            if out.last().is_none_or(|(last, _)| last.end <= range.start) {
                out.push((range, term));
            }
        }
        out
    }

    /// The usual terms in the place of those that name the same thing: for telling which indicator is meant, never for
    /// showing.
    pub fn usual(&self, chars: &[char]) -> Vec<char> {
        let found = self.find(chars);
        let mut out = Vec::with_capacity(chars.len());
        let mut at = 0;
        for (range, term) in found.into_iter().filter(|(_, term)| term.same_thing) {
            out.extend_from_slice(chars.get(at..range.start).unwrap_or_default());
            out.extend(term.usual.chars());
            at = range.end;
        }
        out.extend_from_slice(chars.get(at..).unwrap_or_default());
        out
    }
}
