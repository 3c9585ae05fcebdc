//! Codes, identity numbers, phones: what counts is how many characters were mistyped.

use crate::compare::Compare;
use crate::compare::strings::{Signature, edits};

/// Characters from which two typing errors still leave a code recognisable.
const LONG: usize = 6;

/// Compares codes.
pub(crate) struct Codes {
    values: Vec<(Box<str>, Signature)>,
}

impl Codes {
    pub(crate) fn new(values: &[Box<str>]) -> Self {
        Self { values: values.iter().map(|text| (text.clone(), Signature::of(text))).collect() }
    }
}

impl Compare for Codes {
    fn levels(&self) -> &'static [&'static str] {
        &["相同", "差一位", "差两位", "不同"]
    }

    fn level(&self, a: u32, b: u32) -> u8 {
        let ((a, own), (b, other)) = (&self.values[a as usize], &self.values[b as usize]);
        let most = if a.len().min(b.len()) >= LONG { 2 } else { 1 };
        if a.len().abs_diff(b.len()) > most || own.edits_at_least(*other) as usize > most {
            return 3;
        }
        match edits(a, b, most) {
            Some(0 | 1) => 1,
            Some(_) => 2,
            None => 3,
        }
    }
}
