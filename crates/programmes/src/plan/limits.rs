//! Limits of planning, each tested at the limit and one past it.

/// How many years after the date of the assessment a plan may reach (CONTRACT «plan»).
pub const HORIZON_YEARS: i16 = 3;
/// Most boxes that the search for one target date looks at. A programme of the national set needs some dozens.
pub const MAX_BOXES: usize = 20_000;
/// Most steps by which one figure moves: 16 million people, or 1600 亿元 in steps of 1万元.
pub const MAX_STEPS: i64 = 1 << 24;
/// Most records of one kind that a plan adds to a list.
pub const MAX_ADDED_RECORDS: i64 = 50;
