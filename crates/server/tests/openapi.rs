//! The API's description is a golden file: the TypeScript client is generated from it, so drift fails on both sides.

#![expect(clippy::disallowed_methods, reason = "the test reads and renews its golden file")]

use std::path::Path;

#[test]
fn the_openapi_document_is_the_one_on_file() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let mut now = serde_json::to_string_pretty(&server::openapi()).expect("plain data");
    now.push('\n');
    let on_file = std::fs::read_to_string(&path).unwrap_or_default();
    if on_file != now {
        std::fs::write(&path, &now).expect("the crate's directory is writable");
        panic!(
            "crates/server/openapi.json was out of date and has been written anew: look at the difference and commit it"
        );
    }
}

#[test]
fn operation_ids_are_unique() {
    let document = serde_json::to_value(server::openapi()).expect("plain data");
    let operations = document["paths"].as_object().expect("paths").values().flat_map(|path| {
        path.as_object().expect("operations").values().map(|operation| operation["operationId"].to_string())
    });
    let all: Vec<String> = operations.collect();
    let unique: std::collections::HashSet<&String> = all.iter().collect();
    assert!(all.len() > 10 && unique.len() == all.len(), "{all:?}");
}
