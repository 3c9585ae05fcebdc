//! The words that ask for a review of fair competition, read from `content/lexicons/fair-competition.yaml`.

use vocabulary::yaml::{self, Node};

use super::written;

/// A lexicon that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}:{message}")]
pub struct LexiconError {
    path: String,
    message: String,
}

/// What asks for a review of fair competition, and by which law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FairCompetition {
    pub(super) law: String,
    pub(super) exceptions: String,
    pub(super) groups: Vec<Wording>,
}

/// The words of one group of articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wording {
    pub(super) code: String,
    pub(super) articles: String,
    pub(super) about: String,
    phrases: Vec<Vec<String>>,
    unless: Vec<String>,
    names: Vec<String>,
}

impl FairCompetition {
    /// Reads the lexicon. `path` is for messages only.
    pub fn from_yaml(path: &str, text: &str) -> Result<Self, LexiconError> {
        let fail = |message: String| LexiconError { path: path.to_owned(), message };
        let root = yaml::parse(text).map_err(|error| fail(error.to_string()))?;
        let need = |node: &Node, key: &str| {
            written::text(node, key)
                .map(|text| text.text)
                .ok_or_else(|| fail(format!("{}:{}: 缺少 {key}", node.at.line, node.at.column)))
        };
        let list = |node: &Node, key: &str| -> Vec<String> {
            written::items(node, key).iter().filter_map(|node| node.text().map(str::to_owned)).collect()
        };
        let mut groups = Vec::new();
        for node in written::items(&root, "groups") {
            let words = |phrase: &String| {
                phrase.split('…').filter(|word| !word.is_empty()).map(str::to_owned).collect()
            };
            groups.push(Wording {
                code: need(node, "code")?,
                articles: need(node, "articles")?,
                about: need(node, "about")?,
                phrases: list(node, "phrases").iter().map(words).collect(),
                unless: list(node, "unless"),
                names: list(node, "names"),
            });
        }
        Ok(Self { law: need(&root, "law")?, exceptions: need(&root, "exceptions")?, groups })
    }
}

impl Wording {
    /// The words of a text that ask for a review: the first phrase found, as it stands there.
    pub(super) fn found_in<'t>(&self, text: &'t str) -> Option<&'t str> {
        let clauses = text.split(['。', '；', ';', '！', '\n']);
        let asking = clauses.filter(|clause| !self.unless.iter().any(|word| clause.contains(word)));
        asking
            .flat_map(|clause| clause.split(['，', ',']))
            .find_map(|part| self.phrases.iter().find_map(|phrase| in_order(part, phrase)))
    }

    /// The part of a formula's name that asks for a review.
    pub(super) fn found_in_name(&self, name: &str) -> Option<&str> {
        self.names.iter().map(String::as_str).find(|part| name.contains(part))
    }
}

/// The stretch of `text` in which the words of a phrase follow each other.
fn in_order<'t>(text: &'t str, words: &[String]) -> Option<&'t str> {
    let start = text.find(words.first()?)?;
    let mut end = start;
    for word in words {
        end += text.get(end..)?.find(word)? + word.len();
    }
    text.get(start..end)
}
