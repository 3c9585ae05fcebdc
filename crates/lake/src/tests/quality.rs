//! What the manifest says of a table's quality.

use super::*;
use crate::{Quality, QualityCode, Sharing};

fn quality(text: &str) -> Quality {
    checked(text.as_bytes()).expect("read").report.quality.expect("measured")
}

fn findings(quality: &Quality) -> String {
    let line = |own: &crate::QualityFinding| format!("{:?} {}：{}", own.code, own.place, own.found);
    quality.findings.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_column_says_how_much_of_it_is_unknown() {
    let quality = quality(
        "名称,成立日期,职工总数[2024],研发费用[2024],备注\n甲,2020-01-01,10,无,x\n乙,,30,,\n丙,,20,5,\n丁,,,7,y\n",
    );
    let lines: Vec<String> = quality
        .columns
        .iter()
        .map(|own| {
            format!(
                "{} {}/{} 无{} {}",
                own.column,
                own.unknown,
                own.rows,
                own.absent,
                own.median.as_deref().unwrap_or("-")
            )
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    名称 0/4 无0 -
    成立日期 3/4 无0 -
    职工总数_2024 1/4 无0 20
    研发费用_2024 1/4 无1 5
    备注 2/4 无0 -
    ");
    assert_eq!((quality.duplicate_rows, quality.duplicate_keys, quality.findings.len()), (0, Some(0), 0));
}

#[test]
fn years_in_rows_are_counted_by_their_own_rows() {
    let quality = quality("名称,年度,营业收入\n甲,2023,1\n甲,2024,2\n乙,2024,\n");
    let column = |name: &str| quality.columns.iter().find(|own| own.column == name).expect("a column");
    assert_eq!((column("营业收入_2023").unknown, column("营业收入_2023").rows), (0, 1));
    assert_eq!((column("营业收入_2024").unknown, column("营业收入_2024").rows), (1, 2));
    assert_eq!(quality.duplicate_keys, Some(0), "another year is another row");
}

#[test]
fn what_stands_twice_is_counted() {
    let quality = quality("名称,职工总数[2024]\n甲,1\n乙,2\n甲,1\n甲,3\n");
    assert_eq!((quality.duplicate_rows, quality.duplicate_keys), (1, Some(2)));
    insta::assert_snapshot!(findings(&quality), @"
    DuplicateRows 整表：1 行与前面的行完全相同
    DuplicateKeys 整表：2 行的主体（及年度）在前面已出现过，其中 1 行内容不同
    ");
}

#[test]
fn what_is_out_of_range_is_told_with_its_row() {
    let text = "名称,成立日期,市场占有率,职工总数[2024],净利润[2024]\n甲,2020-01-01,100%,-1,-5\n乙,2025-06-30,100%,3,-5\n\
                丙,2025-07-01,100.0001%,2,1\n丁,2031-01-01,250%,2,1\n戊,2031-01-01,250%,-2,1\n";
    let quality = quality(text);
    insta::assert_snapshot!(findings(&quality), @"
    Negative 职工总数[2024]（D 列），第 2 行：2 个负数，这些行没有收下
    FutureDate 成立日期，第 4 行：2 个日期晚于 2025-06-30
    ShareAboveOne 市场占有率，第 4 行：2 个比例高于 100%
    ");
}

#[test]
fn rows_are_missed_from_thirty_per_cent_on() {
    for (rows, codes) in [(8, vec![]), (7, vec![QualityCode::RowsDropped])] {
        let (_directory, lake) = super::lake_in();
        let deliver = |rows: u32, month| {
            let request = ImportRequest { delivered: Some(date(2025, month, 1)), ..request("统计局") };
            let lines: Vec<String> = (0..rows).map(|row| format!("企业{row}\n")).collect();
            import(&lake, &format!("名称\n{}", lines.concat()), &request)
        };
        deliver(10, 1);
        let found = deliver(rows, 2).quality.expect("measured").findings;
        assert_eq!(found.iter().map(|own| own.code).collect::<Vec<_>>(), codes, "{rows}");
    }
}

#[test]
fn a_jump_since_the_last_delivery_is_told() {
    let (_directory, lake) = super::lake_in();
    let table_of = |rows: u32, scale: u32| {
        let mut text = "名称,营业收入[2023],营业收入[2024],职工总数[2024],主营业务\n".to_owned();
        for row in 1..=rows {
            text.push_str(&format!("企业{row},{},{},{row},软件\n", row * scale, row * scale));
        }
        text
    };
    let month = |month: i8| ImportRequest { delivered: Some(date(2025, month, 1)), ..request("统计局") };
    let deliver =
        |text: &str, request: &ImportRequest| import(&lake, text, request).quality.expect("measured");
    assert_eq!(deliver(&table_of(100, 10), &month(1)).findings, []);
    assert_eq!(
        deliver(&table_of(71, 79), &month(2)).findings,
        [],
        "29 % fewer rows; not eight times as much"
    );
    let emptied = "名称,营业收入[2025],职工总数[2024]\n企业1,30,1\n企业2,284400,5\n";
    let quality = deliver(emptied, &month(3));
    insta::assert_snapshot!(findings(&quality), @"
    RowsDropped 整表：2 行，比上次（2025-02-01，71 行）少 97%
    ColumnEmptied 主营业务：没有一个值，上次（2025-02-01，71 行）有 71 个
    UnitSlip 职工总数_2024：中位数 1，是上次（2025-02-01，71 行）的 1/36
    UnitSlip 营业收入_2025：中位数 30，是上次（2025-02-01，71 行）的 1/94.8
    ");
    let other = ImportRequest { source: "税务局".to_owned(), ..month(4) };
    assert_eq!(deliver(&table_of(1, 1), &other).findings, [], "another source is compared with nothing");
    let same_day = ImportRequest { source: "税务局".to_owned(), ..month(4) };
    assert_eq!(
        deliver(&table_of(2, 1000), &same_day).findings,
        [],
        "nor the second file of a delivery with the first"
    );
}

#[test]
fn a_unit_slip_is_told_from_its_factor_on() {
    for (amount, codes) in [
        (7999, vec![]),
        (8000, vec![QualityCode::UnitSlip]),
        (126, vec![]),
        (125, vec![QualityCode::UnitSlip]),
        (10_000_000, vec![QualityCode::UnitSlip]),
    ] {
        let (_directory, lake) = super::lake_in();
        let deliver = |amount: u32, month| {
            let request = ImportRequest { delivered: Some(date(2025, month, 1)), ..request("统计局") };
            import(&lake, &format!("名称,营业收入[2024]\n甲,{amount}\n"), &request)
        };
        deliver(1000, 1);
        let found = deliver(amount, 2).quality.expect("measured").findings;
        assert_eq!(found.iter().map(|own| own.code).collect::<Vec<_>>(), codes, "{amount}");
    }
}

#[test]
fn terms_are_kept_and_make_another_source() {
    let (_directory, lake) = super::lake_in();
    let text = "名称,职工总数[2024]\n甲,1\n";
    let plain = import(&lake, text, &request("统计局")).source_id;
    let terms = ImportRequest {
        sharing: Some(Sharing::Conditional),
        period: crate::CoveredPeriod::parse("2024").ok(),
        ..request("统计局")
    };
    let with_terms = import(&lake, text, &terms).source_id;
    assert_ne!(plain, with_terms);
    let source = lake
        .sources()
        .expect("two")
        .into_iter()
        .find(|own| Some(&own.id) == with_terms.as_ref())
        .expect("it");
    assert_eq!(source.sharing.map(Sharing::word), Some("有条件共享"));
    assert_eq!(source.period.map(|period| period.to_string()).as_deref(), Some("2024-01-01..2024-12-31"));
    assert!(source.table.is_some() && source.quality.is_some());
}
