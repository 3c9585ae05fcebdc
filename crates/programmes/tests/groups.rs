//! Groups fold three-valued: as docs/language.md tabulates, and as counting over all ways to complete what is unknown gives.
#![expect(clippy::expect_used, reason = "a test may panic")]

mod shipped;

use programmes::{AssessContext, Library, Programme, assess};
use vocabulary::facts_file;

const GROUPS: [&str; 5] = ["all", "any", "at_least 1", "at_least 2", "at_least 3"];
const WORDS: [&str; 3] = ["是", "未知", "否"];
const MEMBERS: [&str; 3] = ["居民企业", "老字号", "自主品牌"];

fn library() -> Library {
    let mut groups = String::new();
    for (at, group) in GROUPS.iter().enumerate() {
        let (key, number) = group.split_once(' ').map_or((*group, None), |(_, number)| ("of", Some(number)));
        let at_least = number.map_or(String::new(), |number| format!("    at_least: {number}\n"));
        groups.push_str(&format!("  - id: g{at}\n    article: 一\n    text: 甲\n{at_least}    {key}:\n"));
        for member in MEMBERS {
            groups.push_str(&format!("      - {{id: {member}{at}, test: {member}}}\n"));
        }
    }
    let head = "id: t.x.1\nfamily: t.x\nname: 试\nkind: enterprise\nauthority: 试\ndocument: 试\nterritory: 全国\nconfidence: certain\n";
    let (library, findings) =
        Library::load(&shipped::kinds(), [("试.yaml".to_owned(), format!("{head}conditions:\n{groups}"))]);
    assert_eq!(findings, []);
    library
}

/// What each group comes to.
fn outcomes(programme: &Programme, members: [&str; 3]) -> Vec<&'static str> {
    let stated = MEMBERS.iter().zip(members).filter(|(_, word)| *word != "未知");
    let text = stated.map(|(member, word)| format!("{member}: {word}")).collect::<Vec<_>>().join("\n");
    let as_of = jiff::civil::date(2025, 6, 30);
    let facts = facts_file::read(&programme.subject, &text, as_of).expect("facts").facts;
    let answer = assess(programme, &facts, &AssessContext::typed_in(as_of, ""));
    let word = |status: programmes::Status| match status.label() {
        "符合" => "是",
        "不符合" => "否",
        _ => "未知",
    };
    answer.conditions.iter().map(|condition| word(condition.status)).collect()
}

#[test]
fn the_table_of_the_reference_holds() {
    let library = library();
    let programme = library.programmes().next().expect("one");
    let reference = include_str!("../../../docs/language.md");
    let table = reference
        .split("| 三个成员 | all | any | at_least 1 | at_least 2 | at_least 3 |")
        .nth(1)
        .expect("the table");
    let mut rows = 0;
    for line in table.lines().skip(2).take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let members: Vec<&str> = cells[0].split(' ').collect();
        let members = members.try_into().expect("three members");
        assert_eq!(outcomes(programme, members), cells[1..], "{line}");
        rows += 1;
    }
    assert_eq!(rows, 10, "every combination of three members but for their order");
}

#[test]
fn groups_agree_with_all_completions() {
    let library = library();
    let programme = library.programmes().next().expect("one");
    for combination in 0..27 {
        let members = [combination % 3, combination / 3 % 3, combination / 9].map(|at| WORDS[at]);
        // Members are facts of their own here, so what holds under every completion is what is known.
        let mut trues: Vec<usize> = vec![0];
        for member in members {
            trues = trues
                .iter()
                .flat_map(|n| match member {
                    "是" => vec![n + 1],
                    "否" => vec![*n],
                    _ => vec![*n, n + 1],
                })
                .collect();
        }
        let expected: Vec<&str> = [3, 1, 1, 2, 3]
            .iter()
            .map(|wanted| {
                let held = trues.iter().filter(|n| *n >= wanted).count();
                if held == trues.len() {
                    "是"
                } else if held == 0 {
                    "否"
                } else {
                    "未知"
                }
            })
            .collect();
        assert_eq!(outcomes(programme, members), expected, "{members:?}");
    }
}
