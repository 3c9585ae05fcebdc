//! Every limit of the lake in one place. Each is tested at the limit and one past it.

/// Largest file that is imported, in bytes.
pub const MAX_FILE_BYTES: u64 = 2 << 30;

/// Most bytes the parts of a workbook may have once unpacked (a “zip bomb” unpacks to terabytes).
pub const MAX_XLSX_UNPACKED_BYTES: u64 = 4 << 30;

/// Most bytes the table of texts of a workbook may have once unpacked: it is held in memory.
pub const MAX_XLSX_STRINGS_BYTES: u64 = 512 << 20;

/// Most columns a table may have.
pub const MAX_COLUMNS: usize = 2_000;

/// Most data rows a table may have, all its sheets together.
pub const MAX_ROWS: u64 = 5_000_000;

/// How many values of a column are shown before it is imported.
pub const SAMPLES: usize = 3;

/// Longest value shown before it is imported, in characters.
pub const MAX_SAMPLE_CHARS: usize = 30;

/// Most values that differ from those that stand, which are told at once; the rest is counted.
pub const MAX_CONFLICTS: usize = 200_000;

/// Most data rows that a dry run keeps in memory.
pub const MAX_CHECK_ROWS: u64 = 200_000;

/// Most bytes one record (the header row included) of a text table may have.
pub const MAX_RECORD_BYTES: usize = 4 << 20;

/// Most rejects a report carries; `rejects.csv` beside the source keeps all.
pub const MAX_REPORTED_REJECTS: usize = 1_000;

/// Most sources one view may have (a value's source is kept in 16 bits).
pub const MAX_SOURCES: usize = u16::MAX as usize - 1;

/// Cells (rows × columns) a chunk holds in memory before it is written out.
pub const CHUNK_CELLS: usize = 8_000_000;

/// Most rows a chunk holds.
pub const CHUNK_ROWS: usize = 1 << 18;

/// Longest source name, department, authority and so on, in characters.
pub const MAX_NAME_CHARS: usize = 200;

/// Years that a heading, a column 年度 or a mapping may name.
pub const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// Rows a sheet of a workbook has room for, the headings included.
pub const MAX_XLSX_ROWS: u32 = 1_048_576;
