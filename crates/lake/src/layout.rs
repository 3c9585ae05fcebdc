//! The Parquet layout (CONTRACT «View columns»): how a column is named and typed, there and back.
//!
//! `A`, its years `A_2024`, absence in `A__absent`, a list that may have more records in `A__incomplete`; money int64 with
//! the field's metadata `unit=分`, ratios decimal(18,8), other numbers int64 or, where fractions occur, decimal(18,8).
//! Names that begin with `_` are the lake's own: where a row came from and who is meant.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BooleanArray, Date32Array, Decimal128Array, Int64Array, StringArray};
use arrow::datatypes::{DataType, Field};
use vocabulary::kind::{AttributeId, FieldId};
use vocabulary::{AttributeType, Kind};

use crate::column::{Column, State};
use crate::headings;
use crate::value::{Scale, Shape, Value};

/// The type of ratios and of numbers with fractions.
pub(crate) const DECIMAL: DataType = DataType::Decimal128(18, 8);

/// Key of the field metadata that names the unit, and the unit of money.
pub(crate) const UNIT: &str = "unit";
pub(crate) const FEN: &str = "分";

/// What the writer of a view file says where no subject comes twice: whoever reads it in passing need not remember them.
pub(crate) const DISTINCT: (&str, &str) = ("kechuang.subjects", "distinct");

/// Name of the column that holds the subject's id in a view.
pub(crate) const SUBJECT: &str = "subject";

/// What a column holds, in the order in which columns stand.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Key {
    /// The subject's id in a view.
    Subject,
    /// Row of the sheet as a person sees it.
    Row,
    /// Name of the sheet.
    Sheet,
    /// Year of a row in long format.
    Year,
    /// The subject's code; the subject's name; the subject's id where neither was given.
    Code,
    Name,
    Id,
    /// An attribute, or one year of it.
    Attribute(AttributeId, Option<i16>),
    /// Whether a list may have more records than are known.
    Incomplete(AttributeId),
    /// A field of a list's records.
    Field(FieldId),
    /// A column that no attribute was found for, as text.
    Raw(String),
}

/// A kind, or one of its lists: what names can occur.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout<'k> {
    pub(crate) kind: &'k Kind,
    /// The list whose records the rows are.
    pub(crate) list: Option<AttributeId>,
}

impl<'k> Layout<'k> {
    pub(crate) fn fields(&self) -> &'k [vocabulary::Field] {
        match self.list.map(|id| &self.kind.get(id).r#type) {
            Some(AttributeType::List(fields)) => fields,
            _ => &[],
        }
    }

    /// The name under which a column is stored.
    pub(crate) fn name(&self, key: &Key) -> String {
        match key {
            Key::Subject => SUBJECT.to_owned(),
            Key::Row => "_row".to_owned(),
            Key::Sheet => "_sheet".to_owned(),
            Key::Year => "_year".to_owned(),
            Key::Code => "_code".to_owned(),
            Key::Name => "_name".to_owned(),
            Key::Id => "_id".to_owned(),
            Key::Attribute(id, None) => self.kind.get(*id).name.clone(),
            Key::Attribute(id, Some(year)) => format!("{}_{year}", self.kind.get(*id).name),
            Key::Incomplete(id) => format!("{}__incomplete", self.kind.get(*id).name),
            Key::Field(id) => {
                self.fields().get(usize::from(id.0)).map(|field| field.name.clone()).unwrap_or_default()
            }
            Key::Raw(heading) => format!("raw:{heading}"),
        }
    }

    /// What a stored name stands for, and whether it is the column of absences beside it.
    pub(crate) fn key(&self, name: &str) -> Option<(Key, bool)> {
        let own = match name {
            SUBJECT => Some(Key::Subject),
            "_row" => Some(Key::Row),
            "_sheet" => Some(Key::Sheet),
            "_year" => Some(Key::Year),
            "_code" => Some(Key::Code),
            "_name" => Some(Key::Name),
            "_id" => Some(Key::Id),
            _ => None,
        };
        if let Some(key) = own {
            return Some((key, false));
        }
        if let Some(heading) = name.strip_prefix("raw:") {
            return Some((Key::Raw(heading.to_owned()), false));
        }
        if let Some(list) = name.strip_suffix("__incomplete") {
            return self.kind.attribute(list).map(|(id, _)| (Key::Incomplete(id), false));
        }
        let (name, absent) = name.strip_suffix("__absent").map_or((name, false), |name| (name, true));
        if self.list.is_some() {
            let at = self.fields().iter().position(|field| field.name == name)?;
            return Some((Key::Field(FieldId(u16::try_from(at).ok()?)), absent));
        }
        if let Some((id, attribute)) = self.kind.attribute(name) {
            return (!attribute.yearly).then_some((Key::Attribute(id, None), absent));
        }
        let (name, year) = name.rsplit_once('_')?;
        let year = headings::year_of(year)?;
        let (id, attribute) = self.kind.attribute(name)?;
        attribute.yearly.then_some((Key::Attribute(id, Some(year)), absent))
    }

    /// The shape of a column's values.
    pub(crate) fn shape(&self, key: &Key) -> Shape {
        match key {
            Key::Row | Key::Year => Shape::Count,
            Key::Attribute(id, _) => Shape::of(&self.kind.get(*id).r#type),
            Key::Incomplete(_) => Shape::Bool,
            Key::Field(id) => {
                self.fields().get(usize::from(id.0)).map_or(Shape::Text, |field| Shape::of(&field.r#type))
            }
            Key::Subject | Key::Sheet | Key::Code | Key::Name | Key::Id | Key::Raw(_) => Shape::Text,
        }
    }

    pub(crate) fn unit(&self, key: &Key) -> Option<&'static str> {
        let kind = match key {
            Key::Attribute(id, _) => &self.kind.get(*id).r#type,
            Key::Field(id) => &self.fields().get(usize::from(id.0))?.r#type,
            _ => return None,
        };
        match kind {
            AttributeType::Number(_) if Shape::of(kind) == Shape::Money => Some(FEN),
            // Ratios are held as such: 5 % is 0.05.
            AttributeType::Number(_) if Shape::of(kind) == Shape::Ratio => None,
            AttributeType::Number(unit) => Some(unit.base().symbol),
            _ => None,
        }
    }

    /// The name of a column for people. Values are written in base units: a plain number below the attribute's own unit (亿元, 月) would be
    /// read again as so many of those, so the heading says otherwise.
    pub(crate) fn written_name(&self, key: &Key) -> String {
        let (name, year, kind) = match key {
            Key::Attribute(id, year) => {
                let attribute = self.kind.get(*id);
                (attribute.name.as_str(), *year, &attribute.r#type)
            }
            Key::Field(id) => match self.fields().get(usize::from(id.0)) {
                Some(field) => (field.name.as_str(), None, &field.r#type),
                None => return self.name(key),
            },
            _ => return self.name(key),
        };
        match kind {
            AttributeType::Number(unit) if *unit != unit.base() => {
                let year = year.map(|year| format!("_{year}")).unwrap_or_default();
                format!("{name}（{}）{year}", unit.base().symbol)
            }
            _ => self.name(key),
        }
    }
}

/// One stored column.
#[derive(Clone, Debug)]
pub(crate) struct StoredColumn {
    pub(crate) key: Key,
    /// Whether it says where the value is absent, instead of the value.
    pub(crate) absent: bool,
    pub(crate) field: Field,
    pub(crate) array: ArrayRef,
}

/// The stored form of rows `rows` of a column: its values, and its absences where there are any.
pub(crate) fn store(
    layout: &Layout<'_>,
    key: &Key,
    column: &Column,
    rows: std::ops::Range<usize>,
) -> Vec<StoredColumn> {
    let name = layout.name(key);
    let mut stored = Vec::new();
    if column.has_absent() {
        let absent: BooleanArray = rows.clone().map(|row| Some(column.state(row) == State::Absent)).collect();
        let field = Field::new(format!("{name}__absent"), DataType::Boolean, true);
        stored.push(StoredColumn { key: key.clone(), absent: true, field, array: Arc::new(absent) });
    }
    let array: ArrayRef = match (column.shape(), column.scale()) {
        (Shape::Marker, _) => return stored,
        (Shape::Bool, _) => Arc::new(rows.map(|row| column.bool(row)).collect::<BooleanArray>()),
        (Shape::Date, _) => Arc::new(rows.map(|row| column.days(row)).collect::<Date32Array>()),
        (Shape::Text, _) => Arc::new(rows.map(|row| column.text(row)).collect::<StringArray>()),
        (_, Some(Scale::E8)) => {
            let values: Decimal128Array = rows.map(|row| column.held(row).map(i128::from)).collect();
            Arc::new(values.with_data_type(DECIMAL))
        }
        _ => Arc::new(rows.map(|row| column.held(row)).collect::<Int64Array>()),
    };
    let mut field = Field::new(name, array.data_type().clone(), true);
    if let Some(unit) = layout.unit(key) {
        field = field.with_metadata(HashMap::from([(UNIT.to_owned(), unit.to_owned())]));
    }
    stored.insert(0, StoredColumn { key: key.clone(), absent: false, field, array });
    stored
}

/// A stored array read back, without a copy.
pub(crate) enum Reading<'a> {
    Bool(&'a BooleanArray),
    Date(&'a Date32Array),
    Text(&'a StringArray),
    Number(&'a Int64Array, Scale),
    Decimal(&'a Decimal128Array),
}

impl<'a> Reading<'a> {
    /// The array as a column of `shape`.
    ///
    /// # Errors
    /// The type that was expected, where it has another one.
    pub(crate) fn of(array: &'a dyn Array, shape: Shape) -> Result<Self, String> {
        let any = array.as_any();
        let wrong = |expected: &str| format!("列的类型是 {}，应是 {expected}", array.data_type());
        match shape {
            Shape::Bool | Shape::Marker => any.downcast_ref().map(Self::Bool).ok_or_else(|| wrong("boolean")),
            Shape::Date => any.downcast_ref().map(Self::Date).ok_or_else(|| wrong("date32")),
            Shape::Text => any.downcast_ref().map(Self::Text).ok_or_else(|| wrong("utf8")),
            Shape::Money => {
                any.downcast_ref().map(|a| Self::Number(a, Scale::Fen)).ok_or_else(|| wrong("int64（分）"))
            }
            Shape::Ratio | Shape::Count => {
                if let Some(array) = any.downcast_ref::<Int64Array>() {
                    return Ok(Self::Number(array, Scale::Whole));
                }
                let decimal = any.downcast_ref::<Decimal128Array>().filter(|a| *a.data_type() == DECIMAL);
                decimal.map(Self::Decimal).ok_or_else(|| wrong("int64 或 decimal(18,8)"))
            }
        }
    }

    pub(crate) fn is_null(&self, row: usize) -> bool {
        match self {
            Self::Bool(array) => array.is_null(row),
            Self::Date(array) => array.is_null(row),
            Self::Text(array) => array.is_null(row),
            Self::Number(array, _) => array.is_null(row),
            Self::Decimal(array) => array.is_null(row),
        }
    }

    /// Copies a row that is not null into a row of a column of the same shape. `false` where it does not fit there.
    pub(crate) fn copy(&self, row: usize, column: &mut Column, to: usize) -> bool {
        match self {
            Self::Bool(array) => column.set_bool(to, array.value(row)),
            Self::Date(array) => column.set_date(to, array.value(row)),
            Self::Text(array) => column.set_text(to, array.value(row)),
            Self::Number(array, scale) => return set_number(column, to, array.value(row), *scale),
            Self::Decimal(array) => match i64::try_from(array.value(row)) {
                Ok(held) => return set_number(column, to, held, Scale::E8),
                Err(_) => return false,
            },
        }
        true
    }
}

fn set_number(column: &mut Column, to: usize, held: i64, scale: Scale) -> bool {
    let fits = column.fits(&Value::Number(held, scale)).is_ok();
    if fits {
        column.set_number(to, held, scale);
    }
    fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_there_and_back() {
        let kind = crate::tests::enterprise();
        let id = |name: &str| kind.attribute(name).expect(name).0;
        let subjects = Layout { kind: &kind, list: None };
        for key in [
            Key::Subject,
            Key::Row,
            Key::Code,
            Key::Attribute(id("成立日期"), None),
            Key::Attribute(id("学历人数.大专"), Some(2024)),
            Key::Incomplete(id("知识产权")),
            Key::Raw("备注_2024".to_owned()),
        ] {
            assert_eq!(subjects.key(&subjects.name(&key)), Some((key, false)));
        }
        assert_eq!(subjects.key("资质__absent"), Some((Key::Attribute(id("资质"), None), true)));
        assert_eq!(subjects.key("营业收入"), None, "a yearly column has its year");
        let patents = Layout { kind: &kind, list: Some(id("知识产权")) };
        assert_eq!(patents.key("授权日"), Some((Key::Field(FieldId(5)), false)));
        assert_eq!(patents.key("营业收入_2024"), None);
    }
}
