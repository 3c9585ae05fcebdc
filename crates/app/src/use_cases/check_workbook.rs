use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, XlsxError};

use super::check_list::check_list;
use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::{Code, Failure};
use crate::model::{CheckList, CheckRow, Found};
use crate::region::Region;

/// Columns before those of the programmes, and their widths in characters.
const IDENTITY: [(&str, f64); 5] =
    [("名单中的写法", 30.0), ("核对结果", 12.0), ("名称", 34.0), ("统一社会信用代码", 22.0), ("备注", 24.0)];
/// Columns of each programme, and their widths.
const PER_PROGRAMME: [(&str, f64); 3] = [("状态", 10.0), ("原因", 60.0), ("缺少的数据", 40.0)];
/// Most characters that a cell of a workbook holds.
const MAX_CELL_CHARS: usize = 32_767;

/// The answer of [`check_list`] as an Excel workbook: a sheet of statuses with reasons, and a sheet that says what it is.
///
/// # Errors
/// As [`check_list`].
pub fn check_workbook(
    scope: &AccessScope,
    region: &Region,
    entries: &[String],
    programmes: &[String],
    when: When,
) -> Result<Vec<u8>, Failure> {
    let list = check_list(scope, region, entries, programmes, when)?;
    write(&list).map_err(|error| {
        Failure::new(Code::StorageFailed, format!("工作簿不能写出：{error}"), "请减少名单行数后重试")
    })
}

fn write(list: &CheckList) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let heading = Format::new().set_bold().set_background_color(Color::RGB(0x00DD_E7F5)).set_text_wrap();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let sheet = workbook.add_worksheet().set_name("核查结果")?;
    let mut column = 0;
    for (title, width) in IDENTITY {
        sheet.write_with_format(0, column, title, &heading)?;
        sheet.set_column_width(column, width)?;
        column += 1;
    }
    for count in &list.counts {
        for (title, width) in PER_PROGRAMME {
            sheet.write_with_format(0, column, format!("{} {title}", count.name), &heading)?;
            sheet.set_column_width(column, width)?;
            column += 1;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    for (line, row) in (1u32..).zip(&list.rows) {
        for (column, text) in (0u16..).zip(cells(row)) {
            // Text always: a code of digits must not become a number, nor a name a formula.
            sheet.write_string_with_format(line, column, text, &wrapped)?;
        }
    }
    let about = workbook.add_worksheet().set_name("说明")?;
    about.set_column_width(0, 24)?.set_column_width(1, 60)?;
    for (line, (name, text)) in (0u32..).zip(about_lines(list)) {
        about.write_string_with_format(line, 0, name, &heading)?;
        about.write_string_with_format(line, 1, text, &wrapped)?;
    }
    workbook.save_to_buffer()
}

fn cells(row: &CheckRow) -> Vec<String> {
    let found = match row.found {
        Found::One => "已找到",
        Found::None => "未找到",
        Found::Ambiguous => "重名",
    };
    let remark = match (&row.message, row.example) {
        (Some(message), _) => {
            std::iter::once(message).chain(&row.candidates).cloned().collect::<Vec<_>>().join("\n")
        }
        (None, true) => "示例（由程序生成，不是真实主体）".to_owned(),
        (None, false) => String::new(),
    };
    let mut cells = vec![
        row.entry.clone(),
        found.to_owned(),
        row.name.clone().unwrap_or_default(),
        row.code.clone().unwrap_or_default(),
        remark,
    ];
    for result in &row.results {
        cells.push(result.status.label().to_owned());
        cells.push(result.reasons.join("\n"));
        cells.push(result.missing.join("、"));
    }
    cells.into_iter().map(|text| text.chars().take(MAX_CELL_CHARS).collect()).collect()
}

fn about_lines(list: &CheckList) -> Vec<(String, String)> {
    let notice = &list.notice;
    let freshest = notice.freshest_data.map_or("未知".to_owned(), |date| date.to_string());
    let mut lines = vec![
        ("性质".to_owned(), notice.disclaimer.clone()),
        ("评估日期".to_owned(), notice.as_of.to_string()),
        ("数据最新日期".to_owned(), freshest),
        ("行数".to_owned(), list.rows.len().to_string()),
    ];
    lines.extend(list.counts.iter().map(|count| {
        let text = format!(
            "符合 {}，不符合 {}，待定 {}，不适用 {}（{}）",
            count.met, count.unmet, count.unknown, count.not_applicable, count.programme
        );
        (count.name.clone(), text)
    }));
    lines
}
