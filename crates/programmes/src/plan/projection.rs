//! Where open years start from: what was stated for them, else the latest year before, carried forward unchanged.

use std::collections::BTreeSet;

use jiff::civil::Date;
use vocabulary::fact::{Cell, Stated};
use vocabulary::kind::AttributeId;
use vocabulary::{Facts, Kind};

use super::reads::Place;

/// A year that was carried forward.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Carried {
    pub(super) attribute: AttributeId,
    /// The open year.
    pub(super) year: i16,
    /// The year it was taken from.
    pub(super) from: i16,
    pub(super) stated: Stated,
}

/// The facts with their open years filled in as far as something is known, and which were carried forward. Closed years stay as
/// they are: an unknown one stays unknown.
pub(super) fn project(
    kind: &Kind,
    facts: &Facts,
    as_of: Date,
    places: &BTreeSet<Place>,
) -> (Facts, Vec<Carried>) {
    let mut out = facts.clone();
    let mut carried = Vec::new();
    let open = places.iter().filter_map(|(id, year)| Some((*id, (*year)?)));
    for (attribute, year) in open.filter(|(_, year)| *year >= as_of.year()) {
        if !kind.get(attribute).yearly {
            continue;
        }
        // Only what was stated counts as known, not what has just been carried forward: the sentence names its year.
        let known = |(at, cell): &(i16, &Cell)| *at <= year && cell.stated != Stated::Unknown;
        let Some((from, cell)) = facts.years(attribute).filter(known).last() else { continue };
        if from < year {
            out.set_yearly(
                attribute,
                year,
                Cell { stated: cell.stated.clone(), provenance: cell.provenance },
            );
            carried.push(Carried { attribute, year, from, stated: cell.stated.clone() });
        }
    }
    (out, carried)
}
