use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// Said with every answer (DESIGN §9).
pub const DISCLAIMER: &str = "预评估，不构成认定结论";

/// What every answer carries: the disclaimer, its clocks, and the date of its freshest data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Notice {
    /// 预评估，不构成认定结论.
    pub disclaimer: String,
    /// The law in force and the facts valid on this date.
    pub as_of: Date,
    /// What had been entered by this time.
    pub known_at: Timestamp,
    /// Day on which the freshest data behind the answer was handed over; null where it rests on no stored data or on data
    /// of which nobody said the day.
    #[schema(required = true)]
    pub freshest_data: Option<Date>,
}
