//! Composite indicators: how a region compares, how sure that is, and what would move it.
//!
//! Plain data in, plain data out: no file, no clock, no network, and the same seed gives the same answer. The method is that of the
//! *Handbook on Constructing Composite Indicators* (OECD and JRC, 2008), step by step; `docs/indices.md` has a page for each.
//!
//! 1. [`check`] reads a [`Framework`] and tells what is wrong with it, with line and column.
//! 2. [`units::Reader`] reads the units' table against it.
//! 3. [`run`] does the [`steps`] and keeps a record of everything it changed.
//! 4. [`uncertainty`] says which choices might have been made otherwise; [`sensitivity()`] tries them: intervals of places, and which matters.
//! 5. [`multivariate`] tells whether indicators belong together, [`remove_each`] what each part does, [`compare()`] what changed between two runs,
//!    [`what_if()`] and [`levers`] what would move a unit.
//! 6. [`regional`] compares figures of places, and refuses where they count different things.

mod compare;
pub mod correlation;
mod decimal;
mod finding;
mod framework;
pub mod limits;
pub mod multivariate;
pub mod optimise;
pub mod rank;
mod record;
pub mod regional;
mod remove;
mod run;
pub mod schema;
mod sensitivity;
pub mod shape;
pub mod steps;
pub mod uncertainty;
pub mod units;
pub mod value;
mod what_if;

pub use compare::{Comparison, NodeChange, Scores, UnitChange, compare};
pub use finding::{Finding, Level};
pub use framework::{
    Denominator, Framework, Indicator, LevelMethods, Methods, Node, Step, UnitColumns, check,
    check_attributes,
};
pub use record::{ImputedCell, Note, Records, ScreenRecord, TreatedPoint, TreatmentRecord, WeightRecord};
pub use remove::{Removed, remove_each};
pub use run::{Refusal, Run, Stage, run, run_with};
pub use sensitivity::{Estimate, Order, Sensitivity, Standing, sensitivity, usual};
pub use units::Units;
pub use value::Value;
pub use what_if::{Edit, Lever, Outcome, levers, what_if};
