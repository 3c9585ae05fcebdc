//! The words before a number: what they say of it, and what they name.

use crate::figure::Operator;
use crate::lexicon::{Direction, Lexicon};

/// What stands between the start of a clause and its number, read from its end.
#[expect(clippy::struct_excessive_bools, reason = "each says of one word whether it stood there")]
#[derive(Clone, Debug, Default)]
pub(super) struct Lead {
    /// What is left: the words that name the indicator.
    pub(super) base: Vec<char>,
    pub(super) operator: Option<Operator>,
    /// 增长, 下降; with `to`, the number is the result and not the change.
    pub(super) change: Option<Direction>,
    pub(super) to: bool,
    /// 由, 从.
    pub(super) from: bool,
    /// 分别.
    pub(super) respectively: bool,
    /// 增速, 增幅: the change is named, not told.
    pub(super) rate_named: bool,
    /// 连续
    pub(super) running: bool,
}

/// Reads the words before a number from their end. `compared`: a place or year was compared to before them, so that 高 and
/// 多 tell a difference.
pub(super) fn lead(text: &[char], compared: bool, lexicon: &Lexicon) -> Lead {
    let words = &lexicon.words;
    let mut out = Lead::default();
    let mut rest = text;
    loop {
        let before = rest.len();
        // The name of an indicator is never taken apart.
        if lexicon
            .indicators
            .last_in(rest)
            .is_some_and(|(_, range)| range.end == rest.len() && range.len() > 2)
        {
            break;
        }
        if let Some((length, ())) = words.to_words.ending(rest)
            && let Some((change, direction)) = words.changes.ending(&rest[..rest.len() - length])
            && out.change.is_none()
        {
            out.change = Some(*direction);
            out.to = true;
            rest = &rest[..rest.len() - length - change];
            continue;
        }
        if let Some((length, operator)) = words.operators.ending(rest) {
            out.operator = out.operator.or(Some(*operator));
            rest = &rest[..rest.len() - length];
            continue;
        }
        if out.change.is_none()
            && let Some((length, direction)) = words.changes.ending(rest)
        {
            let word: String = rest[rest.len() - length..].iter().collect();
            let short = words.short_changes.contains(&word);
            let ahead = &rest[..rest.len() - length];
            let spoken = compared || ahead.ends_with(&['同', '比']) || ahead.is_empty();
            if !short || spoken && !rest[..rest.len() - length].ends_with(&['提']) {
                out.change = Some(*direction);
                out.rate_named = word.contains('速') || word.contains('幅') || word.contains('率');
                rest = ahead;
                continue;
            }
        }
        if let Some((length, ())) = words.leads.ending(rest) {
            let word: String = rest[rest.len() - length..].iter().collect();
            out.respectively |= word.contains("分别");
            out.from |= word == "由" || word == "从";
            out.to |= word.ends_with('到') || word.ends_with('至');
            rest = &rest[..rest.len() - length];
            continue;
        }
        if rest.ends_with(&['连', '续']) {
            out.running = true;
            rest = &rest[..rest.len() - 2];
            continue;
        }
        if rest.len() == before {
            break;
        }
    }
    // 已建、在建的: words of scope are not opened up.
    let scope = !super::name::only_scope(rest, lexicon).is_empty();
    out.base = if scope { rest.to_vec() } else { open(rest, lexicon).to_vec() };
    out
}

/// Leaves out what opens a sentence or clause and names nothing.
pub(super) fn open<'a>(mut text: &'a [char], lexicon: &Lexicon) -> &'a [char] {
    while let Some((length, ())) = lexicon.words.openers.at(text, 0) {
        if lexicon.words.opener_guards.at(text, 0).is_some_and(|(guarded, ())| guarded > length) {
            break;
        }
        text = &text[length..];
    }
    while text.last().is_some_and(|c| matches!(c, '、' | '和' | '与' | '及' | '的' | '中')) {
        text = &text[..text.len() - 1];
    }
    while text.first().is_some_and(|c| matches!(c, '、' | '的')) {
        text = &text[1..];
    }
    text
}
