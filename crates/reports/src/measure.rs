//! Measures that a report proposes: who, what, to what end, by when, and which mechanisms they speak of.

use std::ops::Range;

use serde::Serialize;

use crate::figure::Figure;
use crate::lexicon::{Lexicon, Mechanism};
use crate::limits::{MAX_MEASURES, MAX_QUOTE_CHARS};
use crate::text::{Block, Text, numbering, sentences};
use crate::time::{When, time};

/// A proposed measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Measure {
    /// Who is to act, where the report says so.
    pub who: Option<String>,
    /// What is to be done.
    pub what: String,
    /// A figure that is to be reached.
    pub target: Option<String>,
    /// By when.
    pub deadline: Option<String>,
    /// Mechanisms: id and name.
    pub terms: Vec<(String, String)>,
    /// The text's own words.
    pub quote: String,
    /// Where they start, in code points of the extracted text.
    pub offset: usize,
}

/// The measures of a text whose figures were read. A measure is one or more clauses, the first of which starts with a
/// verb of action, in a section of proposals or a sentence that proposes.
pub fn measures(text: &Text, figures: &[Figure], lexicon: &Lexicon) -> Vec<Measure> {
    let chars = text.chars();
    let mut out = Vec::new();
    let mut proposing = false;
    for block in text.blocks() {
        if let Some(section) = section(chars, &block, lexicon) {
            proposing = section;
        }
        for sentence in sentences(chars, block.range.clone()) {
            let words = &chars[sentence.clone()];
            if !proposing && !proposes(words, lexicon) {
                continue;
            }
            for range in actions(chars, sentence, lexicon) {
                if out.len() < MAX_MEASURES {
                    out.push(measure(text, range, figures, lexicon));
                }
            }
        }
    }
    out
}

/// Whether a block opens a section of proposals, or one of something else; `None` where it opens none.
fn section(chars: &[char], block: &Block, lexicon: &Lexicon) -> Option<bool> {
    if block.level != 1 && !(block.heading && block.level == 0) {
        return None;
    }
    let (_, length) = numbering(&chars[block.range.clone()]);
    let start = block.range.start + length;
    let title = chars.get(start..block.range.end.min(start + 16)).unwrap_or_default();
    let found = &lexicon.mechanisms;
    if found.not_headings.any_in(title) {
        return Some(found.headings.any_in(title) && title.windows(2).any(|w| w == ['建', '议']));
    }
    if found.headings.any_in(title) {
        return Some(true);
    }
    (block.level == 1).then_some(false)
}

fn proposes(words: &[char], lexicon: &Lexicon) -> bool {
    (0..words.len()).any(|at| {
        lexicon.mechanisms.proposing.at(words, at).is_some_and(|(length, ())| {
            let alone = length > 1 || matches!(at.checked_sub(1).map(|at| words[at]), None | Some('，'));
            alone && lexicon.mechanisms.actions.at(words, at + length).is_some()
        })
    })
}

/// The clauses of a sentence that say what to do: each starts with a verb of action and takes those after it that do not.
fn actions(chars: &[char], sentence: Range<usize>, lexicon: &Lexicon) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut start = sentence.start;
    let mut open = false;
    for at in sentence.start..=sentence.end {
        let ends = at == sentence.end || matches!(chars.get(at), Some('，' | '；' | '：'));
        if !ends {
            continue;
        }
        let clause = start..at;
        let begins = acts(&chars[clause.clone()], lexicon);
        let last = out.last_mut();
        match last {
            Some(last) if open && !begins && at - last.start <= MAX_QUOTE_CHARS => last.end = at,
            _ if begins => {
                out.push(start + opening(&chars[clause.clone()])..at);
                open = true;
            }
            _ => open = false,
        }
        start = at + 1;
    }
    out
}

/// Adverbs and enumerators before the verb: 一是, 进一步, （一）.
fn opening(clause: &[char]) -> usize {
    let (_, mut at) = numbering(clause);
    const WORDS: [&str; 26] = [
        "一是",
        "二是",
        "三是",
        "四是",
        "五是",
        "六是",
        "七是",
        "八是",
        "一方面",
        "另一方面",
        "进一步",
        "积极稳妥",
        "积极",
        "有序",
        "大力",
        "全面",
        "深入",
        "持续",
        "加速",
        "扎实",
        "着力",
        "同时",
        "建议",
        "并",
        "要",
        "千方百计",
    ];
    while let Some(word) = WORDS.iter().find(|word| crate::time::starts(clause, at, word)) {
        at += word.chars().count();
    }
    at
}

fn acts(clause: &[char], lexicon: &Lexicon) -> bool {
    let at = opening(clause);
    let found = &lexicon.mechanisms;
    if found.actions.at(clause, at).is_some() {
        return clause.len() - at >= 4;
    }
    // 政府职能部门可以提供…: an actor, then the verb within a few characters.
    found
        .actors
        .at(clause, at)
        .is_some_and(|(length, ())| (0..6).any(|step| found.actions.at(clause, at + length + step).is_some()))
}

fn measure(text: &Text, range: Range<usize>, figures: &[Figure], lexicon: &Lexicon) -> Measure {
    let chars = text.chars();
    let words = &chars[range.clone()];
    let what: String = words.iter().collect();
    let target = figures
        .iter()
        .find(|figure| range.contains(&figure.context.at.start) && figure.value.number().is_some())
        .map(|figure| {
            format!("{} {} {}{}", figure.indicator, figure.op.as_str(), figure.value.written(), figure.unit)
        });
    let terms: Vec<&Mechanism> = lexicon.mechanisms.spoken_of(&what);
    let (quote, offset) = text.quote(range);
    Measure {
        who: who(words, lexicon),
        target,
        deadline: deadline(words),
        terms: terms.into_iter().map(|m| (m.id.clone(), m.term.clone())).collect(),
        what,
        quote,
        offset,
    }
}

/// 由市委市政府主要领导挂帅, 支持行业骨干企业牵头, 政府职能部门可以…
fn who(words: &[char], lexicon: &Lexicon) -> Option<String> {
    const LEADING: [&str; 7] = ["挂帅", "牵头", "负责", "主导", "统筹协调", "组织实施", "为主体"];
    for at in 0..words.len() {
        let by =
            words[at] == '由' || at > 1 && matches!(words.get(at - 2..at), Some(['支', '持'] | ['引', '导']));
        if !by {
            continue;
        }
        let from = if words[at] == '由' { at + 1 } else { at };
        let end = (from..words.len().min(from + 24))
            .find(|end| LEADING.iter().any(|word| crate::time::starts(words, *end, word)));
        if let Some(end) = end.filter(|end| *end > from) {
            let name = &words[from..end];
            let stop = name.iter().any(|c| matches!(c, '，' | '；'));
            if !stop {
                return Some(name.iter().collect());
            }
        }
    }
    let (length, ()) = lexicon.mechanisms.actors.at(words, 0)?;
    Some(words.get(..length)?.iter().collect())
}

/// 到2025年, “十四五”期间, 2024年底前.
fn deadline(words: &[char]) -> Option<String> {
    (0..words.len()).find_map(|at| {
        let found = time(words, at)?;
        let dated = matches!(
            found.when,
            When::Year(_) | When::Plan(_) | When::Part(Some(_), _) | When::Relative(0 | 1)
        );
        let digits_before = at > 0 && words[at - 1].is_ascii_digit();
        (dated && !digits_before)
            .then(|| words[at..found.end].iter().filter(|c| !matches!(c, '“' | '”')).collect())
    })
}
