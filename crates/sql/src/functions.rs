//! The functions that a statement may call: those whose result is about as large as what they are given. What could make a huge value
//! of a small one (`repeat`, `lpad`, `replace`), takes time beyond its size (`levenshtein`), reads the clock or chance (`now`, `random`) or the engine itself is not there.

use std::collections::HashSet;
use std::sync::Arc;

use datafusion::execution::SessionStateDefaults;
use datafusion::logical_expr::{AggregateUDF, ScalarUDF};

use crate::exact;

/// Scalar functions by name.
pub(crate) const SCALAR: [&str; 78] = [
    // Unknown values and choice.
    "coalesce",
    "nullif",
    "nvl",
    "nvl2",
    "greatest",
    "least",
    // Text.
    "ascii",
    "bit_length",
    "btrim",
    "character_length",
    "chr",
    "contains",
    "ends_with",
    "find_in_set",
    "initcap",
    "left",
    "lower",
    "ltrim",
    "octet_length",
    "reverse",
    "right",
    "rtrim",
    "split_part",
    "starts_with",
    "strpos",
    "substr",
    "substr_index",
    "translate",
    "upper",
    "regexp_count",
    "regexp_instr",
    "regexp_like",
    // Numbers.
    "abs",
    "acos",
    "acosh",
    "asin",
    "asinh",
    "atan",
    "atan2",
    "atanh",
    "cbrt",
    "ceil",
    "cos",
    "cosh",
    "cot",
    "degrees",
    "exp",
    "factorial",
    "floor",
    "gcd",
    "isnan",
    "iszero",
    "lcm",
    "ln",
    "log",
    "log10",
    "log2",
    "nanvl",
    "pi",
    "power",
    "radians",
    "round",
    "signum",
    "sin",
    "sinh",
    "sqrt",
    "tan",
    "tanh",
    "trunc",
    // Dates.
    "date_bin",
    "date_part",
    "date_trunc",
    "make_date",
    "to_char",
    "to_date",
    "to_timestamp",
    "to_unixtime",
    // What the planner turns syntax into.
    "arrow_typeof",
];

/// Aggregates by name; `sum` and `avg` are our own.
pub(crate) const AGGREGATE: [&str; 28] = [
    "approx_distinct",
    "approx_median",
    "approx_percentile_cont",
    "bit_and",
    "bit_or",
    "bit_xor",
    "bool_and",
    "bool_or",
    "corr",
    "count",
    "covar_pop",
    "covar_samp",
    "first_value",
    "grouping",
    "last_value",
    "max",
    "median",
    "min",
    "nth_value",
    "percentile_cont",
    "regr_intercept",
    "regr_r2",
    "regr_slope",
    "stddev",
    "stddev_pop",
    "string_agg",
    "var",
    "var_pop",
];

/// Scalar functions.
pub(crate) fn scalar() -> Vec<Arc<ScalarUDF>> {
    let allowed: HashSet<&str> = SCALAR.into();
    let mut functions = SessionStateDefaults::default_scalar_functions();
    functions.retain(|function| allowed.contains(function.name()));
    functions.push(exact::concat());
    functions
}

/// Aggregates.
pub(crate) fn aggregate() -> Vec<Arc<AggregateUDF>> {
    let allowed: HashSet<&str> = AGGREGATE.into();
    let mut functions = SessionStateDefaults::default_aggregate_functions();
    functions.retain(|function| allowed.contains(function.name()));
    functions.extend([exact::sum(), exact::avg()]);
    functions
}
