//! The view as a table of the engine: which columns a statement reads, and how their names and texts are written.

use std::collections::{BTreeMap, BTreeSet};

use vocabulary::kind::AttributeId;
use vocabulary::{AttributeType, Dimension, Kind};

use super::dialect::Dialect;
use super::fragment::Sql;
use super::writer::Beyond;

/// Column that says whom a row is about.
pub(super) const SUBJECT: &str = "subject";

/// A column of a table: its type's position among those of the dialect.
pub(super) type Columns = BTreeMap<String, usize>;

#[derive(Debug)]
pub(super) struct Table<'w> {
    kind: &'w Kind,
    dialect: &'w Dialect,
    /// Prefixes of the attributes of subjects in other roles: a view has none of them.
    roles: Vec<String>,
    /// Name of the view, and of the records of a list beside it.
    name: String,
    pub(super) columns: Columns,
    pub(super) lists: BTreeMap<AttributeId, Columns>,
    /// Attributes that the view does not have.
    pub(super) foreign: BTreeSet<String>,
}

impl<'w> Table<'w> {
    pub(super) fn new(kind: &'w Kind, dialect: &'w Dialect, name: &str, roles: &[(String, String)]) -> Self {
        let roles = roles.iter().map(|(role, _)| format!("{role}.")).collect();
        Self {
            kind,
            dialect,
            roles,
            name: name.to_owned(),
            columns: Columns::new(),
            lists: BTreeMap::new(),
            foreign: BTreeSet::new(),
        }
    }

    /// The name of the view.
    pub(super) fn view(&self) -> String {
        self.quoted(&self.name)
    }

    /// The name of the table of a list's records.
    pub(super) fn records(&self, list: AttributeId) -> String {
        self.quoted(&format!("{}__{}", self.name, self.kind.get(list).name))
    }

    pub(super) fn quoted(&self, name: &str) -> String {
        let quote = self.dialect.quote;
        format!("{quote}{}{quote}", name.replace(quote, &format!("{quote}{quote}")))
    }

    /// A text literal.
    pub(super) fn text(&self, text: &str) -> String {
        let text = if self.dialect.backslash {
            text.replace('\\', "\\\\").replace('\'', "\\'")
        } else {
            text.replace('\'', "''")
        };
        format!("'{text}'")
    }

    fn checked(&self, name: &str) -> Result<(), Beyond> {
        match self.dialect.max_name {
            Some(most) if name.len() > most => {
                Err(Beyond(format!("列名“{name}”长 {} 字节，超过 {most} 字节会被截断", name.len())))
            }
            _ => Ok(()),
        }
    }

    /// Whether an attribute is one of a subject in another role.
    pub(super) fn is_foreign(&mut self, id: AttributeId) -> bool {
        let name = &self.kind.get(id).name;
        let foreign = self.roles.iter().any(|role| name.starts_with(role.as_str()));
        if foreign {
            self.foreign.insert(name.clone());
        }
        foreign
    }

    /// The value of an attribute in a row, NULL where it is unknown or absent, and whether it is absent.
    pub(super) fn fact(&mut self, id: AttributeId, year: Option<i16>) -> Result<(Sql, Sql), Beyond> {
        let attribute = self.kind.get(id);
        let at = type_of(&attribute.r#type);
        if self.is_foreign(id) {
            return Ok((self.untold(at), Sql::truth(false)));
        }
        let name = match year {
            Some(year) => format!("{}_{year}", attribute.name),
            None => attribute.name.clone(),
        };
        let absent = format!("{name}__absent");
        self.checked(&absent)?;
        self.columns.insert(name.clone(), at);
        self.columns.insert(absent.clone(), 0);
        Ok((Sql::atom(self.quoted(&name), 0), Sql::atom(self.quoted(&absent), 0)))
    }

    /// Whether a field of a list has the name of a column of the view that is read.
    pub(super) fn is_ambiguous(&self, list: AttributeId) -> bool {
        self.lists.get(&list).is_some_and(|fields| fields.keys().any(|name| self.columns.contains_key(name)))
    }

    /// An unknown value of a type.
    fn untold(&self, at: usize) -> Sql {
        let unknown = self.dialect.unknown;
        match at {
            0 => Sql::atom(unknown[0], 0),
            3 => Sql::atom(unknown[1], 0),
            4 => Sql::atom(unknown[2], 0),
            _ => Sql::atom(self.dialect.whole.replace("{0}", "NULL"), 0),
        }
    }

    /// Whether a list is known to be empty, and whether it may have more records than are told.
    pub(super) fn list(&mut self, list: AttributeId) -> Result<(Sql, Sql), Beyond> {
        let name = &self.kind.get(list).name;
        let (absent, incomplete) = (format!("{name}__absent"), format!("{name}__incomplete"));
        self.checked(&incomplete)?;
        self.columns.insert(absent.clone(), 0);
        self.columns.insert(incomplete.clone(), 0);
        self.lists.entry(list).or_default();
        Ok((Sql::atom(self.quoted(&absent), 0), Sql::atom(self.quoted(&incomplete), 0)))
    }

    /// The same of a field of a record.
    pub(super) fn field(
        &mut self,
        list: AttributeId,
        name: &str,
        kind: &AttributeType,
    ) -> Result<(Sql, Sql), Beyond> {
        if self.is_foreign(list) {
            return Ok((self.untold(type_of(kind)), Sql::truth(false)));
        }
        let absent = format!("{name}__absent");
        self.checked(&absent)?;
        let columns = self.lists.entry(list).or_default();
        columns.insert(name.to_owned(), type_of(kind));
        columns.insert(absent.clone(), 0);
        Ok((Sql::atom(self.quoted(name), 0), Sql::atom(self.quoted(&absent), 0)))
    }

    /// What a column becomes before anything is done with it: NULL where it is absent; numbers whole.
    pub(super) fn selected(&self, columns: &Columns) -> Vec<String> {
        let one = |(name, at): (&String, &usize)| {
            let own = self.quoted(name);
            if name.ends_with("__absent") || name.ends_with("__incomplete") {
                return format!("COALESCE({own}, FALSE) AS {own}");
            }
            let value = match at {
                1 => self.dialect.whole.replace("{0}", &own),
                2 => self.dialect.eighths.replace("{0}", &own),
                _ => own.clone(),
            };
            let absent = self.quoted(&format!("{name}__absent"));
            format!("CASE WHEN {absent} THEN NULL ELSE {value} END AS {own}")
        };
        columns.iter().map(one).collect()
    }

    /// Statements that make the tables, with a column on each line.
    pub(super) fn created(&self) -> String {
        let mut out = self.create(&self.view(), &self.columns);
        for (list, columns) in &self.lists {
            out.push_str(&self.create(&self.records(*list), columns));
        }
        out
    }

    fn create(&self, name: &str, columns: &Columns) -> String {
        let [before, after] = self.dialect.nullable;
        let mut lines = vec![format!("  {} {}", self.quoted(SUBJECT), self.dialect.types[3])];
        lines.extend(
            columns.iter().map(|(name, at)| {
                format!("  {} {before}{}{after}", self.quoted(name), self.dialect.types[*at])
            }),
        );
        format!("CREATE TABLE {name} (\n{}\n){};\n", lines.join(",\n"), self.dialect.engine)
    }
}

/// Position of a column's type among those of a dialect.
fn type_of(kind: &AttributeType) -> usize {
    match kind {
        AttributeType::Boolean | AttributeType::List(_) => 0,
        AttributeType::Number(unit) if unit.dimension == Dimension::MONEY => 1,
        AttributeType::Number(_) => 2,
        AttributeType::Text | AttributeType::Enumeration(_) => 3,
        AttributeType::Date => 4,
    }
}
