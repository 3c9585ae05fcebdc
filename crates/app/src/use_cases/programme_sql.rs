use columnar::sql::{DIALECTS, Dialect};
use columnar::{Plan, Variant, Wanted};

use super::assess::select_one;
use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::{Code, Failure};
use crate::region::Region;

/// A programme as a statement for another engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeSql {
    /// One SELECT over the view, with a head of comments.
    pub select: String,
    /// Statements that make the tables that it reads.
    pub tables: String,
}

/// Names of the dialects.
pub fn dialects() -> Vec<&'static str> {
    DIALECTS.iter().map(|dialect| dialect.name).collect()
}

/// A programme on a day as SQL in a dialect. All of it is public: it has no facts.
///
/// # Errors
/// Where the programme or dialect is unknown, or the dialect cannot say exactly what it asks.
pub fn programme_sql(
    _scope: &AccessScope,
    region: &Region,
    programme: &str,
    dialect: &str,
    when: When,
) -> Result<ProgrammeSql, Failure> {
    let moment = region.moment(when);
    let chosen = select_one(region, programme, moment)?;
    let dialect = Dialect::find(dialect).ok_or_else(|| {
        let hint = format!("可用的方言：{}", dialects().join("、"));
        Failure::new(Code::InvalidArgument, format!("没有方言“{dialect}”"), hint).at("dialect")
    })?;
    let plan =
        Plan::new(&chosen.subject, moment.as_of, vec![Variant::new(chosen, moment.as_of)], Wanted::ALL);
    let statement = plan.sql(0, dialect).map_err(|unsupported| {
        let hint = "可以用 kechuang population 得出同样的答案；不能写的构造见 docs/sql-dialects.md";
        Failure::new(Code::InvalidArgument, unsupported.to_string(), hint).at("programme")
    })?;
    let mut head = format!(
        "-- {}（{}），{}，评估日 {}\n-- {}；金额单位是分。预评估，不构成认定结论\n",
        chosen.name, chosen.id, chosen.document, moment.as_of, dialect.name
    );
    if !dialect.settings.is_empty() {
        head.push_str(&format!("-- 须有设置：{}\n", dialect.settings));
    }
    if !statement.foreign.is_empty() {
        head.push_str(&format!("-- 视图里没有，按未知：{}\n", statement.foreign.join("、")));
    }
    Ok(ProgrammeSql { select: format!("{head}{}\n", statement.select), tables: statement.tables })
}
