//! Cases worked by hand from the clauses by somebody who has not seen the encodings (`clauses/*.yaml`).
#![expect(clippy::expect_used, reason = "a test may panic")]

use std::path::Path;

use programmes::{AssessContext, Library, assess};
use vocabulary::yaml::{self, Node, Value};
use vocabulary::{Kind, facts_file};

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    #[expect(clippy::disallowed_methods, reason = "a test reads its cases")]
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

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

fn run(file: &str, at_least: usize) {
    let kind =
        Kind::from_yaml("enterprise.yaml", &read("../../content/kinds/enterprise.yaml")).expect("kind");
    let programmes = ["hnte.2016", "tech-sme.2017"]
        .map(|name| (name.to_owned(), read(&format!("../../content/programmes/cn/{name}.yaml"))));
    let (library, _) = Library::load(&kind, programmes);
    let Value::Sequence(cases) = yaml::parse(&read(file)).expect("valid YAML").value else {
        panic!("a list of cases")
    };
    assert!(cases.len() >= at_least, "{file} has only {} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let name = text(case, "name").expect("a name");
        let as_of = text(case, "as_of").and_then(|date| date.parse().ok()).expect("as_of");
        let programme =
            library.select(text(case, "programme").expect("programme"), as_of).expect("a programme");
        let facts = match facts_file::read_node(&kind, field(case, "facts").expect("facts"), as_of) {
            Ok(file) => file.facts,
            Err(errors) => {
                wrong.push(format!("{name}: {errors:?}"));
                continue;
            }
        };
        let answer = assess(programme, &kind, &facts, &AssessContext::typed_in(as_of, ""));
        let expect = field(case, "expect").expect("expect");
        let found = serde_json::to_value(answer.status).expect("a word");
        if text(expect, "status") != found.as_str() {
            wrong.push(format!("{name}: expected {:?}, found {found}", text(expect, "status")));
        }
        if let (Some(score), Some(found)) = (field(expect, "score"), &answer.score) {
            let expected =
                (text(score, "min").expect("min").to_owned(), text(score, "max").expect("max").to_owned());
            if expected != (found.min.to_string(), found.max.to_string()) {
                wrong
                    .push(format!("{name}: score expected {expected:?}, found {}..{}", found.min, found.max));
            }
        }
        let missing: Vec<&str> = answer.missing.iter().map(|missing| missing.attribute.as_str()).collect();
        let (wanted, unwanted) = (words(expect, "missing"), words(expect, "not_missing"));
        wrong.extend(
            wanted
                .iter()
                .filter(|w| !missing.contains(&w.as_str()))
                .map(|w| format!("{name}: {w} not asked for")),
        );
        wrong.extend(
            unwanted
                .iter()
                .filter(|w| missing.contains(&w.as_str()))
                .map(|w| format!("{name}: {w} asked for")),
        );
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn high_and_new_technology_enterprises() {
    run("tests/clauses/hnte.yaml", 45);
}

#[test]
fn technology_based_small_and_medium_enterprises() {
    run("tests/clauses/tech-sme.yaml", 45);
}
