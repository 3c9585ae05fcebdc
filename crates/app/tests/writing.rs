//! Documents written from the shipped templates over a small region: every figure has its source, nothing is typed, the same data
//! give the same bytes, a region's own template stands, and what is wrong is told with its place.
#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test may panic and reads what was written"
)]

use std::io::Read;
use std::path::Path;

use app::model::ParameterChange;
use app::{
    AccessScope, Clock, Code, ContentFiles, ImportOrder, Region, ReportFormat, ReportOrder, Table, When,
};
use jiff::civil::date;

const ENTERPRISES: &str = "\
名称,统一社会信用代码,行政区划,国民经济行业,成立日期,营业收入[2024],研发费用[2024],职工总数[2024],居民企业,示例\n\
杭州西湖智造有限公司,91330100799655058B,330106,C3562,2015-03-01,98765432100,7654321,4321,是,否\n\
示例·启明科技有限公司,,330108,I6513,2020-01-01,2000万元,300万元,50,是,是\n";

/// On 30 June 2025: one closed in time, one late, one overdue, one due soon, one without a term, one that nobody keeps up, one withdrawn,
/// one that is given only in July.
const LEDGER: &str = "\
事项名称,责任单位,交办日期,办理期限,办理状态,办结日期,进展\n\
建成中试基地,市科技局,2025-01-10,2025-06-20,办结,2025-06-18,已投用\n\
兑现研发补助,市财政局,2025-01-10,2025-05-31,办结,2025-06-12,已拨付\n\
开放仪器共享平台,市科技局,2025-02-01,2025-06-29,在办,,等数据对接\n\
发布榜单,市科技局,2025-06-02,2025-07-10,在办,,征集完成\n\
优化人才政策,市人才办,2025-03-01,无,在办,,调研\n\
答复企业诉求,市经信局,2025-04-01,,,,\n\
停办的试点,市科技局,2025-04-01,2025-06-01,撤销,,\n\
下月的事,市科技局,2025-07-01,2025-12-31,未办,,\n";

const TEMPLATES: [&str; 5] =
    ["enterprise-profile", "list-notice", "monthly-supervision", "policy-simulation", "regional-checkup"];

struct Site {
    directory: tempfile::TempDir,
    region: Region,
}

fn site_with(content: &[(&str, &str)]) -> Site {
    let directory = tempfile::tempdir().expect("a directory");
    let templates = directory.path().join("content/templates");
    std::fs::create_dir_all(&templates).expect("writable");
    for (name, text) in content {
        std::fs::write(templates.join(name), text).expect("writable");
    }
    std::fs::write(directory.path().join("region.yaml"), "code: \"330100\"\nname: 杭州市\n")
        .expect("writable");
    let clock = Clock::fixed("2025-06-30T02:00:00Z".parse().expect("a moment"));
    let region = Region::open(directory.path(), ContentFiles::shipped(), clock).expect("good content");
    let order = ImportOrder {
        kind: "enterprise".to_owned(),
        source: "税务局台账".to_owned(),
        department: Some("税务局".to_owned()),
        basis: Some("汇算".to_owned()),
        delivered: Some(date(2025, 5, 31)),
        imported_by: "测试".to_owned(),
        ..ImportOrder::default()
    };
    let table = Table::Bytes { name: "企业.csv", bytes: ENTERPRISES.as_bytes() };
    let answer = app::import(&AccessScope::officer(), &region, table, &order, &app::Job::default())
        .expect("a good table");
    assert_eq!(answer.rejects, []);
    let order =
        ImportOrder { kind: "matter".to_owned(), source: "督办台账".to_owned(), basis: None, ..order };
    let table = Table::Bytes { name: "台账.csv", bytes: LEDGER.as_bytes() };
    let answer = app::import(&AccessScope::officer(), &region, table, &order, &app::Job::default())
        .expect("a good table");
    assert_eq!(answer.rejects, []);
    Site { directory, region }
}

fn order(template: &str) -> ReportOrder {
    ReportOrder {
        template: template.to_owned(),
        subject: Some("杭州西湖智造有限公司".to_owned()),
        programme: Some("cn.tech-sme".to_owned()),
        set: vec![ParameterChange {
            programme: "cn.tech-sme".to_owned(),
            parameter: "职工总数上限".to_owned(),
            value: "5000人".to_owned(),
        }],
        ..ReportOrder::default()
    }
}

impl Site {
    fn write(&self, order: &ReportOrder, format: ReportFormat) -> Result<app::ReportWritten, app::Failure> {
        let when = When::on(Some(date(2025, 6, 30)));
        app::write_report(&AccessScope::officer(), &self.region, order, format, when)
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("UTF-8");
    text
}

/// The words of a part.
fn plain(part: &str) -> String {
    part.split("<w:t xml:space=\"preserve\">")
        .skip(1)
        .filter_map(|rest| rest.split("</w:t>").next())
        .collect()
}

#[test]
fn shipped_templates_are_right() {
    let list = app::report_templates(&site_with(&[]).region);
    assert_eq!(list.broken, Vec::<String>::new());
    let ids: Vec<&str> = list.items.iter().map(|template| template.id.as_str()).collect();
    assert_eq!(ids, TEMPLATES);
}

#[test]
fn every_template_writes_sourced_figures_and_the_same_bytes_again() {
    let site = site_with(&[]);
    for template in TEMPLATES {
        let mut order = order(template);
        if template != "policy-simulation" {
            order.set.clear();
        }
        let written =
            site.write(&order, ReportFormat::Docx).unwrap_or_else(|failure| panic!("{template}: {failure}"));
        assert_eq!(written.typed, 0, "{template}: a shipped template has no typed number");
        let text = part(&written.bytes, "word/document.xml");
        let marks = text.matches("<w:footnoteReference ").count() + text.matches(" NOTEREF ").count();
        assert_eq!(marks, written.figures, "{template}: a mark for every figure");
        assert!(written.figures > 0, "{template}");
        assert!(
            !text.contains('\u{E000}') && !text.contains("{{"),
            "{template}: nothing of the template is left"
        );
        let again = site.write(&order, ReportFormat::Docx).expect("written");
        assert_eq!(again.bytes, written.bytes, "{template}");
        let book = site.write(&order, ReportFormat::Xlsx).expect("written");
        assert_eq!(site.write(&order, ReportFormat::Xlsx).expect("written").bytes, book.bytes, "{template}");
    }
}

#[test]
fn a_fact_tells_its_table_and_row() {
    let site = site_with(&[]);
    let written = site.write(&order("enterprise-profile"), ReportFormat::Docx).expect("written");
    let notes = part(&written.bytes, "word/footnotes.xml");
    assert!(notes.contains("税务局台账（税务局，汇算，2025-05-31交付），第2行。"), "{notes}");
    let text = part(&written.bytes, "word/document.xml");
    assert!(text.contains("987.65亿元") && text.contains("91330100799655058B"));
}

#[test]
fn the_checkup_says_what_is_known_and_what_is_not() {
    let site = site_with(&[]);
    let mut order = order("regional-checkup");
    order.subject = None;
    let written = site.write(&order, ReportFormat::Docx).expect("written");
    assert_eq!(written.title, "浙江省、杭州市区域创新体检报告");
    let text = part(&written.bytes, "word/document.xml");
    let plain = plain(&text);
    for expected in [
        "2023年，浙江省在省域创新指数中得",
        "《浙江省科学技术进步条例》（2011年5月25日修订）第四十六条第一款",
        "到期没有达到",
        "2015年为2.36%",
        "没有杭州市财政科技支出的历年数，无法判断",
        "其中1家",
    ] {
        assert!(plain.contains(expected), "{expected}\n{plain}");
    }
    // Another province has no city of the region in its report.
    order.parameters = vec![("省份".to_owned(), "江苏省".to_owned())];
    let other = site.write(&order, ReportFormat::Docx).expect("written");
    assert_eq!(other.title, "江苏省区域创新体检报告");
    assert!(!part(&other.bytes, "word/document.xml").contains("杭州市的情况"));
}

#[test]
fn the_circular_counts_what_is_closed_overdue_and_not_told() {
    let site = site_with(&[]);
    let circular = ReportOrder { template: "monthly-supervision".to_owned(), ..ReportOrder::default() };
    let written = site.write(&circular, ReportFormat::Docx).expect("written");
    assert_eq!(written.title, "2025年6月督办通报");
    let text = plain(&part(&written.bytes, "word/document.xml"));
    for expected in [
        "登记在案的事项有6项",
        "已撤销的1项",
        "办结2项，在办3项，办理状态未知1项",
        "本月新交办1项，本月办结2项",
        "按期的1项，逾期的1项，期限或办结日期未知的0项",
        "已经逾期的1项，10天以内到期的1项，没有写明期限的0项",
        // One in time of three that can be judged.
        "按期办结率：33.3%",
        "市科技局31011050.0",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    assert!(part(&written.bytes, "word/document.xml").contains("督办台账（税务局，2025-05-31交付），第4行"));
    let sooner =
        ReportOrder { parameters: vec![("临期天数".to_owned(), "9".to_owned())], ..circular.clone() };
    let written = site.write(&sooner, ReportFormat::Docx).expect("written");
    let text = plain(&part(&written.bytes, "word/document.xml"));
    assert!(text.contains("9天以内到期的0项"), "{text}");
    let never =
        ReportOrder { parameters: vec![("临期天数".to_owned(), "半月".to_owned())], ..circular };
    assert!(site.write(&never, ReportFormat::Docx).expect_err("wrong").message.contains("半月"));
}

#[test]
fn a_generated_subject_is_marked_and_its_code_is_not_shown() {
    let site = site_with(&[]);
    let example = ReportOrder {
        subject: Some("示例·启明科技有限公司".to_owned()),
        ..order("enterprise-profile")
    };
    let written = site.write(&example, ReportFormat::Docx).expect("written");
    assert!(part(&written.bytes, "word/document.xml").contains("示例，由程序生成，不描述任何真实主体"));
}

#[test]
fn a_regions_own_template_stands_and_adds() {
    let own = "---\nid: list-notice\nname: 本区公示\ntitle: 公示\n---\n共{{ list.count }}，手填3家。\n";
    let more = "---\nid: short\nname: 简报\ntitle: 简报\n---\n{{ place.province }}\n";
    let site = site_with(&[("notice.md", own), ("short.md", more)]);
    let list = app::report_templates(&site.region);
    assert_eq!(list.items.len(), 6);
    let stands = list.items.iter().find(|template| template.id == "list-notice").expect("there");
    assert_eq!(stands.file, "本区域 content/templates/notice.md");
    let written = site
        .write(&ReportOrder { set: Vec::new(), ..order("list-notice") }, ReportFormat::Docx)
        .expect("written");
    assert_eq!(written.typed, 1);
    assert!(part(&written.bytes, "word/document.xml").contains("3〔手填〕"));
    assert!(Path::new(&site.directory.path().join("content")).is_dir());
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let broken = "---\nid: broken\nname: 坏\ntitle: 坏\n---\n# 好\n\n{{ plaice.name }}\n";
    let site = site_with(&[("broken.md", broken)]);
    let list = app::report_templates(&site.region);
    assert_eq!(list.broken.len(), 1);
    assert!(list.broken[0].starts_with("本区域 content/templates/broken.md:8:4: "), "{:?}", list.broken);
    let fails = |order: ReportOrder| site.write(&order, ReportFormat::Docx).expect_err("wrong");
    assert_eq!(fails(order("broken")).code, Code::InvalidContent);
    let none = fails(order("nothing"));
    assert!(none.code == Code::InvalidArgument && none.hint.contains("regional-checkup"), "{none}");
    let nobody = fails(ReportOrder { subject: None, ..order("enterprise-profile") });
    assert_eq!(nobody.place.as_deref(), Some("subject"));
    let unasked = ReportOrder {
        parameters: vec![("批".to_owned(), "一".to_owned())],
        set: Vec::new(),
        ..order("list-notice")
    };
    assert!(fails(unasked).hint.contains("批次"));
    let nowhere = ReportOrder {
        parameters: vec![("省份".to_owned(), "某省".to_owned())],
        ..order("regional-checkup")
    };
    assert!(fails(nowhere).message.contains("某省"));
}

#[test]
fn a_visitor_is_not_told_what_is_internal() {
    let site = site_with(&[]);
    let when = When::on(Some(date(2025, 6, 30)));
    let order = order("enterprise-profile");
    let written = app::write_report(&AccessScope::visitor(), &site.region, &order, ReportFormat::Docx, when)
        .expect("written");
    let text = part(&written.bytes, "word/document.xml");
    for secret in ["987.65", "98765432100", "4,321人"] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert!(text.contains("无权查看"));
}
