//! The words that reports are read with, from `content/lexicons/report-*.yaml`. The code knows only general patterns.

mod indicators;
mod laundered;
mod mechanisms;
mod phrases;
mod words;

pub use indicators::{Indicator, Indicators, Sum};
pub use laundered::{Laundered, Laundering};
pub use mechanisms::{Mechanism, Mechanisms};
pub use phrases::Phrases;
pub use words::{Direction, Words};

/// A lexicon that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}：{message}")]
pub struct LexiconError {
    /// The file.
    pub path: String,
    /// What is wrong.
    pub message: String,
}

/// A file of words: its path for messages, its text.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// For messages only.
    pub path: &'a str,
    /// YAML.
    pub text: &'a str,
}

/// The files that a lexicon is read from.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// `report-words.yaml`
    pub words: File<'a>,
    /// `report-indicators.yaml`
    pub indicators: File<'a>,
    /// `report-laundered.yaml`
    pub laundered: File<'a>,
    /// `report-mechanisms.yaml`
    pub mechanisms: File<'a>,
}

/// Everything that reading needs to know of words.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// Units, comparisons, verbs, idioms.
    pub words: Words,
    /// Indicators and their names.
    pub indicators: Indicators,
    /// Terms that a rewriting program replaced.
    pub laundered: Laundered,
    /// Mechanisms that measures speak of.
    pub mechanisms: Mechanisms,
}

impl Lexicon {
    /// Reads the files.
    ///
    /// # Errors
    /// Where one is not the YAML that it should be.
    pub fn read(files: Files<'_>) -> Result<Self, LexiconError> {
        Ok(Self {
            words: Words::read(files.words)?,
            indicators: Indicators::read(files.indicators)?,
            laundered: Laundered::read(files.laundered)?,
            mechanisms: Mechanisms::read(files.mechanisms)?,
        })
    }
}

/// A document of a file, in the shape that is expected.
fn document<T: serde::de::DeserializeOwned>(file: File<'_>) -> Result<T, LexiconError> {
    serde_saphyr::from_str(file.text)
        .map_err(|error| LexiconError { path: file.path.to_owned(), message: error.to_string() })
}
