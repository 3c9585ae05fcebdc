//! What a place that is named does in its clause.

use std::ops::Range;

use super::piece::{Piece, Token};
use crate::lexicon::Words;

/// The part that a place plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The clause is about it.
    Subject,
    /// It stands right inside: 双一流大学杭州2所.
    Inside,
    /// Something is compared to it.
    Compared,
    /// What a number is a part or a multiple of: 是深圳的43%.
    Measure,
    /// A whole, a direction, the field of a ranking.
    Oblique,
}

/// The role of the place piece at `index`. `before`: the words of its clause before it.
pub(super) fn role(
    pieces: &[Piece],
    index: usize,
    before: &[char],
    earlier: Option<Role>,
    words: &Words,
) -> Role {
    // 成都（8所）、南京（12所）: the same part as the one before.
    let joined =
        index.checked_sub(1).and_then(|at| pieces.get(at)).is_some_and(|piece| piece.token == Token::Pause);
    // 广州的35.4岁和厦门的36.8岁
    let and = matches!(before, ['和' | '与' | '及'] | ['以', '及']);
    if (joined || and)
        && let Some(earlier) = earlier
    {
        return earlier;
    }
    let trimmed = trim(before);
    if trimmed.is_empty() {
        return Role::Subject;
    }
    if ranked_next(pieces, index) || words.rank_verbs.ending(trimmed).is_some() {
        return Role::Oblique;
    }
    if words.compare_before.ending(trimmed).is_some() {
        let measure = measured_next(pieces, index) && words.measure_before.ending(trimmed).is_some();
        return if measure { Role::Measure } else { Role::Compared };
    }
    if words.oblique_before.ending(trimmed).is_some() {
        return Role::Oblique;
    }
    // Only words that open a clause stand before it: 其中，杭州…; 而深圳….
    let mut rest = trimmed;
    while let Some((length, ())) = words.openers.at(rest, 0) {
        rest = &rest[length..];
    }
    if rest.is_empty() { Role::Subject } else { Role::Inside }
}

fn trim(before: &[char]) -> &[char] {
    let start = before.iter().position(|c| !matches!(c, '“' | '”' | '、')).unwrap_or(before.len());
    let end = before.iter().rposition(|c| !matches!(c, '“' | '”' | '、')).map_or(start, |last| last + 1);
    before.get(start..end.max(start)).unwrap_or_default()
}

/// 深圳的43%, 全省平均水平的2.1倍.
fn measured_next(pieces: &[Piece], index: usize) -> bool {
    let next = pieces.iter().skip(index + 1).find_map(|piece| match &piece.token {
        Token::Quantity(quantity) => Some(quantity),
        _ => None,
    });
    next.is_some_and(|quantity| matches!(quantity.unit.as_str(), "%" | "倍" | "成" | "比值"))
}

fn ranked_next(pieces: &[Piece], index: usize) -> bool {
    matches!(pieces.get(index + 1).map(|piece| &piece.token), Some(Token::Rank(_)))
}

/// The text of pieces `range`, without places, times and what stands in brackets without a number.
pub(super) fn text_of(chars: &[char], pieces: &[Piece], range: Range<usize>) -> Vec<char> {
    let mut out = Vec::new();
    let mut depth = 0usize;
    for piece in pieces.get(range).unwrap_or_default() {
        match piece.token {
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            Token::Text if depth == 0 => {
                out.extend_from_slice(chars.get(piece.at.clone()).unwrap_or_default());
            }
            Token::Pause if depth == 0 && !out.is_empty() => out.push('、'),
            // 粮食产量比上年增长: what a time is compared by goes with the time.
            Token::Time(_) if depth == 0 => {
                while out.last().is_some_and(|c| matches!(c, '比' | '较')) {
                    out.pop();
                }
            }
            _ => {}
        }
    }
    out
}
