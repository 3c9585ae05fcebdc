use serde::Serialize;
use utoipa::ToSchema;

use super::{CodeName, Notice, SourceRef};

/// What the map of the region can show.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MapInfo {
    /// Kinds of which there are subjects with a place.
    pub layers: Vec<MapLayer>,
    /// The districts of the region as they are on the day.
    pub districts: Vec<CodeName>,
    /// Figures that districts can be shaded by.
    pub indicators: Vec<MapIndicator>,
    /// A base map from elsewhere; null unless the region's settings name one.
    #[schema(required = true)]
    pub tiles: Option<MapTiles>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// A base map from elsewhere.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MapTiles {
    /// Address with `{z}`, `{x}` and `{y}`.
    pub url: String,
    /// What the source wants to be named.
    pub attribution: String,
}

/// A kind of which there are subjects.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MapLayer {
    /// `enterprise`.
    pub kind: String,
    /// 企业.
    pub name: String,
    /// All of them.
    pub subjects: usize,
    /// Those among them that the program generated (示例).
    pub examples: usize,
}

/// A yearly number that is known of districts or of subjects in them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MapIndicator {
    /// `region`: published for the district; another kind: summed over its subjects.
    pub kind: String,
    /// 区划, 企业.
    pub kind_name: String,
    /// 研发费用.
    pub attribute: String,
    /// Its definition and scope.
    pub definition: String,
    /// Years of which anything is known, oldest first.
    pub years: Vec<i16>,
    /// Ways to make one number of many; the first where none is asked for.
    pub measures: Vec<MapMeasure>,
}

/// How numbers of several subjects become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MapMeasure {
    /// 合计, of those that are known: a lower bound where some are not.
    Sum,
    /// 中位数 of those that are known.
    Median,
    /// As published for the place.
    Stated,
}

/// Subjects of one kind with the place of each, column by column: all lists are of one length.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MapSubjects {
    /// `enterprise`.
    pub kind: String,
    /// 企业.
    pub name: String,
    /// Attribute that tells the classes apart: 层级. Null where the kind has none.
    #[schema(required = true)]
    pub class_attribute: Option<String>,
    /// Its words, which `classes` points into.
    pub class_words: Vec<String>,
    /// Places that `places` points into. The last one without code: place unknown.
    pub place_list: Vec<MapPlace>,
    /// Ids.
    pub ids: Vec<String>,
    /// Names.
    pub names: Vec<String>,
    /// Whether the program generated it (示例).
    pub examples: Vec<bool>,
    /// Which of `place_list`.
    pub places: Vec<usize>,
    /// Which of `class_words`; null: unknown.
    pub classes: Vec<Option<usize>>,
    /// Year from which it exists; null: unknown.
    pub since: Vec<Option<i16>>,
    /// Degrees in WGS-84; null where it is not known to a point or a street.
    pub longitudes: Vec<Option<f64>>,
    /// Degrees in WGS-84; null where it is not known to a point or a street.
    pub latitudes: Vec<Option<f64>>,
    /// How exactly its place is known.
    pub precisions: Vec<MapPrecision>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// How exactly a place is known. A subject is drawn as exactly as this and never more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MapPrecision {
    /// 点位.
    Point,
    /// 街道: the coordinates stand for a street or a sub-district.
    Street,
    /// Coordinates whose precision nobody stated.
    Unstated,
    /// 区县 only.
    District,
    /// 地市 only, or a code outside the region.
    City,
    /// Not known at all.
    Unknown,
}

/// A place by its code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MapPlace {
    /// GB/T 2260 code; null: unknown.
    #[schema(required = true)]
    pub code: Option<String>,
    /// 西湖区.
    pub name: String,
}

/// One figure for every area of the region.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MapFigures {
    /// 研发费用合计.
    pub title: String,
    /// The year it is about; null: as of the day.
    #[schema(required = true)]
    pub year: Option<i16>,
    /// Unit of `value`: a base unit; empty for a ratio.
    pub unit: String,
    /// Definition and scope.
    pub definition: String,
    /// What the figures rest on and what they leave out.
    pub notes: Vec<String>,
    /// Areas that can be compared with the outlines of today.
    pub areas: Vec<MapArea>,
    /// Values of codes that are no area of the region on that day.
    pub elsewhere: Vec<MapArea>,
    /// Where the figures came from.
    pub sources: Vec<SourceRef>,
    /// Disclaimer and dates.
    pub notice: Notice,
}

/// The smallest area that was made of whole districts on the day of the figure and is made of whole districts today.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MapArea {
    /// Name for people: 余杭区（原）.
    pub name: String,
    /// Codes of today's districts that make it up.
    pub codes: Vec<String>,
    /// Districts as they were.
    pub then: Vec<CodeName>,
    /// Whether its districts were other ones then.
    pub changed: bool,
    /// Decimal text in the base unit; null: unknown, or numbers that cannot be added.
    #[schema(required = true)]
    pub value: Option<String>,
    /// As shown; null like `value`.
    #[schema(required = true)]
    pub text: Option<String>,
    /// How many subjects (or districts) the value rests on.
    pub known: usize,
    /// Of how many nothing is known: a sum is then a lower bound.
    pub unknown: usize,
    /// How many there are among them that the program generated (示例).
    pub examples: usize,
}
