//! The tables that a statement names: views as one reader may see them. What the reader may not see is no column of any table, so
//! that no filter, no aggregate and no message can tell anything of it.

use std::ops::Range;
use std::sync::Arc;

use lake::{Relation, Selection, Source};
use sql::{ArrayRef, Rows, Statement, Table, TableColumn, TableName};
use vocabulary::kind::AttributeId;
use vocabulary::{AttributeType, Kind};

use crate::access::AccessScope;
use crate::clock::Moment;
use crate::failure::{Code, Failure};
use crate::population::Population;
use crate::region::Region;
use crate::scoped_view::ScopedView;

/// Between the name of a table and that of one of its lists.
const OF: &str = "__";

/// The tables of one statement.
pub(super) struct Tables {
    opened: Vec<Opened>,
    scope: AccessScope,
}

struct Opened {
    name: String,
    population: Arc<Population>,
    rows: Arc<Viewed>,
    example: bool,
}

/// A table of a view, and the view.
#[derive(Debug)]
struct Viewed {
    population: Arc<Population>,
    relation: Relation,
}

impl Rows for Viewed {
    fn len(&self) -> usize {
        self.relation.len()
    }

    fn array(&self, column: usize, rows: Range<usize>) -> ArrayRef {
        self.relation.array(&self.population.view, column, rows)
    }
}

impl Tables {
    pub(super) fn open(
        scope: &AccessScope,
        region: &Region,
        statement: &Statement,
        moment: Moment,
    ) -> Result<Self, Failure> {
        let opened = statement.tables().iter().map(|name| {
            let (kind, list) = find(scope, region, name)?;
            let population = region.population(kind, moment)?;
            let view = ScopedView::new(scope, &population);
            let subjects: Vec<usize> = view.subjects().collect();
            let example = subjects.iter().any(|subject| view.is_example(*subject));
            let readable = kind.iter().filter(|(_, attribute)| view.may_read(attribute)).map(|(id, _)| id);
            let selection = Selection { attributes: Some(readable.collect()), subjects: Some(subjects) };
            let relation = population.view.relation(list, &selection, statement.identifiers());
            let rows = Arc::new(Viewed { population: Arc::clone(&population), relation });
            Ok(Opened { name: name.clone(), population, rows, example })
        });
        Ok(Self { opened: opened.collect::<Result<_, Failure>>()?, scope: scope.clone() })
    }

    /// As the engine takes them.
    pub(super) fn opened(&self) -> Vec<Table> {
        let table = |opened: &Opened| Table {
            names: vec![opened.name.clone()],
            columns: opened.rows.relation.columns().iter().map(column).collect(),
            rows: Arc::clone(&opened.rows) as Arc<dyn Rows>,
        };
        self.opened.iter().map(table).collect()
    }

    pub(super) fn any_example(&self) -> bool {
        self.opened.iter().any(|opened| opened.example)
    }

    pub(super) fn sources(&self) -> impl Iterator<Item = &Source> {
        self.opened.iter().flat_map(|opened| opened.population.view.sources())
    }

    /// What is to be said of a column that is not there, where the vocabulary knows more than the engine.
    pub(super) fn unknown_column(&self, name: &str) -> Option<Failure> {
        self.opened.iter().find_map(|opened| {
            let kind = &opened.population.kind;
            let base = name.split_once(OF).map_or(name, |(base, _)| base);
            let base = match base.rsplit_once('_') {
                Some((before, year)) if year.chars().all(|c| c.is_ascii_digit()) => before,
                _ => base,
            };
            let attribute = kind.attribute(base)?.1;
            if !self.scope.may_read(attribute.sensitivity) {
                let message = format!("“{base}”不对当前读者开放，不能查询、筛选或汇总");
                let hint = "请由有权限的人员查询";
                return Some(Failure::new(Code::WithheldAttribute, message, hint).at("sql"));
            }
            let hint = match (&attribute.derived, &attribute.r#type) {
                (Some(formula), _) => format!("它是派生的，不在列中；公式：{formula}"),
                (None, AttributeType::List(_)) => {
                    format!("它是列表，是另一张表：{}{OF}{base}，以 subject 相连", kind.name)
                }
                (None, _) if attribute.yearly => format!("它按年度，请写年份，如 {base}_2024"),
                (None, _) => return None,
            };
            Some(Failure::new(Code::InvalidSql, format!("没有列“{name}”"), hint).at("sql"))
        })
    }
}

fn column(column: &lake::RelationColumn) -> TableColumn {
    TableColumn {
        name: column.name.clone(),
        r#type: column.r#type.clone(),
        unit: column.unit.map(str::to_owned),
        meaning: column.meaning.clone(),
    }
}

/// The English name of a kind's table: an identifier that needs no quotes.
fn english(kind: &Kind) -> String {
    kind.id.replace('-', "_")
}

/// The kind, and the list of it, that a name means.
fn find<'r>(
    scope: &AccessScope,
    region: &'r Region,
    name: &str,
) -> Result<(&'r Arc<Kind>, Option<AttributeId>), Failure> {
    let (kind_name, list) = name.split_once(OF).map_or((name, None), |(kind, list)| (kind, Some(list)));
    let mut kinds = region.catalogue.kinds();
    let kind =
        kinds.find(|kind| kind.id == kind_name || kind.name == kind_name || english(kind) == kind_name);
    let kind = kind.ok_or_else(|| unknown(region, name))?;
    let Some(list) = list else { return Ok((kind, None)) };
    match kind.attribute(list) {
        Some((id, attribute)) if matches!(attribute.r#type, AttributeType::List(_)) => {
            if scope.may_read(attribute.sensitivity) {
                Ok((kind, Some(id)))
            } else {
                let message = format!("“{list}”不对当前读者开放，不能查询、筛选或汇总");
                Err(Failure::new(Code::WithheldAttribute, message, "请由有权限的人员查询").at("sql"))
            }
        }
        _ => {
            let lists = kind.iter().filter(|(_, own)| matches!(own.r#type, AttributeType::List(_)));
            let lists: Vec<_> = lists.map(|(_, own)| format!("{}{OF}{}", kind.name, own.name)).collect();
            let hint = if lists.is_empty() {
                format!("“{}”没有列表", kind.name)
            } else {
                format!("“{}”的列表：{}", kind.name, lists.join("、"))
            };
            Err(Failure::new(Code::InvalidSql, format!("没有表“{name}”"), hint).at("sql"))
        }
    }
}

fn unknown(region: &Region, name: &str) -> Failure {
    let known: Vec<_> =
        region.catalogue.kinds().map(|kind| format!("{}（{}）", english(kind), kind.name)).collect();
    let hint = format!("可用的表：{}；它们的列表和列：SHOW TABLES、DESCRIBE 表名", known.join("、"));
    Failure::new(Code::InvalidSql, format!("没有表“{name}”"), hint).at("sql")
}

/// Every table that a reader may see, for `SHOW TABLES`.
pub(super) fn names(scope: &AccessScope, region: &Region) -> Vec<TableName> {
    let of_kind = |kind: &Arc<Kind>| {
        let own = TableName {
            name: english(kind),
            chinese: kind.name.clone(),
            meaning: format!("一个{}", kind.name),
        };
        let lists = kind.iter().filter(|(_, attribute)| {
            matches!(attribute.r#type, AttributeType::List(_)) && scope.may_read(attribute.sensitivity)
        });
        let lists = lists.map(|(_, attribute)| TableName {
            name: format!("{}{OF}{}", english(kind), attribute.name),
            chinese: format!("{}{OF}{}", kind.name, attribute.name),
            meaning: format!("一个{}的一条{}", kind.name, attribute.name),
        });
        std::iter::once(own).chain(lists).collect::<Vec<_>>()
    };
    region.catalogue.kinds().flat_map(of_kind).collect()
}
