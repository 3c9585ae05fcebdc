use serde::Serialize;
use utoipa::ToSchema;

use super::{Notice, SourceRef, SubjectRef};

/// Values that stand although other sources say otherwise.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConflictPage {
    /// `enterprise`.
    pub kind: String,
    /// Those furthest apart first, then those that are no numbers.
    pub items: Vec<ConflictInfo>,
    /// How many there are with this attribute.
    pub total: usize,
    /// The page shown, from 1.
    pub page: usize,
    /// Rows on a page.
    pub size: usize,
    /// How many of each attribute, the most first.
    pub attributes: Vec<ConflictingAttribute>,
    /// Values that differ and were not compared, because there were too many.
    pub left_out: usize,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// How many values of an attribute are in dispute.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConflictingAttribute {
    /// 营业收入.
    pub attribute: String,
    /// How many.
    pub conflicts: usize,
}

/// One value that stands, and what else is said.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ConflictInfo {
    /// Whose.
    pub subject: SubjectRef,
    /// 营业收入.
    pub attribute: String,
    /// Calendar year; null for a plain attribute.
    #[schema(required = true)]
    pub year: Option<i16>,
    /// The one that stands first, then by precedence.
    pub told: Vec<ToldInfo>,
    /// How far the furthest is from the one that stands, as a share of that; null where they cannot be compared.
    #[schema(required = true)]
    pub apart: Option<String>,
}

/// What one source says.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ToldInfo {
    /// As shown; 无 where it is said not to exist.
    pub text: String,
    /// Whose word it is.
    pub source: SourceRef,
    /// Sheet of a workbook.
    #[schema(required = true)]
    pub sheet: Option<String>,
    /// Row as a person sees it.
    pub row: u32,
    /// Whether the view shows it.
    pub stands: bool,
    /// The rule that decided.
    pub why: String,
}
