//! Embedded tests: facts, a date and what must come out, written beside the clauses they show.

use jiff::civil::Date;
use vocabulary::yaml::{Node, Value, YamlError};
use vocabulary::{Facts, facts_file};

use crate::answer::{Answer, ConditionAnswer, Status};
use crate::assess::show::decimal;
use crate::assess::{AssessContext, assess};
use crate::document::RawTest;
use crate::finding::Text;
use crate::programme::Programme;

/// How an embedded test went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseResult {
    /// Version id of its programme.
    pub programme: String,
    /// Its name.
    pub name: String,
    /// Where it stands: `path:line:column`.
    pub place: String,
    /// What did not come out as expected; empty: passed.
    pub failures: Vec<String>,
}

/// Runs all embedded tests of a programme.
pub fn run_cases(programme: &Programme) -> Vec<CaseResult> {
    (programme.tests.iter())
        .map(|test| CaseResult {
            programme: programme.id.clone(),
            name: test.name.text.clone(),
            place: format!("{}:{}:{}", programme.path, test.at.line, test.at.column),
            failures: run(programme, test),
        })
        .collect()
}

fn run(programme: &Programme, test: &RawTest) -> Vec<String> {
    let facts = match facts_of(programme, test) {
        Ok(facts) => facts,
        Err(errors) => return errors.iter().map(|error| format!("事实有误：{error}")).collect(),
    };
    let answer = assess(programme, &facts, &AssessContext::typed_in(test.as_of, ""));
    let mut failures = Vec::new();
    let mut expect = |what: &str, expected: &str, found: &str, why: &str| {
        if expected != found {
            failures.push(format!("{what}：应为 {expected}，实为 {found}{why}"));
        }
    };
    expect("结论", &test.status.text, status_word(answer.status), "");
    for (id, expected) in &test.conditions {
        match find(&answer.conditions, &id.text) {
            Some(found) => {
                expect(&id.text, &expected.text, status_word(found.status), &format!("（{}）", found.reason));
            }
            None => expect(&id.text, &expected.text, "没有这个条件", ""),
        }
    }
    if let Some((min, max)) = &test.score {
        let found = score_text(&answer);
        expect("得分", &format!("{}..{}", min.text, max.text), &found, "");
    }
    if let Some(class) = &test.class {
        expect("类别", &class.text, answer.class.as_deref().unwrap_or("未知"), "");
    }
    if let Some((min, max)) = &test.amount {
        let found = answer.amount.as_ref();
        let shown = |bound: Option<&String>| bound.map_or("未知", String::as_str).to_owned();
        let bounds = (
            shown(found.and_then(|amount| amount.min.as_ref())),
            shown(found.and_then(|amount| amount.max.as_ref())),
        );
        // 27.50 and 27.5 are the same amount; 275万元 as well.
        expect(
            "金额",
            &format!("{}..{}", plain(min), plain(max)),
            &format!("{}..{}", bounds.0, bounds.1),
            "",
        );
    }
    failures
}

/// What every embedded test is about: its name, its day and its facts, where those can be read.
pub fn case_facts(programme: &Programme) -> Vec<(&str, Date, Facts)> {
    let facts = |test| facts_of(programme, test).ok();
    programme
        .tests
        .iter()
        .filter_map(|test| Some((test.name.text.as_str(), test.as_of, facts(test)?)))
        .collect()
}

/// The facts that a test starts from and states.
pub(crate) fn facts_of(programme: &Programme, test: &RawTest) -> Result<Facts, Vec<YamlError>> {
    let kind = &programme.subject;
    let file = match merged(programme.base.as_ref(), test.facts.as_ref()) {
        Some(node) => facts_file::read_node(kind, &node, test.as_of),
        None => facts_file::read(kind, "", test.as_of),
    };
    file.map(|file| file.facts)
}

/// The facts of a test replace those it starts from, attribute by attribute.
fn merged(base: Option<&Node>, facts: Option<&Node>) -> Option<Node> {
    let (Some(base), Some(facts)) = (base, facts) else { return base.or(facts).cloned() };
    let (Value::Mapping(under), Value::Mapping(over)) = (&base.value, &facts.value) else {
        return Some(facts.clone());
    };
    let mut entries = under.clone();
    for (key, node) in over {
        match entries.iter_mut().find(|(other, _)| other.text == key.text) {
            Some(entry) => *entry = (key.clone(), node.clone()),
            None => entries.push((key.clone(), node.clone())),
        }
    }
    Some(Node { at: facts.at, value: Value::Mapping(entries) })
}

fn find<'a>(conditions: &'a [ConditionAnswer], id: &str) -> Option<&'a ConditionAnswer> {
    conditions.iter().find_map(|condition| {
        if condition.id == id { Some(condition) } else { find(&condition.children, id) }
    })
}

fn score_text(answer: &Answer) -> String {
    answer.score.as_ref().map_or("没有评分".to_owned(), |score| format!("{}..{}", score.min, score.max))
}

/// An expected amount as an answer writes it: decimal 元.
fn plain(text: &Text) -> String {
    let unit = vocabulary::Unit::find("元");
    let amount = unit.and_then(|unit| vocabulary::cell::parse_quantity(&text.text, unit).ok());
    amount.map_or_else(|| text.text.clone(), decimal)
}

fn status_word(status: Status) -> &'static str {
    match status {
        Status::Met => "met",
        Status::Unmet => "unmet",
        Status::Unknown => "unknown",
        Status::NotApplicable => "not_applicable",
    }
}
