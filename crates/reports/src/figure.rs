//! A figure that a text states.

use serde::{Serialize, Serializer};
use vocabulary::Number;
use vocabulary::number::{format_decimal, to_f64};

/// How a stated number bounds the true one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `=`: as said.
    Equal,
    /// `>`: 超过, 突破, 多, 余.
    Above,
    /// `>=`: 以上, 不低于, 至少.
    AtLeast,
    /// `<`: 低于, 不足, 以下.
    Below,
    /// `<=`: 不超过, 以内; the first three of a ranking.
    AtMost,
    /// `≈`: 约, 近, 左右.
    About,
    /// `up`: a rank that went up by so many places.
    Up,
    /// `down`: a rank that went down by so many places.
    Down,
}

impl Operator {
    /// As in the answer.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Above => ">",
            Self::AtLeast => ">=",
            Self::Below => "<",
            Self::AtMost => "<=",
            Self::About => "≈",
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

impl Serialize for Operator {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// What was stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amount {
    /// A number, exact.
    Number(Number),
    /// Names or a structure, as written in short: `阿里、海康`, `1廊2区3高地`.
    Words(String),
    /// Blacked out (`**`) in the text.
    Unknown,
}

impl Amount {
    /// The number, where it is one.
    pub fn number(&self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// As people read it; empty where unknown.
    pub fn written(&self) -> String {
        match self {
            Self::Number(number) => format_decimal(*number, 8),
            Self::Words(words) => words.clone(),
            Self::Unknown => String::new(),
        }
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            // Whole numbers print as such; a float prints the shortest decimal that reads back the same.
            Self::Number(number) if number.is_integer() => match i64::try_from(number.to_integer()) {
                Ok(whole) => serializer.serialize_i64(whole),
                Err(_) => serializer.serialize_f64(to_f64(*number)),
            },
            Self::Number(number) => {
                let decimal: f64 = format_decimal(*number, 8).parse().unwrap_or_else(|_| to_f64(*number));
                serializer.serialize_f64(decimal)
            }
            Self::Words(words) => serializer.serialize_str(words),
            Self::Unknown => serializer.serialize_none(),
        }
    }
}

/// What sort of figure it is: which rules of the lint may look at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// A stock or flow: 530.4亿元, 14家.
    Level,
    /// A rate of growth; negative where it fell.
    Growth,
    /// A difference in percentage points or other units.
    Change,
    /// A part of a whole.
    Share,
    /// A place in a ranking.
    Rank,
    /// A figure of one place over that of another, or over another year's.
    Ratio,
    /// Names, or a spatial structure.
    Words,
}

/// A figure: the contract's fields, and what only the lint needs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// Canonical name where the lexicon knows it, else the text's own words.
    pub indicator: String,
    /// Short name of a province or city, full name of a county, or the text's word (全市) where the report names no place.
    pub place: Option<String>,
    /// The calendar year it is about.
    pub year: Option<i32>,
    /// A period that is no single calendar year: `2019..2023`, `十四五`, `近3年`, `2023-01..2023-09`.
    pub period: Option<String>,
    /// How the number bounds the truth.
    pub op: Operator,
    /// The number; null where it is blacked out.
    pub value: Amount,
    /// As written, scale included: `亿元`, `万名`; `比值` for a ratio, `位` for a rank.
    pub unit: String,
    /// The text's own words.
    pub quote: String,
    /// Where the quote starts, in code points of the extracted text.
    pub offset: usize,
    /// What the lint needs.
    #[serde(skip)]
    pub context: Context,
}

/// Where a figure stands and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// Its sort.
    pub sort: Sort,
    /// Which sentence of the text, from 0.
    pub sentence: usize,
    /// Which block of the text, from 0.
    pub block: usize,
    /// The number and its unit in the normal form.
    pub at: std::ops::Range<usize>,
    /// The indicator that a growth, change or share is about; the indicator itself for a level.
    pub base: String,
    /// Words of scope that were written with it: 在建, 已建, 规上.
    pub scope: Vec<String>,
    /// Whose figure it is compared to, for a ratio.
    pub against: Option<String>,
    /// One of the two ends of a change «由A增加到B».
    pub end: Option<End>,
    /// Introduced by 其中: a part of the figure before.
    pub part: bool,
    /// A goal, not a fact.
    pub target: bool,
    /// The range of years that it was dated by, where it was one.
    pub years: Option<(i32, i32)>,
}

/// An end of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// From.
    Start,
    /// To.
    Finish,
}
