//! What subjects are counted by: the words of an attribute, the division of an industry, the size of an enterprise, the year of a date.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use columnar::{Batch, ColumnKey, Values, VariantOutcome};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use vocabulary::kind::AttributeId;
use vocabulary::{AttributeType, Kind};

use crate::access::AccessScope;
use crate::failure::{Code, Failure};
use crate::limits::MAX_GROUP_BY;
use crate::region::Region;

const DISTRICT: &str = "行政区划";
const INDUSTRY: &str = "国民经济行业";
/// Grouping by the class that the size standard sorts an enterprise into.
const SIZE: &str = "规模";
/// Family of that standard.
pub(super) const SIZE_STANDARD: &str = "cn.sme-size";

/// What one grouping looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Column(AttributeId),
    /// Digits of an industry's code: 1 for its section, 2 for its division, 3 for its group, 4 as it stands.
    Industry(AttributeId, usize),
    Size,
}

/// What subjects are counted by.
pub(super) struct Grouping<'r> {
    region: &'r Region,
    as_of: Date,
    names: Vec<String>,
    /// What is counted by, then what subjects are chosen by.
    looks: Vec<Look>,
    /// Numbers of the labels that chosen subjects have.
    within: Vec<u32>,
    /// Labels met so far, by number; 0 is not known.
    labels: Mutex<(Vec<String>, FxHashMap<String, u32>)>,
}

/// Numbers of the labels of a group, one a grouping.
pub(super) type GroupKey = Vec<u32>;

impl<'r> Grouping<'r> {
    pub(super) fn new(
        region: &'r Region,
        scope: &AccessScope,
        kind: &Kind,
        by: &[String],
        within: &BTreeMap<String, Option<String>>,
        as_of: Date,
    ) -> Result<Self, Failure> {
        if by.len() > MAX_GROUP_BY || within.len() > MAX_GROUP_BY {
            let message = format!("一次最多按 {MAX_GROUP_BY} 项分组，收到 {}", by.len().max(within.len()));
            return Err(Failure::new(Code::LimitExceeded, message, "请减少分组").at("group-by"));
        }
        let looked = by.iter().chain(within.keys());
        let looks = looked.map(|name| look(kind, scope, name)).collect::<Result<Vec<_>, _>>()?;
        let names = by.iter().map(|name| name.split(':').next().unwrap_or(name).to_owned()).collect();
        let mut out = Self { region, as_of, names, looks, within: Vec::new(), labels: Mutex::default() };
        out.within =
            within.values().map(|label| label.as_ref().map_or(0, |label| out.number(label))).collect();
        Ok(out)
    }

    /// The columns that are looked at.
    pub(super) fn reads(&self) -> impl Iterator<Item = ColumnKey> + '_ {
        self.looks.iter().filter_map(|look| match look {
            Look::Column(id) | Look::Industry(id, _) => Some((*id, None)),
            Look::Size => None,
        })
    }

    /// Whether nothing is counted by: there is one group.
    pub(super) fn is_whole(&self) -> bool {
        self.names.is_empty()
    }

    /// The key of a group as it is counted; `None`: its subjects are not chosen.
    pub(super) fn chosen(&self, mut key: GroupKey) -> Option<GroupKey> {
        let chosen_by = key.split_off(self.names.len());
        (chosen_by == self.within).then_some(key)
    }

    pub(super) fn by_size(&self) -> bool {
        self.looks.contains(&Look::Size)
    }

    /// The groups of a batch, and for each row which it is in.
    pub(super) fn rows(&self, batch: &Batch, size: Option<&VariantOutcome>) -> (Vec<GroupKey>, Vec<u32>) {
        let columns: Vec<Vec<u32>> = self.looks.iter().map(|look| self.column(*look, batch, size)).collect();
        let mut known: FxHashMap<GroupKey, u32> = FxHashMap::default();
        let mut keys: Vec<GroupKey> = Vec::new();
        let mut last: Option<u32> = None;
        let mut key: GroupKey = Vec::new();
        let rows = (0..batch.rows).map(|row| {
            if let Some(last) = last
                && columns.iter().zip(&keys[last as usize]).all(|(column, key)| column[row] == *key)
            {
                return last;
            }
            key.clear();
            key.extend(columns.iter().map(|column| column[row]));
            let at = known.get(&key).copied().unwrap_or_else(|| {
                let at = u32::try_from(keys.len()).unwrap_or(u32::MAX);
                keys.push(key.clone());
                known.insert(key.clone(), at);
                at
            });
            last = Some(at);
            at
        });
        let rows = rows.collect();
        (keys, rows)
    }

    fn column(&self, look: Look, batch: &Batch, size: Option<&VariantOutcome>) -> Vec<u32> {
        let (id, digits) = match look {
            Look::Size => {
                let class =
                    |row: usize| size.and_then(|size| size.class(row)).map_or(0, |class| self.number(&class));
                return (0..batch.rows).map(class).collect();
            }
            Look::Column(id) => (id, None),
            Look::Industry(id, digits) => (id, Some(digits)),
        };
        let Some(cells) = batch.columns.get(&(id, None)) else { return vec![0; batch.rows] };
        match &cells.values {
            Values::Text(_, words) => {
                let mut numbers: Vec<Option<u32>> = vec![None; words.len()];
                (0..batch.rows)
                    .map(|row| match cells.code(row) {
                        None => 0,
                        Some(code) => *numbers[code].get_or_insert_with(|| match digits {
                            None => self.number(&words[code]),
                            Some(digits) => self.industry(&words[code], digits),
                        }),
                    })
                    .collect()
            }
            _ => (0..batch.rows)
                .map(|row| match cells.stated(row) {
                    vocabulary::fact::Stated::Known(vocabulary::Datum::Bool(yes)) => {
                        self.number(if yes { "是" } else { "否" })
                    }
                    vocabulary::fact::Stated::Known(vocabulary::Datum::Date(date)) => {
                        self.number(&date.year().to_string())
                    }
                    vocabulary::fact::Stated::Absent => self.number("无"),
                    _ => 0,
                })
                .collect(),
        }
    }

    fn industry(&self, code: &str, digits: usize) -> u32 {
        let found = self.region.catalogue.industries.find(code);
        let level = found.and_then(|found| match digits {
            1 => Some(found.section),
            2 => found.division,
            3 => found.group,
            _ => None,
        });
        match (level, digits) {
            (Some(level), _) => self.number(level),
            (None, 4) => self.number(code),
            _ => 0,
        }
    }

    fn number(&self, label: &str) -> u32 {
        let mut labels = self.labels.lock().unwrap_or_else(PoisonError::into_inner);
        let (list, known) = &mut *labels;
        if let Some(number) = known.get(label) {
            return *number;
        }
        list.push(label.to_owned());
        let number = u32::try_from(list.len()).unwrap_or(u32::MAX);
        known.insert(label.to_owned(), number);
        number
    }

    /// The labels of a group, in place of their numbers, which mean nothing elsewhere; `None` where one is not known.
    pub(super) fn labels(&self, key: &GroupKey) -> Vec<Option<String>> {
        let labels = self.labels.lock().unwrap_or_else(PoisonError::into_inner);
        let label = |number: &u32| (*number as usize).checked_sub(1).and_then(|at| labels.0.get(at)).cloned();
        key.iter().map(label).collect()
    }

    /// The group of labels.
    pub(super) fn key_of(&self, labels: &[Option<String>]) -> GroupKey {
        labels.iter().map(|label| label.as_ref().map_or(0, |label| self.number(label))).collect()
    }

    /// The key of a group as answers tell it, and the names of its codes.
    pub(super) fn told(
        &self,
        key: &GroupKey,
    ) -> (BTreeMap<String, Option<String>>, BTreeMap<String, String>) {
        let labels = self.labels.lock().unwrap_or_else(PoisonError::into_inner);
        let mut told = BTreeMap::new();
        let mut names = BTreeMap::new();
        for ((name, number), look) in self.names.iter().zip(key).zip(&self.looks) {
            let label = (*number as usize).checked_sub(1).and_then(|at| labels.0.get(at)).cloned();
            if let Some(label) = &label {
                let named = match look {
                    Look::Industry(..) => {
                        self.region.catalogue.industries.find(label).map(|found| found.name().to_owned())
                    }
                    _ if name == DISTRICT => {
                        self.region.catalogue.regions.at(label, self.as_of).map(|place| place.name.clone())
                    }
                    _ => None,
                };
                names.extend(named.map(|named| (name.clone(), named)));
            }
            told.insert(name.clone(), label);
        }
        (told, names)
    }
}

fn look(kind: &Kind, scope: &AccessScope, text: &str) -> Result<Look, Failure> {
    let (name, level) = text.split_once(':').map_or((text, None), |(name, level)| (name, Some(level)));
    let refuse =
        |message: String, hint: &str| Err(Failure::new(Code::InvalidArgument, message, hint).at("group-by"));
    let Some((id, attribute)) = kind.attribute(name) else {
        if name == SIZE && level.is_none() {
            return Ok(Look::Size);
        }
        let near = kind.nearest(name).map(|near| format!("；是否想写“{near}”")).unwrap_or_default();
        return refuse(format!("{}没有属性“{name}”{near}", kind.name), "如 行政区划、国民经济行业、规模");
    };
    if !scope.may_read(attribute.sensitivity) {
        return Err(Failure::new(
            Code::WithheldAttribute,
            format!("“{name}”不对您公开，不能据此分组"),
            "请换一个属性",
        )
        .at("group-by"));
    }
    if name == INDUSTRY {
        let digits = match level {
            None | Some("大类") => 2,
            Some("门类") => 1,
            Some("中类") => 3,
            Some("代码") => 4,
            Some(other) => {
                return refuse(
                    format!("没有行业层次“{other}”"),
                    "可写 国民经济行业:门类、大类、中类 或 代码",
                );
            }
        };
        return Ok(Look::Industry(id, digits));
    }
    if let Some(level) = level {
        return refuse(format!("“{name}”没有层次“{level}”"), "只有国民经济行业分层次");
    }
    match (&attribute.r#type, attribute.yearly) {
        (AttributeType::Number(_) | AttributeType::List(_), _) | (_, true) => refuse(
            format!("“{name}”是数、列表或逐年的值，不能据此分组"),
            "请用文字、枚举、是否或日期，如 行政区划、国民经济行业、规模",
        ),
        _ => Ok(Look::Column(id)),
    }
}

/// Words of a text column in a row, for choosing versions.
pub(super) fn word(batch: &Batch, id: Option<AttributeId>, row: usize) -> Option<Arc<str>> {
    let cells = batch.columns.get(&(id?, None))?;
    match &cells.values {
        Values::Text(_, words) => words.get(cells.code(row)?).map(Arc::clone),
        _ => None,
    }
}
