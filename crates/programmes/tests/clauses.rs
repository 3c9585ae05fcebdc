//! Cases worked by hand from the clauses by somebody who has not seen the encodings (`clauses/*.yaml`): one test a file.
#![expect(clippy::expect_used, reason = "a test may panic")]

mod shipped;

use programmes::answer::Answer;
use programmes::{AssessContext, Library, assess, purpose};
use rstest::rstest;
use vocabulary::yaml::{self, Node, Value};
use vocabulary::{Number, Unit, cell, facts_file};

fn field<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let Value::Mapping(entries) = &node.value else { return None };
    entries.iter().find(|(key, _)| key.text == name).map(|(_, node)| node)
}

fn text<'n>(node: &'n Node, name: &str) -> Option<&'n str> {
    field(node, name).and_then(Node::text)
}

fn words(node: &Node, name: &str) -> Vec<String> {
    match field(node, name).map(|node| &node.value) {
        Some(Value::Sequence(items)) => items.iter().filter_map(Node::text).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn money(text: &str) -> Number {
    cell::parse_quantity(text, Unit::find("元").expect("元")).expect("an amount")
}

/// What a case asks for and the answer does not say.
fn wrong(expect: &Node, answer: &Answer) -> Vec<String> {
    let mut out = Vec::new();
    let known = ["status", "score", "class", "amount", "missing", "not_missing"];
    let Value::Mapping(entries) = &expect.value else { panic!("expect is a mapping") };
    out.extend(
        entries
            .iter()
            .filter(|(key, _)| !known.contains(&key.text.as_str()))
            .map(|(key, _)| format!("expect.{} is not known", key.text)),
    );
    let found = serde_json::to_value(answer.status).expect("a word");
    if text(expect, "status") != found.as_str() {
        out.push(format!("expected {}, found {found}", text(expect, "status").unwrap_or("?")));
    }
    if let Some(score) = field(expect, "score") {
        let bound = |name| text(score, name).expect("a bound").to_owned();
        let expected = (bound("min"), bound("max"));
        let found = answer.score.as_ref().map(|found| (found.min.to_string(), found.max.to_string()));
        if found.as_ref() != Some(&expected) {
            out.push(format!("score expected {expected:?}, found {found:?}"));
        }
    }
    if let Some(class) = field(expect, "class")
        && (if class.is_null() { None } else { class.text() }) != answer.class.as_deref()
    {
        out.push(format!("class expected {:?}, found {:?}", class.text(), answer.class));
    }
    match field(expect, "amount") {
        None => {}
        Some(node) if node.is_null() => {
            out.extend(answer.amount.as_ref().map(|found| format!("no amount expected, found {found:?}")));
        }
        Some(amount) => {
            let bounds = |name| text(amount, name).map(money);
            let expected = (bounds("min"), bounds("max"));
            let found = answer.amount.as_ref();
            let found = found.map(|a| (a.min.as_deref().map(money), a.max.as_deref().map(money)));
            if found != Some(expected) {
                out.push(format!("amount expected {:?}, found {:?}", amount.value, answer.amount));
            }
        }
    }
    let missing: Vec<&str> = answer.missing.iter().map(|missing| missing.attribute.as_str()).collect();
    let asked = |word: &String| missing.contains(&word.as_str());
    out.extend(
        words(expect, "missing")
            .iter()
            .filter(|word| !asked(word))
            .map(|word| format!("{word} not asked for")),
    );
    out.extend(
        words(expect, "not_missing")
            .iter()
            .filter(|word| asked(word))
            .map(|word| format!("{word} asked for")),
    );
    out
}

fn run(library: &Library, case: &Node) -> Vec<String> {
    let as_of = text(case, "as_of").and_then(|date| date.parse().ok()).expect("as_of");
    let programme = library.select(text(case, "programme").expect("programme"), as_of).expect("a programme");
    let file = match facts_file::read_node(&programme.subject, field(case, "facts").expect("facts"), as_of) {
        Ok(file) => file,
        Err(errors) => return errors.iter().map(ToString::to_string).collect(),
    };
    let answer = assess(programme, &file.facts, &AssessContext::typed_in(as_of, ""));
    let mut out = wrong(field(case, "expect").expect("expect"), &answer);
    // The family finds this version, where it stands for the purpose.
    let purpose = purpose(&programme.subject, &file.facts);
    if programme.in_force_for(purpose, as_of) {
        let family = library.select_for(&programme.family, as_of, purpose).map(|found| found.id.as_str());
        if family != Ok(programme.id.as_str()) {
            out.push(format!("the family means {family:?}"));
        }
    }
    out
}

#[rstest]
fn cases_hold(#[files("tests/clauses/*.yaml")] path: std::path::PathBuf) {
    let (library, _) = shipped::library();
    let Value::Sequence(cases) = yaml::parse(&shipped::read(&path)).expect("valid YAML").value else {
        panic!("a list of cases")
    };
    assert!(cases.len() >= 5, "{} has only {} cases", path.display(), cases.len());
    let mut failures = Vec::new();
    for case in &cases {
        let name = text(case, "name").expect("a name");
        failures.extend(run(&library, case).into_iter().map(|why| format!("{name}: {why}")));
    }
    assert!(failures.is_empty(), "{} in {} cases:\n{}", failures.len(), cases.len(), failures.join("\n"));
}
