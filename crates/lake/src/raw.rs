//! One cell as a file holds it, and how it becomes a value. All text goes through [`vocabulary::cell::parse`].

use std::borrow::Cow;

use jiff::civil::Date;
use vocabulary::fact::Stated;
use vocabulary::{AttributeType, Datum, Unit, cell};

use crate::plain;
use crate::value::{Rounded, Shape, Value, date_of};

/// Excel counts days from here; valid for every day after February 1900.
const EXCEL_EPOCH_DAYS: i64 = -25_569;

/// Numbers that are read as Excel dates where a date is expected: 1950-01-01 to 2099-12-31. Beyond them a bare year or a
/// slip is likelier than a date.
const EXCEL_DATES: std::ops::RangeInclusive<i64> = 18_264..=73_050;

/// Beyond this a number in Excel has lost its last digits.
const EXCEL_EXACT: f64 = 1e15;

/// Significant digits of a number in Excel.
const EXCEL_DIGITS: usize = 15;

/// A cell as the file holds it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Raw<'a> {
    Empty,
    Text(Cow<'a, str>),
    /// A number of a workbook or of a foreign Parquet file.
    Float(f64),
    /// A whole number, exactly.
    Int(i64),
    Bool(bool),
    Date(Date),
    /// A formula whose result is an error such as `#DIV/0!`.
    Error(String),
    /// A formula without a stored result.
    NoResult,
    /// A Parquet value of a type that is not read.
    Unsupported(String),
}

impl Raw<'_> {
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// The cell as a person sees it.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty | Self::NoResult => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Float(number) => Cow::Owned(decimal_text(*number)),
            Self::Int(number) => Cow::Owned(number.to_string()),
            Self::Bool(yes) => Cow::Borrowed(if *yes { "是" } else { "否" }),
            Self::Date(date) => Cow::Owned(date.to_string()),
            Self::Error(error) => Cow::Borrowed(error),
            Self::Unsupported(kind) => Cow::Owned(format!("（{kind}）")),
        }
    }

    /// The cell as a value of an attribute; `unit` is what the heading says of plain numbers.
    ///
    /// # Errors
    /// What was expected and how to mend it.
    pub(crate) fn read(
        &self,
        kind: &AttributeType,
        shape: Shape,
        unit: Option<Unit>,
    ) -> Result<(Value, Rounded), String> {
        if let Self::Text(text) = self
            && let Some(value) = plain::number(text, kind, shape, unit)
        {
            return Ok((value, Rounded(false)));
        }
        self.read_long(kind, shape, unit)
    }

    /// As [`Raw::read`], whatever the cell looks like.
    pub(crate) fn read_long(
        &self,
        kind: &AttributeType,
        shape: Shape,
        unit: Option<Unit>,
    ) -> Result<(Value, Rounded), String> {
        let stated = match self {
            Self::Empty => return Ok((Value::Unknown, Rounded(false))),
            Self::Text(text) => parse(kind, text, unit)?,
            Self::Float(number) => read_number(*number, kind, shape, unit)?,
            Self::Int(number) => match (shape, i32::try_from(*number)) {
                (Shape::Date, Ok(small)) => read_number(f64::from(small), kind, shape, unit)?,
                _ => parse(kind, &number.to_string(), unit)?,
            },
            Self::Bool(yes) => match shape {
                Shape::Bool => Stated::Known(Datum::Bool(*yes)),
                Shape::Text => parse(kind, if *yes { "是" } else { "否" }, unit)?,
                _ => return Err("单元格是“是/否”，这里应是别的内容；请改为数或文本".to_owned()),
            },
            Self::Date(date) => match shape {
                Shape::Date => Stated::Known(Datum::Date(*date)),
                Shape::Text => parse(kind, &date.to_string(), unit)?,
                _ => return Err("单元格的格式是日期；请把单元格格式改为“常规”后重新填写".to_owned()),
            },
            Self::Error(error) => return Err(format!("公式出错（{error}）；请改正公式，或粘贴为数值")),
            Self::NoResult => {
                return Err("公式没有存下结果；请用 Excel 打开并保存一次，或粘贴为数值".to_owned());
            }
            Self::Unsupported(kind) => return Err(format!("不支持这类内容（{kind}）；请转为文本、数或日期")),
        };
        Value::pack(stated, shape).map_err(str::to_owned)
    }
}

fn read_number(
    number: f64,
    kind: &AttributeType,
    shape: Shape,
    unit: Option<Unit>,
) -> Result<Stated, String> {
    if !number.is_finite() {
        return Err("不是有限的数；请改正".to_owned());
    }
    match shape {
        Shape::Date => {
            // Eight digits such as 20190301 are a date as text.
            if number.fract() == 0.0 && (10_000_101.0..100_000_000.0).contains(&number) {
                return parse(kind, &decimal_text(number), unit);
            }
            excel_date(number).map(|date| Stated::Known(Datum::Date(date))).ok_or_else(|| {
                format!("“{}”不能读作日期（如 2019-03-01）；请把单元格格式改为日期", decimal_text(number))
            })
        }
        Shape::Text if number.abs() >= EXCEL_EXACT => {
            Err("数字过长，表格软件已丢失末尾几位；请把单元格格式改为“文本”后重新填写".to_owned())
        }
        _ => parse(kind, &decimal_text(number), unit),
    }
}

/// The day an Excel serial number stands for; the time of day is dropped.
fn excel_date(serial: f64) -> Option<Date> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the range is checked on the next line; a float cast saturates"
    )]
    let days = serial.floor() as i64;
    if !EXCEL_DATES.contains(&days) {
        return None;
    }
    i32::try_from(days + EXCEL_EPOCH_DAYS).ok().and_then(date_of)
}

fn parse(kind: &AttributeType, text: &str, unit: Option<Unit>) -> Result<Stated, String> {
    if text.contains('\0') {
        return Err("单元格里有空字符（NUL）；文件可能损坏，请重新导出".to_owned());
    }
    // The vocabulary takes a ratio without a sign as the ratio itself; here the heading says that per cent are meant.
    if let Some(unit) = unit
        && unit.symbol == "%"
        && text.trim_end().ends_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
    {
        return cell::parse(kind, &format!("{}%", text.trim_end()), None).map_err(|error| error.to_string());
    }
    cell::parse(kind, text, unit).map_err(|error| error.to_string())
}

/// A float as decimal text with the digits Excel shows: 0.1 + 0.2 is 0.3.
fn decimal_text(number: f64) -> String {
    if number == 0.0 || !number.is_finite() {
        return if number == 0.0 { "0".to_owned() } else { number.to_string() };
    }
    let scientific = format!("{number:.*e}", EXCEL_DIGITS - 1);
    let rounded: f64 = scientific.parse().unwrap_or(number);
    // `{}` of a float has no exponent, and the fewest digits that tell it apart.
    format!("{rounded}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::Number;

    fn money() -> AttributeType {
        AttributeType::Number(Unit::find("元").expect("元"))
    }

    fn ratio() -> AttributeType {
        AttributeType::Number(Unit::find("%").expect("%"))
    }

    fn read(raw: &Raw<'_>, kind: &AttributeType, unit: Option<&str>) -> Result<Stated, String> {
        raw.read(kind, Shape::of(kind), unit.and_then(Unit::find)).map(|(value, _)| value.stated())
    }

    fn known(numer: i128, denom: i128) -> Stated {
        Stated::Known(Datum::Number(Number::new(numer, denom)))
    }

    #[test]
    fn numbers_of_workbooks_have_fifteen_digits() {
        assert_eq!(decimal_text(0.1 + 0.2), "0.3");
        assert_eq!(decimal_text(1_234_567.89), "1234567.89");
        assert_eq!(decimal_text(1e21), "1000000000000000000000");
        assert_eq!(decimal_text(-1.5e-7), "-0.00000015");
        assert_eq!(read(&Raw::Float(1234.5), &money(), Some("万元")), Ok(known(12_345_000, 1)));
    }

    #[test]
    fn per_cent_may_stand_in_the_heading() {
        assert_eq!(read(&Raw::Text("12".into()), &ratio(), Some("%")), Ok(known(12, 100)));
        assert_eq!(read(&Raw::Text("１２".into()), &ratio(), Some("%")), Ok(known(12, 100)));
        assert_eq!(read(&Raw::Text("12%".into()), &ratio(), Some("%")), Ok(known(12, 100)));
        assert_eq!(read(&Raw::Float(0.12), &ratio(), None), Ok(known(12, 100)));
    }

    #[test]
    fn excel_dates_and_nothing_that_only_looks_like_one() {
        let date = |year, month, day| Ok(Stated::Known(Datum::Date(jiff::civil::date(year, month, day))));
        let read = |number| read(&Raw::Float(number), &AttributeType::Date, None);
        assert_eq!(read(44_197.0), date(2021, 1, 1));
        assert_eq!(read(44_197.75), date(2021, 1, 1));
        assert_eq!(read(18_264.0), date(1950, 1, 1));
        assert_eq!(read(73_050.0), date(2099, 12, 31));
        assert_eq!(read(20_190_301.0), date(2019, 3, 1));
        assert!(read(2019.0).is_err(), "a year is no date");
        assert!(read(18_263.0).is_err() && read(73_051.0).is_err());
    }

    #[test]
    fn codes_that_excel_has_shortened_are_refused() {
        assert!(read(&Raw::Float(9.133_010_079_965_5e17), &AttributeType::Text, None).is_err());
        assert_eq!(
            read(&Raw::Float(600_570.0), &AttributeType::Text, None),
            Ok(Stated::Known(Datum::Text("600570".into())))
        );
    }
}
