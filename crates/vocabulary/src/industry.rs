//! 国民经济行业分类 (GB/T 4754-2017): 20 sections 门类, 97 divisions 大类 and 473 groups 中类.
//!
//! Read from `content/industries/gbt4754.csv`. Classes 小类 (four digits) are known by the group they lie in.

use std::collections::HashMap;

use crate::cell::narrow;

/// Most lines an industry table may have.
pub const MAX_INDUSTRIES: usize = 10_000;

/// One entry of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    name: String,
    /// Section of a division, division of a group.
    parent: Option<String>,
}

/// The classification.
#[derive(Clone, Debug, Default)]
pub struct Industries {
    entries: HashMap<String, Entry>,
    order: Vec<String>,
}

/// Where a code lies in the classification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Industry<'a> {
    /// Letter of the section, `C`.
    pub section: &'a str,
    /// 制造业.
    pub section_name: &'a str,
    /// Two digits of the division, `35`; `None` for a section alone.
    pub division: Option<&'a str>,
    /// 专用设备制造业.
    pub division_name: Option<&'a str>,
    /// Three digits of the group, `356`.
    pub group: Option<&'a str>,
    /// 电子和电工机械专用设备制造.
    pub group_name: Option<&'a str>,
}

impl Industry<'_> {
    /// Name of the deepest known level.
    pub fn name(&self) -> &str {
        self.group_name.or(self.division_name).unwrap_or(self.section_name)
    }
}

/// An industry table that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path} 第 {line} 行：{message}")]
pub struct IndustriesError {
    path: String,
    line: u64,
    message: String,
}

impl Industries {
    /// Reads the table (`code,name,level,parent,source`), parents before children. `path` is for messages.
    pub fn from_csv(path: &str, text: &str) -> Result<Self, IndustriesError> {
        let mut industries = Self::default();
        let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        for (index, record) in reader.records().enumerate() {
            let line = index as u64 + 2;
            let error = |message: String| IndustriesError { path: path.to_owned(), line, message };
            if index >= MAX_INDUSTRIES {
                return Err(error(format!("行业表最多 {MAX_INDUSTRIES} 行")));
            }
            let record = record.map_err(|e| error(format!("不是合法的 CSV：{e}")))?;
            industries.add(&record).map_err(error)?;
        }
        Ok(industries)
    }

    fn add(&mut self, record: &csv::StringRecord) -> Result<(), String> {
        let field = |at: usize, name: &str| record.get(at).map(str::trim).ok_or(format!("缺少列 {name}"));
        let (code, level, parent) = (field(0, "code")?, field(2, "level")?, field(3, "parent")?);
        let digits = |length: usize| code.len() == length && code.bytes().all(|b| b.is_ascii_digit());
        let fits = match level {
            "门类" => code.len() == 1 && code.bytes().all(|b| b.is_ascii_uppercase()) && parent.is_empty(),
            "大类" => digits(2) && parent.len() == 1,
            "中类" => digits(3) && code.starts_with(parent) && parent.len() == 2,
            _ => return Err(format!("级别“{level}”应为 门类、大类 或 中类")),
        };
        if !fits {
            return Err(format!("代码“{code}”与级别“{level}”、上级“{parent}”不相符"));
        }
        if !parent.is_empty() && !self.entries.contains_key(parent) {
            return Err(format!("上级“{parent}”不在前面的行中"));
        }
        let entry = Entry {
            name: field(1, "name")?.to_owned(),
            parent: (!parent.is_empty()).then(|| parent.to_owned()),
        };
        if self.entries.insert(code.to_owned(), entry).is_some() {
            return Err(format!("代码“{code}”出现了两次"));
        }
        self.order.push(code.to_owned());
        Ok(())
    }

    /// Places a code: a section letter, or one to four digits with or without it (`3562`, `C3562`, `I65`, `65`, `356`).
    /// A single digit is a division that lost its leading zero. `None` where the code is not in the table, or its letter
    /// is another section's; a fourth digit is not checked, since the table ends at groups.
    pub fn find(&self, code: &str) -> Option<Industry<'_>> {
        let code = narrow(code).trim().to_ascii_uppercase();
        let (letter, digits) =
            code.split_at(code.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(code.len()));
        if letter.len() > 1 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let division = match digits.len() {
            0 => return self.place(letter, None, None),
            1 => format!("0{digits}"),
            2..=4 => digits[..2].to_owned(),
            _ => return None,
        };
        let (division, entry) = self.entries.get_key_value(division.as_str())?;
        let section = entry.parent.as_deref()?;
        if !letter.is_empty() && letter != section {
            return None;
        }
        let group = match digits.get(..3) {
            Some(group) => Some(self.entries.get_key_value(group)?.0.as_str()),
            None => None,
        };
        self.place(section, Some(division), group)
    }

    fn place<'a>(
        &'a self,
        section: &str,
        division: Option<&'a str>,
        group: Option<&'a str>,
    ) -> Option<Industry<'a>> {
        let name = |code: &str| self.entries.get(code).map(|entry| entry.name.as_str());
        let (section, entry) = self.entries.get_key_value(section).filter(|(code, _)| code.len() == 1)?;
        Some(Industry {
            section,
            section_name: &entry.name,
            division,
            division_name: division.and_then(name),
            group,
            group_name: group.and_then(name),
        })
    }

    /// Whether `code` lies in a section (`C`), division (`C35`, `35`) or group (`356`).
    pub fn in_division(&self, code: &str, division: &str) -> bool {
        let (Some(inner), Some(outer)) = (self.find(code), self.find(division)) else { return false };
        inner.section == outer.section
            && outer.division.is_none_or(|outer| inner.division == Some(outer))
            && outer.group.is_none_or(|outer| inner.group == Some(outer))
    }

    /// All divisions, by code, with their section.
    pub fn divisions(&self) -> impl Iterator<Item = Industry<'_>> {
        self.order.iter().filter(|code| code.len() == 2).filter_map(|code| self.find(code))
    }

    /// All sections, by letter.
    pub fn sections(&self) -> impl Iterator<Item = Industry<'_>> {
        self.order.iter().filter(|code| code.len() == 1).filter_map(|code| self.find(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = include_str!("../../../content/industries/gbt4754.csv");

    fn industries() -> Industries {
        Industries::from_csv("content/industries/gbt4754.csv", TABLE).expect("the shipped table loads")
    }

    #[test]
    fn counts_of_the_standard() {
        let industries = industries();
        assert_eq!(industries.sections().count(), 20);
        assert_eq!(industries.divisions().count(), 97);
        assert_eq!(industries.order.iter().filter(|code| code.len() == 3).count(), 473);
    }

    #[test]
    fn codes_as_people_write_them() {
        let industries = industries();
        let place = |code: &str| {
            industries.find(code).map(|found| (found.section.to_owned(), found.name().to_owned()))
        };
        let some = |section: &str, name: &str| Some((section.to_owned(), name.to_owned()));
        assert_eq!(place("3562"), some("C", "电子和电工机械专用设备制造"));
        assert_eq!(place("I65"), some("I", "软件和信息技术服务业"));
        assert_eq!(place("65"), some("I", "软件和信息技术服务业"));
        assert_eq!(place(" ｉ６５１ "), some("I", "软件开发"));
        assert_eq!(place("C"), some("C", "制造业"));
        assert_eq!(place("1"), some("A", "农业"));
        assert_eq!(place("C35"), some("C", "专用设备制造业"));
        for wrong in ["C65", "98", "00", "35621", "", "软件", "CC", "658", "I6-5"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn membership() {
        let industries = industries();
        assert!(industries.in_division("3562", "C35"));
        assert!(industries.in_division("3562", "C"));
        assert!(industries.in_division("3562", "356"));
        assert!(!industries.in_division("3562", "358"));
        assert!(!industries.in_division("C", "C35"), "a section alone is in no division");
        assert!(!industries.in_division("3562", "I65"));
        assert!(!industries.in_division("没有", "C"));
    }

    #[test]
    fn broken_tables_say_where() {
        let message = |rows: &str| {
            let text = format!("code,name,level,parent,source\n{rows}");
            Industries::from_csv("行业.csv", &text).expect_err("broken").to_string()
        };
        assert_eq!(message("35,专用设备,大类,C,x\n"), "行业.csv 第 2 行：上级“C”不在前面的行中");
        assert_eq!(message("C,制造业,门,,x\n"), "行业.csv 第 2 行：级别“门”应为 门类、大类 或 中类");
        assert_eq!(message("C,制造业,门类,,x\nC,制造业,门类,,x\n"), "行业.csv 第 3 行：代码“C”出现了两次");
        assert!(message("C35,专用设备,大类,C,x\n").contains("不相符"));
    }
}
