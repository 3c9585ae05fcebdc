//! Whom a row is about: codes that are no credit codes, and names that several subjects bear.

use super::*;
use crate::Found;
use crate::Rulings;

fn kind(text: &str) -> Kind {
    Kind::from_yaml("kind.yaml", text).expect("a kind")
}

fn region(kind: &Kind, tables: &[&str]) -> View {
    let directory = tempfile::tempdir().expect("a directory");
    let lake = Lake::open(directory.path()).expect("a lake");
    for (at, text) in tables.iter().enumerate() {
        let report = lake
            .import(kind, table("表.csv", text.as_bytes()), &request(&format!("来源{at}")))
            .expect("an import");
        assert_eq!(rejects(&report), "");
    }
    lake.view(kind, clocks(), &Rulings::default()).expect("a view")
}

const PATENT: &str = "kind: patent\nname: 专利\ncode: 公开号\ntitle: 名称\ngroups: [{name: 身份, attributes: [{name: 名称, type: text}, {name: 公开号, type: text}]}]\n";
const EXPERT: &str = "kind: expert\nname: 专家\ncode: 编号\ntitle: 姓名\nidentity: [姓名, 单位]\ngroups: [{name: 身份, attributes: [{name: 姓名, type: text}, {name: 编号, type: text}, {name: 单位, type: text}, {name: 职称, type: text}]}]\n";

#[test]
fn a_code_of_text_is_taken_as_it_is_and_joins_sources() {
    let view = region(
        &kind(PATENT),
        &[
            "名称,公开号\n一种装置,CN114081026A\n一种装置,cn 111504366 b\n",
            "名称,公开号\n一种新装置,CN111504366B\n",
        ],
    );
    let ids: Vec<_> = (0..view.len()).filter_map(|subject| view.id(subject)).collect();
    assert_eq!(ids, ["patent:CN111504366B", "patent:CN114081026A"]);
    assert_eq!(view.find("cn111504366b"), Found::One(0));
    assert_eq!(view.find("一种装置"), Found::Ambiguous(vec![0, 1]));
}

#[test]
fn a_credit_code_is_checked_where_the_kind_says_so_whatever_the_attribute_is_called() {
    let coded = kind(&PATENT.replace("title:", "code_format: credit_code\ntitle:"));
    let checked = check(&coded, table("表.csv", "名称,公开号\n甲,CN114081026A\n".as_bytes()), &request("甲"));
    assert_eq!(checked.expect("a check").report.rows_rejected, 1);
}

#[test]
fn people_of_one_name_are_told_apart_by_where_they_work() {
    let view = region(
        &kind(EXPERT),
        &[
            "姓名,单位,职称\n张伟,浙江大学,教授\n张伟,西湖大学,\n李娜,,研究员\n",
            "姓名,单位,职称\n张 伟,西湖大学,副教授\n",
        ],
    );
    assert_eq!(view.len(), 3, "the third table speaks of one who was there");
    let Found::Ambiguous(namesakes) = view.find("张伟") else { panic!("two of that name") };
    let titles: Vec<_> = namesakes.iter().map(|subject| text(&view, *subject, "职称")).collect();
    assert!(titles.contains(&Some("教授")) && titles.contains(&Some("副教授")), "{titles:?}");
    let Found::One(other) = view.find("李娜") else { panic!("one of that name") };
    let id = view.id(other).expect("an id").to_owned();
    assert_eq!(view.find(&id), Found::One(other));
}

#[test]
fn a_code_that_comes_later_joins_the_one_of_that_name_and_place() {
    let view = region(
        &kind(EXPERT),
        &["姓名,单位\n张伟,浙江大学\n张伟,西湖大学\n", "姓名,单位,编号\n张伟,西湖大学,E-7\n"],
    );
    assert_eq!(view.len(), 2);
    assert!(
        matches!(view.find("E-7"), Found::One(subject) if text(&view, subject, "单位") == Some("西湖大学"))
    );
}

#[test]
fn what_goes_out_comes_back_as_the_same_people() {
    let kind = kind(EXPERT);
    let view = region(&kind, &["姓名,单位,职称\n张伟,浙江大学,教授\n张伟,西湖大学,\n"]);
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("专家.csv");
    view.write(&path, &crate::Selection::default()).expect("written");
    let csv = std::fs::read_to_string(&path).expect("text");
    let again = region(&kind, &[&csv]);
    let ids = |view: &View| (0..view.len()).map(|s| view.id(s).map(str::to_owned)).collect::<Vec<_>>();
    assert_eq!(ids(&again), ids(&view));
    let path = directory.path().join("专家.parquet");
    view.write(&path, &crate::Selection::default()).expect("written");
    let opened = View::open(&kind, &path, clocks().known_at).expect("opened");
    assert_eq!(ids(&opened), ids(&view));
    assert!(matches!(opened.find("张伟"), Found::Ambiguous(_)));
}
