//! The lake on disk: idempotence, kills, precedence, clocks, damage.

use std::path::Path;

use jiff::civil::date;
use vocabulary::Number;

use super::*;
use crate::Rulings;
use crate::{Basis, Found};

fn files(directory: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut todo = vec![directory.to_owned()];
    while let Some(next) = todo.pop() {
        for entry in std::fs::read_dir(next).expect("a directory") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                todo.push(path);
            } else {
                found.push(path.strip_prefix(directory).expect("below").display().to_string());
            }
        }
    }
    found.sort();
    found
}

const FIRM: &str = "名称,统一社会信用代码,营业收入[2024]\n甲,91330100799655058B,100\n";

#[test]
fn nothing_is_made_before_the_first_import() {
    let (directory, lake) = lake_in_a_directory();
    assert_eq!(lake.sources().expect("none").len(), 0);
    assert!(lake.view(&enterprise(), clocks(), &Rulings::default()).expect("empty").is_empty());
    assert!(files(directory.path()).is_empty());
}

#[test]
fn the_same_import_twice_changes_nothing() {
    let (_directory, lake) = lake_in_a_directory();
    let first = import(&lake, FIRM, &request("税务局"));
    let before = files(lake.directory());
    let mut later = request("税务局");
    later.imported_at = "2025-09-01T00:00:00Z".parse().expect("a moment");
    let second = import(&lake, FIRM, &later);
    assert!(!first.already_imported && second.already_imported);
    assert_eq!((first.source_id.clone(), first.rows_in), (second.source_id, second.rows_in));
    assert_eq!(files(lake.directory()), before);
    let other = import(&lake, FIRM, &request("统计局"));
    assert_ne!(other.source_id, first.source_id, "another name is another source");
    assert_eq!(lake.sources().expect("two").len(), 2);
}

#[test]
fn a_kill_in_the_middle_leaves_the_old_state() {
    let (_directory, lake) = lake_in_a_directory();
    import(&lake, FIRM, &request("税务局"));
    let before = lake.sources().expect("one");
    // What a killed import leaves: half a source in staging, and the lock file without its lock.
    let half = lake.directory().join("staging/import-dead");
    std::fs::create_dir_all(&half).expect("a directory");
    std::fs::write(half.join("table.parquet"), "PAR1").expect("a file");
    assert_eq!(lake.sources().expect("one"), before);
    assert_eq!(lake.view(&enterprise(), clocks(), &Rulings::default()).expect("a view").len(), 1);
    import(&lake, FIRM, &request("统计局"));
    assert!(!half.exists(), "the next import cleans up");
    assert_eq!(lake.sources().expect("two").len(), 2);
}

#[test]
fn whoever_watches_an_import_hears_of_its_rows_and_can_end_it_until_it_is_entered() {
    use std::sync::atomic::{AtomicU64, Ordering};
    let (_directory, lake) = lake_in_a_directory();
    let rows: Vec<String> = (0..3000).map(|at| format!("公司{at},2020-01-01\n")).collect();
    let text = format!("名称,成立日期\n{}", rows.concat());
    let read = |wanted: &crate::Watch<'_>| {
        lake.import_watched(&enterprise(), table("表.csv", text.as_bytes()), &request("统计局"), wanted)
    };
    let seen = AtomicU64::new(0);
    let ended = read(&|rows| seen.fetch_add(rows, Ordering::Relaxed) < 1024);
    assert!(matches!(ended, Err(LakeError::Stopped)));
    assert_eq!(seen.load(Ordering::Relaxed), 2048, "the rest was not read");
    // At the last moment, when all is read.
    assert!(matches!(read(&|rows| rows > 0), Err(LakeError::Stopped)));
    assert_eq!(lake.sources().expect("none").len(), 0);
    assert_eq!(read(&|_| true).expect("an import").rows_in, 3000);
    assert_eq!(lake.sources().expect("one").len(), 1);
}

#[test]
fn two_imports_at_once_are_refused() {
    let (_directory, lake) = lake_in_a_directory();
    import(&lake, FIRM, &request("税务局"));
    let _held = crate::disk::lock(&lake.directory().join("lock")).expect("free");
    let error = lake.import(&enterprise(), table("表.csv", FIRM.as_bytes()), &request("统计局"));
    assert!(matches!(error, Err(LakeError::Busy(_))));
    let again = import(&lake, FIRM, &request("税务局"));
    assert!(again.already_imported, "what is there already needs no lock");
}

#[test]
fn only_good_rows_go_in_and_all_rejects_are_kept() {
    let (_directory, lake) = lake_in_a_directory();
    let text = "名称,成立日期\n甲,2020-01-01\n乙,=cmd()\n";
    let report = import(&lake, text, &request("市场监管局"));
    let id = report.source_id.expect("stored");
    let written = std::fs::read_to_string(lake.rejects_file(&id)).expect("rejects.csv");
    insta::assert_snapshot!(written, @"
    ﻿sheet,row,column,value,reason
    ,3,成立日期（B 列）,'=cmd(),“=cmd()”不能读作日期（如 2019-03-01）
    ");
    let none = import(&lake, "名称,成立日期\n乙,昨天\n", &request("市场监管局"));
    assert_eq!((none.source_id, none.rejects.len()), (None, 1), "nothing good, nothing stored");
    assert_eq!(lake.sources().expect("one").len(), 1);
}

/// Source, department, basis, month of delivery, amount.
type Told<'a> = (&'a str, Option<&'a str>, Option<Basis>, i8, i128);

/// What stands for 营业收入 2024 after these imports.
fn stands(imports: &[Told<'_>]) -> (String, i128) {
    let (_directory, lake) = lake_in_a_directory();
    for (source, department, basis, month, amount) in imports {
        let request = ImportRequest {
            department: department.map(str::to_owned),
            basis: *basis,
            delivered: Some(date(2025, *month, 1)),
            ..request(source)
        };
        import(&lake, &format!("名称,营业收入[2024]\n甲,{amount}\n"), &request);
    }
    let view = lake.view(&enterprise(), clocks(), &Rulings::default()).expect("a view");
    let id = view.kind().attribute("营业收入").expect("营业收入").0;
    let cell = view.cell(0, id, Some(2024));
    let source = view.source(cell.provenance.expect("an origin").source).expect("a source");
    let amount = view.number(0, id, Some(2024)).expect("known");
    (source.name.clone(), *amount.numer())
}

#[test]
fn the_vocabularys_order_decides_then_the_later_delivery() {
    let tax = ("税务局 2024 汇算", None, None, 1, 1);
    let statistics = ("年报", Some("杭州市统计局"), None, 6, 2);
    let unlisted = ("商务局台账", Some("商务局"), None, 12, 3);
    let own = ("科技局填报系统", Some("科技局"), Some(Basis::SelfReported), 12, 4);
    assert_eq!(stands(&[statistics, tax, unlisted, own]).0, "税务局 2024 汇算", "first in the list");
    assert_eq!(stands(&[unlisted, statistics]).0, "年报", "listed before unlisted");
    assert_eq!(stands(&[own, statistics]).0, "年报", "self-reported, whoever collected it");
    assert_eq!(stands(&[own, unlisted]).0, "科技局填报系统", "listed before unlisted");
    let later = ("税务局更正", None, None, 3, 5);
    assert_eq!(stands(&[later, tax]), ("税务局更正".to_owned(), 5), "the later delivery");
}

#[test]
fn years_merge_and_a_name_joins_its_code() {
    let (_directory, lake) = lake_in_a_directory();
    import(&lake, "名称,统一社会信用代码,营业收入[2023]\n甲公司,91330100799655058B,1\n", &request("税务局"));
    import(&lake, "企业名称,营业收入[2024],营业收入[2023]\n甲公司,2,9\n乙公司,3,\n", &request("统计局"));
    let view = lake.view(&enterprise(), clocks(), &Rulings::default()).expect("a view");
    assert_eq!(view.len(), 2);
    let Found::One(first) = view.find("甲公司") else { panic!("one 甲公司") };
    assert_eq!(view.id(first), Some("enterprise:91330100799655058B"));
    let years: Vec<_> = [2023, 2024].map(|year| number(&view, first, "营业收入", Some(year))).to_vec();
    assert_eq!(years, [Some(Number::from_integer(1)), Some(Number::from_integer(2))]);
    let alone = crate::identity::name_id(view.kind(), crate::identity::name_hash("甲公司"));
    assert_eq!(view.find(&alone), Found::One(first), "the id it had by name still leads there");
}

#[test]
fn one_name_of_two_codes_is_ambiguous() {
    let text = "名称,统一社会信用代码,示例\n同名公司,TESTA,是\n同名公司,TESTB,是\n";
    let view = super::checked(text.as_bytes()).expect("good").view;
    assert_eq!(view.len(), 2);
    assert_eq!(view.find("同名公司"), Found::Ambiguous(vec![0, 1]));
    assert_eq!(view.find("testb"), Found::One(1));
    assert_eq!(view.find("没有这家"), Found::None);
}

#[test]
fn what_was_entered_later_is_not_seen_before() {
    let (_directory, lake) = lake_in_a_directory();
    import(&lake, FIRM, &request("税务局"));
    let mut earlier = clocks();
    earlier.known_at = "2025-06-30T07:59:59Z".parse().expect("a moment");
    assert!(lake.view(&enterprise(), earlier, &Rulings::default()).expect("a view").is_empty());
    earlier.known_at = "2025-06-30T08:00:00Z".parse().expect("a moment");
    assert_eq!(lake.view(&enterprise(), earlier, &Rulings::default()).expect("a view").len(), 1);
}

#[test]
fn damage_is_told_with_the_path_and_a_way_out() {
    for (file, content) in
        [("manifest.json", "{"), ("manifest.json", "{\"format\": 2}"), ("table.parquet", "PAR1 oops")]
    {
        let (_directory, lake) = lake_in_a_directory();
        let id = import(&lake, FIRM, &request("税务局")).source_id.expect("stored");
        std::fs::write(lake.directory().join("sources").join(&id).join(file), content).expect("written");
        let error = lake.view(&enterprise(), clocks(), &Rulings::default()).expect_err("damaged").to_string();
        assert!(error.contains(file) && error.contains("请从备份恢复"), "{error}");
    }
}

#[test]
fn every_candidate_is_explained() {
    let (_directory, lake) = lake_in_a_directory();
    import(&lake, "名称,营业收入[2024]\n甲,1\n甲,2\n", &request("统计局"));
    import(&lake, "名称,营业收入[2024],营业收入[2023]\n甲,3,4\n", &request("税务局"));
    let kind = enterprise();
    let id = kind.attribute("营业收入").expect("营业收入").0;
    let view = lake.view(&kind, clocks(), &Rulings::default()).expect("a view");
    let found =
        lake.explain(&kind, clocks(), &Rulings::default(), view.id(0).expect("one"), id).expect("explained");
    let lines: Vec<String> = found
        .iter()
        .map(|c| format!("{:?} {} 第{}行 {} {}", c.year, c.source.name, c.row, c.stands, c.why))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    Some(2023) 税务局 第2行 true 按来源次序，“税务局”排第 1
    Some(2024) 税务局 第2行 true 按来源次序，“税务局”排第 1
    Some(2024) 统计局 第3行 false 按来源次序，“统计局”排第 2；已有次序在前、或次序相同而报送更晚的来源
    Some(2024) 统计局 第2行 false 按来源次序，“统计局”排第 2；已有次序在前、或次序相同而报送更晚的来源
    ");
    assert_eq!(number(&view, 0, "营业收入", Some(2024)), Some(Number::from_integer(3)));
}
