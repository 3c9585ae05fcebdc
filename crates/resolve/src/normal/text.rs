//! Texts folded to one spelling: width (NFKC), traditional to simplified characters, case, accents, punctuation.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::limits::MAX_CELL_CHARS;

/// Words that stand for "not known" in registers and spreadsheets.
const MISSING_WORDS: [&str; 20] = [
    "", "-", "--", "—", "——", "/", "\\", "?", ".", "n/a", "na", "nan", "null", "none", "nil", "unknown",
    "无", "不详", "未知", "暂无",
];

/// Whether a trimmed cell says nothing.
pub fn is_missing(text: &str) -> bool {
    // The longest word has seven characters.
    text.len() <= 12 && MISSING_WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether a character is a Chinese one.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Half width, simplified characters, lower case, no accents; punctuation is kept.
///
/// ```
/// assert_eq!(resolve::normal::text::fold("雲南大學（ＹＮＵ）Běihuá"), "云南大学(ynu)beihua");
/// ```
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        let end = text.len().min(MAX_CELL_CHARS);
        return text[..end].to_ascii_lowercase();
    }
    let composed: String = text.chars().take(MAX_CELL_CHARS).nfkc().collect();
    let simplified = if composed.chars().any(is_han) { hanconv::t2s(&composed) } else { composed };
    let lower = simplified.to_lowercase();
    lower.nfd().filter(|c| !is_combining_mark(*c)).nfc().collect()
}

/// Folded, punctuation to spaces, single spaces.
///
/// ```
/// assert_eq!(resolve::normal::text::squash("St. James' (North)"), "st james north");
/// ```
pub fn squash(text: &str) -> String {
    let folded = fold(text);
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if c != '\'' && c != '’' && !out.is_empty() && !out.ends_with(' ') {
            // An apostrophe is dropped: people's = peoples.
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}
