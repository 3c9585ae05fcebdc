//! Indices: files in, files out. The units' table is handed in; nothing is read from or written to the lake.

mod compare;
mod framework;
mod look;
mod regional;
mod run;
mod sensitivity;
mod tables;
mod workbook;

pub use compare::{RunFiles, compare_runs, index_compare};
pub use framework::{
    check_framework, framework_detail, framework_given, framework_of, framework_table, framework_text,
    frameworks,
};
pub use look::{index_levers, index_look, index_what_if};
pub use regional::{TargetOrder, region_card, region_spread, region_target};
pub use run::{IndexOrder, IndexRun, index_run};
pub use sensitivity::{SensitivityOrder, index_sensitivity};
