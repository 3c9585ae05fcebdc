use serde::Serialize;
use utoipa::ToSchema;

use super::{Notice, SourceRef};

/// The region at a glance.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Overview {
    /// Name of the region; null where the data directory names none.
    #[schema(required = true)]
    pub region: Option<String>,
    /// How many subjects of each kind.
    pub kinds: Vec<KindCount>,
    /// How many subjects in each district; a last entry without code holds those whose district is unknown.
    pub districts: Vec<DistrictCount>,
    /// Status of all enterprises by programme in force.
    pub programmes: Vec<ProgrammeCount>,
    /// Figures of the region with their year and source.
    pub figures: Vec<Figure>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// Subjects of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct KindCount {
    /// `enterprise`.
    pub kind: String,
    /// 企业.
    pub name: String,
    /// All of them.
    pub subjects: usize,
    /// Those among them that the program generated (示例).
    pub examples: usize,
}

/// Subjects of one district.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DistrictCount {
    /// GB/T 2260 code; null: district unknown.
    #[schema(required = true)]
    pub code: Option<String>,
    /// 西湖区.
    pub name: String,
    /// How many of each kind, as in `kinds`.
    pub counts: Vec<KindCount>,
}

/// How many enterprises have which status in one programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProgrammeCount {
    /// Version id such as `cn.hnte.2016`.
    pub programme: String,
    /// Family id such as `cn.hnte`.
    pub family: String,
    /// 高新技术企业.
    pub name: String,
    /// 符合.
    pub met: usize,
    /// 不符合.
    pub unmet: usize,
    /// 待定.
    pub unknown: usize,
    /// 不适用.
    pub not_applicable: usize,
}

/// One figure of the region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Figure {
    /// The place it is about.
    pub place: String,
    /// 全社会R&D经费支出.
    pub indicator: String,
    /// Calendar year.
    #[schema(required = true)]
    pub year: Option<i16>,
    /// As shown, with thousands separated and unit: `783.7 亿元`.
    pub text: String,
    /// Decimal text in the base unit.
    pub value: String,
    /// Base unit.
    pub unit: String,
    /// Definition and scope: two figures with different scope are not comparable.
    pub definition: String,
    /// Where it came from.
    #[schema(required = true)]
    pub source: Option<SourceRef>,
}
