//! One use-case, one function, one file.

mod assess;
mod care;
mod census;
mod check_list;
mod check_sheet;
mod check_workbook;
mod convert;
mod export;
mod generate;
mod import;
mod kinds;
mod meta;
mod overview;
mod planning;
mod profile;
mod programmes;
mod sources;
mod subjects;

pub use assess::{assess_facts, assess_subject};
pub use care::{backup, restore, verify};
pub use census::{Census, census};
pub use check_list::check_list;
pub use check_sheet::check_sheet;
pub use check_workbook::check_workbook;
pub use export::{export, roster};
pub(crate) use generate::generate_files;
pub use generate::{GenerateOrder, generate};
pub use import::{ImportOrder, Table, import, may_import};
pub use kinds::{kind, kinds};
pub use meta::meta;
pub use overview::{districts, overview};
pub use planning::{Planning, bundle_of_facts, bundle_of_subject, path_of_facts, path_of_subject, questions};
pub use profile::profile;
pub use programmes::{programme, programme_diff, programme_in_words, programmes};
pub use sources::{retire_source, source, sources};
pub use subjects::{Order, SubjectQuery, subjects};
