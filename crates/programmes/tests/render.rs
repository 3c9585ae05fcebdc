//! Programmes in words, as a clerk reads them: golden texts.

mod shipped;

use programmes::render::in_words;

#[test]
fn the_first_two_programmes_in_words() {
    let (library, _) = shipped::library();
    for id in ["cn.hnte.2016", "cn.tech-sme.2017"] {
        let programme = library.programmes().find(|programme| programme.id == id).expect("shipped");
        insta::assert_snapshot!(id.replace('.', "-"), in_words(programme));
    }
}

#[test]
fn every_clause_parameter_and_definition_is_said() {
    let (library, _) = shipped::library();
    for programme in library.programmes() {
        let said = in_words(programme);
        let document = &programme.written;
        let names =
            document.definitions.iter().chain(&document.slots).map(|definition| &definition.name.text);
        for name in names.chain(document.tables.iter().map(|table| &table.name.text)) {
            assert!(said.contains(name.as_str()), "{}: {name}", programme.id);
        }
        for (condition, _) in programme.tests() {
            assert!(said.contains(&condition.text), "{}: {}", programme.id, condition.text);
        }
        assert!(!said.contains("（有误）"), "{}", programme.id);
    }
}
