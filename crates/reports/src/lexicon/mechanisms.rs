//! `report-mechanisms.yaml`: the mechanisms that measures speak of, and how measures are proposed.

use serde::Deserialize;

use super::{File, LexiconError, Phrases, document};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    mechanisms: Vec<Entry>,
    headings: Vec<String>,
    not_headings: Vec<String>,
    actions: Vec<String>,
    proposing: Vec<String>,
    actors: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    term: String,
    words: Vec<String>,
}

/// A mechanism of the checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mechanism {
    /// H63.
    pub id: String,
    /// Its name.
    pub term: String,
    /// Phrases, each a list of words that come in this order.
    phrases: Vec<Vec<String>>,
}

/// All of them, and the words that tell a proposal.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "each field is the list of its name in the file, which says what it is for")]
pub struct Mechanisms {
    pub list: Vec<Mechanism>,
    pub headings: Phrases<()>,
    pub not_headings: Phrases<()>,
    pub actions: Phrases<()>,
    pub proposing: Phrases<()>,
    pub actors: Phrases<()>,
}

impl Mechanisms {
    /// Reads the file.
    pub(super) fn read(file: File<'_>) -> Result<Self, LexiconError> {
        let written: Written = document(file)?;
        let set = |words: Vec<String>| Phrases::new(words.into_iter().map(|word| (word, ())));
        let list = written.mechanisms.into_iter().map(|entry| Mechanism {
            id: entry.id,
            term: entry.term,
            phrases: entry
                .words
                .iter()
                .map(|phrase| phrase.split('…').filter(|word| !word.is_empty()).map(str::to_owned).collect())
                .collect(),
        });
        Ok(Self {
            list: list.collect(),
            headings: set(written.headings),
            not_headings: set(written.not_headings),
            actions: set(written.actions),
            proposing: set(written.proposing),
            actors: set(written.actors),
        })
    }

    /// The mechanisms that a text speaks of, in the order of the file.
    pub fn spoken_of(&self, text: &str) -> Vec<&Mechanism> {
        // 揭榜挂帅 in quotes and without is one.
        let text = text.replace(['“', '”'], "");
        let says = |phrase: &Vec<String>| {
            let mut rest = text.as_str();
            phrase.iter().all(|word| match rest.find(word.as_str()) {
                Some(at) => {
                    rest = &rest[at + word.len()..];
                    true
                }
                None => false,
            })
        };
        self.list.iter().filter(|mechanism| mechanism.phrases.iter().any(says)).collect()
    }
}
