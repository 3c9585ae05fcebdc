//! `content/schema/index.schema.json` says what the reader reads: it comes from the table of keys, which is held against the reader, the shipped
//! frameworks and the documentation here.

mod support;

use indices::schema::{framework_schema, text};
use indices::shape::{FRAMEWORK, Record, Shape};
use serde_json::Value as Json;
use vocabulary::yaml::{self, Node, Value};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../content/schema/index.schema.json");

#[test]
#[expect(clippy::disallowed_methods, reason = "the file is read, and written on demand only")]
fn the_file_is_up_to_date() {
    let schema = text(&framework_schema());
    if std::env::var_os("KECHUANG_WRITE_SCHEMA").is_some() {
        std::fs::write(FILE, &schema).expect("written");
    }
    let there = std::fs::read_to_string(FILE).expect("the schema");
    assert!(
        there == schema,
        "out of date: run `KECHUANG_WRITE_SCHEMA=1 cargo test -p indices --test schema`"
    );
}

#[test]
fn shipped_frameworks_are_valid_and_a_misspelt_key_is_not() {
    let validator = jsonschema::validator_for(&framework_schema()).expect("a schema");
    for (name, file) in support::all_shipped() {
        let errors = |text: &str| -> Vec<String> {
            let document = json(&yaml::parse(text).expect("YAML"));
            validator
                .iter_errors(&document)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect()
        };
        assert_eq!(errors(&file), Vec::<String>::new(), "{name}");
        let (framework, findings) = indices::check(&name, &file);
        assert!(framework.is_some(), "{findings:#?}");
        let misspelt = file.replacen("\nunits:", "\nunitz:", 1);
        assert!(!errors(&misspelt).is_empty(), "{name} with a misspelt key");
        assert!(indices::check(&name, &misspelt).0.is_none());
    }
}

#[test]
fn every_key_is_read_and_documented() {
    let mut records: Vec<&'static Record> = vec![&FRAMEWORK];
    let mut at = 0;
    while let Some(record) = records.get(at).copied() {
        for field in record.fields {
            let mut shape = &field.shape;
            while let Shape::Many(inner) | Shape::OneOrMany(inner) = shape {
                shape = inner;
            }
            if let Shape::Record(inner) | Shape::Method(inner, _) = shape
                && records.iter().all(|other| other.id != inner.id)
            {
                records.push(inner);
            }
        }
        at += 1;
    }
    let documented = support::documentation();
    for record in records {
        for field in record.fields {
            assert!(
                documented.contains(&format!("`{}`", field.key)),
                "docs/indices.md does not tell of `{}`",
                field.key
            );
        }
    }
}

#[test]
fn what_the_reader_refuses_the_schema_refuses() {
    let validator = jsonschema::validator_for(&framework_schema()).expect("a schema");
    let head = "id: t\nname: 试\nunits: {code: 代码}\n";
    let good = "index: {id: I, children: [{id: a}, {id: b, direction: -1, weight: 0.5}]}\n";
    let valid = |text: &str| {
        let document = json(&yaml::parse(text).expect("YAML"));
        (validator.is_valid(&document), indices::check("试.yaml", text).0.is_some())
    };
    assert_eq!(
        valid(&format!("{head}{good}normalise: rank\nimpute: [mean, {{method: median}}]\n")),
        (true, true)
    );
    for body in [
        "normalise: rang\n",
        "normalise: {method: min_max, range: [0]}\n",
        "normalise: {method: z_score, sd: 0,5}\n",
        "steps: [normalize]\n",
        "impute: {method: group_mean, gruop: 组}\n",
        "aggregate: median\n",
        "uncertainty: {choices: [{id: a, vary: power, from: 0, to: 1}]}\n",
    ] {
        assert_eq!(valid(&format!("{head}{good}{body}")), (false, false), "{body}");
    }
    assert_eq!(valid(head), (false, false));
}

/// A document as JSON, scalars as YAML's core schema reads them.
fn json(node: &Node) -> Json {
    match &node.value {
        Value::Scalar { text, quoted: true } => Json::String(text.clone()),
        Value::Scalar { .. } if node.is_null() => Json::Null,
        Value::Scalar { text, .. } => match text.parse::<serde_json::Number>() {
            Ok(number) => Json::Number(number),
            Err(_) if text == "true" || text == "false" => Json::Bool(text == "true"),
            Err(_) => Json::String(text.clone()),
        },
        Value::Sequence(items) => items.iter().map(json).collect(),
        Value::Mapping(entries) => entries.iter().map(|(key, node)| (key.text.clone(), json(node))).collect(),
    }
}
