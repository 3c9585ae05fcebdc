//! What an evaluation read, and why it could not be sure.

use std::collections::BTreeSet;

use vocabulary::Datum;
use vocabulary::fact::Provenance;
use vocabulary::kind::AttributeId;

use crate::value::{Interval, Unsure};

/// Which part of an attribute was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Extent {
    /// A plain attribute.
    Plain,
    /// One calendar year.
    Year(i16),
    /// The sum over the years from the first to the second.
    Years(i16, i16),
    /// Records of a list.
    Records,
}

/// What was found there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// A value.
    Known(Datum),
    /// Known not to exist.
    Absent,
    /// Nobody told us.
    Unknown,
    /// A sum over years.
    Total(Interval),
    /// How many records passed.
    Records(Interval),
}

/// One reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Of which attribute.
    pub attribute: AttributeId,
    /// Which part of it.
    pub extent: Extent,
    /// What was found.
    pub read: Read,
    /// Where that came from.
    pub provenance: Option<Provenance>,
}

/// All readings of an evaluation, each once, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The readings.
    pub readings: Vec<Reading>,
    /// Why something could not be computed.
    pub unsure: BTreeSet<Unsure>,
}

impl Trace {
    pub(super) fn add(&mut self, reading: Reading) {
        if !self.readings.contains(&reading) {
            self.readings.push(reading);
        }
    }

    /// Adds all of another trace.
    pub fn merge(&mut self, other: &Self) {
        for reading in &other.readings {
            self.add(reading.clone());
        }
        self.unsure.extend(&other.unsure);
    }

    /// The readings that found nothing.
    pub fn unknown(&self) -> impl Iterator<Item = &Reading> {
        self.readings.iter().filter(|reading| reading.read == Read::Unknown)
    }
}
