//! Documents that people hand in: a model, templates that become one, and its writers. Knows nothing of where data come from;
//! every figure brings its source along. No I/O and no clock: the same input gives the same bytes.

pub mod data;
pub mod docx;
pub mod limits;
pub mod model;
pub mod notes;
pub mod numbering;
pub mod picture;
pub mod template;
mod typed;
pub mod xlsx;

pub use data::Data;
pub use model::{
    Annex, Block, Cell, Chart, Column, Document, Figure, Formula, Piece, Run, Series, Source, Table,
};
pub use template::{Parameter, Problem, Template};
