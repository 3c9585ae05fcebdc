//! JSON Schema (draft-07, what editors' YAML servers read best) of framework files, from the table in [`crate::shape`]:
//! `content/schema/index.schema.json`.

use serde_json::{Map, Value, json};

use crate::shape::{FRAMEWORK, Record, Shape};

/// Schema of framework files.
pub fn framework_schema() -> Value {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("title".to_owned(), json!("Kechuang 指数框架文件"));
    if let Value::Object(body) = object(&FRAMEWORK) {
        schema.extend(body);
    }
    let mut records: Vec<&'static Record> = vec![&FRAMEWORK];
    let mut at = 0;
    while let Some(record) = records.get(at).copied() {
        record.fields.iter().for_each(|field| mentioned(&field.shape, &mut records));
        at += 1;
    }
    let definitions: Map<String, Value> =
        records.iter().skip(1).map(|record| (record.id.to_owned(), object(record))).collect();
    schema.insert("definitions".to_owned(), Value::Object(definitions));
    Value::Object(schema)
}

/// A schema as a file holds it.
pub fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}

fn mentioned(shape: &Shape, records: &mut Vec<&'static Record>) {
    match shape {
        Shape::Record(record) | Shape::Method(record, _)
            if records.iter().all(|other| other.id != record.id) =>
        {
            records.push(record);
        }
        Shape::Many(inner) | Shape::OneOrMany(inner) => mentioned(inner, records),
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
    let required: Vec<&str> =
        record.fields.iter().filter(|field| field.need).map(|field| field.key).collect();
    json!({
        "description": record.what,
        "type": "object",
        "additionalProperties": false,
        "required": required,
        "properties": properties,
    })
}

/// Scalars are read as the text they were written with: what YAML takes for a number is as good as text.
fn of(shape: &Shape) -> Value {
    let number = || json!({"type": ["number", "string"], "pattern": NUMBER});
    match shape {
        Shape::Text => json!({"type": ["string", "number", "boolean"]}),
        Shape::Number => number(),
        Shape::Count => json!({"type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]+$"}),
        Shape::Flag => json!({"enum": [true, false, "是", "否"]}),
        Shape::Pair => json!({"type": "array", "items": number(), "minItems": 2, "maxItems": 2}),
        Shape::Words(words) => words_of(words),
        Shape::Many(inner) => json!({"type": "array", "items": of(inner)}),
        Shape::OneOrMany(inner) => json!({"anyOf": [of(inner), {"type": "array", "items": of(inner)}]}),
        Shape::Numbers => json!({"type": "object", "additionalProperties": number()}),
        Shape::Record(record) => json!({"$ref": format!("#/definitions/{}", record.id)}),
        Shape::Method(record, words) => {
            json!({"anyOf": [{"$ref": format!("#/definitions/{}", record.id)}, words_of(words)]})
        }
    }
}

/// `1` and `-1` are numbers to YAML.
fn words_of(words: &[&str]) -> Value {
    let mut all: Vec<Value> = words.iter().map(|word| json!(word)).collect();
    all.extend(words.iter().filter_map(|word| word.parse::<i64>().ok()).map(|number| json!(number)));
    json!({"enum": all})
}

const NUMBER: &str = "^[-+]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)?(\\.[0-9]*)?([eE][-+]?[0-9]+)?$";
