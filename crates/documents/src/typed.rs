//! Numbers that somebody typed into a template's sentences: found so that the document can mark them. Left alone are years and
//! dates, numbers within 《…》 and 〔…〕 (names and document numbers), articles of laws (第11条), numbers of tables, pictures,
//! annexes and notes, and digits that are part of a name (GB/T 9704, R2, 5G). Headings are not looked at.

use crate::model::Piece;

/// Units behind a Chinese numeral that make it a figure; behind others (个, 年) it mostly counts words.
const UNITS: [&str; 12] =
    ["家", "所", "件", "项目", "亿元", "万元", "元", "人次", "万人", "倍", "个百分点", "成以上"];
const NUMERALS: &str = "一二三四五六七八九十百千万亿零〇两";

/// A text as words and typed numbers.
pub(crate) fn split(text: &str) -> Vec<Piece> {
    let letters: Vec<char> = text.chars().collect();
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut at = 0;
    // Depth of 《 and 〔.
    let mut quoted = 0usize;
    while let Some(&letter) = letters.get(at) {
        match letter {
            '《' | '〔' => quoted += 1,
            '》' | '〕' => quoted = quoted.saturating_sub(1),
            _ => {}
        }
        let length = if quoted > 0 { 0 } else { number_at(&letters, at) };
        if length == 0 {
            // The rest of a number that is part of a name goes with it.
            let skip = if letter.is_ascii_digit() { digits(&letters, at).max(1) } else { 1 };
            words.extend(letters.get(at..at + skip).unwrap_or_default());
            at += skip;
            continue;
        }
        if !words.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut words)));
        }
        pieces.push(Piece::Typed(letters.get(at..at + length).unwrap_or_default().iter().collect()));
        at += length;
    }
    if !words.is_empty() {
        pieces.push(Piece::Text(words));
    }
    pieces
}

/// Length of the typed figure that begins here, with its sign of percent; 0: none does.
fn number_at(letters: &[char], at: usize) -> usize {
    let letter = letters.get(at).copied().unwrap_or(' ');
    let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
    if letter.is_ascii_digit() || ('０'..='９').contains(&letter) {
        let length = digits(letters, at);
        let after: String = letters.get(at + length..).unwrap_or_default().iter().take(2).collect();
        // 〔2016〕32号 is the number of a document.
        let part_of_name = before
            .is_some_and(|before| before.is_ascii_alphabetic() || before == '-' || before == '〕')
            || names_before(letters, at)
            || after.starts_with(|next: char| next.is_ascii_alphabetic());
        let date = length == 4 && (after.starts_with('年') || after.starts_with(['—', '-', '–']))
            || after.starts_with(['月', '日']);
        let article = before == Some('第') && after.starts_with(['条', '款', '项', '章', '节', '编']);
        let reference = before.is_some_and(|before| "图表注件".contains(before));
        return if part_of_name || date || article || reference { 0 } else { length };
    }
    // 百分之十五
    let rest: String = letters.get(at..).unwrap_or_default().iter().take(24).collect();
    if let Some(rest) = rest.strip_prefix("百分之") {
        let length = rest.chars().take_while(|letter| NUMERALS.contains(*letter)).count();
        return if length > 0 { 3 + length } else { 0 };
    }
    // 396.8亿: 亿 belongs to the digits before it.
    let goes_on = before.is_some_and(|before| {
        NUMERALS.contains(before)
            || before == '第'
            || before.is_ascii_digit()
            || ('０'..='９').contains(&before)
    });
    if NUMERALS.contains(letter) && !goes_on {
        let numeral: String = rest.chars().take_while(|letter| NUMERALS.contains(*letter)).collect();
        let after = rest.strip_prefix(&numeral).unwrap_or_default();
        // 一家企业 is an article, not a count.
        if numeral != "一" && UNITS.iter().any(|unit| after.starts_with(unit)) {
            return numeral.chars().count();
        }
    }
    0
}

/// Digits with their points, separators and sign of percent.
fn digits(letters: &[char], at: usize) -> usize {
    let is = |at: usize| {
        letters.get(at).is_some_and(|letter| letter.is_ascii_digit() || ('０'..='９').contains(letter))
    };
    let mut length = 0;
    while is(at + length)
        || length > 0 && matches!(letters.get(at + length), Some('.' | ',')) && is(at + length + 1)
    {
        length += 1;
    }
    if matches!(letters.get(at + length), Some('%' | '％' | '‰')) {
        length += 1;
    }
    length
}

/// Whether a name in Latin letters and a space stand before: GB/T 9704.
fn names_before(letters: &[char], at: usize) -> bool {
    let before = letters.get(..at).unwrap_or_default();
    match before {
        [.., letter, ' '] => letter.is_ascii_alphabetic(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Vec<String> {
        split(text)
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Typed(number) => Some(number),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn figures_are_found_and_nothing_is_lost() {
        let text = "投入396.8亿元，增长15%以上，共1,234家、三十家企业，占百分之十五，２倍";
        assert_eq!(typed(text), ["396.8", "15%", "1,234", "三十", "百分之十五", "２"]);
        let whole: String = split(text)
            .into_iter()
            .map(|piece| match piece {
                Piece::Text(text) | Piece::Typed(text) => text,
                Piece::Figure(_) => String::new(),
            })
            .collect();
        assert_eq!(whole, text);
    }

    #[test]
    fn names_dates_and_articles_are_no_figures() {
        let text = "依据《关于2025年工作的10条意见》（国科发火〔2016〕32号附件2）第11条，2023年3月1日，按 GB/T 9704-2012，\
                    见表3，5G、R2D2，四个方面，一家企业，2019—2023年";
        // 32号 stands behind 〕: the number of a document.
        assert_eq!(typed(text), Vec::<String>::new());
    }

    #[test]
    fn a_rank_is_a_figure() {
        assert_eq!(typed("居第3位"), ["3"]);
    }
}
