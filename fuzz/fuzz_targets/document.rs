//! Any text as a facts file and as a programme document: read, formatted or refused, never a panic.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use programmes::{Library, format_document, run_cases};
use vocabulary::{Kind, facts_file};

static KIND: LazyLock<Kind> = LazyLock::new(|| {
    Kind::from_yaml("enterprise.yaml", include_str!("../../content/kinds/enterprise.yaml")).expect("shipped kind")
});

fuzz_target!(|text: &str| {
    let _ = facts_file::read(&KIND, text, jiff::civil::date(2025, 6, 30));
    let kinds = std::slice::from_ref(&*KIND);
    let (library, _) = Library::load(kinds, [("fuzz.yaml".to_owned(), text.to_owned())]);
    for programme in library.programmes() {
        run_cases(programme);
    }
    if let Ok(once) = format_document(text) {
        assert_eq!(format_document(&once), Ok(once.clone()), "a fixed point");
    }
});
