use serde::Serialize;
use utoipa::ToSchema;

use super::{KindSummary, Notice};
use crate::access::Principal;

/// What a page needs to know before anything else.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Meta {
    /// 科创大脑.
    pub product: String,
    /// Version of the program.
    pub version: String,
    /// Name of the region, such as 杭州市; null where the data directory names none.
    #[schema(required = true)]
    pub region: Option<String>,
    /// Whom this answer was made for.
    pub principal: Principal,
    /// The kinds of subjects known here.
    pub kinds: Vec<KindSummary>,
    /// Limits that a page should respect beforehand.
    pub limits: LimitsInfo,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// Limits of requests.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct LimitsInfo {
    /// Most subjects on one page of a list.
    pub page_size: usize,
    /// Most codes or names in one list check.
    pub check_entries: usize,
    /// Largest uploaded table in bytes.
    pub upload_bytes: usize,
    /// Largest facts text in bytes.
    pub facts_bytes: usize,
    /// Most subjects of one uploaded table that are assessed.
    pub sheet_subjects: usize,
}
