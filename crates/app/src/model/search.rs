use serde::Serialize;
use utoipa::ToSchema;

use super::Notice;

/// What a few typed signs may mean, best first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SearchAnswer {
    /// Subjects of every kind and programmes.
    pub items: Vec<SearchHit>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// One find.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SearchHit {
    /// Kind of the subject; `programme` for a programme.
    pub kind: String,
    /// 企业, 政策.
    pub kind_name: String,
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Credit code; number of the document; null where there is none.
    #[schema(required = true)]
    pub code: Option<String>,
    /// 西湖区; authority of a programme; null: unknown.
    #[schema(required = true)]
    pub place: Option<String>,
    /// Whether the program generated it (示例).
    pub example: bool,
    /// By what it was found.
    pub matched: SearchMatch,
}

/// How well, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SearchMatch {
    /// Id or code, from its start.
    Code,
    /// The name begins so.
    NameStart,
    /// The name contains it.
    Name,
    /// 拼音首字母, from the start of the name.
    InitialsStart,
    /// 拼音首字母 somewhere in the name.
    Initials,
}
