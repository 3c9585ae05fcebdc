//! Workbooks: every sheet that says whom its rows are about, or the one that the mapping names. Cells are streamed; formulas
//! count with the result that Excel stored.

use std::borrow::Cow;
use std::io::{BufReader, Read, Seek, Write};

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, SheetType, Xlsx, XlsxError};
use jiff::civil::Date;

use crate::LakeError;
use crate::gather::{Cells, Gather, Store};
use crate::headings::letter;
use crate::import::{self, Told};
use crate::limits::{MAX_COLUMNS, MAX_XLSX_STRINGS_BYTES, MAX_XLSX_UNPACKED_BYTES};
use crate::plan::{Plan, PlanError, Planner};
use crate::raw::Raw;
use crate::scan::Bytes;

struct Row<'a>(Vec<Raw<'a>>);

impl Cells for Row<'_> {
    fn cell(&self, column: usize) -> Raw<'_> {
        match self.0.get(column) {
            None => Raw::Empty,
            // Borrowed again, so that reading a row copies no text.
            Some(Raw::Text(text)) => Raw::Text(Cow::Borrowed(text)),
            Some(other) => other.clone(),
        }
    }
}

/// Reads a workbook from its beginning.
pub(crate) fn read<S: Store>(
    file: &str,
    mut bytes: Bytes<'_>,
    only: Option<&str>,
    planner: &Planner<'_>,
    header_row: u32,
    told: &mut Told,
    gather: &mut Gather<'_, S>,
) -> Result<(), LakeError> {
    refuse_bombs(file, &mut bytes)?;
    let broken = |error: XlsxError| {
        LakeError::unreadable(
            file,
            format!("不是完好的 .xlsx（{error}）；请用 Excel 打开并另存为 .xlsx 后再导入"),
        )
    };
    let mut book = contained(|| Xlsx::new(BufReader::new(bytes))).map_err(broken)?;
    let sheets: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    if let Some(only) = only
        && !sheets.iter().any(|sheet| sheet == only)
    {
        let message = format!("没有工作表“{only}”；文件里有：{}", sheets.join("、"));
        return Err(LakeError::headings(file, None, message));
    }
    let mut skipped = Vec::new();
    // A template holds a sheet per list beside that of the subjects: each import takes its own.
    let own = only.or(planner.list_name().filter(|list| sheets.iter().any(|sheet| sheet == list)));
    for name in sheets.iter().filter(|sheet| own.is_none_or(|own| *sheet == own)) {
        if only.is_none() && planner.is_of_another_list(name) {
            told.notes.push(format!("工作表“{name}”是列表，未读；请选定该列表（--list {name}）再导入一次"));
            skipped.push((name.clone(), format!("是列表；请用 --list {name} 导入")));
            continue;
        }
        let merged = contained(|| book.merge_cells_by_sheet_name(name)).map_err(broken)?;
        let mut sheet = Sheet { file, name, merged, planner, header_row, begun: false, width: 0 };
        if let Some(why) = sheet.read(&mut book, told, gather)? {
            skipped.push((name.clone(), why));
        }
    }
    if gather.sheets.is_empty() {
        return Err(match skipped.into_iter().next() {
            Some((name, why)) => LakeError::headings(file, Some(&name), why),
            None => LakeError::unreadable(file, "工作簿里没有工作表"),
        });
    }
    for (name, _) in skipped.into_iter().filter(|(name, _)| !planner.is_of_another_list(name)) {
        told.notes.push(format!("工作表“{name}”没有指明主体的表头，未读"));
    }
    Ok(())
}

/// Runs the workbook reader; a panic of it is a damaged file like any other.
fn contained<T>(read: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, XlsxError> {
    import::contained(read).unwrap_or(Err(XlsxError::Unexpected("corrupt workbook")))
}

/// Unpacks every part once, counting: what a workbook says of its own sizes may be a lie.
fn refuse_bombs(file: &str, bytes: &mut Bytes<'_>) -> Result<(), LakeError> {
    let broken = |error: &dyn std::fmt::Display| {
        LakeError::unreadable(
            file,
            format!("不是完好的 .xlsx（{error}），可能没有下载完整；请重新下载，或用 Excel 另存后再导入"),
        )
    };
    let mut archive = zip::ZipArchive::new(&mut *bytes).map_err(|error| broken(&error))?;
    let mut left = MAX_XLSX_UNPACKED_BYTES;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|error| broken(&error))?;
        let is_strings = part.name().is_ok_and(|name| name.ends_with("sharedStrings.xml"));
        let limit = if is_strings { left.min(MAX_XLSX_STRINGS_BYTES) } else { left };
        let mut counter = Counter(0);
        std::io::copy(&mut (&mut part).take(limit + 1), &mut counter).map_err(|error| broken(&error))?;
        if counter.0 > limit {
            let what = if is_strings { "解压后的文本" } else { "解压后的大小" };
            let most = if is_strings { MAX_XLSX_STRINGS_BYTES } else { MAX_XLSX_UNPACKED_BYTES };
            return Err(LakeError::limit(file, what, format!("{} MB", most >> 20)));
        }
        left -= counter.0;
    }
    drop(archive);
    bytes.rewind().map_err(|error| broken(&error))
}

struct Counter(u64);

impl Write for Counter {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        self.0 += buffer.len() as u64;
        Ok(buffer.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// One sheet being read.
struct Sheet<'s> {
    file: &'s str,
    name: &'s str,
    merged: Vec<Dimensions>,
    planner: &'s Planner<'s>,
    header_row: u32,
    /// The headings were read.
    begun: bool,
    width: usize,
}

impl Sheet<'_> {
    /// Reads the sheet; `Some` says why it was skipped.
    fn read<S: Store, R: Read + Seek>(
        &mut self,
        book: &mut Xlsx<R>,
        told: &mut Told,
        gather: &mut Gather<'_, S>,
    ) -> Result<Option<String>, LakeError> {
        let (file, name) = (self.file, self.name);
        let broken = |error: XlsxError| {
            LakeError::headings(
                file,
                Some(name),
                format!("读取失败（{error}）；请用 Excel 打开并另存为 .xlsx 后再导入"),
            )
        };
        let mut cells = contained(|| book.worksheet_cells_reader(name)).map_err(broken)?;
        let mut row = Row(Vec::new());
        let mut number = 0u32;
        while let Some(cell) = contained(|| cells.next_cell_with_formula_metadata()).map_err(broken)? {
            let (at, column) = (cell.pos.0.saturating_add(1), cell.pos.1 as usize);
            let raw = raw(cell.value, cell.formula.is_some());
            if raw == Raw::Empty {
                continue;
            }
            if column >= MAX_COLUMNS {
                return Err(LakeError::too_many_columns(file));
            }
            if at < number {
                let message =
                    format!("第 {at} 行出现在第 {number} 行之后，文件已损坏；请用 Excel 打开并另存后再导入");
                return Err(LakeError::headings(file, Some(name), message));
            }
            if at > number {
                if let Some(why) = self.row(number, &row, told, gather)? {
                    return Ok(Some(why));
                }
                row.0.clear();
                number = at;
            }
            if row.0.len() <= column {
                row.0.resize(column + 1, Raw::Empty);
            }
            row.0[column] = raw;
        }
        if let Some(why) = self.row(number, &row, told, gather)? {
            return Ok(Some(why));
        }
        Ok(if self.begun { None } else { Some(format!("第 {} 行没有表头", self.header_row)) })
    }

    /// Takes one row; `Some` says why the whole sheet is skipped.
    fn row<S: Store>(
        &mut self,
        number: u32,
        row: &Row<'_>,
        told: &mut Told,
        gather: &mut Gather<'_, S>,
    ) -> Result<Option<String>, LakeError> {
        if row.0.is_empty() || number < self.header_row {
            return Ok(None);
        }
        if self.begun {
            let extra = (self.width..row.0.len()).find(|column| !row.cell(*column).is_blank());
            let problem =
                extra.map(|column| format!("{} 列有内容却没有表头；请补上表头或清空该格", letter(column)));
            gather.row(number, row, problem)?;
            return Ok(None);
        }
        let merged = self.merged_heading();
        if number > self.header_row {
            return Ok(Some(format!("第 {} 行没有表头", self.header_row)));
        }
        self.width = row.0.len();
        let headings: Vec<String> = row.0.iter().map(|cell| cell.text().into_owned()).collect();
        match (told.plan(self.planner, self.file, Some(self.name), &headings)?, merged) {
            (Ok(plan), Some(merged)) if self.planner.peeks() => {
                gather.begin_sheet(Some(self.name), Plan { problem: Some(merged), ..plan });
                self.begun = true;
                Ok(None)
            }
            (Ok(_), Some(merged)) => Err(LakeError::headings(self.file, Some(self.name), merged)),
            (Ok(plan), None) => {
                gather.begin_sheet(Some(self.name), plan);
                self.begun = true;
                Ok(None)
            }
            (Err(PlanError::NoIdentity(why)), merged) => {
                Ok(Some(merged.map_or(why.clone(), |merged| format!("{merged}（{why}）"))))
            }
            (Err(PlanError::Wrong(why)), _) => Err(LakeError::headings(self.file, Some(self.name), why)),
        }
    }

    /// Headings that span several columns, or reach into the rows below, mean more than one thing.
    fn merged_heading(&self) -> Option<String> {
        let row = self.header_row - 1;
        let touching = self.merged.iter().find(|area| {
            area.start.0 <= row && area.end.0 >= row && (area.end.1 > area.start.1 || area.end.0 > row)
        })?;
        let corner = |(row, column): (u32, u32)| format!("{}{}", letter(column as usize), u64::from(row) + 1);
        Some(format!(
            "表头第 {} 行有合并单元格 {}:{}，无法判断各列的含义；请取消合并、每列写全表头（如 研发费用[2024]），或在映射文件里用 header_row 指明表头所在的行",
            self.header_row,
            corner(touching.start),
            corner(touching.end)
        ))
    }
}

fn raw(value: DataRef<'_>, is_formula: bool) -> Raw<'_> {
    match value {
        DataRef::Empty if is_formula => Raw::NoResult,
        DataRef::Empty => Raw::Empty,
        DataRef::Int(number) => Raw::Int(number),
        DataRef::Float(number) => Raw::Float(number),
        DataRef::String(text) | DataRef::DateTimeIso(text) => Raw::Text(Cow::Owned(text)),
        DataRef::SharedString(text) => Raw::Text(Cow::Borrowed(text)),
        DataRef::Bool(yes) => Raw::Bool(yes),
        DataRef::DateTime(moment) => date(&moment).map_or(Raw::Unsupported("时长".to_owned()), Raw::Date),
        DataRef::DurationIso(_) => Raw::Unsupported("时长".to_owned()),
        DataRef::Error(error) => Raw::Error(error.to_string()),
    }
}

fn date(moment: &ExcelDateTime) -> Option<Date> {
    if !moment.is_datetime() {
        return None;
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
