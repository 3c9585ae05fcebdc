//! Every file of `content/kinds` loads, and says enough about itself to be shown and imported.
#![expect(clippy::expect_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use vocabulary::{AttributeType, Kind};

#[expect(clippy::disallowed_methods, reason = "the test reads the shipped content")]
fn shipped() -> Vec<Kind> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/kinds");
    let mut kinds = Vec::new();
    for entry in fs::read_dir(directory).expect("content/kinds is there") {
        let path = entry.expect("readable").path();
        let text = fs::read_to_string(&path).expect("UTF-8");
        let kind = Kind::from_yaml(&path.display().to_string(), &text).expect("loads");
        assert_eq!(path.file_stem().and_then(|stem| stem.to_str()), Some(kind.id.as_str()));
        kinds.push(kind);
    }
    kinds
}

#[test]
fn every_kind_loads() {
    let ids: BTreeSet<String> = shipped().into_iter().map(|kind| kind.id).collect();
    for id in ["enterprise", "institution", "platform", "region"] {
        assert!(ids.contains(id), "{id} is missing from {ids:?}");
    }
}

#[test]
fn every_kind_can_say_where_a_record_comes_from() {
    for kind in shipped() {
        for name in ["来源", "来源许可"] {
            let (_, attribute) = kind.attribute(name).unwrap_or_else(|| panic!("{}: {name}", kind.id));
            assert_eq!(attribute.r#type, AttributeType::Text);
        }
        assert_eq!(kind.get(kind.title).r#type, AttributeType::Text);
    }
}

#[test]
fn the_platform_tiers_are_the_three_of_the_mission() {
    let kinds = shipped();
    let platform = kinds.iter().find(|kind| kind.id == "platform").expect("shipped");
    let (_, tier) = platform.attribute("层级").expect("declared");
    let words = ["基础研究平台", "协同创新平台", "科创载体平台"].map(str::to_owned);
    assert_eq!(tier.r#type, AttributeType::Enumeration(words.to_vec()));
}

#[test]
fn every_regional_indicator_states_its_definition() {
    let kinds = shipped();
    let region = kinds.iter().find(|kind| kind.id == "region").expect("shipped");
    let mut indicators = 0;
    for attribute in region.attributes.iter().filter(|attribute| attribute.yearly) {
        assert!(!attribute.description.is_empty(), "{} has no definition", attribute.name);
        indicators += 1;
    }
    assert!(indicators >= 15, "{indicators} indicators");
}
