//! One form of each character, so that a pattern is written once.

use std::ops::Range;

/// The normal form of a text, and the code point behind each of its characters.
pub(super) fn normalise(original: &[char]) -> (Vec<char>, Vec<u32>) {
    let folded: Vec<char> = original.iter().map(|c| fold(*c)).collect();
    let skipped = left_out(&folded);
    let mut next_skip = skipped.iter().peekable();
    let (mut normal, mut origin) = (Vec::with_capacity(folded.len()), Vec::with_capacity(folded.len()));
    for (at, &c) in folded.iter().enumerate() {
        while next_skip.peek().is_some_and(|range| range.end <= at) {
            next_skip.next();
        }
        let skip = next_skip.peek().is_some_and(|range| range.contains(&at)) || c == '\0';
        if skip || c == ' ' && !between_words(&folded, at, normal.last().copied()) {
            continue;
        }
        if c == ',' && is_group_comma(&folded, at) {
            continue;
        }
        normal.push(punctuation(&folded, at, c));
        origin.push(u32::try_from(at).unwrap_or(u32::MAX));
    }
    (normal, origin)
}

/// Half width, one dash, one space; what has no width becomes NUL and is left out.
fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' if !matches!(c, '～') => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '—' | '–' | '−' | '－' | '─' | '～' | '~' | '‐' | '‑' | '―' | '﹣' => '-',
        '\u{3000}' | '\u{a0}' | '\r' | '\u{2002}'..='\u{200a}' | '\u{202f}' => ' ',
        '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{2060}' => '\0',
        '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '○' | '◯' => '〇',
        '＊' | '﹡' | '∗' => '*',
        '﹪' => '%',
        '．' => '.',
        '〔' | '【' | '﹝' => '[',
        '〕' | '】' | '﹞' => ']',
        '｢' | '「' | '『' | '〝' | '＂' => '“',
        '｣' | '」' | '』' | '〞' => '”',
        '㎡' => '㎡',
        '\t' => '\t',
        c => c,
    }
}

/// A comma between groups of three digits belongs to the number: 82,553.
fn is_group_comma(chars: &[char], at: usize) -> bool {
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let before = at > 0 && digit(at - 1);
    before && (1..=3).all(|step| digit(at + step)) && !digit(at + 4)
}

fn punctuation(chars: &[char], at: usize, c: char) -> char {
    let digits = || {
        at > 0
            && chars.get(at - 1).is_some_and(char::is_ascii_digit)
            && chars.get(at + 1).is_some_and(char::is_ascii_digit)
    };
    match c {
        ',' => '，',
        ';' => '；',
        ':' if digits() => ':',
        ':' | '∶' if !digits() => '：',
        '∶' => ':',
        '!' => '！',
        '?' => '？',
        '(' => '（',
        ')' => '）',
        '"' => '“',
        c => c,
    }
}

/// A space is kept only between two Latin words; typesetting puts them around digits and inside Chinese.
fn between_words(chars: &[char], at: usize, last: Option<char>) -> bool {
    let latin = |c: char| c.is_ascii_alphabetic();
    last.is_some_and(latin)
        && chars.get(at + 1..).unwrap_or_default().iter().find(|c| **c != ' ').is_some_and(|c| latin(*c))
}

/// Footnote marks (`[1]`), page numbers that a converter left inside a sentence (`十\n3、年`), line ends of hard-wrapped text.
fn left_out(chars: &[char]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let wrap = wrap_width(chars);
    let mut page = 1;
    let mut line_start = 0;
    for (at, &c) in chars.iter().enumerate() {
        if c == '['
            && let Some(end) = footnote(chars, at)
        {
            out.push(at..end);
        }
        if c != '\n' {
            continue;
        }
        let open = last_of_line(&chars[line_start..at]).is_some_and(|c| !ends_sentence(c));
        match page_number(chars, at + 1) {
            Some((number, end)) if number == page + 1 => {
                page = number;
                if open {
                    out.push(at..end);
                }
            }
            _ => {
                let long = wrap.is_some_and(|width| at - line_start + 3 >= width);
                if open && long && !starts_block(chars, at + 1) {
                    out.push(at..at + 1);
                }
            }
        }
        line_start = at + 1;
    }
    out
}

fn footnote(chars: &[char], at: usize) -> Option<usize> {
    let digits = chars.get(at + 1..)?.iter().take(3).take_while(|c| c.is_ascii_digit()).count();
    let end = at + 1 + digits;
    ((1..=2).contains(&digits) && chars.get(end) == Some(&']')).then_some(end + 1)
}

/// `3、` at the start of a line.
fn page_number(chars: &[char], at: usize) -> Option<(u32, usize)> {
    let digits: String = chars.get(at..)?.iter().take(4).take_while(|c| c.is_ascii_digit()).collect();
    let end = at + digits.len();
    let mark = chars.get(end) == Some(&'、');
    let number = digits.parse().ok().filter(|_| mark)?;
    Some((number, end + 1))
}

fn last_of_line(line: &[char]) -> Option<char> {
    line.iter().rev().find(|c| !c.is_whitespace()).copied()
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | '！' | '？' | ';' | '；' | ':' | '：' | '”' | '|' | '\t')
}

/// A line that starts a heading or an item of its own is never joined to the one before.
fn starts_block(chars: &[char], at: usize) -> bool {
    let rest: Vec<char> =
        chars.get(at..).unwrap_or_default().iter().take(8).skip_while(|c| **c == ' ').copied().collect();
    match rest.first() {
        None | Some('\n') => true,
        Some('(' | '第') => {
            rest.get(1).is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c))
        }
        Some(c) if "一二三四五六七八九十".contains(*c) => {
            rest.iter().skip(1).take(2).any(|c| *c == '、')
        }
        Some(c) if c.is_ascii_digit() => {
            let after = rest.iter().find(|c| !c.is_ascii_digit());
            rest.len() > 2
                && matches!(after, Some('、' | '.'))
                && rest.get(2).is_some_and(|c| !c.is_ascii_digit())
        }
        _ => false,
    }
}

/// The width at which a converter wrapped lines, where most long lines have nearly the same length.
fn wrap_width(chars: &[char]) -> Option<usize> {
    let mut lengths: Vec<usize> =
        chars.split(|c| *c == '\n').map(<[char]>::len).filter(|length| *length >= 15).collect();
    if lengths.len() < 6 {
        return None;
    }
    lengths.sort_unstable();
    let widest = *lengths.get(lengths.len() * 9 / 10)?;
    let near = lengths.iter().filter(|length| widest.abs_diff(**length) <= 3).count();
    (widest <= 80 && near * 2 >= lengths.len()).then_some(widest)
}
