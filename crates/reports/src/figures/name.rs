//! The name of the indicator that a stretch of words names.

use crate::lexicon::{Indicator, Lexicon};

/// Longest name that is taken from a text.
const MAX_NAME: usize = 40;

/// An indicator as it was named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    /// Canonical, or the text's own words.
    pub(super) name: String,
    /// Whether the lexicon knows it.
    pub(super) known: bool,
    /// Words of scope beside the name: 在建.
    pub(super) scope: Vec<String>,
}

/// What the words name; `None` where nothing is left of them.
pub(super) fn named(base: &[char], lexicon: &Lexicon) -> Option<Named> {
    // 五年翻了一番: how long it took names nothing.
    if let [years @ .., '年'] = base
        && years.iter().all(|c| c.is_ascii_digit() || "一二两三四五六七八九十".contains(*c))
    {
        return None;
    }
    let usual = lexicon.laundered.usual(base);
    let (stem, scope) = scope(&usual, lexicon);
    if stem.is_empty() {
        return None;
    }
    if let Some((indicator, range)) = at_end(&stem, lexicon) {
        let before = super::lead::open(&stem[..range.start], lexicon);
        if let Some(prefix) = only_modifiers(before, lexicon) {
            let mut name = full_name(indicator, &scope);
            if !prefix.is_empty() {
                name = format!("{prefix}{name}");
            }
            return Some(Named { name, known: prefix.is_empty(), scope });
        }
    }
    let text = &base[base.len().saturating_sub(MAX_NAME)..];
    let text = super::lead::open(text, lexicon);
    (!text.is_empty()).then(|| Named { name: text.iter().collect(), known: false, scope })
}

/// The indicator whose name the stretch ends with, but for 数 or 总量.
fn at_end<'l>(stem: &[char], lexicon: &'l Lexicon) -> Option<(&'l Indicator, std::ops::Range<usize>)> {
    const ENDINGS: [&str; 9] = ["", "数", "数量", "总数", "总量", "个数", "人数", "总额", "规模"];
    ENDINGS.iter().find_map(|ending| {
        let ending: Vec<char> = ending.chars().collect();
        let rest = stem.strip_suffix(ending.as_slice())?;
        lexicon.indicators.last_in(rest).filter(|(_, range)| range.end == rest.len())
    })
}

/// The indicator that a stretch starts with: 4家省实验室全部落户.
pub(super) fn at_start<'l>(text: &[char], lexicon: &'l Lexicon) -> Option<&'l Indicator> {
    let usual = lexicon.laundered.usual(text);
    (2..=usual.len().min(24)).rev().find_map(|end| {
        let (indicator, range) = lexicon.indicators.last_in(&usual[..end])?;
        (range == (0..end)).then_some(indicator)
    })
}

/// The name with its scope, where one name covers several scopes: 大科学装置数（在建）.
pub(super) fn full_name(indicator: &Indicator, scope: &[String]) -> String {
    if indicator.scoped && !scope.is_empty() {
        format!("{}（{}）", indicator.name, scope.join("+"))
    } else {
        indicator.name.clone()
    }
}

/// Words of scope at the end of a name: 大科学装置在建, or alone: 已建、在建的.
fn scope(base: &[char], lexicon: &Lexicon) -> (Vec<char>, Vec<String>) {
    let mut found = Vec::new();
    let mut rest = base;
    loop {
        let trimmed = rest
            .iter()
            .rposition(|c| !matches!(c, '、' | '的' | '和' | '与' | '及'))
            .map_or(0, |last| last + 1);
        let here = &rest[..trimmed];
        let word =
            lexicon.words.scope_words.iter().find(|word| here.ends_with(&word.chars().collect::<Vec<_>>()));
        let Some(word) = word else { break };
        found.insert(0, word.clone());
        rest = &here[..here.len() - word.chars().count()];
    }
    // 与 before 已建: what was compared with.
    let rest = super::lead::open(rest, lexicon);
    (rest.to_vec(), found)
}

/// The words of scope that a stretch is made of, where it is made of nothing else: 已建、在建的.
pub(super) fn only_scope(base: &[char], lexicon: &Lexicon) -> Vec<String> {
    let (stem, found) = scope(base, lexicon);
    if stem.is_empty() { found } else { Vec::new() }
}

/// What stands before a known name: a word for a flow (新增) is kept, verbs and openers are not; `None` where it is more.
fn only_modifiers(before: &[char], lexicon: &Lexicon) -> Option<String> {
    let mut rest = before;
    let mut flow = String::new();
    while !rest.is_empty() {
        if let Some((length, ())) = lexicon.words.flow_prefixes.ending(rest) {
            let word: String = rest[rest.len() - length..].iter().collect();
            if word != "累计" && flow.is_empty() {
                flow = word;
            }
            rest = &rest[..rest.len() - length];
        } else if let Some((length, ())) = lexicon.words.verbs.ending(rest) {
            rest = &rest[..rest.len() - length];
        } else if let Some((length, ())) = lexicon.words.openers.ending(rest) {
            rest = &rest[..rest.len() - length];
        } else if let Some((length, ())) = lexicon.words.leads.ending(rest) {
            rest = &rest[..rest.len() - length];
        } else {
            return None;
        }
    }
    Some(flow)
}
