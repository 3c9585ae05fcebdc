//! Numbers of headings as official documents have them (GB/T 9704-2012, 7.3.3): 一、 （一） 1. （1）.

use crate::model::Block;

/// Counts the headings of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbering {
    counts: [usize; 4],
}

impl Numbering {
    /// The number of the next heading of a level from 1 to 4. Deeper ones begin anew.
    pub fn next(&mut self, level: u8) -> String {
        let at = usize::from(level.clamp(1, 4)) - 1;
        for (depth, count) in self.counts.iter_mut().enumerate() {
            match depth.cmp(&at) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => *count += 1,
                std::cmp::Ordering::Greater => *count = 0,
            }
        }
        let count = self.counts.get(at).copied().unwrap_or(1);
        match at {
            0 => format!("{}、", chinese(count)),
            1 => format!("（{}）", chinese(count)),
            2 => format!("{count}."),
            _ => format!("（{count}）"),
        }
    }
}

/// The numbers of all headings, in order.
pub fn of(blocks: &[Block]) -> Vec<String> {
    let mut numbering = Numbering::default();
    let levels = blocks.iter().filter_map(|block| match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    });
    levels.map(|level| numbering.next(level)).collect()
}

/// 1 to 9999 in Chinese; greater ones in digits.
pub fn chinese(number: usize) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    const PLACES: [(usize, &str); 4] = [(1000, "千"), (100, "百"), (10, "十"), (1, "")];
    if number == 0 || number > 9999 {
        return number.to_string();
    }
    let mut out = String::new();
    let mut skipped = false;
    for (size, place) in PLACES {
        let digit = number / size % 10;
        if digit == 0 {
            skipped = !out.is_empty();
            continue;
        }
        if skipped {
            out.push('零');
            skipped = false;
        }
        // 十二, not 一十二.
        if !(digit == 1 && size == 10 && out.is_empty()) {
            out.extend(DIGITS.get(digit));
        }
        out.push_str(place);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_levels_and_deeper_ones_begin_anew() {
        let mut numbering = Numbering::default();
        let found: Vec<String> = [1, 2, 2, 3, 3, 4, 1, 2, 3].map(|level| numbering.next(level)).into();
        assert_eq!(found, ["一、", "（一）", "（二）", "1.", "2.", "（1）", "二、", "（一）", "1."]);
    }

    #[test]
    fn chinese_numbers() {
        let found = [1, 10, 12, 20, 21, 101, 110, 111, 1001, 1010, 9999].map(chinese);
        let right = [
            "一",
            "十",
            "十二",
            "二十",
            "二十一",
            "一百零一",
            "一百一十",
            "一百一十一",
            "一千零一",
            "一千零一十",
            "九千九百九十九",
        ];
        assert_eq!(found, right);
    }
}
