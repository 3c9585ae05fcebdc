//! JSON Schema (draft-07, what editors' YAML servers read best) of programme and kind files, from the table in [`crate::shape`]:
//! keys are completed, explained and checked while somebody types.

use serde_json::{Map, Value, json};

use crate::shape::{KIND, KIND_EXTENSION, Need, PROGRAMME, Record, Shape};

/// Schema of programme files: `content/schema/programme.schema.json`.
pub fn programme_schema() -> Value {
    let mut schema = head("Kechuang 政策文件");
    if let Value::Object(body) = object(&PROGRAMME) {
        schema.extend(body);
    }
    with_definitions(schema, &[&PROGRAMME])
}

/// Schema of kind files: `content/schema/kind.schema.json`. A file with `extends` adds to a kind of an upper layer.
pub fn kind_schema() -> Value {
    let mut schema = head("Kechuang 类别文件");
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("if".to_owned(), json!({"required": ["extends"]}));
    schema.insert("then".to_owned(), object(&KIND_EXTENSION));
    schema.insert("else".to_owned(), object(&KIND));
    with_definitions(schema, &[&KIND, &KIND_EXTENSION])
}

/// A schema as a file holds it.
pub fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}

fn head(title: &str) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("title".to_owned(), json!(title));
    schema
}

/// Every record that the roots mention, once, under `definitions`.
fn with_definitions(mut schema: Map<String, Value>, roots: &[&'static Record]) -> Value {
    let mut records = roots.to_vec();
    let mut at = 0;
    while let Some(record) = records.get(at).copied() {
        for field in record.fields {
            mentioned(&field.shape, &mut records);
        }
        at += 1;
    }
    let mut definitions = Map::new();
    for record in records.iter().filter(|record| roots.iter().all(|root| root.id != record.id)) {
        definitions.insert(record.id.to_owned(), object(record));
    }
    schema.insert("definitions".to_owned(), Value::Object(definitions));
    Value::Object(schema)
}

fn mentioned(shape: &Shape, records: &mut Vec<&'static Record>) {
    match shape {
        Shape::Record(record) if records.iter().all(|other| other.id != record.id) => records.push(record),
        Shape::Many(inner) | Shape::OneOrMany(inner) | Shape::Map(inner) => mentioned(inner, records),
        _ => {}
    }
}

fn object(record: &Record) -> Value {
    let mut properties = Map::new();
    for field in record.fields {
        let mut value = of(&field.shape);
        if let Value::Object(value) = &mut value {
            // Beside a `$ref` draft-07 ignores other words: the reference goes one level down.
            if let Some(reference) = value.remove("$ref") {
                value.insert("allOf".to_owned(), json!([{"$ref": reference}]));
            }
            value.insert("description".to_owned(), json!(field.says));
        }
        properties.insert(field.key.to_owned(), value);
    }
    let keys = |wanted: &[Need]| -> Vec<&str> {
        record.fields.iter().filter(|field| wanted.contains(&field.need)).map(|field| field.key).collect()
    };
    let mut schema = Map::new();
    schema.insert("description".to_owned(), json!(record.what));
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema.insert("required".to_owned(), json!(keys(&[Need::Always])));
    schema.insert("properties".to_owned(), Value::Object(properties));
    let whole = keys(&[Need::Whole]);
    if !whole.is_empty() {
        schema.insert("if".to_owned(), json!({"required": ["fills"]}));
        schema.insert("then".to_owned(), json!({"required": ["slots"]}));
        schema.insert("else".to_owned(), json!({"required": whole}));
    }
    if !record.one_of.is_empty() {
        let one: Vec<Value> = record.one_of.iter().map(|key| json!({"required": [key]})).collect();
        schema.insert("oneOf".to_owned(), Value::Array(one));
    }
    Value::Object(schema)
}

/// Scalars are read as the text they were written with: what YAML takes for a number or a truth is as good as text.
fn of(shape: &Shape) -> Value {
    let scalar = json!({"type": ["string", "number", "boolean"]});
    match shape {
        Shape::Text | Shape::Formula | Shape::RowValue => scalar,
        Shape::Id => json!({"type": "string", "pattern": "^[a-z0-9.-]+$"}),
        Shape::Date => json!({"type": "string", "pattern": DATE}),
        Shape::Day => json!({"type": "string", "pattern": DAY}),
        Shape::Whole => json!({"type": ["integer", "string"], "pattern": "^-?[0-9]+$"}),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Words(words) => json!({"enum": words}),
        Shape::RowTest => json!({"anyOf": [scalar, {"type": "array", "items": scalar}]}),
        Shape::Many(inner) => json!({"type": "array", "items": of(inner)}),
        Shape::OneOrMany(inner) => json!({"anyOf": [of(inner), {"type": "array", "items": of(inner)}]}),
        Shape::Map(inner) => json!({"type": "object", "additionalProperties": of(inner)}),
        Shape::Record(record) => json!({"$ref": format!("#/definitions/{}", record.id)}),
        Shape::Facts => json!({"type": "object"}),
    }
}

const DATE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
const DAY: &str = "^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$";
