//! The JSON Schemas in content/schema say what the readers read: they come from the table of keys, which is held against the
//! readers and the documentation here; every shipped file is valid, a misspelt key is not.

mod shipped;

use std::collections::BTreeSet;

use programmes::schema::{kind_schema, programme_schema, text};
use programmes::shape::{KIND, KIND_EXTENSION, PROGRAMME, Record, Shape};
use serde_json::Value as Json;
use vocabulary::yaml::{self, Node, Value};

const HINT: &str = "run `KECHUANG_WRITE_SCHEMA=1 cargo test -p programmes --test schema`";

#[test]
#[expect(clippy::disallowed_methods, reason = "the files are written on demand only")]
fn files_are_up_to_date() {
    for (name, schema) in [("programme", programme_schema()), ("kind", kind_schema())] {
        let path = format!("../../content/schema/{name}.schema.json");
        if std::env::var_os("KECHUANG_WRITE_SCHEMA").is_some() {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text(&schema)).expect("written");
        }
        assert!(shipped::read(&path) == text(&schema), "{path} is out of date: {HINT}");
    }
}

#[test]
fn shipped_files_are_valid_and_a_misspelt_key_is_not() {
    for (folder, schema, key) in [
        ("../../content/programmes/cn", programme_schema(), "authority"),
        ("../../content/kinds", kind_schema(), "title"),
    ] {
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        for path in shipped::files(folder, ".yaml") {
            let file = shipped::read(&path);
            let errors = |text: &str| -> Vec<String> {
                let document = json(&yaml::parse(text).expect("YAML"));
                let errors = validator.iter_errors(&document);
                errors.map(|error| format!("{}: {error}", error.instance_path())).collect()
            };
            assert_eq!(errors(&file), Vec::<String>::new(), "{}", path.display());
            let misspelt = file.replacen(&format!("\n{key}:"), &format!("\n{key}x:"), 1);
            assert_ne!(misspelt, file);
            assert!(!errors(&misspelt).is_empty(), "{} with a misspelt key", path.display());
        }
    }
}

#[test]
fn what_the_reader_refuses_the_schema_refuses() {
    let validator = jsonschema::validator_for(&programme_schema()).expect("a schema");
    let head = "id: t.x.1\nfamily: t.x\nname: 试\nkind: enterprise\nauthority: 试\ndocument: 试\nterritory: 试\nconfidence: certain\n";
    let valid = |body: &str| validator.is_valid(&json(&yaml::parse(&format!("{head}{body}")).expect("YAML")));
    assert!(valid("conditions: [{id: a, article: 一, text: 甲, test: 居民企业}]\n"));
    for body in [
        "",
        "conditions: [{id: a, article: 一, text: 甲, tset: 居民企业}]\n",
        "conditions: [{id: a, article: 一, text: 甲, test: 居民企业, review: 专家}]\n",
        "conditions: [{id: a, all: [{id: b}]}]\n",
        "conditions: []\nfrom: 2016年\n",
        "conditions: []\ntables: [{name: 表, hit: last, rows: []}]\n",
        "conditions: []\nscore: {name: 分, of: 十}\n",
    ] {
        assert!(!valid(body), "{body}");
    }
}

/// A document as JSON, scalars as YAML's core schema reads them.
fn json(node: &Node) -> Json {
    match &node.value {
        Value::Scalar { text, quoted: true } => Json::String(text.clone()),
        Value::Scalar { text, .. } if node.is_null() => Json::from(text.get(..0).filter(|_| false)),
        Value::Scalar { text, .. } => match text.parse::<serde_json::Number>() {
            Ok(number) => Json::Number(number),
            Err(_) if text == "true" || text == "false" => Json::Bool(text == "true"),
            Err(_) => Json::String(text.clone()),
        },
        Value::Sequence(items) => items.iter().map(json).collect(),
        Value::Mapping(entries) => {
            Json::Object(entries.iter().map(|(key, node)| (key.text.clone(), json(node))).collect())
        }
    }
}

/// All keys of a table.
fn keys(record: &'static Record, seen: &mut BTreeSet<&'static str>, out: &mut BTreeSet<String>) {
    if !seen.insert(record.id) {
        return;
    }
    for field in record.fields {
        out.insert(field.key.to_owned());
        let mut shape = &field.shape;
        while let Shape::Many(inner) | Shape::OneOrMany(inner) | Shape::Map(inner) = shape {
            shape = inner;
        }
        if let Shape::Record(inner) = shape {
            keys(inner, seen, out);
        }
    }
}

#[test]
fn the_table_holds_the_keys_that_the_readers_ask_for() {
    let mut table = BTreeSet::new();
    keys(&PROGRAMME, &mut BTreeSet::new(), &mut table);
    let reader = include_str!("../src/document/read.rs");
    let mut asked = BTreeSet::new();
    for call in [
        "text(\"",
        "optional(\"",
        "date(\"",
        "node(\"",
        "each(\"",
        "texts(\"",
        "pairs(\"",
        "one_or_more(\"",
        "bounds(\"",
    ] {
        asked.extend(reader.split(call).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned));
    }
    assert_eq!(table, asked);

    let mut table = BTreeSet::new();
    keys(&KIND, &mut BTreeSet::new(), &mut table);
    keys(&KIND_EXTENSION, &mut BTreeSet::new(), &mut table);
    let reader = concat!(
        include_str!("../../vocabulary/src/kind/document.rs"),
        include_str!("../../vocabulary/src/kind/layers.rs")
    )
    .replace("pub(super) ", "");
    let mut asked = BTreeSet::new();
    for body in reader.split("deny_unknown_fields)]\nstruct ").skip(1) {
        let body = body.split("\n}").next().unwrap_or_default();
        let field = |line: &str| {
            let (name, _) = line.strip_prefix("    ")?.split_once(": ")?;
            name.chars()
                .all(|c| c.is_ascii_lowercase() || matches!(c, '_' | '#'))
                .then(|| name.replace("r#", ""))
        };
        asked.extend(body.lines().filter_map(field));
    }
    assert_eq!(table, asked);
}

#[test]
fn a_file_that_extends_a_kind_is_checked_as_one() {
    let validator = jsonschema::validator_for(&kind_schema()).expect("a schema");
    let valid = |text: &str| validator.is_valid(&json(&yaml::parse(text).expect("YAML")));
    assert!(valid("extends: enterprise\nsources: {财务: [市税务局, 税务局]}\n"));
    assert!(valid(
        "extends: enterprise\ngroups: [{name: 亩均, attributes: [{name: 亩均税收, type: number, unit: 元}]}]\n"
    ));
    for wrong in [
        "extends: enterprise\ntitle: 名称\n",
        "extends: enterprise\nsources: [税务局]\n",
        "extends: enterprise\ngroups: [{name: 亩均, attributes: [{name: 亩均税收, typ: number}]}]\n",
        "sources: {财务: [税务局]}\n",
    ] {
        assert!(!valid(wrong), "{wrong}");
    }
}

#[test]
fn the_documentation_of_kinds_names_every_key() {
    let documentation = include_str!("../../../docs/kinds.md");
    let mut table = BTreeSet::new();
    for record in [&KIND, &KIND_EXTENSION] {
        keys(record, &mut BTreeSet::new(), &mut table);
    }
    let missing: Vec<&String> =
        table.iter().filter(|key| !documentation.contains(&format!("`{key}`"))).collect();
    assert_eq!(missing, Vec::<&String>::new());
}

#[test]
fn the_documentation_lists_the_keys_in_the_order_of_the_table() {
    let documentation = include_str!("../../../docs/programmes.md");
    let rows = documentation.split("| 键 | 说什么 |").nth(1).expect("the table of keys");
    let rows = rows.split("\n\n").next().expect("its rows");
    let mut documented = Vec::new();
    for row in rows.lines().filter_map(|line| line.strip_prefix("| `")) {
        let cell = row.split(" | ").next().expect("a cell");
        documented.extend(cell.split('`').map(str::trim).filter(|key| !key.is_empty()).map(str::to_owned));
    }
    let table: Vec<&str> = PROGRAMME.fields.iter().map(|field| field.key).collect();
    assert_eq!(documented, table);
}
