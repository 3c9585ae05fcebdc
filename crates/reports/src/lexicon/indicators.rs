//! `report-indicators.yaml`: indicators by their names.

use serde::Deserialize;
use vocabulary::Number;
use vocabulary::number::parse_decimal;

use super::{File, LexiconError, Phrases, document};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    indicators: Vec<Entry>,
    #[serde(default)]
    sums: Vec<Sum>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    aliases: Vec<String>,
    unit: String,
    attribute: Option<String>,
    plausible: Option<[f64; 2]>,
    quotient: Option<[String; 2]>,
    #[serde(default)]
    national: bool,
    #[serde(default)]
    no_year: bool,
    #[serde(default)]
    scoped: bool,
}

/// A total and the parts that make it up.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sum {
    /// The total.
    pub whole: String,
    /// All of its parts.
    pub parts: Vec<String>,
}

/// An indicator that the lexicon knows.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Canonical name.
    pub name: String,
    /// Its usual unit, which also supplies the unit where a text leaves it out.
    pub unit: String,
    /// The attribute of the kind `region` that holds it.
    pub attribute: Option<String>,
    /// Least and greatest value that a city or a country can have, in `unit`.
    pub plausible: Option<(Number, Number)>,
    /// It is the first of these divided by the second.
    pub quotient: Option<[String; 2]>,
    /// The same everywhere in the country.
    pub national: bool,
    /// A rule or a structure: needs no year.
    pub no_year: bool,
    /// Counts of different scope (在建, 已建) go by this one name.
    pub scoped: bool,
}

/// All indicators.
#[derive(Clone, Debug, Default)]
pub struct Indicators {
    list: Vec<Indicator>,
    names: Phrases<usize>,
    /// Totals and their parts.
    pub sums: Vec<Sum>,
}

impl Indicators {
    /// Reads the file.
    pub(super) fn read(file: File<'_>) -> Result<Self, LexiconError> {
        let written: Written = document(file)?;
        let (mut list, mut names) = (Vec::new(), Vec::new());
        for entry in written.indicators {
            let plausible = match entry.plausible {
                None => None,
                Some([least, most]) => {
                    let number = |value: f64| parse_decimal(&value.to_string());
                    let pair = number(least).zip(number(most)).filter(|(least, most)| least <= most);
                    let message = format!("“{}”的 plausible 应为从小到大的两个数", entry.name);
                    Some(pair.ok_or(LexiconError { path: file.path.to_owned(), message })?)
                }
            };
            names.push((entry.name.clone(), list.len()));
            names.extend(entry.aliases.into_iter().map(|alias| (alias, list.len())));
            list.push(Indicator {
                name: entry.name,
                unit: entry.unit,
                attribute: entry.attribute,
                plausible,
                quotient: entry.quotient,
                national: entry.national,
                no_year: entry.no_year,
                scoped: entry.scoped,
            });
        }
        Ok(Self { list, names: Phrases::new(names), sums: written.sums })
    }

    /// The indicator that is named last in a stretch of text: where its name starts and ends.
    pub fn last_in(&self, chars: &[char]) -> Option<(&Indicator, std::ops::Range<usize>)> {
        let (start, length, index) = self.names.last_in(chars)?;
        Some((self.list.get(*index)?, start..start + length))
    }

    /// The indicator of that canonical name.
    pub fn named(&self, name: &str) -> Option<&Indicator> {
        self.list.iter().find(|indicator| indicator.name == name)
    }

    /// Every indicator.
    pub fn iter(&self) -> impl Iterator<Item = &Indicator> {
        self.list.iter()
    }
}
