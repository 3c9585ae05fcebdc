//! Every rule, in the order of the index.

mod growth_parts;
mod implied_total;
mod laundered_term;
mod missing_year;
mod rank_list;
mod ratio_count;
mod redacted;
mod share_parts;
mod sum_of_parts;
mod two_values;
mod unit_slip;
mod unlike_scopes;
mod year_after_report;
mod year_range;

use super::{Report, Rule, Subject};

/// The rules.
pub const RULES: [Rule; 14] = [
    year_range::RULE,
    year_after_report::RULE,
    missing_year::RULE,
    growth_parts::RULE,
    share_parts::RULE,
    implied_total::RULE,
    ratio_count::RULE,
    sum_of_parts::RULE,
    two_values::RULE,
    unlike_scopes::RULE,
    unit_slip::RULE,
    rank_list::RULE,
    laundered_term::RULE,
    redacted::RULE,
];
