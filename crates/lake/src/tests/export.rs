//! What goes out comes back.

use std::path::Path;

use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use vocabulary::{AttributeType, facts_file};

use super::*;
use crate::Rulings;
use crate::{Found, Selection, ViewWriter};

const FIRMS: &str = "名称,统一社会信用代码,净利润[2024],研发费用[2024],职工总数[2024],市场占有率,成立日期,制造业单项冠军,知识产权\n\
                     甲公司,91330100799655058B,1234567.89,无,10.5,4.3%,2019-03-01,是,\n\
                     乙公司,,-5,,3,,,,无\n";
const PATENTS: &str =
    "企业名称,名称,类型,授权日,权利人排名\n甲公司,一种装置,发明专利,2021-03-05,1\n甲公司,另一种,无,无,2\n";

fn region() -> (tempfile::TempDir, Lake, View) {
    let directory = tempfile::tempdir().expect("a directory");
    let lake = Lake::open(&directory.path().join("lake")).expect("a lake");
    assert_eq!(import(&lake, FIRMS, &request("税务局")).rows_in, 2);
    let list = ImportRequest { list: Some("知识产权".to_owned()), ..request("知识产权局") };
    assert_eq!(import(&lake, PATENTS, &list).rows_in, 2);
    let view = lake.view(&enterprise(), clocks(), &Rulings::default()).expect("a view");
    (directory, lake, view)
}

/// All facts as text, origins left out.
fn said(view: &View) -> Vec<String> {
    (0..view.len())
        .map(|subject| {
            let mut facts = format!("{:?}", view.facts(subject));
            while let Some(at) = facts.find("provenance: Some(") {
                let end = facts[at..].find("})").map_or(facts.len(), |end| at + end + 2);
                facts.replace_range(at..end, "provenance: None");
            }
            format!("{} {facts}", view.id(subject).unwrap_or_default())
        })
        .collect()
}

/// Imports files into a lake of their own: subjects first, then 知识产权.
fn again(files: &[std::path::PathBuf]) -> View {
    let directory = tempfile::tempdir().expect("a directory");
    let lake = Lake::open(directory.path()).expect("a lake");
    for path in files {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let list = name.contains("知识产权").then(|| "知识产权".to_owned());
        if name.matches('.').count() > 1 && list.is_none() {
            continue;
        }
        let request = ImportRequest { list, ..request(&name) };
        let report =
            lake.import(&enterprise(), TableFile { name: &name, input: Input::Path(path) }, &request);
        let report = report.expect("an import");
        assert_eq!((report.rejects_total, report.unmapped.len()), (0, 0), "{name}: {}", rejects(&report));
    }
    lake.view(&enterprise(), clocks(), &Rulings::default()).expect("a view")
}

#[test]
fn parquet_comes_back_as_it_went_out() {
    let (directory, _lake, view) = region();
    let files = view.write(&directory.path().join("企业.parquet"), &Selection::default()).expect("written");
    assert_eq!(said(&again(&files)), said(&view), "by import");
    let now = "2025-07-01T00:00:00Z".parse().expect("a moment");
    assert_eq!(
        said(&View::open(&enterprise(), &files[0], now).expect("a view")),
        said(&view),
        "opened as it is"
    );
}

#[test]
fn csv_comes_back_as_it_went_out() {
    let (directory, _lake, view) = region();
    let files = view.write(&directory.path().join("企业.csv"), &Selection::default()).expect("written");
    assert_eq!(said(&again(&files)), said(&view));
    insta::assert_snapshot!(std::fs::read_to_string(&files[0]).expect("text"), @"
    ﻿subject,名称,统一社会信用代码,成立日期,职工总数_2024,净利润_2024,研发费用_2024,知识产权,制造业单项冠军,市场占有率
    enterprise:91330100799655058B,甲公司,91330100799655058B,2019-03-01,10.5,1234567.89,无,,是,0.043
    enterprise:n-110f105d0711,乙公司,,,3,-5,,无,,
    ");
}

#[test]
fn xlsx_comes_back_as_it_went_out() {
    let (directory, _lake, view) = region();
    let path = directory.path().join("企业.xlsx");
    view.write(&path, &Selection::default()).expect("written");
    let bytes = std::fs::read(&path).expect("bytes");
    let lake = Lake::open(&directory.path().join("again")).expect("a lake");
    for list in [None, Some("知识产权")] {
        let mapping =
            crate::Mapping { sheet: Some(list.unwrap_or("企业").to_owned()), ..crate::Mapping::default() };
        let request =
            ImportRequest { list: list.map(str::to_owned), mapping: Some(mapping), ..request("回") };
        let report = lake.import(&enterprise(), table("企业.xlsx", &bytes), &request).expect("an import");
        assert_eq!(report.rejects_total, 0, "{}", rejects(&report));
    }
    assert_eq!(said(&lake.view(&enterprise(), clocks(), &Rulings::default()).expect("a view")), said(&view));
}

fn schema(path: &Path) -> String {
    let file = std::fs::File::open(path).expect("a file");
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).expect("Parquet");
    let fields = builder.schema().fields().iter();
    let lines = fields
        .map(|f| format!("{}: {} {}", f.name(), f.data_type(), f.metadata().get("unit").map_or("", |u| u)));
    lines.map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_layout_is_the_contracts() {
    let (directory, _lake, view) = region();
    let files = view.write(&directory.path().join("企业.parquet"), &Selection::default()).expect("written");
    insta::assert_snapshot!(schema(&files[0]), @"
    subject: Utf8
    名称: Utf8
    统一社会信用代码: Utf8
    成立日期: Date32
    职工总数_2024: Decimal128(18, 8) 人
    净利润_2024: Int64 分
    研发费用_2024: Int64 分
    研发费用_2024__absent: Boolean
    知识产权__absent: Boolean
    制造业单项冠军: Boolean
    市场占有率: Decimal128(18, 8)
    ");
    let names: Vec<_> =
        files.iter().map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect();
    let lists = enterprise();
    let lists = lists.attributes.iter().filter(|a| matches!(a.r#type, AttributeType::List(_)));
    let children = lists.map(|list| format!("企业.{}.parquet", list.name));
    let expected: Vec<String> = std::iter::once("企业.parquet".to_owned()).chain(children).collect();
    assert!(expected.len() > 5, "several lists");
    assert_eq!(names, expected, "one table, and a child table for each list");
}

#[test]
fn a_selection_leaves_out_what_may_not_be_seen() {
    let (directory, _lake, view) = region();
    let Found::One(first) = view.find("甲公司") else { panic!("甲公司") };
    let only = Selection { attributes: Some(vec![view.kind().title]), subjects: Some(vec![first]) };
    let files = view.write(&directory.path().join("企业.csv"), &only).expect("written");
    assert_eq!(files.len(), 1);
    let text = std::fs::read_to_string(&files[0]).expect("text");
    assert_eq!(text, "\u{feff}subject,名称\nenterprise:91330100799655058B,甲公司\n");
    let error = view.write(&directory.path().join("企业.doc"), &only).expect_err("no such form").to_string();
    assert!(error.contains(".parquet、.csv 或 .xlsx"), "{error}");
}

#[test]
fn a_writer_gives_the_same_bytes_and_widens_across_chunks() {
    let kind = enterprise();
    let directory = tempfile::tempdir().expect("a directory");
    let texts = ["名称: 甲\n职工总数: 10\n", "名称: 乙\n职工总数: 10.5\n研发费用: {2022: 5}\n资质: []\n"];
    let write = |name: &str| {
        let path = directory.path().join(name);
        let mut writer = ViewWriter::create(&kind, &path).expect("a writer");
        for text in texts {
            writer
                .push(&facts_file::read(&kind, text, date(2025, 1, 1)).expect("facts").facts)
                .expect("pushed");
            writer.end_chunk().expect("set aside");
        }
        writer.finish().expect("written");
        std::fs::read(path).expect("bytes")
    };
    assert_eq!(write("a.parquet"), write("b.parquet"));
    let view = View::open(&kind, &directory.path().join("a.parquet"), clocks().known_at).expect("a view");
    let counts = [0, 1].map(|subject| number(&view, subject, "职工总数", Some(2024)).map(|n| n.to_string()));
    let mut counts = counts.to_vec();
    counts.sort();
    assert_eq!(counts, [Some("10".to_owned()), Some("21/2".to_owned())]);
    let leftovers = std::fs::read_dir(directory.path()).expect("a directory").count();
    let lists = kind.attributes.iter().filter(|a| matches!(a.r#type, AttributeType::List(_))).count();
    assert_eq!(leftovers, 2 * (1 + lists), "no staging is left");
}

/// Found when a rent came back twelve times as high: values go out in base units, plain numbers come in in the attribute's own.
#[test]
fn a_number_in_another_unit_than_the_base_comes_back_as_it_was() {
    let kind = Kind::from_yaml(
        "t.yaml",
        "kind: t\nname: 试\ntitle: 名称\ngroups: [{name: 组, attributes: [{name: 名称, type: text}, {name: 租金, type: number, unit: 元/㎡·月}, {name: 期限, type: number, unit: 月}, {name: 总值, type: number, unit: 亿元, yearly: true}, {name: 人口, type: number, unit: 万人, yearly: true}, {name: 强度, type: number, unit: '%'}, {name: 地块, type: list, record: [{name: 面积, type: number, unit: 万㎡}]}]}]\n",
    )
    .expect("a kind");
    let directory = tempfile::tempdir().expect("a directory");
    let lake = Lake::open(&directory.path().join("lake")).expect("a lake");
    let own = |lake: &Lake, name: &str, bytes: &[u8], list: Option<&str>| {
        let request = ImportRequest { list: list.map(str::to_owned), ..request(name) };
        let report = lake.import(&kind, table(name, bytes), &request).expect("an import");
        assert_eq!((report.rejects_total, report.unmapped.len()), (0, 0), "{name}: {}", rejects(&report));
    };
    own(
        &lake,
        "表.csv",
        "名称,租金,期限,总值[2024],人口[2024],强度\n甲,65,18,2.5,120.5,3.5%\n".as_bytes(),
        None,
    );
    own(&lake, "块.csv", "试名称,面积\n甲,3.2\n".as_bytes(), Some("地块"));
    let view = lake.view(&kind, clocks(), &Rulings::default()).expect("a view");
    assert_eq!(number(&view, 0, "租金", None), Some(Number::from_integer(780)));
    assert_eq!(number(&view, 0, "总值", Some(2024)), Some(Number::from_integer(250_000_000)));
    for ending in ["csv", "xlsx", "parquet"] {
        let path = directory.path().join(format!("出.{ending}"));
        view.write(&path, &Selection::default()).expect("written");
        let again = Lake::open(&directory.path().join(ending)).expect("a lake");
        own(&again, &format!("出.{ending}"), &std::fs::read(&path).expect("bytes"), None);
        let list = crate::writer::list_path(&path, "地块");
        let list = if ending == "xlsx" { path } else { list };
        own(&again, &format!("块.{ending}"), &std::fs::read(&list).expect("bytes"), Some("地块"));
        assert_eq!(
            said(&again.view(&kind, clocks(), &Rulings::default()).expect("a view")),
            said(&view),
            "{ending}"
        );
    }
}
