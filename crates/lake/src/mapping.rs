//! The mapping file: which column means what, where the headings do not say it.
//!
//! ```yaml
//! sheet: 2024
//! header_row: 2
//! identity: 企业全称
//! ignore: [序号, 备注]
//! columns:
//!   研发支出: {attribute: 研发费用, unit: 万元, year: 2024}
//!   员工: 职工总数
//! ```

use serde::{Deserialize, Serialize};
use vocabulary::yaml::{self, Node, Position, Value};

use crate::LakeError;
use crate::limits::YEARS;

/// What a mapping file says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Headings and what they mean, in the order of the file.
    pub columns: Vec<(String, ColumnMapping)>,
    /// The heading under which the subject's code or name stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
    /// The only sheet to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The row that holds the headings, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u32>,
    /// Headings that are left out altogether.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ignore: Vec<String>,
    /// The list attribute whose records the rows are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// `false`: there may be more records than the rows of this file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complete: Option<bool>,
}

/// What one column means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMapping {
    /// The attribute, or the field of the list.
    pub attribute: String,
    /// Unit of plain numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Year of a yearly attribute.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
}

impl Mapping {
    /// Reads a mapping file. `path` is for messages only.
    pub fn from_yaml(path: &str, text: &str) -> Result<Self, LakeError> {
        let fail = |at: Position, message: String| LakeError::Mapping {
            path: path.to_owned(),
            line: at.line,
            column: at.column,
            message,
        };
        let root = yaml::parse(text).map_err(|error| fail(error.at, error.message.clone()))?;
        read(&root).map_err(|(at, message)| fail(at, message))
    }
}

type Wrong = (Position, String);

fn read(root: &Node) -> Result<Mapping, Wrong> {
    let mut mapping = Mapping::default();
    for (key, at, node) in entries(root, "映射文件应是“键: 值”，如 columns: {表头: 属性}")?
    {
        match key {
            "columns" => {
                for (heading, _, node) in entries(node, "columns 应是 {表头: 属性}")? {
                    mapping.columns.push((heading.to_owned(), column(node)?));
                }
            }
            "identity" => mapping.identity = Some(text(node, "identity 应是一个表头")?),
            "sheet" => mapping.sheet = Some(text(node, "sheet 应是工作表的名称")?),
            "list" => mapping.list = Some(text(node, "list 应是一个列表属性，如 知识产权")?),
            "header_row" => {
                let row = text(node, "header_row 应是表头所在的行号，如 2")?;
                let row = row.parse().ok().filter(|row| *row >= 1);
                let row = row.ok_or((node.at, "header_row 应是从 1 起的行号，如 2".to_owned()))?;
                mapping.header_row = Some(row);
            }
            "complete" => {
                mapping.complete = Some(match text(node, "complete 应是 true 或 false")?.as_str() {
                    "true" | "是" => true,
                    "false" | "否" => false,
                    _ => return Err((node.at, "complete 应是 true 或 false".to_owned())),
                });
            }
            "ignore" => {
                let Value::Sequence(items) = &node.value else {
                    return Err((node.at, "ignore 应是一组表头，如 [序号, 备注]".to_owned()));
                };
                for item in items {
                    mapping.ignore.push(text(item, "ignore 里应是表头")?);
                }
            }
            other => {
                let known = ["columns", "identity", "sheet", "header_row", "ignore", "list", "complete"];
                return Err((at, format!("不认识“{other}”；可用的键：{}", known.join("、"))));
            }
        }
    }
    Ok(mapping)
}

fn column(node: &Node) -> Result<ColumnMapping, Wrong> {
    if node.text().is_some() {
        let attribute = text(node, "应写明属性")?;
        return Ok(ColumnMapping { attribute, ..ColumnMapping::default() });
    }
    let mut column = ColumnMapping::default();
    for (key, at, node) in entries(node, "应是属性名，或 {attribute: 属性, unit: 单位, year: 年份}")?
    {
        match key {
            "attribute" => column.attribute = text(node, "attribute 应是属性名")?,
            "unit" => column.unit = Some(text(node, "unit 应是单位，如 万元")?),
            "year" => {
                let year = text(node, "year 应是四位年份，如 2024")?;
                let year = year.parse().ok().filter(|year| YEARS.contains(year));
                column.year = Some(year.ok_or((node.at, "year 应是四位年份，如 2024".to_owned()))?);
            }
            other => return Err((at, format!("不认识“{other}”；可用的键：attribute、unit、year"))),
        }
    }
    if column.attribute.is_empty() {
        return Err((node.at, "缺少 attribute：请写明这一列是哪个属性".to_owned()));
    }
    Ok(column)
}

fn entries<'n>(
    node: &'n Node,
    expected: &str,
) -> Result<impl Iterator<Item = (&'n str, Position, &'n Node)>, Wrong> {
    let entries: &[(yaml::Key, Node)] = match &node.value {
        Value::Mapping(entries) => entries,
        _ if node.is_null() => &[],
        _ => return Err((node.at, expected.to_owned())),
    };
    Ok(entries.iter().map(|(key, node)| (key.text.as_str(), key.at, node)))
}

fn text(node: &Node, expected: &str) -> Result<String, Wrong> {
    match node.text() {
        Some(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
        _ => Err((node.at, expected.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_key() {
        let text = "sheet: 表1\nheader_row: 2\nidentity: 全称\nignore: [序号]\nlist: 知识产权\ncomplete: false\n\
                    columns:\n  员工: 职工总数\n  研发: {attribute: 研发费用, unit: 万元, year: 2024}\n";
        let mapping = Mapping::from_yaml("m.yaml", text).expect("valid");
        assert_eq!(mapping.header_row, Some(2));
        assert_eq!(mapping.complete, Some(false));
        assert_eq!(mapping.ignore, ["序号"]);
        assert_eq!(mapping.columns[1].1.year, Some(2024));
        assert_eq!(mapping.columns[1].1.unit.as_deref(), Some("万元"));
    }

    #[test]
    fn says_where_it_is_wrong() {
        let error = |text: &str| Mapping::from_yaml("m.yaml", text).expect_err(text).to_string();
        insta::assert_snapshot!([
            error("colums: {a: b}"),
            error("columns: {a: {unit: 元}}"),
            error("columns: {a: {attribute: 研发费用, year: 24}}"),
            error("header_row: 0"),
            error("ignore: 序号"),
            error("- a"),
            error("a: [1"),
        ].join("\n"), @"
        m.yaml:1:1: 不认识“colums”；可用的键：columns、identity、sheet、header_row、ignore、list、complete
        m.yaml:1:14: 缺少 attribute：请写明这一列是哪个属性
        m.yaml:1:38: year 应是四位年份，如 2024
        m.yaml:1:13: header_row 应是从 1 起的行号，如 2
        m.yaml:1:9: ignore 应是一组表头，如 [序号, 备注]
        m.yaml:1:1: 映射文件应是“键: 值”，如 columns: {表头: 属性}
        m.yaml:2:1: YAML 格式有误（while parsing a flow sequence, expected ',' or ']'）：请检查缩进、冒号和引号
        ");
    }
}
