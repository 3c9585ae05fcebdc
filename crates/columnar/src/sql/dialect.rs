//! What the SQL of an engine differs in. A dialect is data: adding one is adding a table here and a run of it to
//! `scripts/check-dialects.py`.

/// What becomes of a whole number that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overflow {
    /// The engine's numbers have no end.
    Never,
    /// The engine ends the query with an error.
    Error,
    /// The engine goes on with a wrong number: what might not fit so many bits is not written.
    Wraps(u32),
}

/// How an engine spells what programmes ask. In templates `{0}`, `{1}` are the operands, which are names, literals or in parentheses.
#[derive(Debug)]
pub struct Dialect {
    /// Its name on the command line.
    pub name: &'static str,
    /// Around names.
    pub quote: char,
    /// Most bytes of a name, where the engine cuts longer ones off in silence.
    pub max_name: Option<usize>,
    /// Whether a backslash in a text literal has to be doubled, and a quote written with one.
    pub backslash: bool,
    /// Types of columns: 是否, money in 分, other numbers, text, date.
    pub types: [&'static str; 5],
    /// Behind the columns of a new table.
    pub engine: &'static str,
    /// Whether a column says itself that it may be null.
    pub nullable: [&'static str; 2],
    /// A money column as a whole number of the widest kind.
    pub whole: &'static str,
    /// Any other number column as a whole number of hundred-millionths.
    pub eighths: &'static str,
    /// A whole number that is not a plain literal; `{0}` are its digits.
    pub literal: &'static str,
    /// Whether small literals have to be written as that, too.
    pub typed_literals: bool,
    /// What becomes of a whole number that does not fit.
    pub overflow: Overflow,
    /// Whole quotient of a number that is not negative by a positive one.
    pub quotient: &'static str,
    /// An unknown 是否, text, date.
    pub unknown: [&'static str; 3],
    /// A 64-bit whole number of one that fits.
    pub narrow: &'static str,
    /// A number with eight decimals of a whole number of hundred-millionths.
    pub decimal: &'static str,
    /// A date of `yyyy-mm-dd`.
    pub date: &'static str,
    /// Year of a date.
    pub year: &'static str,
    /// Days from `{1}` to `{0}`, as a whole number of the widest kind.
    pub days: &'static str,
    /// A date so many months later, the last day of a month where there is no such day; `{1}` is a literal.
    pub add_months: &'static str,
    /// A date so many days later.
    pub add_days: &'static str,
    /// Whether a text is a code of GB/T 4754: a letter or none, two to four digits.
    pub is_industry: &'static str,
    /// Before a step, where the engine would otherwise write it out wherever it is used.
    pub materialized: &'static str,
    /// Rows of all combinations of truths: before the rows, between the columns' names.
    pub values: Rows,
    /// What has to be set for exact answers, told in the head of the statement.
    pub settings: &'static str,
}

/// How rows of literals are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// `(VALUES (TRUE, FALSE), …) AS j (a, b)`.
    Values,
    /// `(SELECT TRUE AS a, FALSE AS b UNION ALL SELECT …) AS j`.
    Selects,
}

/// All dialects.
pub const DIALECTS: [&Dialect; 5] = [&DUCKDB, &POSTGRES, &CLICKHOUSE, &SPARK, &DATAFUSION];

impl Dialect {
    /// The dialect of that name.
    pub fn find(name: &str) -> Option<&'static Self> {
        DIALECTS.into_iter().find(|dialect| dialect.name == name)
    }
}

/// DuckDB.
pub const DUCKDB: Dialect = Dialect {
    name: "duckdb",
    quote: '"',
    max_name: None,
    backslash: false,
    types: ["BOOLEAN", "BIGINT", "DECIMAL(18, 8)", "VARCHAR", "DATE"],
    engine: "",
    nullable: ["", ""],
    whole: "CAST({0} AS HUGEINT)",
    eighths: "CAST(CAST({0} AS DECIMAL(28, 8)) * 100000000 AS HUGEINT)",
    literal: "CAST('{0}' AS HUGEINT)",
    typed_literals: false,
    overflow: Overflow::Error,
    quotient: "({0} // {1})",
    unknown: ["CAST(NULL AS BOOLEAN)", "CAST(NULL AS VARCHAR)", "CAST(NULL AS DATE)"],
    narrow: "CAST({0} AS BIGINT)",
    decimal: "CAST(CAST({0} AS DECIMAL(20, 0)) * 0.00000001 AS DECIMAL(28, 8))",
    date: "DATE '{0}'",
    year: "CAST(year({0}) AS HUGEINT)",
    days: "CAST(date_diff('day', {1}, {0}) AS HUGEINT)",
    add_months: "CAST({0} + INTERVAL ({1}) MONTH AS DATE)",
    add_days: "CAST({0} + INTERVAL ({1}) DAY AS DATE)",
    is_industry: "regexp_full_match({0}, '[A-Z]?[0-9]{2,4}')",
    materialized: "",
    values: Rows::Values,
    settings: "",
};

/// PostgreSQL 15.
pub const POSTGRES: Dialect = Dialect {
    name: "postgres",
    quote: '"',
    max_name: Some(63),
    backslash: false,
    types: ["boolean", "bigint", "numeric(18, 8)", "text", "date"],
    engine: "",
    nullable: ["", ""],
    whole: "CAST({0} AS numeric)",
    eighths: "(CAST({0} AS numeric) * 100000000)",
    literal: "CAST('{0}' AS numeric)",
    typed_literals: false,
    overflow: Overflow::Never,
    quotient: "div({0}, {1})",
    unknown: ["CAST(NULL AS boolean)", "CAST(NULL AS text)", "CAST(NULL AS date)"],
    narrow: "CAST({0} AS bigint)",
    decimal: "CAST({0} * 0.00000001 AS numeric(28, 8))",
    date: "DATE '{0}'",
    year: "CAST(EXTRACT(YEAR FROM {0}) AS numeric)",
    days: "CAST({0} - {1} AS numeric)",
    add_months: "CAST({0} + INTERVAL '1 month' * ({1}) AS date)",
    add_days: "({0} + ({1}))",
    is_industry: "({0} ~ '^[A-Z]?[0-9]{2,4}$')",
    // Steps that are used once are otherwise folded into the next, and written out there as often as that mentions them.
    materialized: "MATERIALIZED ",
    values: Rows::Values,
    settings: "",
};

/// ClickHouse.
pub const CLICKHOUSE: Dialect = Dialect {
    name: "clickhouse",
    quote: '`',
    max_name: None,
    backslash: true,
    types: ["Bool", "Int64", "Decimal(18, 8)", "String", "Date32"],
    engine: " ENGINE = Memory",
    nullable: ["Nullable(", ")"],
    whole: "toInt256({0})",
    eighths: "toInt256(toDecimal256({0}, 8) * 100000000)",
    literal: "toInt256('{0}')",
    typed_literals: true,
    overflow: Overflow::Wraps(255),
    // All branches of a choice are worked out, those with a divisor of zero, too.
    quotient: "intDiv({0}, multiIf({1} > 0, {1}, toInt256(1)))",
    unknown: [
        "CAST(NULL AS Nullable(Bool))",
        "CAST(NULL AS Nullable(String))",
        "CAST(NULL AS Nullable(Date32))",
    ],
    narrow: "toInt64({0})",
    decimal: "CAST(toDecimal128({0}, 0) * toDecimal128('0.00000001', 8) AS Nullable(Decimal(28, 8)))",
    date: "toDate32('{0}')",
    year: "toInt256(toYear({0}))",
    days: "toInt256(dateDiff('day', {1}, {0}))",
    add_months: "addMonths({0}, {1})",
    add_days: "addDays({0}, {1})",
    is_industry: "match({0}, '^[A-Z]?[0-9]{2,4}$')",
    materialized: "",
    values: Rows::Selects,
    // What a join does not find would be 0 and not NULL; and branches put off until they are needed are worked out once for every use.
    settings: "SETTINGS join_use_nulls = 1, short_circuit_function_evaluation = 'disable'",
};

/// Spark 4, whose ANSI mode is on.
pub const SPARK: Dialect = Dialect {
    name: "spark",
    quote: '`',
    max_name: None,
    backslash: true,
    types: ["BOOLEAN", "BIGINT", "DECIMAL(18, 8)", "STRING", "DATE"],
    engine: "",
    nullable: ["", ""],
    whole: "CAST({0} AS DECIMAL(38, 0))",
    eighths: "CAST(CAST({0} AS DECIMAL(28, 8)) * 100000000 AS DECIMAL(38, 0))",
    literal: "CAST('{0}' AS DECIMAL(38, 0))",
    typed_literals: true,
    overflow: Overflow::Error,
    quotient: "CAST(({0} - {0} % {1}) div {1} AS DECIMAL(38, 0))",
    unknown: ["CAST(NULL AS BOOLEAN)", "CAST(NULL AS STRING)", "CAST(NULL AS DATE)"],
    narrow: "CAST({0} AS BIGINT)",
    decimal: "CAST(CAST({0} AS DECIMAL(20, 0)) * 0.00000001BD AS DECIMAL(28, 8))",
    date: "DATE '{0}'",
    year: "CAST(year({0}) AS DECIMAL(38, 0))",
    days: "CAST(datediff({0}, {1}) AS DECIMAL(38, 0))",
    add_months: "add_months({0}, {1})",
    add_days: "date_add({0}, {1})",
    is_industry: "({0} RLIKE '^[A-Z]?[0-9]{2,4}$')",
    materialized: "",
    values: Rows::Values,
    // Steps written into one another make plans that take minutes to make.
    settings: "spark.sql.ansi.enabled = true；大的语句另须 spark.sql.optimizer.excludedRules = org.apache.spark.sql.catalyst.optimizer.CollapseProject",
};

/// Apache DataFusion.
pub const DATAFUSION: Dialect = Dialect {
    name: "datafusion",
    quote: '"',
    max_name: None,
    backslash: false,
    types: ["BOOLEAN", "BIGINT", "DECIMAL(18, 8)", "VARCHAR", "DATE"],
    engine: "",
    nullable: ["", ""],
    whole: "CAST({0} AS DECIMAL(38, 0))",
    eighths: "CAST(CAST({0} AS DECIMAL(28, 8)) * CAST(100000000 AS DECIMAL(9, 0)) AS DECIMAL(38, 0))",
    literal: "CAST('{0}' AS DECIMAL(38, 0))",
    typed_literals: true,
    overflow: Overflow::Error,
    quotient: "CAST(({0} - {0} % {1}) / {1} AS DECIMAL(38, 0))",
    unknown: ["CAST(NULL AS BOOLEAN)", "CAST(NULL AS VARCHAR)", "CAST(NULL AS DATE)"],
    narrow: "CAST({0} AS BIGINT)",
    decimal: "CAST(CAST({0} AS DECIMAL(20, 0)) * CAST('0.00000001' AS DECIMAL(9, 8)) AS DECIMAL(28, 8))",
    date: "DATE '{0}'",
    year: "CAST(date_part('year', {0}) AS DECIMAL(38, 0))",
    days: "CAST(CAST({0} AS INT) - CAST({1} AS INT) AS DECIMAL(38, 0))",
    add_months: "CAST({0} + INTERVAL '{1} months' AS DATE)",
    add_days: "CAST({0} + INTERVAL '{1} days' AS DATE)",
    is_industry: "regexp_like({0}, '^[A-Z]?[0-9]{2,4}$')",
    materialized: "",
    values: Rows::Values,
    settings: "",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialects_are_found_by_name() {
        for dialect in DIALECTS {
            assert_eq!(Dialect::find(dialect.name).map(|found| found.name), Some(dialect.name));
        }
        assert!(Dialect::find("oracle").is_none());
    }
}
