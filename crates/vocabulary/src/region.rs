//! 行政区划 (GB/T 2260) with validity intervals: a code is not a place, because the place behind it changes.
//!
//! Read from `content/regions/gbt2260.csv`, one line per code and interval. An interval is half open: `valid_until` is
//! the first day on which the entry no longer stands. An empty start is an unknown one.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::cell::parse_date;

/// Most lines a region table may have.
pub const MAX_REGIONS: usize = 100_000;

/// Depth of a region in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// 省、自治区、直辖市、特别行政区.
    Province,
    /// 地级市、地区、自治州、盟.
    City,
    /// 县、区、县级市、旗.
    County,
}

impl Level {
    fn parse(word: &str) -> Option<Self> {
        match word {
            "省" => Some(Self::Province),
            "市" => Some(Self::City),
            "县" => Some(Self::County),
            _ => None,
        }
    }
}

/// One code during one interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Six digits.
    pub code: String,
    /// Full name: 余杭区.
    pub name: String,
    /// Its depth.
    pub level: Level,
    /// Code of the region it lies in; `None` for a province.
    pub parent: Option<String>,
    /// First day in force; `None` is unknown, not "always".
    pub valid_from: Option<Date>,
    /// First day no longer in force; `None` while it stands.
    pub valid_until: Option<Date>,
    /// Codes that its area went to when the interval ended.
    pub successors: Vec<String>,
    /// Where the line comes from.
    pub source: String,
    /// What changed, for people.
    pub note: String,
}

impl Region {
    fn stands_on(&self, date: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= date) && self.valid_until.is_none_or(|until| date < until)
    }
}

/// The table of regions.
#[derive(Clone, Debug, Default)]
pub struct Regions {
    /// By code, then by start.
    by_code: BTreeMap<String, Vec<Region>>,
}

/// A region table that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path} 第 {line} 行：{message}")]
pub struct RegionsError {
    path: String,
    line: u64,
    message: String,
}

/// Why two figures under one code cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WhyNot {
    /// The table does not have the code.
    #[error("行政区划代码 {code} 不在代码表中，请核对六位代码")]
    NoSuchCode {
        /// The code asked for.
        code: String,
    },
    /// The code was not in force on one of the days.
    #[error("{name}（{code}）在 {date} 不存在，不能比较{}", hint(.heirs))]
    NotInForce {
        /// The code asked for.
        code: String,
        /// Its name at another time.
        name: String,
        /// The day.
        date: Date,
        /// Regions to look at instead.
        heirs: Vec<String>,
    },
    /// The code stands on both days, for different areas.
    #[error("{name}（{code}）在 {changed} 调整过范围（{note}），前后的数字口径不同，不能直接比较")]
    ExtentChanged {
        /// The code asked for.
        code: String,
        /// Its name.
        name: String,
        /// The first day of the new extent.
        changed: Date,
        /// What changed.
        note: String,
    },
}

fn hint(heirs: &[String]) -> String {
    if heirs.is_empty() { String::new() } else { format!("；其范围现属 {}", heirs.join("、")) }
}

impl Regions {
    /// Reads the table (`code,name,level,parent,valid_from,valid_until,successors,source,note`). `path` is for messages.
    pub fn from_csv(path: &str, text: &str) -> Result<Self, RegionsError> {
        let mut regions = Self::default();
        let mut lines = BTreeMap::new();
        let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        for (index, record) in reader.records().enumerate() {
            let line = index as u64 + 2;
            let error = |message: String| RegionsError { path: path.to_owned(), line, message };
            if index >= MAX_REGIONS {
                return Err(error(format!("区划表最多 {MAX_REGIONS} 行")));
            }
            let record = record.map_err(|e| error(format!("不是合法的 CSV：{e}")))?;
            let region = read(&record).map_err(error)?;
            lines.insert((region.code.clone(), region.valid_from), line);
            let intervals = regions.by_code.entry(region.code.clone()).or_default();
            if let Some(last) = intervals.last()
                && last.valid_until.is_none_or(|until| region.valid_from.is_none_or(|from| from < until))
            {
                let message =
                    format!("代码 {} 的有效期与上一段重叠，请按时间先后、首尾相接地填写", region.code);
                return Err(error(message));
            }
            intervals.push(region);
        }
        regions.check_references().map_err(|(key, message)| RegionsError {
            path: path.to_owned(),
            line: lines.get(&key).copied().unwrap_or_default(),
            message,
        })?;
        Ok(regions)
    }

    fn check_references(&self) -> Result<(), ((String, Option<Date>), String)> {
        for region in self.iter() {
            let missing =
                region.parent.iter().chain(&region.successors).find(|code| !self.by_code.contains_key(*code));
            if let Some(code) = missing {
                let key = (region.code.clone(), region.valid_from);
                return Err((key, format!("引用的代码 {code} 不在表中")));
            }
        }
        Ok(())
    }

    /// Every line, by code and then by time.
    pub fn iter(&self) -> impl Iterator<Item = &Region> {
        self.by_code.values().flatten()
    }

    /// The region behind a code on a day.
    pub fn at(&self, code: &str, date: Date) -> Option<&Region> {
        self.by_code.get(code)?.iter().find(|region| region.stands_on(date))
    }

    /// The regions right under `code` on a day, by code.
    pub fn children(&self, code: &str, date: Date) -> impl Iterator<Item = &Region> {
        self.iter().filter(move |region| region.parent.as_deref() == Some(code) && region.stands_on(date))
    }

    /// Where the area that `code` had on `date` went later, in the regions of today; itself if nothing changed.
    pub fn successors(&self, code: &str, date: Date) -> Vec<&Region> {
        let mut found = BTreeSet::new();
        let mut open = vec![(code, date)];
        while let Some((code, date)) = open.pop() {
            let Some(region) = self.at(code, date) else { continue };
            match region.valid_until {
                // Time only moves forward here, so the walk ends.
                Some(until) => open.extend(region.successors.iter().map(|heir| (heir.as_str(), until))),
                None => {
                    found.insert(region.code.as_str());
                }
            }
        }
        found.iter().filter_map(|code| self.by_code.get(*code)?.last()).collect()
    }

    /// Whether figures of one code on two days speak of the same area.
    pub fn comparable(&self, code: &str, date_a: Date, date_b: Date) -> Result<(), WhyNot> {
        let intervals = self.by_code.get(code).ok_or_else(|| WhyNot::NoSuchCode { code: code.to_owned() })?;
        let name = || intervals.last().map(|region| region.name.clone()).unwrap_or_default();
        let find = |date| {
            self.at(code, date).ok_or_else(|| WhyNot::NotInForce {
                code: code.to_owned(),
                name: name(),
                date,
                heirs: self.heirs_after(intervals, date),
            })
        };
        let (earlier, later) = (find(date_a.min(date_b))?, find(date_a.max(date_b))?);
        match later.valid_from {
            Some(changed) if earlier != later => Err(WhyNot::ExtentChanged {
                code: code.to_owned(),
                name: later.name.clone(),
                changed,
                note: if later.note.is_empty() { later.source.clone() } else { later.note.clone() },
            }),
            _ => Ok(()),
        }
    }

    fn heirs_after(&self, intervals: &[Region], date: Date) -> Vec<String> {
        let ended =
            intervals.iter().rev().find(|region| region.valid_until.is_some_and(|until| until <= date));
        let heirs = ended.map(|region| region.successors.as_slice()).unwrap_or_default();
        heirs
            .iter()
            .filter_map(|code| self.at(code, date))
            .map(|heir| format!("{}（{}）", heir.name, heir.code))
            .collect()
    }

    /// Regions on a day whose name is `name`, in full (余杭区) or without its last word (余杭); inside `within` (a code)
    /// where given. Many names are shared by several regions of the country.
    pub fn named<'a>(
        &'a self,
        name: &'a str,
        within: Option<&str>,
        date: Date,
    ) -> impl Iterator<Item = &'a Region> {
        let prefix = within.unwrap_or_default().trim_end_matches("00").to_owned();
        let short = name.chars().count() > 1;
        self.iter().filter(move |region| {
            let rest = region.name.strip_prefix(name);
            let same = rest
                .is_some_and(|rest| rest.is_empty() || short && matches!(rest, "省" | "市" | "区" | "县"));
            same && region.code.starts_with(&prefix) && region.stands_on(date)
        })
    }
}

fn read(record: &csv::StringRecord) -> Result<Region, String> {
    let field = |at: usize, name: &str| record.get(at).map(str::trim).ok_or(format!("缺少列 {name}"));
    let date = |text: &str| match text {
        "" => Ok(None),
        text => parse_date(text).map(Some).map_err(|error| error.to_string()),
    };
    let code = |text: &str| {
        let good = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
        good.then(|| text.to_owned()).ok_or_else(|| format!("“{text}”不是六位行政区划代码"))
    };
    let level = field(2, "level")?;
    let parent = field(3, "parent")?;
    Ok(Region {
        code: code(field(0, "code")?)?,
        name: field(1, "name")?.to_owned(),
        level: Level::parse(level).ok_or(format!("级别“{level}”应为 省、市 或 县"))?,
        parent: (!parent.is_empty()).then(|| code(parent)).transpose()?,
        valid_from: date(field(4, "valid_from")?)?,
        valid_until: date(field(5, "valid_until")?)?,
        successors: field(6, "successors")?
            .split(';')
            .filter(|s| !s.is_empty())
            .map(code)
            .collect::<Result<_, _>>()?,
        source: field(7, "source")?.to_owned(),
        note: field(8, "note")?.to_owned(),
    })
}

#[cfg(test)]
mod tests;
