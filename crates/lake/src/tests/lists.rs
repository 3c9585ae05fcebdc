//! Lists: records in tables of their own.

use vocabulary::fact::Stated;
use vocabulary::{Datum, ListFact};

use super::*;
use crate::Rulings;
use crate::{Found, Mapping};

fn lake_with(imports: &[(&str, Option<&str>, &str)]) -> (tempfile::TempDir, Lake) {
    let directory = tempfile::tempdir().expect("a directory");
    let lake = Lake::open(directory.path()).expect("a lake");
    for (source, list, text) in imports {
        let request = ImportRequest { list: list.map(str::to_owned), ..request(source) };
        let report = import(&lake, text, &request);
        assert_eq!(report.rejects_total, 0, "{}", rejects(&report));
    }
    (directory, lake)
}

fn patents(lake: &Lake, firm: &str) -> Option<ListFact> {
    let view = lake.view(&enterprise(), clocks(), &Rulings::default()).expect("a view");
    let Found::One(subject) = view.find(firm) else { panic!("{firm}") };
    let id = view.kind().attribute("知识产权").expect("知识产权").0;
    view.facts(subject).list(id).cloned()
}

const PATENTS: &str = "企业名称,名称,类型,授权日\n甲,一种装置,发明专利,2021/3/5\n甲,一种软件,软件著作权,\n乙,一种方法,发明专利,2020-01-01\n";

#[test]
fn records_go_to_their_subject_with_their_row() {
    let (_directory, lake) =
        lake_with(&[("名录", None, "名称\n甲\n乙\n丙\n"), ("知识产权局", Some("知识产权"), PATENTS)]);
    let list = patents(&lake, "甲").expect("a list");
    assert!(list.complete);
    assert_eq!(
        list.items.iter().map(|record| record.provenance.map(|p| p.row)).collect::<Vec<_>>(),
        [Some(2), Some(3)]
    );
    assert_eq!(
        list.items[0].fields[0],
        Stated::Known(Datum::Text("一种装置".into())),
        "名称 is the patent's"
    );
    assert_eq!(
        list.items[0].fields[3],
        Stated::Known(Datum::Text("Ⅰ类".into())),
        "the class follows from the type"
    );
    assert_eq!(patents(&lake, "丙"), None, "nobody said anything about 丙: unknown, not none");
}

#[test]
fn the_best_source_gives_the_whole_list() {
    let own = "企业名称,类型\n甲,发明专利\n甲,发明专利\n甲,发明专利\n丙,发明专利\n";
    let (_directory, lake) =
        lake_with(&[("企业自报", Some("知识产权"), own), ("知识产权局", Some("知识产权"), PATENTS)]);
    assert_eq!(patents(&lake, "甲").map(|list| list.items.len()), Some(2), "知识产权局 is listed first");
    assert_eq!(patents(&lake, "丙").map(|list| list.items.len()), Some(1), "only 自报 speaks of 丙");
}

#[test]
fn none_is_absent_and_a_better_word_wins() {
    let firms = "名称,知识产权\n甲,无\n丙,无\n丁,\n";
    let (_directory, lake) =
        lake_with(&[("企业自报", None, firms), ("知识产权局", Some("知识产权"), PATENTS)]);
    assert_eq!(patents(&lake, "甲").map(|list| list.items.len()), Some(2), "知识产权局 knows better");
    assert_eq!(patents(&lake, "丙"), Some(ListFact { complete: true, items: Vec::new() }));
    assert_eq!(patents(&lake, "丁"), None);
    let (_directory, lake) =
        lake_with(&[("知识产权局函", None, firms), ("企业自报", Some("知识产权"), PATENTS)]);
    assert_eq!(patents(&lake, "甲").map(|list| list.items.len()), Some(0), "here 知识产权局 denies");
}

#[test]
fn a_list_may_be_incomplete() {
    let mapping = Mapping::from_yaml("m.yaml", "list: 知识产权\ncomplete: false").expect("valid");
    let (_directory, lake) = lake_with(&[]);
    import(&lake, PATENTS, &ImportRequest { mapping: Some(mapping), ..request("知识产权局") });
    assert_eq!(patents(&lake, "甲").map(|list| list.complete), Some(false));
}

#[test]
fn a_list_in_a_cell_is_refused_and_so_is_a_list_without_identity() {
    let report = checked("名称,知识产权\n甲,3 件\n".as_bytes()).expect("good").report;
    assert!(rejects(&report).contains("--list"), "{}", rejects(&report));
    let request = ImportRequest { list: Some("知识产权".to_owned()), ..request("知识产权局") };
    let error = check(&enterprise(), table("表.csv", "名称,类型\n甲,发明专利\n".as_bytes()), &request);
    insta::assert_snapshot!(error.expect_err("whose?").to_string(), @"表.csv：找不到指明主体的列：需要表头“统一社会信用代码”或“企业名称”，或在映射文件里用 identity 指定；表中有：名称、类型");
}
