//! All rules, in the order of the index.

mod contradictory_conditions;
mod expired_version;
mod fair;
mod fair_entry;
mod fair_local_goods;
mod fair_local_registration;
mod fair_local_tax;
mod fair_named_list;
mod fair_ownership;
mod judgement_only;
mod no_amount_or_benefit;
mod no_channel;
mod no_contact;
mod no_deadline;
mod overlapping_versions;
mod points_above_item;
mod single_source;
mod table_gap;
mod table_overlap;
mod unknown_condition_in_test;
mod unreachable_condition;
mod untested_threshold;
mod unused_definition;
mod unused_parameter;

use super::Rule;

/// Every rule there is.
pub const RULES: [Rule; 23] = [
    no_amount_or_benefit::RULE,
    no_deadline::RULE,
    no_channel::RULE,
    no_contact::RULE,
    contradictory_conditions::RULE,
    unreachable_condition::RULE,
    table_gap::RULE,
    table_overlap::RULE,
    unused_parameter::RULE,
    unused_definition::RULE,
    points_above_item::RULE,
    expired_version::RULE,
    overlapping_versions::RULE,
    untested_threshold::RULE,
    unknown_condition_in_test::RULE,
    single_source::RULE,
    judgement_only::RULE,
    fair_entry::RULE,
    fair_local_registration::RULE,
    fair_local_tax::RULE,
    fair_local_goods::RULE,
    fair_ownership::RULE,
    fair_named_list::RULE,
];
