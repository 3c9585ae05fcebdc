//! The extracted text of a report, and a normal form of it that patterns are matched on. Every normal character knows the
//! code point that it stands for, so that a quote is always the text as it was written.

mod blocks;
mod normal;

use std::ops::Range;

pub(crate) use blocks::numbering;
pub use blocks::{Block, sentences};

/// A text, in its own words and in normal form.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// As extracted.
    original: Vec<char>,
    /// Normal form: half-width digits and letters, one form of each punctuation mark, no spaces inside Chinese, no
    /// footnote marks, no page numbers inside a sentence. Lines end in `\n`.
    normal: Vec<char>,
    /// For each normal character, the code point of `original` that it stands for.
    origin: Vec<u32>,
}

impl Text {
    /// Normalises a text. The caller keeps it below [`crate::limits::MAX_TEXT_CHARS`].
    pub fn new(text: &str) -> Self {
        let original: Vec<char> = text.chars().collect();
        let (normal, origin) = normal::normalise(&original);
        Self { original, normal, origin }
    }

    /// The normal form.
    pub fn chars(&self) -> &[char] {
        &self.normal
    }

    /// The blocks (headings and paragraphs) of the text, ranges of the normal form.
    pub fn blocks(&self) -> Vec<Block> {
        blocks::blocks(&self.normal)
    }

    /// The original words behind a range of the normal form, and where they start, in code points.
    pub fn quote(&self, range: Range<usize>) -> (String, usize) {
        let last = range.end.saturating_sub(1);
        let (Some(start), Some(end)) = (self.origin.get(range.start), self.origin.get(last)) else {
            return (String::new(), self.original.len());
        };
        let (start, end) = (*start as usize, (*end as usize + 1).max(*start as usize));
        (self.original.get(start..end).unwrap_or_default().iter().collect(), start)
    }

    /// The normal form of a range, as a string.
    pub fn slice(&self, range: Range<usize>) -> String {
        self.normal.get(range).unwrap_or_default().iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_the_text_as_written() {
        let text = Text::new("２０２３ 年，全市 Ｒ＆Ｄ 经费 １，２３４．５ 亿元［1］。");
        assert_eq!(text.slice(0..text.chars().len()), "2023年，全市R&D经费1234.5亿元。");
        let at = text.slice(0..text.chars().len()).chars().position(|c| c == 'R').expect("there");
        let (quote, offset) = text.quote(at..at + 11);
        assert_eq!(quote, "Ｒ＆Ｄ 经费 １，２３４．５");
        assert_eq!(offset, "２０２３ 年，全市 ".chars().count());
    }

    #[test]
    fn page_numbers_inside_a_sentence_are_left_out_of_the_normal_form() {
        let text = Text::new("1、 报告。杭州连续十\n2、年入选城市，国家试验\n3、室落户。");
        let normal = text.slice(0..text.chars().len());
        assert!(normal.contains("连续十年入选城市，国家试验室落户"), "{normal}");
    }

    #[test]
    fn nothing_is_a_text_too() {
        let text = Text::new("");
        assert!(text.blocks().is_empty());
        assert_eq!(text.quote(0..0), (String::new(), 0));
    }
}
