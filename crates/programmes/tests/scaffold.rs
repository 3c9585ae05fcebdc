//! A scaffold says what is to be filled in, compiles once that is done, and invents nothing.
#![expect(clippy::expect_used, reason = "a test may panic")]

use programmes::scaffold::{BLANK, scaffold};
use programmes::{Finding, Level, Library, run_cases};
use vocabulary::Kind;

const KINDS: [(&str, &str); 4] = [
    ("enterprise", include_str!("../../../content/kinds/enterprise.yaml")),
    ("institution", include_str!("../../../content/kinds/institution.yaml")),
    ("carrier", include_str!("../../../content/kinds/carrier.yaml")),
    ("region", include_str!("../../../content/kinds/region.yaml")),
];

fn kinds() -> Vec<Kind> {
    KINDS.iter().map(|(id, text)| Kind::from_yaml(id, text).expect("a shipped kind")).collect()
}

fn load(text: &str) -> (Library, Vec<Finding>) {
    Library::load(&kinds(), [("新.yaml".to_owned(), text.to_owned())])
}

/// What a person would fill in; a number with the unit of the attribute.
fn filled(text: &str, unit: &str) -> String {
    let number = |line: &str| line.contains("value: 待填") || line.contains("{2024: 待填}");
    let lines = text.lines().map(|line| {
        if number(line) {
            line.replace("value: 待填", &format!("value: 100{unit}"))
                .replace("2024: 待填", &format!("2024: 100{unit}"))
                .replace(BLANK, "第一条")
        } else {
            line.replace(BLANK, "第一条")
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn filled_in_it_compiles_and_its_test_passes_for_every_kind() {
    for kind in kinds() {
        let text = scaffold("zj.x.2026", "某政策：试点（第一批）", &kind);
        let attribute = text.split("id: ").last().map(|_| ()).and_then(|()| {
            kind.attributes
                .iter()
                .find(|attribute| text.contains(&format!("test: \"{}[上年]", attribute.name)))
        });
        let unit = match attribute.map(|attribute| &attribute.r#type) {
            Some(vocabulary::AttributeType::Number(unit)) => unit.symbol,
            _ => "",
        };
        let (library, findings) = load(&filled(&text, unit));
        assert_eq!(findings, [], "{}", kind.id);
        let programme = library.programmes().next().expect("one programme");
        assert_eq!((programme.id.as_str(), programme.family.as_str()), ("zj.x.2026", "zj.x"));
        assert_eq!(programme.name, "某政策：试点（第一批）");
        let failures: Vec<String> = run_cases(programme).into_iter().flat_map(|case| case.failures).collect();
        assert_eq!(failures, Vec::<String>::new(), "{}", kind.id);
    }
}

#[test]
fn unfilled_it_complains_of_its_blanks_alone() {
    let kinds = kinds();
    let text = scaffold("zj.x.2026", "某政策", &kinds[0]);
    let (library, findings) = load(&text);
    assert_eq!(library.programmes().count(), 0, "a blank value is no value");
    for finding in findings.iter().filter(|finding| finding.level == Level::Error) {
        let line = text.lines().nth(finding.at.line - 1).unwrap_or_default();
        let about_the_blank = line.contains(BLANK) || line.contains("研发费用下限");
        assert!(about_the_blank, "{finding}");
    }
}

#[test]
fn names_stay_text_whatever_they_contain() {
    let kinds = kinds();
    for name in ["2026", "甲: 乙", "“引” \"号\" # 井", "true", "- 列", "一\n二"] {
        let text = scaffold("t.x.1", name, &kinds[0]);
        let (library, findings) = load(&filled(&text, "元"));
        assert_eq!(findings, [], "{name}");
        let read = library.programmes().next().expect("one programme").name.clone();
        assert_eq!(read, name.replace('\n', " "));
    }
}

#[test]
fn every_commented_key_is_one_that_documents_have() {
    let kinds = kinds();
    let text = filled(&scaffold("t.x.1", "某政策", &kinds[0]), "元");
    // Comments that are single keys at the margin, uncommented, are read; those that need other definitions complain of these only.
    for key in [
        "from",
        "until",
        "replaces",
        "transition",
        "windows",
        "amount",
        "grants",
        "exclusive",
        "caps",
        "tops_up",
        "next",
        "delegates",
        "validity",
        "evidence",
        "channel",
        "contact",
        "applies",
    ] {
        let needle = format!("\n# {key}: ");
        assert!(text.contains(&needle), "{key} is not explained");
        let (_, findings) = load(&text.replace(&needle, &format!("\n{key}: ")));
        let unread = findings.iter().find(|finding| matches!(finding.code, "unknown-field"));
        assert!(unread.is_none(), "{key}: {unread:?}");
    }
}
