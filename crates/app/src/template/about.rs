//! The sheet 说明 of a template: how to fill it in, and what every column means. It has no heading that names a subject, so the import
//! leaves it alone.

use rust_xlsxwriter::{Color, Format, FormatAlign, Worksheet, XlsxError};
use vocabulary::kind::CodeFormat;
use vocabulary::{AttributeType, Kind};

use super::Form;
use super::columns::Column;
use super::sheet::how;

const HEADINGS: [(&str, f64); 8] = [
    ("工作表", 14.0),
    ("表头", 30.0),
    ("怎样填", 36.0),
    ("示例", 24.0),
    ("含义与口径", 56.0),
    ("由谁提供（最可信的在前）", 30.0),
    ("敏感级别", 10.0),
    ("指明主体", 10.0),
];

pub(super) fn write(sheet: &mut Worksheet, kind: &Kind, forms: &[Form<'_>]) -> Result<(), XlsxError> {
    sheet.set_name("说明")?;
    let bold = Format::new().set_bold().set_background_color(Color::RGB(0x00DD_E7F5));
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let mut row = 0u32;
    for line in lines(kind, forms) {
        sheet.write_string(row, 0, line)?;
        row += 1;
    }
    row += 1;
    for (column, (heading, width)) in (0u16..).zip(HEADINGS) {
        sheet.write_string_with_format(row, column, heading, &bold)?;
        sheet.set_column_width(column, width)?;
    }
    for form in forms {
        for column in &form.columns {
            row += 1;
            let identity = if column.identity { "是" } else { "" };
            let example = example(kind, column);
            let cells = [
                form.name,
                &column.heading,
                &how(column),
                &example,
                column.meaning,
                &column.given_by,
                column.sensitivity,
                identity,
            ];
            for (at, text) in (0u16..).zip(cells) {
                sheet.write_string_with_format(row, at, text, &wrapped)?;
            }
        }
    }
    Ok(())
}

fn lines(kind: &Kind, forms: &[Form<'_>]) -> Vec<String> {
    let code = kind.code.map(|id| format!("“{}”或", kind.get(id).name)).unwrap_or_default();
    let mut lines = vec![
        format!(
            "{}的导入模板：一行一个{}，表头不要改动；用不到的列可以删去，次序可以调整。",
            kind.name, kind.name
        ),
        format!("每行须写明是谁：{code}“{}”（橙色表头）。", kind.get(kind.title).name),
        "空白表示不知道，“无”表示确知没有，0 是零，三者不同。".to_owned(),
        "方括号里是年份；要填更早的年份，复制一列并改写年份即可。格内可以自带单位，如 5000元。".to_owned(),
        "本页不会被导入；“示例”一栏只说明写法，不是真实数据。".to_owned(),
    ];
    let lists: Vec<&str> = forms.iter().map(|form| form.name).filter(|name| *name != kind.name).collect();
    if !lists.is_empty() {
        lines.push(format!(
            "列表（{}）一行一条，各在自己的工作表里：填好后，同一个文件再导入一次，并选定该列表（命令行用 --list）。",
            lists.join("、")
        ));
    }
    lines
}

/// A value as one would write it, which is nobody's.
fn example(kind: &Kind, column: &Column<'_>) -> String {
    let is_code = kind.code.is_some_and(|id| kind.get(id).name == column.name) && column.identity;
    match column.r#type {
        // A made-up credit code is never shown as a real one.
        AttributeType::Text if is_code && kind.code_format == CodeFormat::CreditCode => {
            "18 位代码".to_owned()
        }
        AttributeType::Text if kind.get(kind.title).name == column.name && column.identity => {
            format!("示例{}", kind.name)
        }
        AttributeType::Boolean => "是".to_owned(),
        AttributeType::Number(unit) if unit.symbol == "%" => "4.3%".to_owned(),
        AttributeType::Number(_) => "1234.5".to_owned(),
        AttributeType::Enumeration(words) => words.first().cloned().unwrap_or_default(),
        AttributeType::Date => "2024-05-31".to_owned(),
        AttributeType::Text | AttributeType::List(_) => String::new(),
    }
}
