use serde::Serialize;
use utoipa::ToSchema;

use super::{CodeName, Notice};

/// Subjects like one, nearest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SimilarAnswer {
    /// How likeness is measured, for people; why there is nobody, where there is nobody.
    pub measure: String,
    /// The nearest ones.
    pub items: Vec<SimilarSubject>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SimilarSubject {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Whether the program generated it (示例).
    pub example: bool,
    /// District, where known.
    #[schema(required = true)]
    pub district: Option<CodeName>,
    /// Industry.
    #[schema(required = true)]
    pub industry: Option<CodeName>,
    /// Its size by which it was found, for people.
    pub size: String,
    /// Names of the programmes in force that it meets.
    pub meets: Vec<String>,
}
