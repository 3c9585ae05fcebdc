//! One sheet of a template: headings with notes, formats and data validation.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Format, FormatAlign,
    Formula, Note, Workbook, Worksheet, XlsxError,
};
use vocabulary::AttributeType;

use super::Form;
use super::columns::Column;

/// Rows below the headings that are checked while somebody types; more may be filled in.
const CHECKED_ROWS: u32 = 5_000;
/// Most characters of a drop-down that is written in the cell's own rule; a longer one refers to a sheet.
const MAX_INLINE_CHARS: usize = 255;
/// Sheet that holds long drop-downs.
const OPTIONS: &str = "选项";
/// Ratios beyond 1000 % are questioned: 43 was likely meant as 43 %.
const MAX_RATIO: f64 = 10.0;
/// Amounts beyond this are questioned, where a number may be negative and needs two ends.
const MAX_AMOUNT: f64 = 1e15;
/// Least and greatest width of a column, in characters.
const WIDTHS: (usize, usize) = (10, 36);

/// Drop-downs that are too long to stand in a rule.
#[derive(Default)]
pub(super) struct Options<'k> {
    lists: Vec<&'k [String]>,
}

impl<'k> Options<'k> {
    /// Keeps a list and names its cells: `=选项!$A$1:$A$9`.
    fn keep(&mut self, words: &'k [String]) -> String {
        let at = self.lists.iter().position(|list| *list == words).unwrap_or_else(|| {
            self.lists.push(words);
            self.lists.len() - 1
        });
        let column = u16::try_from(at).unwrap_or(u16::MAX);
        let letter = rust_xlsxwriter::utility::column_number_to_name(column);
        // One more cell, for 无.
        format!("={OPTIONS}!${letter}$1:${letter}${}", words.len() + 1)
    }

    /// Writes the lists to a sheet of their own, hidden from those who fill in.
    pub(super) fn write(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        if self.lists.is_empty() {
            return Ok(());
        }
        let sheet = book.add_worksheet();
        sheet.set_name(OPTIONS)?.set_hidden(true);
        for (column, words) in (0u16..).zip(&self.lists) {
            for (row, word) in (0u32..).zip(words.iter().map(String::as_str).chain(none(words))) {
                sheet.write_string(row, column, word)?;
            }
        }
        Ok(())
    }
}

/// 无, where the words have it not: known that there is none.
fn none(words: &[String]) -> Option<&'static str> {
    words.iter().all(|word| word != "无").then_some("无")
}

/// Writes the headings of a form; the rows below are for whoever fills it in.
pub(super) fn write_sheet<'k>(
    sheet: &mut Worksheet,
    form: &Form<'k>,
    options: &mut Options<'k>,
) -> Result<(), XlsxError> {
    sheet.set_name(form.name)?;
    let heading = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let ordinary = heading.clone().set_background_color(Color::RGB(0x00DD_E7F5));
    let identity = heading.set_background_color(Color::RGB(0x00FD_E9C9));
    let mut named = 0u16;
    for (at, column) in (0u16..).zip(&form.columns) {
        // The format of a column comes first: the heading's own stands over it.
        let width = column.heading.chars().count() * 2;
        #[expect(clippy::cast_precision_loss, reason = "a width of a few characters")]
        sheet.set_column_width(at, width.clamp(WIDTHS.0, WIDTHS.1) as f64)?;
        sheet.set_column_format(at, &format_of(column.r#type))?;
        let format = if column.identity { &identity } else { &ordinary };
        sheet.write_string_with_format(0, at, &column.heading, format)?;
        sheet.insert_note(0, at, &Note::new(note(column)).add_author_prefix(false))?;
        if let Some(rule) = validation(column, options)? {
            sheet.add_data_validation(1, at, CHECKED_ROWS, at, &rule)?;
        }
        named += u16::from(column.identity);
    }
    sheet.set_freeze_panes(1, named)?;
    Ok(())
}

/// Text stays text, so that no code loses its first zero or its last digits.
fn format_of(r#type: &AttributeType) -> Format {
    let format = Format::new();
    match r#type {
        AttributeType::Date => format.set_num_format("yyyy-mm-dd"),
        AttributeType::Number(unit) if unit.symbol == "%" => format.set_num_format("0.00%"),
        AttributeType::Number(_) => format,
        _ => format.set_num_format("@"),
    }
}

fn note(column: &Column<'_>) -> String {
    let mut lines = Vec::new();
    if !column.meaning.is_empty() {
        lines.push(column.meaning.to_owned());
    }
    lines.push(format!("填法：{}", how(column)));
    if !column.given_by.is_empty() {
        lines.push(format!("由谁提供：{}", column.given_by));
    }
    lines.join("\n")
}

/// How to fill in a column, in a few words.
pub(super) fn how(column: &Column<'_>) -> String {
    match column.r#type {
        AttributeType::Boolean => "是 或 否".to_owned(),
        AttributeType::Number(unit) if unit.symbol == "%" => {
            "百分数，如 4.3%（本列已设为百分比格式，直接填 4.3 即可）".to_owned()
        }
        AttributeType::Number(_) => match column.unit() {
            Some(unit) => format!("数，以{unit}计"),
            None => "数".to_owned(),
        },
        AttributeType::Text => "文字".to_owned(),
        AttributeType::Enumeration(words) => format!("选填：{}", words.join("、")),
        AttributeType::Date => "日期，如 2024-05-31".to_owned(),
        AttributeType::List(_) => "一行一条".to_owned(),
    }
}

/// A word must be one of the list. A number or a date is only questioned: 无 is as good an answer, and the import decides.
fn validation<'k>(
    column: &Column<'k>,
    options: &mut Options<'k>,
) -> Result<Option<DataValidation>, XlsxError> {
    let rule = DataValidation::new();
    let rule = match column.r#type {
        AttributeType::Boolean => {
            rule.allow_list_strings(&["是", "否"])?.set_error_message("请填 是 或 否；不知道的留空")?
        }
        AttributeType::Enumeration(words) => {
            let all: Vec<&str> = words.iter().map(String::as_str).chain(none(words)).collect();
            // Excel joins the words by commas.
            let inline = all.iter().map(|word| word.chars().count() + 1).sum::<usize>() <= MAX_INLINE_CHARS
                && all.iter().all(|word| !word.contains(','));
            let rule = if inline {
                rule.allow_list_strings(&all)?
            } else {
                rule.allow_list_formula(Formula::new(options.keep(words)))
            };
            rule.set_error_message("请从下拉表中选；不知道的留空")?
        }
        AttributeType::Number(unit) => {
            let most = if unit.symbol == "%" { MAX_RATIO } else { MAX_AMOUNT };
            let least = if column.signed { -most } else { 0.0 };
            rule.allow_decimal_number(DataValidationRule::Between(least, most))
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_message("这里应是数；确知没有的填 无，不知道的留空")?
        }
        AttributeType::Date => rule
            .allow_date(DataValidationRule::GreaterThanOrEqualTo(ExcelDateTime::from_ymd(1900, 1, 1)?))
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_message("这里应是日期，如 2024-05-31；确知没有的填 无，不知道的留空")?,
        AttributeType::Text | AttributeType::List(_) => return Ok(None),
    };
    Ok(Some(rule))
}
