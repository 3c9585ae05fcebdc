//! CSV and its relatives: UTF-8 with or without byte order mark, UTF-16, GB18030; commas, tabs or semicolons; quoted line breaks.

use std::borrow::Cow;
use std::io::{self, Read};

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::LakeError;
use crate::gather::{Cells, Gather, Store};
use crate::import::Told;
use crate::limits::{MAX_COLUMNS, MAX_RECORD_BYTES};
use crate::plan::{Plan, PlanError, Planner};
use crate::raw::Raw;

/// How a text table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) encoding: &'static Encoding,
    pub(crate) delimiter: u8,
}

impl Dialect {
    /// For people: `CSV（UTF-8，逗号分隔）`.
    pub(crate) fn describe(self) -> String {
        let delimiter = match self.delimiter {
            b'\t' => "制表符",
            b';' => "分号",
            _ => "逗号",
        };
        format!("CSV（{}，{delimiter}分隔）", self.encoding.name().to_ascii_uppercase())
    }

    /// Settled from the first bytes; `is_utf8` says whether the whole file is valid UTF-8.
    pub(crate) fn detect(head: &[u8], is_utf8: bool) -> Self {
        let encoding = match Encoding::for_bom(head) {
            Some((encoding, _)) => encoding,
            None if is_utf8 => UTF_8,
            None => GB18030,
        };
        let head = if encoding == UTF_16LE || encoding == UTF_16BE {
            encoding.decode(head).0.into_owned().into_bytes()
        } else {
            head.to_vec()
        };
        Self { encoding, delimiter: delimiter(&head) }
    }
}

/// The delimiter that occurs most often outside of quotes in the first line. In GB18030 none of the three bytes is ever the
/// second one of a character.
fn delimiter(head: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0usize), (b'\t', 0), (b';', 0)];
    for byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted && counts.iter().any(|(_, count)| *count > 0) => break,
            _ if quoted => {}
            other => {
                for (delimiter, count) in &mut counts {
                    *count += usize::from(delimiter == other);
                }
            }
        }
    }
    let best = counts.iter().rev().max_by_key(|(_, count)| *count);
    best.map_or(b',', |(delimiter, _)| *delimiter)
}

/// How many columns the first line has, counted in the raw bytes: enough to refuse a gigabyte of commas at once.
pub(crate) fn too_many_columns(head: &[u8]) -> bool {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or(head);
    [b',', b'\t', b';'].into_iter().any(|delimiter| {
        // A quoted heading may hold delimiters; more than this many in it is no heading.
        memchr::memchr_iter(delimiter, line).count() > 2 * MAX_COLUMNS
    })
}

struct Row<'a>(&'a StringRecord);

impl Cells for Row<'_> {
    fn cell(&self, column: usize) -> Raw<'_> {
        self.0
            .get(column)
            .filter(|text| !text.is_empty())
            .map_or(Raw::Empty, |text| Raw::Text(Cow::Borrowed(text)))
    }
}

/// Reads a text table from its beginning.
pub(crate) fn read<S: Store>(
    file: &str,
    dialect: Dialect,
    input: impl Read,
    planner: &Planner<'_>,
    header_row: u32,
    told: &mut Told,
    gather: &mut Gather<'_, S>,
) -> Result<(), LakeError> {
    let guard = Guard { inner: Utf8Reader::new(input, dialect.encoding), budget: MAX_RECORD_BYTES };
    // The last line may lack its end: with one more, all lines are counted alike.
    let mut reader = ReaderBuilder::new()
        .delimiter(dialect.delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(Ended::new(guard));
    let mut record = StringRecord::new();
    let mut lines = Lines::default();
    let mut plan: Option<usize> = None;
    loop {
        let more = reader.read_record(&mut record).map_err(|error| explain(file, lines.row, &error))?;
        if !more {
            break;
        }
        reader.get_mut().inner.budget = MAX_RECORD_BYTES;
        let row = lines.next(reader.position().line(), &record);
        let Some(width) = plan else {
            if row < u64::from(header_row) {
                continue;
            }
            let planned = header(file, &record, planner, row, told)?;
            gather.begin_sheet(None, planned);
            plan = Some(record.len());
            continue;
        };
        let number =
            u32::try_from(row).map_err(|_| LakeError::too_many_rows(file, crate::limits::MAX_ROWS))?;
        gather.row(number, &Row(&record), ragged(&record, width))?;
    }
    if plan.is_none() {
        return Err(LakeError::unreadable(file, "文件是空的；第一行应是表头"));
    }
    Ok(())
}

/// Hands the rows of a text table to `take` as they stand, the headings first; whatever encoding and delimiter it has.
///
/// # Errors
/// Where the text is no table, or `take` refuses a row: with the row's number as people count.
pub fn text_rows(
    file: &str,
    bytes: &[u8],
    mut take: impl FnMut(&StringRecord) -> Result<(), String>,
) -> Result<(), LakeError> {
    let dialect = Dialect::detect(bytes, std::str::from_utf8(bytes).is_ok());
    let guard = Guard { inner: Utf8Reader::new(bytes, dialect.encoding), budget: MAX_RECORD_BYTES };
    let mut reader = ReaderBuilder::new()
        .delimiter(dialect.delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(Ended::new(guard));
    let mut record = StringRecord::new();
    let mut lines = Lines::default();
    while reader.read_record(&mut record).map_err(|error| explain(file, lines.row, &error))? {
        reader.get_mut().inner.budget = MAX_RECORD_BYTES;
        let row = lines.next(reader.position().line(), &record);
        take(&record).map_err(|message| LakeError::unreadable(file, format!("第 {row} 行：{message}")))?;
    }
    Ok(())
}

fn header(
    file: &str,
    record: &StringRecord,
    planner: &Planner<'_>,
    row: u64,
    told: &mut Told,
) -> Result<Plan, LakeError> {
    if record.iter().any(|heading| heading.contains('\0')) {
        let message = format!(
            "第 {row} 行（表头）里有空字符（NUL），不像文本表格；请用 Excel 另存为 .xlsx 或 CSV 后再导入"
        );
        return Err(LakeError::unreadable(file, message));
    }
    let headings: Vec<String> = record.iter().map(str::to_owned).collect();
    told.plan(planner, file, None, &headings)?.map_err(|error| match error {
        PlanError::NoIdentity(message) | PlanError::Wrong(message) => {
            LakeError::headings(file, None, message)
        }
    })
}

/// A row with fewer or more cells than the header has been torn: its cells may stand in wrong columns.
fn ragged(record: &StringRecord, width: usize) -> Option<String> {
    let len = record.len();
    if len < width {
        return Some(format!("本行只有 {len} 列，表头有 {width} 列；请检查是否有未加引号的换行或缺少分隔符"));
    }
    let extra = record.iter().skip(width).any(|cell| !cell.trim().is_empty());
    extra.then(|| format!("本行有 {len} 列，表头只有 {width} 列；请检查是否有未加引号的逗号"))
}

/// Numbers rows as a spreadsheet shows them: a blank line is a row, a line break within quotes is none.
#[derive(Debug, Default)]
struct Lines {
    row: u64,
    line: u64,
}

impl Lines {
    /// `line`: where the reader stands after the record.
    fn next(&mut self, line: u64, record: &StringRecord) -> u64 {
        let inside =
            record.iter().map(|cell| memchr::memchr_iter(b'\n', cell.as_bytes()).count() as u64).sum::<u64>();
        let passed = line.saturating_sub(self.line.max(1)).saturating_sub(inside);
        self.line = line;
        self.row += passed.max(1);
        self.row
    }
}

fn explain(file: &str, row: u64, error: &csv::Error) -> LakeError {
    let next = row + 1;
    if let csv::ErrorKind::Io(error) = error.kind() {
        return match error.get_ref().and_then(|inner| inner.downcast_ref::<Broken>()) {
            Some(Broken::RecordTooLong) => LakeError::limit(
                file,
                format!("第 {next} 行的内容"),
                format!("{} MB", MAX_RECORD_BYTES >> 20),
            ),
            Some(Broken::Encoding { name, line }) => LakeError::unreadable(
                file,
                format!(
                    "第 {line} 行有不属于 {name} 编码的字节；请用 Excel 另存为“CSV UTF-8”或 .xlsx 后再导入"
                ),
            ),
            None => LakeError::unreadable(file, format!("第 {next} 行附近读取失败：{error}")),
        };
    }
    LakeError::unreadable(file, format!("第 {next} 行附近不是 CSV：{error}"))
}

#[derive(Debug, thiserror::Error)]
enum Broken {
    #[error("record too long")]
    RecordTooLong,
    #[error("not {name} in line {line}")]
    Encoding { name: &'static str, line: usize },
}

/// Refuses to go on when one record takes more than its budget of bytes: it would be held in memory as a whole.
struct Guard<R> {
    inner: R,
    budget: usize,
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        // What the reader has buffered beyond the record is charged to the next one: the bound is loose by one buffer.
        if read > self.budget {
            return Err(io::Error::other(Broken::RecordTooLong));
        }
        self.budget -= read;
        Ok(read)
    }
}

/// Adds a line end to the end of a file, of the kind that the file has: the reader counts both kinds at different moments.
struct Ended<R> {
    inner: R,
    last: u8,
    /// Whether the last line end was a carriage return and a line feed.
    carriage_return: bool,
    tail: &'static [u8],
    drained: bool,
}

impl<R> Ended<R> {
    fn new(inner: R) -> Self {
        Self { inner, last: 0, carriage_return: false, tail: b"", drained: false }
    }
}

impl<R: Read> Read for Ended<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        if read > 0 {
            if let Some(at) = memchr::memrchr(b'\n', &buffer[..read]) {
                let before = if at == 0 { self.last } else { buffer[at - 1] };
                self.carriage_return = before == b'\r';
            }
            self.last = buffer[read - 1];
            return Ok(read);
        }
        if !self.drained {
            self.drained = true;
            self.tail = if self.carriage_return { b"\r\n" } else { b"\n" };
        }
        let count = self.tail.len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.tail[..count]);
        self.tail = &self.tail[count..];
        Ok(count)
    }
}

/// Turns the bytes of a file into UTF-8, strictly.
struct Utf8Reader<R> {
    inner: R,
    decoder: Decoder,
    name: &'static str,
    input: Vec<u8>,
    from: usize,
    to: usize,
    output: Vec<u8>,
    given: usize,
    drained: bool,
    /// Lines handed out before what `output` holds.
    lines: usize,
}

fn lines(text: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', text).count()
}

impl<R: Read> Utf8Reader<R> {
    const BUFFER: usize = 1 << 16;

    fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            name: encoding.name(),
            input: vec![0; Self::BUFFER],
            from: 0,
            to: 0,
            output: Vec::with_capacity(Self::BUFFER * 2),
            given: 0,
            drained: false,
            lines: 0,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.lines += lines(&self.output);
        self.output.clear();
        self.given = 0;
        while self.output.is_empty() && !self.drained {
            if self.from == self.to {
                self.from = 0;
                self.to = self.inner.read(&mut self.input)?;
            }
            let last = self.to == 0;
            let mut text = String::from_utf8(std::mem::take(&mut self.output)).unwrap_or_default();
            let (result, used) = self.decoder.decode_to_string_without_replacement(
                &self.input[self.from..self.to],
                &mut text,
                last,
            );
            self.from += used;
            self.output = text.into_bytes();
            match result {
                DecoderResult::Malformed(..) => {
                    let line = self.lines + lines(&self.output) + 1;
                    return Err(io::Error::other(Broken::Encoding { name: self.name, line }));
                }
                DecoderResult::InputEmpty => self.drained = last,
                DecoderResult::OutputFull => {}
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Utf8Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.output.len() {
            self.fill()?;
        }
        let rest = &self.output[self.given..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        Ok(count)
    }
}
