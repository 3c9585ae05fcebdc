//! Limits on what one request may ask for. Each is tested at the limit and one past it.

/// Most subjects on one page of a list.
pub const MAX_PAGE_SIZE: usize = 200;
/// Subjects on a page where the request names no size.
pub const DEFAULT_PAGE_SIZE: usize = 20;
/// Most codes or names in one list check.
pub const MAX_CHECK_ENTRIES: usize = 1_000;
/// Longest code or name in a list check, in characters.
pub const MAX_ENTRY_CHARS: usize = 200;
/// Largest facts text in bytes.
pub const MAX_FACTS_BYTES: usize = 1024 * 1024;
/// Largest uploaded table in bytes. Larger files are imported with the command line, which reads them in place.
pub const MAX_UPLOAD_BYTES: usize = 64 * 1024 * 1024;
/// Most subjects of an uploaded table that are assessed.
pub const MAX_SHEET_SUBJECTS: usize = 100;
/// Most programmes in one request.
pub const MAX_PROGRAMMES: usize = 50;
/// Most records of one list attribute in a profile.
pub const MAX_PROFILE_RECORDS: usize = 500;
/// Most bad cells in one answer; the reject file keeps all.
pub const MAX_REJECTS_SHOWN: usize = 1_000;
/// Longest search text in characters.
pub const MAX_QUERY_CHARS: usize = 100;
/// Passages of one programme shown for a search.
pub const MAX_PASSAGES: usize = 3;
/// Most attributes that a population is counted by at once.
pub const MAX_GROUP_BY: usize = 4;
/// Rows of a workbook's sheet, its heading included.
pub const MAX_XLSX_ROWS: usize = 1_048_576;
/// Most subjects of one kind on a map: as many as a browser draws and pans without a pause.
pub const MAX_MAP_SUBJECTS: usize = 200_000;
/// Most subjects of one kind, and most programmes, that a search finds.
pub const MAX_SEARCH_HITS: usize = 8;
/// Most answers about populations that are kept for one state of the data.
pub const MAX_KEPT_ANSWERS: usize = 64;
/// Most combinations of a grid of parameters.
pub const MAX_GRID_POINTS: usize = 400;
/// Subjects in a part of a population that is counted elsewhere: seconds of work at most, and worth the trip.
pub const PART_SUBJECTS: usize = 16_384;
/// Most parts of one population; of a larger one the parts are larger.
pub const MAX_POPULATION_PARTS: usize = 256;
/// Most bytes of what is asked of whoever counts a part, unpacked: kinds, programmes and tables of codes.
pub const MAX_REQUEST_BYTES: usize = 64 << 20;
/// Most questions in one answer.
pub const MAX_QUESTIONS: usize = 50;
/// Most subjects listed of each sort where a whole kind is compared between two dates.
pub const MAX_CHANGES: usize = 200;
/// Largest table whose rows are linked.
pub const MAX_RESOLVE_BYTES: usize = 2 << 30;
