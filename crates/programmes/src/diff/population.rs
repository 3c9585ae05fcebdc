//! What changed between two versions for a population: who gains, who loses.

use jiff::civil::Date;
use vocabulary::Facts;

use crate::answer::Status;
use crate::assess::status;
use crate::programme::Programme;

/// Most examples kept of each move.
const MAX_EXAMPLES: usize = 5;

/// How the two versions assess a population.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// Met by both.
    pub both: usize,
    /// Met by the later alone.
    pub gained: usize,
    /// Met by the earlier alone.
    pub lost: usize,
    /// Known to be met by neither.
    pub neither: usize,
    /// Not known by the earlier version, the later, or both; none of the above.
    pub unknown: usize,
    /// Of those, not known by the later version though the earlier was sure.
    pub newly_unknown: usize,
    /// Some that gained or lost, first come, and some newly unknown.
    pub examples: Vec<Example>,
}

/// One subject that the later version assesses otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// As the caller names it.
    pub name: String,
    /// What became of it.
    pub moved: Move,
    /// By the earlier version.
    pub before: Status,
    /// By the later version.
    pub after: Status,
}

/// What became of a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// It qualifies now.
    Gained,
    /// It qualifies no longer.
    Lost,
    /// It was certain and is not.
    Unsure,
}

/// Assesses every subject by both versions on one day. Facts are those of the programmes' own kind.
pub fn diff_population(
    a: &Programme,
    b: &Programme,
    subjects: impl Iterator<Item = (String, Facts)>,
    as_of: Date,
) -> Shift {
    let mut shift = Shift::default();
    for (name, facts) in subjects {
        let (before, after) = (status(a, &facts, as_of), status(b, &facts, as_of));
        let known_unmet = |status| matches!(status, Status::Unmet | Status::NotApplicable);
        let moved = match (before, after) {
            (Status::Met, Status::Met) => {
                shift.both += 1;
                None
            }
            (Status::Met, after) if known_unmet(after) => {
                shift.lost += 1;
                Some(Move::Lost)
            }
            (before, Status::Met) if known_unmet(before) => {
                shift.gained += 1;
                Some(Move::Gained)
            }
            (before, after) if known_unmet(before) && known_unmet(after) => {
                shift.neither += 1;
                None
            }
            (before, Status::Unknown) if before != Status::Unknown => {
                shift.unknown += 1;
                shift.newly_unknown += 1;
                Some(Move::Unsure)
            }
            _ => {
                shift.unknown += 1;
                None
            }
        };
        if let Some(moved) = moved
            && shift.examples.iter().filter(|example| example.moved == moved).count() < MAX_EXAMPLES
        {
            shift.examples.push(Example { name, moved, before, after });
        }
    }
    shift
}
