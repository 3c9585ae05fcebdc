//! The use-cases, one function each, over an opened region. Knows neither HTTP nor a terminal; clock and files are handed in.

pub mod access;
pub mod clock;
pub mod content;
mod demo;
pub mod failure;
mod identity;
mod job;
mod judged;
pub mod limits;
pub mod model;
mod pinyin;
mod population;
mod present;
mod region;
mod scoped_view;
mod settings;
mod template;
mod text_table;
mod use_cases;

pub use access::{AccessScope, Principal, Purpose};
pub use clock::{Clock, Moment, When};
pub use content::{Catalogue, ContentFiles, ENTERPRISE};
pub use demo::DemoLoaded;
pub use failure::{Code, Detail, Failure};
pub use indices::Level as FrameworkLevel;
pub use indices::multivariate::Correlation;
pub use job::Job;
pub use region::Region;
pub use use_cases::{
    Census, ClusterAddress, ConflictQuery, Engine, ExecutorOrder, GenerateOrder, ImportOrder, IndexOrder,
    IndexRun, ListWritten, Listing, MapFigureQuery, Order, PartCounter, PartedPopulation, Planning,
    ProgrammeSql, QueryFile, QueryOrder, QueryStop, QueryStopOnDrop, ReportFormat, ReportOrder,
    ReportWritten, Rows, RunFiles, SchedulerOrder, SensitivityOrder, SubjectQuery, Subjects, Table,
    TargetOrder, assess_facts, assess_subject, backup, bundle_of_facts, bundle_of_subject, census,
    changes_of_kind, changes_of_subject, check_framework, check_list, check_sheet, check_template,
    check_workbook, cluster_executor, cluster_scheduler, compare_runs, confirmed_figures, conflicts, decide,
    dialects, districts, duplicate_rows, duplicates, explain, export, figure_sheet, framework_detail,
    framework_given, framework_of, framework_table, framework_text, frameworks, generate, import,
    import_columns, index_compare, index_levers, index_look, index_run, index_sensitivity, index_what_if,
    judgements, kind, kinds, link_rows, map, map_figures, map_subjects, may_import, meta, overview,
    path_of_facts, path_of_subject, population_list, population_names, population_workbook, populations,
    populations_on, profile, programme, programme_diff, programme_in_words, programme_sql, programmes, query,
    query_file, questions, read_report, region_card, region_spread, region_target, relations,
    report_templates, report_text, restore, retire_source, roster, search, similar, source, sources,
    subjects, template, tile_origin, verify, what_if, write_report,
};
