//! Regional comparison: figures that may be compared and those that may not, cards of places, targets with deadlines, inequality between
//! districts.

mod card;
mod figure;
mod inequality;
mod target;

pub use card::{Card, Growth, Line, Rival, card};
pub use figure::{
    Bound, Confidence, Difference, Figure, Trait, Verdict, Year, compare_figures, judge, ratio,
};
pub use inequality::{Concentration, Theil, TheilGroup, concentration, gini, theil};
pub use target::{Goal, Path, Standing as TargetStanding, Target, path};
