//! Every part of a statement, looked at once: that it only reads, and that it is neither deeper nor more spread out than the limits.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use datafusion::sql::sqlparser::ast::{
    Expr, ObjectName, Query, SetExpr, Statement as SqlStatement, TableFactor, Value, ValueWithSpan, Visit,
    Visitor,
};

use super::{folded, refused};
use crate::error::SqlError;
use crate::limits::{MAX_CHAIN, MAX_LITERAL_CHARS, MAX_RELATIONS};

/// Looks at every part of a statement.
#[derive(Default)]
pub(super) struct Check {
    identifiers: BTreeSet<String>,
    /// How many operators the one that is looked at hangs on.
    chain: usize,
    /// The queries that the one that is looked at is part of.
    queries: Vec<Open>,
    /// How many relations a step of WITH stands for, by its name.
    steps: BTreeMap<String, usize>,
}

/// A query that is being looked at.
#[derive(Default)]
struct Open {
    /// Names of its steps of WITH; these are looked at first, in their order.
    steps: Vec<String>,
    /// How many of them were looked at.
    seen: usize,
    relations: usize,
}

impl Check {
    pub(super) fn all(&mut self, statement: &SqlStatement) -> Result<(), SqlError> {
        match statement.visit(self) {
            ControlFlow::Break(error) => Err(error),
            ControlFlow::Continue(()) => Ok(()),
        }
    }

    /// Every name that may be a column's.
    pub(super) fn identifiers(self) -> BTreeSet<String> {
        self.identifiers
    }

    fn add(&mut self, relations: usize) -> ControlFlow<SqlError> {
        let Some(query) = self.queries.last_mut() else { return ControlFlow::Continue(()) };
        query.relations = query.relations.saturating_add(relations);
        if query.relations > MAX_RELATIONS {
            return ControlFlow::Break(SqlError::Limit {
                what: format!("这条 SQL 用到的表和子查询展开后超过 {MAX_RELATIONS} 个"),
                hint: "WITH 里的一步用几次就算几次；请少连接几张表".to_owned(),
            });
        }
        ControlFlow::Continue(())
    }
}

fn chained(links: usize) -> ControlFlow<SqlError> {
    if links > MAX_CHAIN {
        return ControlFlow::Break(SqlError::Limit {
            what: format!("这条 SQL 有超过 {MAX_CHAIN} 个运算或 UNION 连在一起"),
            hint: "很多个 OR 请改用 IN (…)；很多个 UNION 请改用 VALUES".to_owned(),
        });
    }
    ControlFlow::Continue(())
}

impl Visitor for Check {
    type Break = SqlError;

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<SqlError> {
        let steps = query.with.iter().flat_map(|with| &with.cte_tables);
        let steps = steps.map(|step| folded(&step.alias.name)).collect();
        self.queries.push(Open { steps, ..Open::default() });
        let (mut bodies, mut links) = (vec![query.body.as_ref()], 0);
        while let Some(body) = bodies.pop() {
            match body {
                SetExpr::Select(select) if select.into.is_some() => {
                    return ControlFlow::Break(refused("SELECT INTO"));
                }
                SetExpr::Select(_) | SetExpr::Query(_) | SetExpr::Values(_) => {}
                SetExpr::SetOperation { left, right, .. } => {
                    links += 1;
                    chained(links)?;
                    bodies.extend([left.as_ref(), right.as_ref()]);
                }
                SetExpr::Insert(_) | SetExpr::Update(_) | SetExpr::Delete(_) | SetExpr::Merge(_) => {
                    return ControlFlow::Break(refused(&body.to_string()));
                }
                SetExpr::Table(_) => return ControlFlow::Break(refused("TABLE")),
            }
        }
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, _query: &Query) -> ControlFlow<SqlError> {
        let Some(done) = self.queries.pop() else { return ControlFlow::Continue(()) };
        if let Some(outer) = self.queries.last_mut()
            && let Some(step) = outer.steps.get(outer.seen)
        {
            outer.seen += 1;
            self.steps.insert(step.clone(), done.relations);
        }
        self.add(done.relations)
    }

    fn pre_visit_relation(&mut self, relation: &ObjectName) -> ControlFlow<SqlError> {
        let name = match relation.0.as_slice() {
            [part] => part.as_ident().map(folded),
            _ => None,
        };
        let relations = name.and_then(|name| self.steps.get(&name).copied());
        self.add(relations.unwrap_or(1).max(1))
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<SqlError> {
        match factor {
            TableFactor::Table { args: None, .. }
            | TableFactor::Derived { .. }
            | TableFactor::NestedJoin { .. } => ControlFlow::Continue(()),
            other => ControlFlow::Break(SqlError::Refused {
                what: format!("FROM 里只能是表、子查询和连接，不能是“{other}”"),
            }),
        }
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<SqlError> {
        self.chain += 1;
        match expr {
            Expr::Identifier(ident) => {
                self.identifiers.insert(ident.value.clone());
            }
            Expr::CompoundIdentifier(parts) => {
                self.identifiers.extend(parts.last().map(|ident| ident.value.clone()));
            }
            _ => {}
        }
        // The constants at the end of a chain are no links of it.
        chained(self.chain.saturating_sub(1))
    }

    fn post_visit_expr(&mut self, _expr: &Expr) -> ControlFlow<SqlError> {
        self.chain = self.chain.saturating_sub(1);
        ControlFlow::Continue(())
    }

    fn pre_visit_value(&mut self, value: &ValueWithSpan) -> ControlFlow<SqlError> {
        let (Value::SingleQuotedString(text) | Value::DoubleQuotedString(text)) = &value.value else {
            return ControlFlow::Continue(());
        };
        let chars = text.chars().count();
        if chars > MAX_LITERAL_CHARS {
            return ControlFlow::Break(SqlError::Limit {
                what: format!("一个文字常量有 {chars} 个字，最多 {MAX_LITERAL_CHARS} 个"),
                hint: "请写短一些".to_owned(),
            });
        }
        ControlFlow::Continue(())
    }
}
