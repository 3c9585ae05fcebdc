//! A workbook of a document: its tables with live formulas, the data behind its charts with native charts, and every figure of its
//! sentences with its source. What a person would recompute is a formula; what was stated is a number.

use rust_xlsxwriter::{
    Chart as Drawing, ChartType, Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula as Live, Note, Workbook, Worksheet, XlsxError,
};

use crate::model::{Block, Cell, Chart, ChartKind, Document, Figure, Formula, Piece, Run, Table, plain};
use crate::notes::{self, Mark, Notes};

/// Rows above the first of a table: its caption and its heading.
const HEAD_ROWS: u32 = 2;
/// Characters in a cell of a workbook.
const MAX_CHARS: usize = 32_767;
/// Most notes on cells of one sheet: beyond that the source lines below have to do.
const MAX_NOTES: usize = 2_000;

/// Writes the workbook. The same document gives the same bytes.
///
/// # Errors
/// Where a table is larger than a sheet.
pub fn write(document: &Document) -> Result<Vec<u8>, String> {
    build(document).map_err(|error| error.to_string())
}

fn build(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let date = document.date;
    let created = ExcelDateTime::from_ymd(
        u16::try_from(date.year()).unwrap_or(1900),
        u8::try_from(date.month()).unwrap_or(1),
        u8::try_from(date.day()).unwrap_or(1),
    )?;
    workbook.set_properties(&DocProperties::new().set_title(&document.title).set_creation_datetime(&created));
    let looks = Looks::new();
    let mut contents = vec![(document.title.clone(), String::new())];
    contents.extend(document.below.iter().map(|line| (line.clone(), String::new())));
    let mut sheets: Vec<Worksheet> = Vec::new();
    let (mut tables, mut charts) = (0, 0);
    for block in document.all_blocks() {
        match block {
            Block::Table(table) => {
                tables += 1;
                let name = format!("表{tables}");
                contents.push((name.clone(), table.caption.clone()));
                sheets.push(looks.table(&name, &table.caption, table)?);
            }
            Block::Chart(chart) => {
                charts += 1;
                let name = format!("图{charts}");
                contents.push((name.clone(), chart.caption.clone()));
                let mut sheet = looks.table(&name, &chart.caption, &chart.table())?;
                draw(&mut sheet, &name, chart)?;
                sheets.push(sheet);
            }
            _ => {}
        }
    }
    let figures = figures(document);
    if !figures.is_empty() {
        contents.push(("正文数字".to_owned(), "正文每个数字的来源，编号与正文脚注一致".to_owned()));
        sheets.push(looks.figures(&figures)?);
    }
    workbook.push_worksheet(looks.contents(&contents)?);
    for sheet in sheets {
        workbook.push_worksheet(sheet);
    }
    workbook.save_to_buffer()
}

struct Looks {
    caption: Format,
    heading: Format,
    words: Format,
    note: Format,
}

impl Looks {
    fn new() -> Self {
        let ruled = || {
            Format::new()
                .set_border(FormatBorder::Thin)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap()
        };
        Self {
            caption: Format::new().set_bold().set_font_size(14),
            heading: ruled()
                .set_bold()
                .set_background_color(Color::RGB(0x00EE_F1F5))
                .set_align(FormatAlign::Center),
            words: ruled(),
            note: Format::new().set_font_size(9).set_font_color(Color::RGB(0x0055_5555)),
        }
    }

    fn number(decimals: usize) -> Format {
        let pattern =
            if decimals == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(decimals)) };
        Format::new()
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::VerticalCenter)
            .set_num_format(pattern)
    }

    fn contents(&self, lines: &[(String, String)]) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name("目录")?.set_column_width(0, 16)?.set_column_width(1, 70)?;
        for (row, (name, caption)) in (0..).zip(lines) {
            if caption.is_empty() {
                let look = if row == 0 { &self.caption } else { &self.note };
                sheet.write_string_with_format(row, 0, name, look)?;
            } else {
                sheet.write_url_with_text(row, 0, format!("internal:'{name}'!A1").as_str(), name)?;
                sheet.write_string(row, 1, caption)?;
            }
        }
        Ok(sheet)
    }

    fn table(&self, name: &str, caption: &str, table: &Table) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        sheet.write_string_with_format(0, 0, caption, &self.caption)?;
        for ((column, heading), share) in (0u16..).zip(&table.columns).zip(table.column_shares(1000)) {
            sheet.write_string_with_format(1, column, &heading.heading, &self.heading)?;
            // A thousandth of the width is about a ninth of a character.
            let width = f64::from(u32::try_from(share).unwrap_or(100)) / 9.0;
            sheet.set_column_width(column, width.clamp(9.0, 60.0))?;
        }
        sheet.set_freeze_panes(HEAD_ROWS, 0)?;
        let sources = notes::of_table(table);
        let mut noted = 0;
        for (row, cells) in (HEAD_ROWS..).zip(&table.rows) {
            for (column, cell) in (0u16..).zip(cells) {
                self.cell(&mut sheet, row, column, cell)?;
                if let (true, Some(figure)) = (sources.len() > 1 && noted < MAX_NOTES, cell.figure()) {
                    sheet.insert_note(
                        row,
                        column,
                        &Note::new(figure.source.text()).set_author("来源").add_author_prefix(false),
                    )?;
                    noted += 1;
                }
            }
        }
        let after = HEAD_ROWS + u32::try_from(table.rows.len()).unwrap_or(u32::MAX - HEAD_ROWS - 1) + 1;
        let remarks = table.remarks.iter().map(|remark| format!("注：{remark}"));
        for (row, line) in (after..).zip(remarks.chain(notes::lines(&sources))) {
            sheet.write_string_with_format(row, 0, cut(&line), &self.note)?;
        }
        Ok(sheet)
    }

    fn cell(&self, sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => sheet.write_blank(row, column, &self.words)?,
            // Text always: a code of digits must not become a number, nor a name a formula.
            Cell::Text(text) => sheet.write_string_with_format(row, column, cut(text), &self.words)?,
            Cell::Runs(runs) => match runs.as_slice() {
                [Run { piece: Piece::Figure(figure), .. }] => {
                    return self.cell(sheet, row, column, &Cell::Figure(figure.as_ref().clone()));
                }
                runs => sheet.write_string_with_format(row, column, cut(&plain(runs)), &self.words)?,
            },
            Cell::Figure(figure) => match figure.number {
                Some(number) => {
                    sheet.write_number_with_format(row, column, number, &Self::number(figure.decimals))?
                }
                None => sheet.write_string_with_format(row, column, cut(&figure.bare), &self.words)?,
            },
            Cell::Computed(figure, formula) => match figure.number {
                Some(number) => {
                    let live = Live::new(written(formula)).set_result(number.to_string());
                    sheet.write_formula_with_format(row, column, live, &Self::number(figure.decimals))?
                }
                // What it follows from is unknown, so it is: a formula would show an error or a zero.
                None => sheet.write_string_with_format(row, column, cut(&figure.bare), &self.words)?,
            },
        };
        Ok(())
    }

    fn figures(&self, figures: &[(usize, &Figure)]) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name("正文数字")?;
        sheet.write_string_with_format(0, 0, "正文数字及其来源", &self.caption)?;
        for (column, (heading, width)) in
            (0u16..).zip([("脚注", 8.0), ("正文写作", 24.0), ("数值", 16.0), ("单位", 10.0), ("来源", 90.0)])
        {
            sheet.write_string_with_format(1, column, heading, &self.heading)?;
            sheet.set_column_width(column, width)?;
        }
        sheet.set_freeze_panes(HEAD_ROWS, 0)?;
        for (row, (note, figure)) in (HEAD_ROWS..).zip(figures) {
            sheet.write_number_with_format(
                row,
                0,
                f64::from(u32::try_from(*note).unwrap_or(u32::MAX)),
                &self.words,
            )?;
            sheet.write_string_with_format(row, 1, cut(&figure.shown), &self.words)?;
            self.cell(
                &mut sheet,
                row,
                2,
                &Cell::Figure(Figure { bare: String::new(), ..(*figure).clone() }),
            )?;
            sheet.write_string_with_format(row, 3, &figure.unit, &self.words)?;
            sheet.write_string_with_format(row, 4, cut(figure.source.text()), &self.words)?;
        }
        Ok(sheet)
    }
}

/// The figures of the sentences with the numbers of their footnotes, as the text document numbers them.
fn figures(document: &Document) -> Vec<(usize, &Figure)> {
    let mut notes = Notes::default();
    let mut figures = Vec::new();
    for block in document.all_blocks() {
        notes.begin();
        for run in block.runs() {
            if let Piece::Figure(figure) = &run.piece {
                let (Mark::New(number) | Mark::Again(number)) = notes.mark(&figure.source);
                figures.push((number, figure.as_ref()));
            }
        }
    }
    figures
}

fn cut(text: &str) -> String {
    text.chars().take(MAX_CHARS).collect()
}

/// A formula with the addresses of its cells.
fn written(formula: &Formula) -> String {
    let mut text = format!("={}", formula.text);
    for (at, (row, column)) in formula.cells.iter().enumerate() {
        let row = HEAD_ROWS + u32::try_from(*row).unwrap_or(0);
        let column = u16::try_from(*column).unwrap_or(0);
        text = text.replace(&format!("{{{at}}}"), &rust_xlsxwriter::utility::row_col_to_cell(row, column));
    }
    text
}

/// The chart again, as one that Excel draws from the cells.
fn draw(sheet: &mut Worksheet, name: &str, chart: &Chart) -> Result<(), XlsxError> {
    let (kind, shown) = match chart.kind {
        ChartKind::Lines => (ChartType::Line, chart.series.len()),
        // An interval is told by its numbers; drawn are the points.
        ChartKind::Bars => (ChartType::Bar, chart.series.len()),
        ChartKind::Intervals => (ChartType::Bar, 1),
    };
    let last = HEAD_ROWS + u32::try_from(chart.categories.len()).unwrap_or(1).max(1) - 1;
    let mut drawing = Drawing::new(kind);
    for (column, series) in (1u16..).zip(&chart.series).take(shown) {
        drawing
            .add_series()
            .set_name(series.name.as_str())
            .set_categories((name, HEAD_ROWS, 0, last, 0))
            .set_values((name, HEAD_ROWS, column, last, column));
    }
    drawing.title().set_name(&chart.caption);
    let beside = u16::try_from(chart.series.len()).unwrap_or(1) + 2;
    sheet.insert_chart(1, beside, &drawing)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader, Xlsx};

    use super::*;
    use crate::model::{Column, Source};

    fn example() -> Document {
        let source = Source::new("统计局");
        let cell = |value: f64| Cell::Figure(Figure::number(value, 1, "亿元", source.clone()));
        let computed = |value: Option<f64>, text: &str, cells: &[(usize, usize)]| {
            Cell::Computed(Figure::maybe(value, 1, "%", Source::new("计算")), Formula::new(text, cells))
        };
        let table = Table {
            caption: "增长".to_owned(),
            columns: vec![
                Column::words("地区"),
                Column::figures("2022"),
                Column::figures("2023"),
                Column::figures("增长（%）"),
            ],
            rows: vec![
                vec![
                    Cell::Text("330000".to_owned()),
                    cell(100.0),
                    cell(110.0),
                    computed(Some(10.0), "({1}/{0}-1)*100", &[(0, 1), (0, 2)]),
                ],
                vec![
                    Cell::Text("=1+1".to_owned()),
                    cell(5.0),
                    Cell::Figure(Figure::maybe(None, 1, "", source.clone())),
                    computed(None, "{0}", &[(1, 2)]),
                ],
            ],
            remarks: vec![],
        };
        let mut document = crate::docx::example();
        document.blocks.push(Block::Table(std::sync::Arc::new(table)));
        document
    }

    #[test]
    fn formulas_are_live_unknown_stays_unknown_and_sources_stand_below() {
        let bytes = write(&example()).expect("written");
        let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).expect("a workbook");
        assert_eq!(book.sheet_names(), ["目录", "表1", "图1", "表2", "正文数字"]);
        let formulas = book.worksheet_formula("表2").expect("the sheet");
        assert_eq!(formulas.get_value((2, 3)).map(String::as_str), Some("(C3/B3-1)*100"));
        let cells = book.worksheet_range("表2").expect("the sheet");
        let at = |row, column| cells.get_value((row, column)).cloned();
        assert_eq!(at(2, 0), Some(Data::String("330000".to_owned())));
        assert_eq!(at(3, 0), Some(Data::String("=1+1".to_owned())), "a name is no formula");
        assert_eq!(at(2, 3), Some(Data::Float(10.0)));
        assert_eq!(
            (at(3, 2), at(3, 3)),
            (Some(Data::String("未知".to_owned())), Some(Data::String("未知".to_owned())))
        );
        assert!(format!("{:?}", at(5, 0)).contains("资料来源：a 统计局"));
        let figures = book.worksheet_range("正文数字").expect("the sheet");
        assert_eq!(figures.height(), 5, "two rows of heading, three figures of the text");
    }

    #[test]
    fn the_same_document_gives_the_same_bytes() {
        assert_eq!(write(&example()), write(&example()));
    }
}
