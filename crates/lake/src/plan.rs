//! What every column of a sheet means, settled from its headings before the first row is read.

use std::collections::HashMap;

use vocabulary::kind::{AttributeId, FieldId, nearest};
use vocabulary::{AttributeType, Unit};

use crate::headings::{self, Heading, fold, letter};
use crate::layout::{Key, Layout, SUBJECT};
use crate::mapping::ColumnMapping;
use crate::{ImportRequest, UnmappedColumn};

mod names;

pub(crate) use names::list_attribute;
use names::{list, names};

/// Headings under which the year of a row stands (long format).
const YEAR_HEADINGS: [&str; 2] = ["年度", "会计年度"];

/// What a column means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// An attribute, one year of it, or a field of the list.
    Value {
        key: Key,
        unit: Option<Unit>,
    },
    /// The attribute in the year of the row.
    OfRowYear {
        attribute: AttributeId,
        unit: Option<Unit>,
    },
    /// The year of the row.
    Year,
    /// True where the value of that column is absent (view layout).
    AbsentOf(Key),
    /// True where the list may have more records (view layout).
    IncompleteOf(AttributeId),
    /// The subject's code, its name, its id, or whichever of code and name stands there.
    Code,
    Name,
    Id,
    CodeOrName,
    /// Kept as text.
    Raw(String),
    Ignored,
}

/// A column and what it means.
#[derive(Clone, Debug)]
pub(crate) struct PlannedColumn {
    pub(crate) index: usize,
    /// As found in the file; the letter stands for an empty one.
    pub(crate) heading: String,
    pub(crate) role: Role,
}

impl PlannedColumn {
    /// Heading and letter, for messages.
    pub(crate) fn label(&self) -> String {
        label(&self.heading, self.index)
    }
}

fn label(heading: &str, index: usize) -> String {
    format!("{}（{} 列）", heading.trim(), letter(index))
}

/// What all columns of a sheet mean.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub(crate) columns: Vec<PlannedColumn>,
    pub(crate) notes: Vec<String>,
    pub(crate) unmapped: Vec<UnmappedColumn>,
    /// Why the sheet could not be imported like this, where it is only looked into.
    pub(crate) problem: Option<String>,
}

/// Why a sheet cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum PlanError {
    /// No column says whom a row is about; the message says what was looked for.
    NoIdentity(String),
    /// Anything else.
    Wrong(String),
}

impl PlanError {
    fn into_message(self) -> String {
        match self {
            Self::NoIdentity(message) | Self::Wrong(message) => message,
        }
    }
}

/// What a name in a heading can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    Attribute(AttributeId),
    Field(FieldId),
    Code,
    Name,
}

/// Settles what headings mean.
pub(crate) struct Planner<'a> {
    layout: Layout<'a>,
    request: &'a ImportRequest,
    names: HashMap<String, Target>,
    /// What is wrong is noted in the plan instead of ending it.
    peeks: bool,
}

impl<'a> Planner<'a> {
    pub(crate) fn new(layout: Layout<'a>, request: &'a ImportRequest) -> Self {
        Self { layout, request, names: names(&layout), peeks: false }
    }

    /// A planner that says of every sheet what its columns mean, also of one that could not be imported.
    pub(crate) fn peeking(layout: Layout<'a>, request: &'a ImportRequest) -> Self {
        Self { peeks: true, ..Self::new(layout, request) }
    }

    pub(crate) fn peeks(&self) -> bool {
        self.peeks
    }

    /// The unit of a number.
    pub(crate) fn unit(&self, key: &Key) -> Option<Unit> {
        let kind = match key {
            Key::Attribute(id, _) => &self.layout.kind.get(*id).r#type,
            Key::Field(id) => &self.layout.fields().get(usize::from(id.0))?.r#type,
            _ => return None,
        };
        match kind {
            AttributeType::Number(unit) => Some(*unit),
            _ => None,
        }
    }

    /// The name of the list whose records are imported.
    pub(crate) fn list_name(&self) -> Option<&'a str> {
        self.layout.list.map(|id| self.layout.kind.get(id).name.as_str())
    }

    /// Whether a sheet of that name holds the records of a list, where subjects are imported.
    pub(crate) fn is_of_another_list(&self, sheet: &str) -> bool {
        self.layout.list.is_none()
            && self
                .layout
                .kind
                .attribute(sheet)
                .is_some_and(|(_, attribute)| matches!(attribute.r#type, AttributeType::List(_)))
    }

    /// The shape of a column's values.
    pub(crate) fn shape(&self, key: &Key) -> crate::value::Shape {
        self.layout.shape(key)
    }

    pub(crate) fn plan(&self, sheet: Option<&str>, found: &[String]) -> Result<Plan, PlanError> {
        let mut plan = Plan::default();
        let mapping = self.request.mapping.as_ref();
        let has_year = self.layout.list.is_none() && found.iter().any(|heading| self.is_year(heading));
        let mut used = vec![false; mapping.map_or(0, |mapping| mapping.columns.len())];
        for (index, heading) in found.iter().enumerate() {
            let role = match self.meaning(sheet, index, heading, has_year, &mut used, &mut plan) {
                Err(error) if self.peeks => {
                    plan.problem.get_or_insert(error.into_message());
                    Role::Raw(heading.trim().to_owned())
                }
                other => other?,
            };
            let is_blank = fold(heading).is_empty();
            let heading = if is_blank { format!("{} 列", letter(index)) } else { heading.clone() };
            plan.columns.push(PlannedColumn { index, heading, role });
        }
        match self.whole(&mut plan, &used, found) {
            Err(error) if self.peeks => {
                plan.problem.get_or_insert(error.into_message());
            }
            other => other?,
        }
        Ok(plan)
    }

    /// What one column means.
    fn meaning(
        &self,
        sheet: Option<&str>,
        index: usize,
        heading: &str,
        has_year: bool,
        used: &mut [bool],
        plan: &mut Plan,
    ) -> Result<Role, PlanError> {
        let folded = fold(heading);
        let mapping = self.request.mapping.as_ref();
        let mapped =
            mapping.and_then(|mapping| mapping.columns.iter().position(|(other, _)| fold(other) == folded));
        let is_identity =
            mapping.and_then(|m| m.identity.as_deref()).is_some_and(|other| fold(other) == folded);
        if folded.is_empty() {
            return Ok(Role::Raw(format!("{} 列", letter(index))));
        }
        if let (Some(at), Some(mapping)) = (mapped, mapping) {
            used[at] = true;
            return self.mapped(heading, &mapping.columns[at].1, has_year, plan);
        }
        if is_identity {
            return Ok(match self.found(sheet, index, heading, has_year, plan)? {
                role @ (Role::Code | Role::Name | Role::Id) => role,
                role if self.identifies(&role) => role,
                _ => {
                    plan.unmapped.retain(|column| column.letter != letter(index));
                    Role::CodeOrName
                }
            });
        }
        if mapping.is_some_and(|mapping| mapping.ignore.iter().any(|other| fold(other) == folded)) {
            return Ok(Role::Ignored);
        }
        self.found(sheet, index, heading, has_year, plan)
    }

    /// What has to hold of all columns together.
    fn whole(&self, plan: &mut Plan, used: &[bool], found: &[String]) -> Result<(), PlanError> {
        if let Some(mapping) = self.request.mapping.as_ref() {
            Self::all_used(mapping, used, found)?;
        }
        Self::no_duplicates(plan)?;
        if !plan.columns.iter().any(|column| self.identifies(&column.role)) {
            return Err(PlanError::NoIdentity(self.no_identity(found)));
        }
        Ok(())
    }

    fn identifies(&self, role: &Role) -> bool {
        match role {
            Role::Code | Role::Name | Role::Id | Role::CodeOrName => true,
            Role::Value { key: Key::Attribute(id, None), .. } => {
                *id == self.layout.kind.title || Some(*id) == self.layout.kind.code
            }
            _ => false,
        }
    }

    fn is_year(&self, heading: &str) -> bool {
        let folded = fold(heading);
        YEAR_HEADINGS.contains(&folded.as_str()) && !self.names.contains_key(&folded)
    }

    /// What a heading means that no mapping speaks of.
    fn found(
        &self,
        sheet: Option<&str>,
        index: usize,
        heading: &str,
        has_year: bool,
        plan: &mut Plan,
    ) -> Result<Role, PlanError> {
        let trimmed = heading.trim();
        if trimmed == SUBJECT {
            return Ok(Role::Id);
        }
        if self.layout.list.is_none() && self.is_year(heading) {
            return Ok(Role::Year);
        }
        match self.layout.key(trimmed) {
            Some((key @ (Key::Attribute(..) | Key::Field(_)), true)) => return Ok(Role::AbsentOf(key)),
            Some((Key::Incomplete(id), _)) => return Ok(Role::IncompleteOf(id)),
            _ => {}
        }
        if let Some(read) = headings::read(heading, |name| self.names.get(name).copied())
            && let Some(role) = self.role(heading, &read, has_year, plan)?
        {
            return Ok(role);
        }
        plan.unmapped.push(UnmappedColumn {
            sheet: sheet.map(str::to_owned),
            heading: trimmed.to_owned(),
            letter: letter(index),
            suggestion: self.suggestion(heading),
        });
        Ok(Role::Raw(trimmed.to_owned()))
    }

    /// What the mapping says a heading means.
    fn mapped(
        &self,
        heading: &str,
        column: &ColumnMapping,
        has_year: bool,
        plan: &mut Plan,
    ) -> Result<Role, PlanError> {
        let wrong = |message: String| {
            Err(PlanError::Wrong(format!(
                "映射文件把“{}”对到“{}”：{message}",
                heading.trim(),
                column.attribute
            )))
        };
        if self.is_year(&column.attribute) {
            return Ok(Role::Year);
        }
        let Some(mut read) = headings::read(&column.attribute, |name| self.names.get(name).copied()) else {
            let hint = self.suggestion(&column.attribute).map(|near| format!("；是否想写“{near}”"));
            return wrong(format!(
                "没有这个{}{}",
                if self.layout.list.is_some() { "字段" } else { "属性" },
                hint.unwrap_or_default()
            ));
        };
        read.year = column.year.or(read.year);
        if let Some(symbol) = &column.unit {
            match Unit::find(symbol) {
                Some(unit) => read.unit = Some(unit),
                None => return wrong(format!("不认识单位“{symbol}”")),
            }
        }
        match self.role(heading, &read, has_year, plan)? {
            Some(role) => Ok(role),
            None => {
                wrong("该属性不能这样导入（不分年度的属性不能写年份，由程序计算的属性不能填写）".to_owned())
            }
        }
    }

    /// `None`: the attribute exists but cannot be entered like this.
    fn role(
        &self,
        heading: &str,
        read: &Heading<Target>,
        has_year: bool,
        plan: &mut Plan,
    ) -> Result<Option<Role>, PlanError> {
        let unit = read.unit;
        let id = match read.target {
            Target::Code => return Ok(Some(Role::Code)),
            Target::Name => return Ok(Some(Role::Name)),
            Target::Field(id) => {
                let field = &self.layout.fields()[usize::from(id.0)];
                Self::check_unit(heading, &field.name, &field.r#type, unit)?;
                return Ok(read.year.is_none().then_some(Role::Value { key: Key::Field(id), unit }));
            }
            Target::Attribute(id) => id,
        };
        let attribute = self.layout.kind.get(id);
        Self::check_unit(heading, &attribute.name, &attribute.r#type, unit)?;
        if attribute.derived.is_some() {
            plan.notes.push(format!("“{}”由程序计算，不导入，按原文保留", heading.trim()));
            return Ok(None);
        }
        Ok(match (attribute.yearly, read.year) {
            (false, None) => Some(Role::Value { key: Key::Attribute(id, None), unit }),
            (false, Some(_)) => {
                plan.notes.push(format!("“{}”：{}不分年度，该列按原文保留", heading.trim(), attribute.name));
                None
            }
            (true, Some(year)) => Some(Role::Value { key: Key::Attribute(id, Some(year)), unit }),
            (true, None) if has_year => Some(Role::OfRowYear { attribute: id, unit }),
            (true, None) => {
                let year = self.request.known_from().year() - 1;
                let day = if self.request.delivered.is_some() { "报送日期" } else { "导入日期" };
                plan.notes.push(format!("“{}”没有写年份，按 {year} 年（{day}的上一年）导入", heading.trim()));
                Some(Role::Value { key: Key::Attribute(id, Some(year)), unit })
            }
        })
    }

    fn check_unit(
        heading: &str,
        name: &str,
        kind: &AttributeType,
        unit: Option<Unit>,
    ) -> Result<(), PlanError> {
        let Some(unit) = unit else { return Ok(()) };
        let message = match kind {
            AttributeType::Number(own) if own.dimension == unit.dimension => return Ok(()),
            AttributeType::Number(own) => format!("与“{name}”的单位“{}”不符", own.symbol),
            _ => format!("用不上：“{name}”不是数"),
        };
        Err(PlanError::Wrong(format!(
            "表头“{}”里的单位“{}”{message}；请改正表头",
            heading.trim(),
            unit.symbol
        )))
    }

    fn suggestion(&self, heading: &str) -> Option<String> {
        let folded = fold(heading);
        let name: &str = folded.split(['(', '[', '_']).next().unwrap_or(&folded);
        let name = name
            .split_once('年')
            .filter(|(year, _)| headings::year_of(year).is_some())
            .map_or(name, |(_, name)| name);
        let mut names: Vec<&str> = self.names.keys().map(String::as_str).collect();
        names.sort_unstable();
        nearest(name, names.into_iter()).map(str::to_owned)
    }

    fn all_used(mapping: &crate::Mapping, used: &[bool], found: &[String]) -> Result<(), PlanError> {
        let unused =
            mapping.columns.iter().zip(used).find(|(_, used)| !**used).map(|((heading, _), _)| heading);
        let identity = mapping.identity.as_ref();
        let missing =
            unused.or(identity.filter(|own| !found.iter().any(|heading| fold(heading) == fold(own))));
        match missing {
            None => Ok(()),
            Some(heading) => Err(PlanError::Wrong(format!(
                "映射文件里的表头“{heading}”在表中找不到；表中有：{}",
                list(found)
            ))),
        }
    }

    /// Two columns for the same thing: nobody can say which one is meant.
    fn no_duplicates(plan: &mut Plan) -> Result<(), PlanError> {
        let mut seen: Vec<(Role, usize)> = Vec::new();
        for at in 0..plan.columns.len() {
            let role = match plan.columns[at].role.clone() {
                Role::Ignored => continue,
                Role::Value { key, .. } => Role::Value { key, unit: None },
                Role::OfRowYear { attribute, .. } => Role::OfRowYear { attribute, unit: None },
                role => role,
            };
            let Some(first) = seen.iter().find(|(other, _)| *other == role).map(|(_, at)| *at) else {
                seen.push((role, at));
                continue;
            };
            if let Role::Raw(heading) = role {
                let index = plan.columns[at].index;
                plan.columns[at].role = Role::Raw(format!("{heading}（{} 列）", letter(index)));
                continue;
            }
            return Err(PlanError::Wrong(format!(
                "{} 和 {} 说的是同一项，无法判断以哪一列为准；请删去或改名一列，或在映射文件的 ignore 里写明不要哪一列",
                plan.columns[first].label(),
                plan.columns[at].label()
            )));
        }
        Ok(())
    }

    fn no_identity(&self, found: &[String]) -> String {
        let kind = self.layout.kind;
        let code = kind.code.map(|id| format!("“{}”或", kind.get(id).name)).unwrap_or_default();
        let name = match self.layout.list {
            Some(_) => format!("{}名称", kind.name),
            None => kind.get(kind.title).name.clone(),
        };
        format!(
            "找不到指明主体的列：需要表头{code}“{name}”，或在映射文件里用 identity 指定；表中有：{}",
            list(found)
        )
    }
}
