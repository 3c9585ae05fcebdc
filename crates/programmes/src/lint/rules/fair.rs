//! What the rules of fair competition share: looking for the words of their group of articles in clauses and in formulas' names.

use vocabulary::yaml::{Node, Position};

use crate::finding::Text;
use crate::lint::lexicon::Wording;
use crate::lint::{Report, Subject, written};

/// Asks for a review wherever the words of the rule's group are found: once a clause.
pub(super) fn review(subject: &Subject<'_>, code: &str, report: &mut Report<'_>) {
    let Some(lexicon) = subject.fair_competition else { return };
    for wording in lexicon.groups.iter().filter(|wording| wording.code == code) {
        for (at, words) in found(subject, wording) {
            let message = format!(
                "“{words}”可能涉及{}，见{}{}；请作公平竞争审查：属于{}的，写明依据、为什么没有影响更小的办法和实施期限",
                wording.about, lexicon.law, wording.articles, lexicon.exceptions
            );
            report.at(at, message);
        }
    }
}

fn found(subject: &Subject<'_>, wording: &Wording) -> Vec<(Position, String)> {
    let mut out: Vec<(Position, String)> = Vec::new();
    for node in written::conditions(subject.root) {
        let clause = ["text", "review"].iter().find_map(|key| said(node, key, wording));
        let named = || {
            let text = written::text(node, "test")?;
            Some((text.at, name_in(&text, wording)?))
        };
        out.extend(clause.or_else(named));
    }
    for node in written::items(subject.root, "definitions") {
        out.extend(said(node, "text", wording));
    }
    if let Some(amount) = written::field(subject.root, "amount") {
        let formula = || {
            let text = written::text(amount, "formula")?;
            Some((text.at, name_in(&text, wording)?))
        };
        out.extend(said(amount, "text", wording).or_else(formula));
    }
    for node in written::items(subject.root, "benefits") {
        out.extend(Text::of(node).and_then(|text| words_in(&text, wording)));
    }
    out
}

fn said(node: &Node, key: &str, wording: &Wording) -> Option<(Position, String)> {
    words_in(&written::text(node, key)?, wording)
}

/// Points at the words themselves.
fn words_in(text: &Text, wording: &Wording) -> Option<(Position, String)> {
    let words = wording.found_in(&text.text)?;
    let start = text.text.find(words)?;
    let at = text.position_of(language::Span { start, end: start + words.len() });
    Some((at, words.to_owned()))
}

fn name_in(text: &Text, wording: &Wording) -> Option<String> {
    let (tokens, _) = language::token::tokens(&text.text);
    tokens.into_iter().find_map(|token| match token.kind {
        language::token::TokenKind::Name(name) | language::token::TokenKind::Quoted(name) => {
            wording.found_in_name(&name).map(|_| name.clone())
        }
        _ => None,
    })
}
