//! Blocks (headings, paragraphs, items) and the sentences in them.

use std::ops::Range;

use crate::limits::MAX_SENTENCE_CHARS;

/// A heading or a paragraph: a range of the normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it stands.
    pub range: Range<usize>,
    /// Whether it reads as a heading: short, without an end of sentence.
    pub heading: bool,
    /// The rank of its numbering: 一、 is 1, （一） is 2, 1. is 3, （1） is 4; 0 without one.
    pub level: u8,
}

/// Longest heading in characters.
const MAX_HEADING: usize = 45;

/// The blocks of a text in normal form.
pub(super) fn blocks(chars: &[char]) -> Vec<Block> {
    let mut out = Vec::new();
    let mut start = 0;
    for at in 0..=chars.len() {
        let line_end = at == chars.len() || chars[at] == '\n';
        let inline = !line_end && at > start && starts_inside(chars, at);
        if line_end || inline {
            push(chars, start..at, &mut out);
            start = if line_end { at + 1 } else { at };
        }
    }
    out
}

fn push(chars: &[char], range: Range<usize>, out: &mut Vec<Block>) {
    let Some(block) = chars.get(range.clone()) else { return };
    let blank = |c: &char| c.is_whitespace();
    let Some(first) = block.iter().position(|c| !blank(c)) else { return };
    let last = block.iter().rposition(|c| !blank(c)).unwrap_or(first);
    let range = range.start + first..range.start + last + 1;
    let block = &chars[range.clone()];
    let (level, _) = numbering(block);
    let ends = block.iter().any(|c| matches!(c, '。' | '；' | '\t')) || block.last() == Some(&'，');
    out.push(Block { heading: block.len() <= MAX_HEADING && !ends, level, range });
}

/// A numbered heading that a converter left in the middle of a line: `。（二）把平台…`, `。二、存在问题`.
fn starts_inside(chars: &[char], at: usize) -> bool {
    let after_end = matches!(chars.get(at.wrapping_sub(1)), Some('。' | '；' | '”'));
    let (level, _) = numbering(chars.get(at..(at + 6).min(chars.len())).unwrap_or_default());
    after_end && matches!(level, 1 | 2) && chars.get(at.wrapping_sub(1)) != Some(&'”')
}

/// The rank of a block's numbering, and its length.
pub(crate) fn numbering(block: &[char]) -> (u8, usize) {
    let chinese = |c: &char| "一二三四五六七八九十".contains(*c);
    let run = |from: usize, of: &dyn Fn(&char) -> bool| block.iter().skip(from).take_while(|c| of(c)).count();
    match block.first() {
        Some('（') => {
            let (han, digits) = (run(1, &chinese), run(1, &|c| c.is_ascii_digit()));
            match (han, digits) {
                (1..=3, _) if block.get(1 + han) == Some(&'）') => (2, 2 + han),
                (_, 1..=2) if block.get(1 + digits) == Some(&'）') => (4, 2 + digits),
                _ => (0, 0),
            }
        }
        Some(c) if chinese(c) => match run(0, &chinese) {
            n @ 1..=3 if block.get(n) == Some(&'、') => (1, n + 1),
            _ => (0, 0),
        },
        Some(c) if c.is_ascii_digit() => {
            let n = run(0, &|c| c.is_ascii_digit());
            let mark = matches!(block.get(n), Some('.' | '、'));
            let number_goes_on = block.get(n + 1).is_none_or(char::is_ascii_digit);
            if n <= 2 && mark && !number_goes_on { (3, n + 1) } else { (0, 0) }
        }
        _ => (0, 0),
    }
}

/// The sentences of a block: up to 。！？； or, where none comes, [`MAX_SENTENCE_CHARS`]. The mark is not part of it.
pub fn sentences(chars: &[char], block: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = block.start;
    for at in block.clone() {
        let Some(&c) = chars.get(at) else { break };
        let ends = matches!(c, '。' | '！' | '？' | '\n');
        if ends || at + 1 - start >= MAX_SENTENCE_CHARS {
            out.push(start..if ends { at } else { at + 1 });
            start = at + 1;
        }
    }
    out.push(start..block.end.min(chars.len()));
    out.retain(|range| range.start < range.end);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_the_middle_of_a_line_start_a_block() {
        let chars: Vec<char> = "一、做法。（一）甲。二、问题 乙：（二）不是。".chars().collect();
        let found: Vec<String> =
            blocks(&chars).into_iter().map(|b| chars[b.range].iter().collect()).collect();
        assert_eq!(found, ["一、做法。", "（一）甲。", "二、问题 乙：（二）不是。"]);
    }

    #[test]
    fn numbering_is_told_from_numbers() {
        for (text, level) in
            [("一、甲", 1), ("（十二）甲", 2), ("3.甲", 3), ("3.5亿元", 0), ("（1）甲", 4), ("2023年", 0)]
        {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(numbering(&chars).0, level, "{text}");
        }
    }

    #[test]
    fn a_sentence_ends_at_its_limit_at_the_latest() {
        for (length, count) in [(MAX_SENTENCE_CHARS, 1), (MAX_SENTENCE_CHARS + 1, 2)] {
            let chars = vec!['字'; length];
            assert_eq!(sentences(&chars, 0..length).len(), count);
        }
    }
}
