//! Places of the region table as reports name them: 杭州, 杭州市, 浙江, 余杭区, 全省.

use std::collections::HashMap;

use vocabulary::region::{Level, Regions};

use crate::lexicon::{Phrases, Words};

/// Every region, to be found by name in a text.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    names: Phrases<usize>,
    by_code: HashMap<String, usize>,
}

#[derive(Clone, Debug)]
struct Entry {
    code: String,
    full: String,
    display: String,
    level: Level,
    parent: Option<String>,
}

/// What a word of place means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceWord {
    /// A region of the table, by index.
    Region(usize),
    /// 全省, 我市, 本区: to be resolved by what the report is about.
    Relative(char, String),
    /// 全国, 全球.
    Country(String),
    /// A place inside the report's: 临江高新区.
    Within(String),
    /// Blacked out or left general: 某区.
    Nameless(String),
}

impl Gazetteer {
    /// Takes names from the table: full ones of every region, short ones of provinces and cities unless ambiguous.
    pub fn new(regions: &Regions, words: &Words) -> Self {
        let (mut entries, mut names, mut by_code) = (Vec::new(), Vec::new(), HashMap::new());
        let mut seen_short: HashMap<String, usize> = HashMap::new();
        let ordered = {
            let mut all: Vec<_> = regions.iter().collect();
            all.sort_by_key(|region| (region.level, region.code.clone(), region.valid_until.is_some()));
            all
        };
        for region in ordered {
            if by_code.contains_key(&region.code) || matches!(region.name.as_str(), "重庆城区" | "重庆郊县")
            {
                continue;
            }
            let index = entries.len();
            let short = match region.level {
                Level::County => region.name.clone(),
                _ => short(&region.name, &words.peoples),
            };
            by_code.insert(region.code.clone(), index);
            // 吉林市 and 海南州 share a short name with a province: only the province bears it.
            let taken = seen_short.contains_key(&short);
            let display =
                if taken && region.level != Level::County { region.name.clone() } else { short.clone() };
            if region.name.chars().count() > 2 || region.level != Level::County {
                names.push((region.name.clone(), index));
            }
            if region.level != Level::County && !taken {
                if !words.ambiguous_places.contains(&short) {
                    names.push((short.clone(), index));
                }
                seen_short.insert(short, index);
            }
            entries.push(Entry {
                code: region.code.clone(),
                full: region.name.clone(),
                display,
                level: region.level,
                parent: region.parent.clone(),
            });
        }
        Self { entries, names: Phrases::new(names), by_code }
    }

    /// The region whose name starts at `at`, the longest: its length and index.
    pub fn at(&self, chars: &[char], at: usize) -> Option<(usize, usize)> {
        self.names.at(chars, at).map(|(length, index)| (length, *index))
    }

    /// The name that answers use: 浙江, 杭州, 余杭区.
    pub fn display(&self, index: usize) -> &str {
        self.entries.get(index).map_or("", |entry| entry.display.as_str())
    }

    /// The full name.
    pub fn full(&self, index: usize) -> &str {
        self.entries.get(index).map_or("", |entry| entry.full.as_str())
    }

    /// Its code.
    pub fn code(&self, index: usize) -> &str {
        self.entries.get(index).map_or("", |entry| entry.code.as_str())
    }

    /// The code of a display name, the uppermost region of that name.
    pub fn code_of(&self, display: &str) -> Option<&str> {
        self.entries.iter().find(|entry| entry.display == display).map(|entry| entry.code.as_str())
    }

    /// Its level.
    pub fn level(&self, index: usize) -> Option<Level> {
        self.entries.get(index).map(|entry| entry.level)
    }

    /// The region that it lies in.
    pub fn parent(&self, index: usize) -> Option<usize> {
        let parent = self.entries.get(index)?.parent.as_ref()?;
        self.by_code.get(parent).copied()
    }

    /// The region at a level that `index` lies in or is.
    pub fn at_level(&self, index: usize, level: Level) -> Option<usize> {
        let mut at = Some(index);
        while let Some(here) = at {
            if self.level(here) == Some(level) {
                return Some(here);
            }
            at = self.parent(here);
        }
        None
    }
}

/// 浙江省 → 浙江, 延边朝鲜族自治州 → 延边.
fn short(name: &str, peoples: &[String]) -> String {
    const SUFFIXES: [&str; 9] =
        ["特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市", "地区", "盟"];
    if let Some(stem) = name.strip_suffix("自治州") {
        let cut = peoples.iter().filter_map(|people| stem.find(people.as_str())).filter(|at| *at > 0).min();
        return cut.and_then(|at| stem.get(..at)).unwrap_or(stem).to_owned();
    }
    let stem = SUFFIXES.iter().find_map(|suffix| name.strip_suffix(suffix)).unwrap_or(name);
    if stem.chars().count() < 2 { name.to_owned() } else { stem.to_owned() }
}
