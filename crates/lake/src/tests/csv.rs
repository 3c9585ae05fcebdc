//! CSV as people send it.

use vocabulary::{Lookup, Number};

use super::*;
use crate::Found;

const CODE: &str = "91330100799655058B";

fn whole(n: i128) -> Number {
    Number::from_integer(n)
}

#[test]
fn cells_as_people_write_them() {
    let text = "\u{feff}名称,统一社会信用代码,营业收入[2024],研发费用（万元）[2024],成立日期,市场占有率,制造业单项冠军\n\
                杭州甲有限公司,91330100799655058B,\"1,234.5万元\",１２０,2021/3/5,12%,是\n\
                杭州乙有限公司,,无,,2019年3月1日,,否\n";
    let Checked { report, view } = checked(text.as_bytes()).expect("good");
    assert_eq!((report.rows_read, report.rows_in, report.rejects_total), (2, 2, 0), "{}", rejects(&report));
    assert_eq!(report.format, "CSV（UTF-8，逗号分隔）");
    let Found::One(first) = view.find(CODE) else { panic!("by code") };
    assert_eq!(view.find("杭州甲有限公司"), Found::One(first));
    assert_eq!(view.find(&format!("enterprise:{CODE}")), Found::One(first));
    assert_eq!(number(&view, first, "营业收入", Some(2024)), Some(whole(12_345_000)));
    assert_eq!(number(&view, first, "研发费用", Some(2024)), Some(whole(1_200_000)));
    assert_eq!(number(&view, first, "市场占有率", None), Some(Number::new(12, 100)));
    let Found::One(second) = view.find("杭州乙有限公司") else { panic!("by name") };
    let facts = view.facts(second);
    let id = |name: &str| view.kind().attribute(name).expect(name).0;
    assert!(matches!(facts.yearly(id("营业收入"), 2024), Lookup::Absent(Some(_))), "无 is absent");
    assert_eq!(facts.yearly(id("研发费用"), 2024), Lookup::Unknown, "blank is unknown");
}

#[test]
fn a_bad_cell_rejects_its_row_and_no_other() {
    let text = "名称,成立日期,营业收入[2024],职工总数[2024]\n\
                甲,2020-01-01,100万元,10\n\
                乙,昨天,很多,10\n\
                丙,2020-01-01,5,\n";
    let Checked { report, view } = checked(text.as_bytes()).expect("good");
    assert_eq!((report.rows_read, report.rows_in, report.rows_rejected), (3, 2, 1));
    assert_eq!(view.find("乙"), Found::None);
    insta::assert_snapshot!(rejects(&report), @"
    3 | 成立日期（B 列） | 昨天 | “昨天”不能读作日期（如 2019-03-01）
    3 | 营业收入[2024]（C 列） | 很多 | “很多”不能读作金额（如 5000万元）
    ");
}

#[test]
fn provenance_goes_to_the_row() {
    let text = "名称,主营业务,职工总数[2024]\n甲,\"软件\n和芯片\",10\n\n乙,传感器,20\n";
    let Checked { view, .. } = checked(text.as_bytes()).expect("good");
    let row = |name: &str| {
        let Found::One(subject) = view.find(name) else { panic!("{name}") };
        view.cell(subject, view.kind().title, None).provenance.map(|p| p.row)
    };
    assert_eq!((row("甲"), row("乙")), (Some(2), Some(4)), "as a spreadsheet numbers them");
    let Found::One(first) = view.find("甲") else { panic!("甲") };
    assert_eq!(super::text(&view, first, "主营业务"), Some("软件\n和芯片"));
}

#[test]
fn gb18030_is_seen() {
    let text = "名称;职工总数[2024]\n杭州甲有限公司;12\n";
    let (bytes, _, _) = encoding_rs::GB18030.encode(text);
    let Checked { report, view } = checked(&bytes).expect("good");
    assert_eq!(report.format, "CSV（GB18030，分号分隔）");
    assert_eq!(view.find("杭州甲有限公司"), Found::One(0));
}

#[test]
fn what_excel_calls_unicode_text_is_read() {
    let text = "\u{feff}名称\t职工总数[2024]\r\n杭州甲有限公司\t12\r\n\r\n杭州乙有限公司\t13";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let Checked { report, view } = checked(&bytes).expect("good");
    assert_eq!(report.format, "CSV（UTF-16LE，制表符分隔）");
    let Found::One(second) = view.find("杭州乙有限公司") else { panic!("the last line has no end") };
    assert_eq!(view.cell(second, view.kind().title, None).provenance.map(|p| p.row), Some(4));
}

#[test]
fn zero_unknown_and_absent_stay_three_things() {
    let view = checked("名称,净利润[2024]\n甲,0\n乙,\n丙,无\n".as_bytes()).expect("good").view;
    let id = view.kind().attribute("净利润").expect("净利润").0;
    let lookup = |name: &str| {
        let Found::One(subject) = view.find(name) else { panic!("{name}") };
        let facts = view.facts(subject);
        match facts.yearly(id, 2024) {
            Lookup::Known(datum, _) => format!("{datum:?}"),
            Lookup::Absent(_) => "absent".to_owned(),
            Lookup::Unknown => "unknown".to_owned(),
        }
    };
    assert_eq!(lookup("甲"), "Number(Ratio { numer: 0, denom: 1 })");
    assert_eq!((lookup("乙").as_str(), lookup("丙").as_str()), ("unknown", "absent"));
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_does_whatever_ends_them() {
    for end in ["\n", "\r\n"] {
        for last in ["", end] {
            let lines = ["名称,主营业务", "甲,\"软件", "和芯片\"", "", "", "乙,传感器", "", "丙,算法"];
            let text = format!("{}{last}", lines.join(end));
            let view = checked(text.as_bytes()).expect("good").view;
            let row = |name: &str| {
                let Found::One(subject) = view.find(name) else { panic!("{name}") };
                view.cell(subject, view.kind().title, None).provenance.map(|p| p.row)
            };
            assert_eq!(["甲", "乙", "丙"].map(row), [Some(2), Some(5), Some(7)], "{text:?}");
        }
    }
}

#[test]
fn what_cannot_be_negative_rejects_its_row() {
    let text = "名称,研发费用[2024],净利润[2024]\n甲公司,-7,1\n乙公司,7,-1\n";
    let checked = checked(text.as_bytes()).expect("a table");
    assert_eq!((checked.report.rows_in, checked.report.rejects_total), (1, 1));
    let reject = &checked.report.rejects[0];
    assert_eq!((reject.row, reject.reason.as_str()), (2, "“-7”是负数；这一项不会是负数，请核对"));
}
