//! The house has floors, and a crate imports only from below (docs/ARCHITECTURE.md). A crate that is on no floor, imports from
//! its own floor or from above fails here.

use std::collections::HashMap;
use std::path::Path;

/// Every crate and its floor.
const FLOORS: [(&str, u8); 16] = [
    ("vocabulary", 0),
    ("language", 1),
    ("programmes", 2),
    ("indices", 2),
    ("resolve", 2),
    ("synthesis", 2),
    ("columnar", 3),
    ("lake", 4),
    ("reports", 4),
    ("documents", 4),
    ("sql", 5),
    ("typeset", 5),
    ("cluster", 5),
    ("app", 6),
    ("server", 7),
    // Sibling of `server`, which it can start: half a floor above.
    ("kechuang", 8),
];

#[test]
fn crates_import_only_from_below() {
    let crates = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let floors: HashMap<&str, u8> = FLOORS.into();
    let mut upward = Vec::new();
    let mut seen = 0;
    for entry in std::fs::read_dir(crates).expect("the crates") {
        let manifest = entry.expect("an entry").path().join("Cargo.toml");
        #[expect(clippy::disallowed_methods, reason = "a test reads the manifests")]
        let Ok(text) = std::fs::read_to_string(&manifest) else { continue };
        let table: toml::Table = text.parse().expect("a manifest");
        let name = table["package"]["name"].as_str().expect("a name");
        let floor = *floors.get(name).unwrap_or_else(|| panic!("crate {name} is on no floor"));
        seen += 1;
        for section in ["dependencies", "build-dependencies"] {
            let Some(dependencies) = table.get(section).and_then(toml::Value::as_table) else { continue };
            for dependency in dependencies.keys() {
                if floors.get(dependency.as_str()).is_some_and(|below| *below >= floor) {
                    upward.push(format!("{name} (floor {floor}) imports {dependency}"));
                }
            }
        }
    }
    assert_eq!(seen, FLOORS.len(), "FLOORS names crates that do not exist");
    assert!(upward.is_empty(), "{}", upward.join("\n"));
}

#[test]
fn engines_do_no_io() {
    // clippy.toml bans files and clocks by path; this keeps whole crates of I/O out of the lower floors.
    const FORBIDDEN: [&str; 7] = ["tokio", "axum", "arrow", "parquet", "sqlx", "reqwest", "tempfile"];
    for (name, _) in FLOORS.iter().filter(|(_, floor)| *floor <= 2) {
        let path = format!("{}/../{name}/Cargo.toml", env!("CARGO_MANIFEST_DIR"));
        #[expect(clippy::disallowed_methods, reason = "a test reads the manifests")]
        let table: toml::Table = std::fs::read_to_string(path).expect("a manifest").parse().expect("valid");
        let dependencies = table["dependencies"].as_table().expect("dependencies");
        for forbidden in FORBIDDEN {
            assert!(!dependencies.contains_key(forbidden), "{name} must not depend on {forbidden}");
        }
    }
}
