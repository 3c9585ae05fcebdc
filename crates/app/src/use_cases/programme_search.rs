//! Programmes by the words that they say.

use programmes::Programme;
use programmes::programme::{Body, Condition};

use crate::failure::{Code, Failure};
use crate::limits::{MAX_PASSAGES, MAX_QUERY_CHARS};
use crate::model::Passage;

/// Signs shown on either side of what was found.
const AROUND: usize = 36;

/// What is looked for: words that must all occur in a programme, each in any of its texts.
pub(super) struct Words(Vec<String>);

impl Words {
    /// `None` where nothing is looked for.
    pub(super) fn read(text: Option<&str>) -> Result<Option<Self>, Failure> {
        let text = text.map(str::trim).unwrap_or_default();
        if text.chars().count() > MAX_QUERY_CHARS {
            let message = format!("搜索内容超过 {MAX_QUERY_CHARS} 个字");
            return Err(Failure::new(Code::LimitExceeded, message, "请缩短").at("q"));
        }
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        Ok((!words.is_empty()).then_some(Self(words)))
    }

    /// The passages of a programme, those of its name first; `None` where a word occurs nowhere in it.
    pub(super) fn passages(&self, programme: &Programme) -> Option<Vec<Passage>> {
        let texts = texts(programme);
        let lower: Vec<String> = texts.iter().map(|(_, _, text)| text.to_lowercase()).collect();
        let all = self.0.iter().all(|word| lower.iter().any(|text| text.contains(word.as_str())));
        let told = texts.into_iter().zip(&lower).filter_map(|((section, place, text), lower)| {
            let word = self.0.iter().find(|word| lower.contains(word.as_str()))?;
            let passage = Passage {
                programme: programme.id.clone(),
                section: section.to_owned(),
                place,
                text: around(&text, lower, word),
            };
            Some(passage)
        });
        // A group's clause is often the clause of its members too.
        let mut seen = std::collections::BTreeSet::new();
        all.then(|| told.filter(|passage| seen.insert(passage.text.clone())).take(MAX_PASSAGES).collect())
    }
}

/// Every text of a programme: the section of its page, where it stands there, the words.
fn texts(programme: &Programme) -> Vec<(&'static str, String, String)> {
    let mut out = Vec::new();
    let mut add = |section: &'static str, place: &str, text: &str| {
        if !text.is_empty() {
            out.push((section, place.to_owned(), text.to_owned()));
        }
    };
    add("identity", "名称", &programme.name);
    add("identity", "文号", &programme.document);
    add("identity", "发布机关", &programme.authority);
    programme.benefits.iter().for_each(|text| add("identity", "可以得到", text));
    conditions(&programme.conditions, &mut add);
    if let Some(amount) = &programme.amount {
        add("amount", &amount.article, &amount.text);
    }
    for parameter in programme.parameters.iter().filter(|parameter| parameter.of.is_none()) {
        add("parameters", "参数", &parameter.name);
    }
    programme.definitions.names.iter().for_each(|name| add("definitions", "定义", name));
    programme.evidence.iter().for_each(|text| add("evidence", "申报材料", text));
    programme.notes.iter().for_each(|text| add("identity", "须知", text));
    out
}

fn conditions(conditions: &[Condition], add: &mut impl FnMut(&'static str, &str, &str)) {
    for condition in conditions {
        let place = if condition.article.is_empty() { &condition.id } else { &condition.article };
        add("clauses", place, &condition.text);
        add("clauses", place, &condition.id);
        if let Body::Group(_, children) = &condition.body {
            self::conditions(children, add);
        }
    }
}

/// A part of a text around a word that it has.
fn around(text: &str, lower: &str, word: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    // Lowering may change how many bytes a sign has, never the order of signs; where it changes their number the text is cut elsewhere, not wrongly.
    let at = lower.find(word).map_or(0, |byte| lower[..byte].chars().count()).min(chars.len());
    let first = at.saturating_sub(AROUND);
    let last = (at + word.chars().count() + AROUND).min(chars.len());
    let cut: String = chars.get(first..last).unwrap_or_default().iter().collect();
    let (before, after) = (if first > 0 { "…" } else { "" }, if last < chars.len() { "…" } else { "" });
    format!("{before}{cut}{after}")
}
