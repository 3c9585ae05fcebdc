//! One use-case, one function, one file.

mod assess;
mod care;
mod census;
mod changes;
mod check_list;
mod check_sheet;
mod check_workbook;
mod cluster;
mod conflicts;
mod convert;
mod explain;
mod export;
mod generate;
mod import;
mod indices;
mod kinds;
mod map;
mod meta;
mod overview;
mod planning;
mod populations;
mod profile;
mod programme;
mod programme_diff;
mod programme_search;
mod programme_sql;
mod programmes;
mod query;
mod read_report;
mod records;
mod report_figures;
mod resolve;
mod search;
mod similar;
mod sources;
mod subjects;
mod template;
mod what_if;
mod writing;

pub use assess::{assess_facts, assess_subject};
pub use care::{backup, restore, verify};
pub use census::{Census, census};
pub use changes::{changes_of_kind, changes_of_subject};
pub use check_list::check_list;
pub use check_sheet::check_sheet;
pub use check_workbook::check_workbook;
pub use cluster::{
    ClusterAddress, Engine, ExecutorOrder, SchedulerOrder, cluster_executor, cluster_scheduler,
    populations_on,
};
pub use conflicts::{ConflictQuery, conflicts};
pub use explain::explain;
pub use export::{export, roster};
pub(crate) use generate::generate_files;
pub use generate::{GenerateOrder, generate};
pub use import::{ImportOrder, Table, import, import_columns, may_import};
pub use indices::{
    IndexOrder, IndexRun, RunFiles, SensitivityOrder, TargetOrder, check_framework, compare_runs,
    framework_detail, framework_given, framework_of, framework_table, framework_text, frameworks,
    index_compare, index_levers, index_look, index_run, index_sensitivity, index_what_if, region_card,
    region_spread, region_target,
};
pub use kinds::{kind, kinds};
pub use map::{MapFigureQuery, map, map_figures, map_subjects, tile_origin};
pub use meta::meta;
pub use overview::{districts, overview};
pub use planning::{Planning, bundle_of_facts, bundle_of_subject, path_of_facts, path_of_subject, questions};
pub(crate) use populations::population_rows;
pub use populations::{
    ListWritten, Listing, PartCounter, PartedPopulation, Subjects, population_list, population_names,
    population_workbook, populations,
};
pub use profile::profile;
pub use programme::{programme, programme_in_words};
pub use programme_diff::programme_diff;
pub use programme_sql::{ProgrammeSql, dialects, programme_sql};
pub use programmes::programmes;
pub use query::{QueryFile, QueryOrder, QueryStop, QueryStopOnDrop, query, query_file};
pub use read_report::{read_report, report_text};
pub use records::{judgements, relations};
pub use report_figures::{confirmed_figures, figure_sheet};
pub use resolve::{Rows, decide, duplicate_rows, duplicates, link_rows};
pub use search::search;
pub use similar::similar;
pub use sources::{retire_source, source, sources};
pub use subjects::{Order, SubjectQuery, subjects};
pub use template::template;
pub use what_if::what_if;
pub use writing::{ReportFormat, ReportOrder, ReportWritten, check_template, report_templates, write_report};
