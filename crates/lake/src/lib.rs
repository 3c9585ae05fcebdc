//! Floor 4: the lake. Tables as they came become immutable, typed sources; sources become one view per kind, in which every
//! value can say its source and row. Does file I/O (in `disk` alone); takes the clock as an argument; holds no accounts or cases.
//!
//! From a file to facts: `scan` looks at the bytes, `text_table`, `xlsx_table` and `parquet_table` read rows, `plan` says what
//! each column means, `gather` reads the cells, `sink` writes Parquet, `lake` puts it in place; `view` merges sources.

pub mod limits;

mod backup;
mod chunk;
mod column;
mod decision;
mod digest;
mod disk;
mod entry;
mod error;
mod export;
mod gather;
mod headings;
mod identity;
mod import;
mod lake;
mod layout;
mod ledger;
mod listing;
mod mapping;
mod parquet_table;
mod peek;
mod plain;
mod plan;
mod quality;
mod raw;
mod reject;
mod relation;
mod report;
mod request;
mod retirement;
mod rulings;
mod scan;
mod sink;
mod source;
mod table_file;
mod terms;
mod text_table;
mod value;
mod verify;
mod view;
mod writer;
mod xlsx_table;

#[cfg(test)]
mod tests;

pub use backup::{Copied, restore};
pub use decision::{Decision, Verdict};
pub use digest::FileDigest;
pub use error::LakeError;
pub use export::Selection;
pub use identity::subject_id;
pub use import::Watch;
pub use lake::{Checked, Lake, check, columns};
pub use listing::DamagedSource;
pub use mapping::{ColumnMapping, Mapping};
pub use peek::{ColumnMeaning, Meaning, SheetColumns};
pub use quality::{ColumnQuality, Quality, QualityCode, QualityFinding};
pub use reject::inert;
pub use relation::{Relation, RelationColumn};
pub use report::{ImportReport, Reject, SheetReport, UnmappedColumn};
pub use request::{Basis, ImportRequest, Input, TableFile};
pub use retirement::Retirement;
pub use rulings::{Judgement, Rulings};
pub use source::{MANIFEST_FORMAT, OriginalFile, Source, SourceSheet};
pub use table_file::write_text_table;
pub use terms::{CoveredPeriod, Sharing};
pub use text_table::text_rows;
pub use verify::{Problem, Severity, Verification};
pub use view::{
    Candidate, Clocks, ColumnView, Conflict, Conflicts, FileRows, Found, NotInPassing, Told, View,
    ViewColumns, ViewMark, ViewPart, ViewStream,
};
pub use writer::ViewWriter;
