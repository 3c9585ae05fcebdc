//! One pass over one column: what is said, the median, what is out of range, and its share in the hashes of the rows.

use std::hash::{DefaultHasher, Hash, Hasher};

use vocabulary::number::format_decimal;

use crate::identity;
use crate::layout::{Key, Reading};
use crate::value::{E8_ONE, Scale, Shape};

/// Decimals of a median.
const DECIMALS: u32 = 8;

/// Hashes of each row: of all it says, and of whom (and which year) it is about. The same in every run.
pub(super) struct RowHashes {
    rows: Vec<u64>,
    keys: Vec<u64>,
    coded: Vec<bool>,
    keyed: bool,
}

impl RowHashes {
    pub(super) fn new(rows: usize) -> Self {
        Self { rows: vec![0; rows], keys: vec![0; rows], coded: vec![false; rows], keyed: false }
    }

    /// How many rows repeat an earlier row, and an earlier row's subject where rows name any.
    pub(super) fn repeated(mut self) -> (u64, Option<u64>) {
        (repeated(&mut self.rows), self.keyed.then(|| repeated(&mut self.keys)))
    }

    fn add(&mut self, row: usize, at: usize, key: &Key, hash: u64) {
        let own = mix(hash ^ mix(at as u64));
        match key {
            Key::Row | Key::Sheet => {}
            Key::Year | Key::Code | Key::Id => {
                self.keyed |= *key != Key::Year;
                combine(&mut self.keys, row, own);
                if *key == Key::Code
                    && let Some(coded) = self.coded.get_mut(row)
                {
                    *coded = true;
                }
                combine(&mut self.rows, row, own);
            }
            Key::Name => {
                self.keyed = true;
                // Who has a code is known by it, whatever name stands beside it.
                if !self.coded.get(row).copied().unwrap_or_default() {
                    combine(&mut self.keys, row, own);
                }
                combine(&mut self.rows, row, own);
            }
            _ => combine(&mut self.rows, row, own),
        }
    }
}

fn combine(hashes: &mut [u64], row: usize, own: u64) {
    if let Some(hash) = hashes.get_mut(row) {
        *hash = mix(*hash ^ own);
    }
}

/// The finaliser of `SplitMix64`: every bit of the result depends on every bit given.
fn mix(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (bits ^ (bits >> 31)).wrapping_add(0x9e37_79b9_7f4a_7c15)
}

fn repeated(hashes: &mut [u64]) -> u64 {
    hashes.sort_unstable();
    hashes.windows(2).filter(|pair| pair[0] == pair[1]).count() as u64
}

/// What is counted of one column.
pub(super) struct ColumnScan<'k> {
    at: usize,
    key: &'k Key,
    today: i32,
    /// Rows of the pieces before.
    seen: usize,
    /// Rows that say something.
    pub(super) said: u64,
    numbers: Vec<i64>,
    scale: Scale,
    pub(super) above_one: u64,
    pub(super) first_above: Option<usize>,
    pub(super) in_future: u64,
    pub(super) first_future: Option<usize>,
}

impl<'k> ColumnScan<'k> {
    /// A scan of column `at`; `today` in days since 1970-01-01.
    pub(super) fn new(at: usize, key: &'k Key, today: i32) -> Self {
        Self {
            at,
            key,
            today,
            seen: 0,
            said: 0,
            numbers: Vec::new(),
            scale: Scale::Whole,
            above_one: 0,
            first_above: None,
            in_future: 0,
            first_future: None,
        }
    }

    /// Takes the next rows of the column.
    pub(super) fn piece(&mut self, reading: &Reading<'_>, len: usize, shape: Shape, hashes: &mut RowHashes) {
        for at in 0..len {
            if reading.is_null(at) {
                continue;
            }
            let row = self.seen + at;
            let hash = match reading {
                // A column of absences says something only where something is absent.
                Reading::Bool(array) if shape == Shape::Marker && !array.value(at) => continue,
                Reading::Bool(array) => u64::from(array.value(at)),
                Reading::Date(array) => {
                    let days = array.value(at);
                    if days > self.today {
                        self.in_future += 1;
                        self.first_future.get_or_insert(row);
                    }
                    i64::from(days).cast_unsigned()
                }
                Reading::Text(array) if *self.key == Key::Name => {
                    hash_text(&identity::fold_name(array.value(at)))
                }
                Reading::Text(array) => hash_text(array.value(at)),
                Reading::Number(array, scale) => self.number(row, array.value(at), *scale, shape),
                Reading::Decimal(array) => {
                    let held = i64::try_from(array.value(at)).unwrap_or(i64::MAX);
                    self.number(row, held, Scale::E8, shape)
                }
            };
            self.said += 1;
            hashes.add(row, self.at, self.key, hash);
        }
        self.seen += len;
    }

    fn number(&mut self, row: usize, held: i64, scale: Scale, shape: Shape) -> u64 {
        if matches!(self.key, Key::Attribute(..) | Key::Field(_)) {
            self.scale = scale;
            self.numbers.push(held);
            if shape == Shape::Ratio && scale == Scale::E8 && held > E8_ONE {
                self.above_one += 1;
                self.first_above.get_or_insert(row);
            }
        }
        held.cast_unsigned()
    }

    /// The lower median, as decimal text in the base unit.
    pub(super) fn median(&mut self) -> Option<String> {
        let middle = self.numbers.len().checked_sub(1)? / 2;
        let (_, median, _) = self.numbers.select_nth_unstable(middle);
        Some(format_decimal(self.scale.number(*median), DECIMALS))
    }
}

fn hash_text(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lower_median() {
        let key = Key::Attribute(vocabulary::kind::AttributeId(0), None);
        let mut scan = ColumnScan::new(0, &key, 0);
        assert_eq!(scan.median(), None);
        for (row, held) in [30, 10, 20, 40].into_iter().enumerate() {
            scan.number(row, held, Scale::Fen, Shape::Money);
        }
        assert_eq!(scan.median().as_deref(), Some("0.2"));
    }

    #[test]
    fn repeated_hashes_are_counted_after_the_first() {
        assert_eq!(repeated(&mut [3, 1, 3, 3, 2, 1]), 3);
    }
}
