//! Figures of a report that an analyst confirmed: imported as a source, they are what a later report is checked against.

use app::{AccessScope, When};

use crate::fixture::{Site, plain};

const SCOPE: fn() -> AccessScope = AccessScope::officer;

#[test]
fn confirmed_figures_check_the_next_report() {
    let site = Site::new();
    let read = |text: &str| app::read_report(&SCOPE(), &site.region, text, When::default()).expect("read");
    let claim = "2022年，杭州市研发经费530.4亿元，占地区生产总值的比重为3.45%。";
    assert!(read(claim).findings.iter().all(|finding| finding.code != "implied-total"));

    let bulletin = read("2022年，杭州市地区生产总值18753亿元。");
    for is_workbook in [false, true] {
        let sheet = app::figure_sheet(&bulletin, "2022年统计公报", is_workbook).expect("a sheet");
        let name = if is_workbook { "数字.xlsx" } else { "数字.csv" };
        let report = site.import("figure", name, &sheet, None);
        assert_eq!((report.rejects.len(), report.rows_in), (0, 1), "{:?}", report.rejects);
    }
    // The same figure twice is one subject.
    let page = site.list("figure", &app::SubjectQuery::default());
    assert_eq!(page.total, 1);
    let profile = site.profile("figure", &page.items[0].id);
    assert_eq!(plain(&profile, "数值").as_deref(), Some("18753"));
    assert_eq!(plain(&profile, "来源").as_deref(), Some("2022年统计公报"));
    assert!(plain(&profile, "原文").is_some_and(|quote| quote.contains("18753亿元")));

    // 530.4 ÷ 3.45 % is 15,374: not what the bulletin says.
    let findings = read(claim).findings;
    let told = findings.iter().find(|finding| finding.code == "implied-total").expect("it does not follow");
    assert!(told.message.contains("2022年统计公报"), "{}", told.message);
}

#[test]
fn figures_of_one_sentence_are_each_a_subject() {
    let site = Site::new();
    let text = "2023年，杭州市、宁波市的高新技术企业分别为3000家和3000家。";
    let reading = app::read_report(&SCOPE(), &site.region, text, When::default()).expect("read");
    assert_eq!(reading.figures.len(), 2, "{reading:?}");
    let sheet = app::figure_sheet(&reading, "示例报告", false).expect("a sheet");
    let report = site.import("figure", "数字.csv", &sheet, None);
    assert_eq!((report.rejects.len(), report.rows_in), (0, 2), "{:?}", report.rejects);
    assert_eq!(site.list("figure", &app::SubjectQuery::default()).total, 2);
}
