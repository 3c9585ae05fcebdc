//! A template that was filled in is imported with the very values that were filled in.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use app::{AccessScope, Code, SubjectQuery};
use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{Format, Workbook};
use vocabulary::AttributeType;

use crate::fixture::{Site, attribute, plain, yearly};

fn template(site: &Site, kind: &str, list: Option<&str>) -> Vec<u8> {
    app::template(&AccessScope::visitor(), &site.region, kind, list)
        .unwrap_or_else(|failure| panic!("{kind}: {failure}"))
}

/// Sheets in their order, with their rows as text.
fn sheets(bytes: &[u8]) -> Vec<(String, Vec<Vec<String>>)> {
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let names = book.sheet_names().clone();
    let rows = |range: calamine::Range<Data>| {
        range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    };
    names
        .into_iter()
        .map(|name| (name.clone(), book.worksheet_range(&name).map(rows).expect("a sheet")))
        .collect()
}

/// The same sheets with a row below the headings: what somebody sends back.
fn filled(bytes: &[u8], values: &BTreeMap<String, BTreeMap<String, String>>) -> Vec<u8> {
    let mut book = Workbook::new();
    let percent = Format::new().set_num_format("0.00%");
    for (name, rows) in sheets(bytes) {
        let sheet = book.add_worksheet().set_name(&name).expect("a name");
        for (row, cells) in (0u32..).zip(&rows) {
            for (column, text) in (0u16..).zip(cells) {
                sheet.write_string(row, column, text).expect("written");
            }
        }
        let Some(own) = values.get(&name) else { continue };
        for (heading, text) in own {
            let at = rows[0].iter().position(|other| other == heading);
            let at = at.unwrap_or_else(|| panic!("{name} has no {heading}: {:?}", rows[0]));
            let at = u16::try_from(at).expect("few columns");
            match (text.strip_suffix('%'), text.parse::<f64>()) {
                (Some(number), _) => {
                    let number: f64 = number.parse().expect("a number");
                    sheet.write_number_with_format(1, at, number / 100.0, &percent).expect("written");
                }
                (None, Ok(number)) if !heading.contains("代码") && !heading.contains("区划") => {
                    sheet.write_number(1, at, number).expect("written");
                }
                _ => {
                    sheet.write_string(1, at, text).expect("written");
                }
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn row(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(heading, text)| ((*heading).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn a_filled_template_of_enterprises_comes_in_with_its_lists() {
    let site = Site::new();
    let bytes = template(&site, "enterprise", None);
    let names: Vec<String> = sheets(&bytes).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names[0], "企业");
    assert!(names.contains(&"知识产权".to_owned()) && names.contains(&"说明".to_owned()), "{names:?}");
    let values = BTreeMap::from([
        (
            "企业".to_owned(),
            row(&[
                ("统一社会信用代码", "91330100799655058B"),
                ("名称", "杭州甲有限公司"),
                ("行政区划", "330106"),
                ("成立日期", "2015-03-01"),
                ("居民企业", "是"),
                ("技术领域", "新材料"),
                ("营业收入（万元）[2024]", "1234.56"),
                ("营业收入（万元）[2023]", "1000"),
                ("净利润（万元）[2024]", "-20.5"),
                ("职工总数（人）[2024]", "80"),
                ("市场占有率", "4.3%"),
            ]),
        ),
        (
            "知识产权".to_owned(),
            row(&[
                ("统一社会信用代码", "91330100799655058B"),
                ("名称", "一种装置"),
                ("类型", "发明专利"),
                ("授权日", "2021-03-05"),
                ("有效", "是"),
            ]),
        ),
    ]);
    let back = filled(&bytes, &values);
    let report = site.import("enterprise", "企业.xlsx", &back, None);
    assert_eq!((report.rejects.len(), report.unmapped.len(), report.rows_in), (0, 0, 1), "{report:?}");
    assert!(report.notes.iter().any(|note| note.contains("--list 知识产权")), "{:?}", report.notes);
    let report = site.import("enterprise", "企业.xlsx", &back, Some("知识产权"));
    assert_eq!((report.rejects.len(), report.unmapped.len(), report.rows_in), (0, 0, 1), "{report:?}");

    let profile = site.profile("enterprise", "91330100799655058B");
    assert_eq!(profile.name, "杭州甲有限公司");
    for (name, text) in [
        ("成立日期", "2015-03-01"),
        ("居民企业", "是"),
        ("技术领域", "新材料"),
        ("市场占有率", "0.043"),
        ("行政区划", "330106"),
    ] {
        assert_eq!(plain(&profile, name).as_deref(), Some(text), "{name}");
    }
    for (name, year, text) in [
        ("营业收入", 2024, "12345600"),
        ("营业收入", 2023, "10000000"),
        ("净利润", 2024, "-205000"),
        ("职工总数", 2024, "80"),
    ] {
        assert_eq!(yearly(&profile, name, year).as_deref(), Some(text), "{name} {year}");
    }
    let rights = attribute(&profile, "知识产权").list.as_ref().expect("a list");
    assert_eq!(rights.total, 1);
    assert!(rights.records[0].values.contains(&Some("一种装置".to_owned())), "{rights:?}");
}

#[test]
fn every_heading_of_every_template_is_read_back() {
    let site = Site::new();
    let kinds: Vec<_> = site.region.catalogue.kinds().cloned().collect();
    for kind in kinds {
        let bytes = template(&site, &kind.id, None);
        let title = &kind.get(kind.title).name;
        let asked = |list: bool| if list { format!("{}名称", kind.name) } else { title.clone() };
        for (name, rows) in sheets(&bytes) {
            let list = kind.attribute(&name).filter(|(_, own)| matches!(own.r#type, AttributeType::List(_)));
            let list = list.map(|_| name.as_str());
            if name != kind.name && list.is_none() {
                continue;
            }
            let headings: std::collections::BTreeSet<&String> = rows[0].iter().collect();
            assert_eq!(headings.len(), rows[0].len(), "{} {name}: no heading twice", kind.id);
            let values = BTreeMap::from([(name.clone(), row(&[(&asked(list.is_some()), "示例主体")]))]);
            let report = site.import(&kind.id, "表.xlsx", &filled(&bytes, &values), list);
            let told = (report.rejects.len(), report.unmapped.len(), report.rows_in);
            assert_eq!(told, (0, 0, 1), "{} {name}: {report:?}", kind.id);
        }
        let page = site.list(&kind.id, &SubjectQuery::default());
        assert_eq!((page.total, page.items[0].name.as_str()), (1, "示例主体"), "{}", kind.id);
    }
}

#[test]
fn an_untouched_template_holds_nobody() {
    let site = Site::new();
    let bytes = template(&site, "fund", None);
    let order = app::ImportOrder {
        kind: "fund".to_owned(),
        source: "空表".to_owned(),
        imported_by: "测试".to_owned(),
        ..app::ImportOrder::default()
    };
    let table = app::Table::Bytes { name: "基金.xlsx", bytes: &bytes };
    let failure = app::import(&AccessScope::officer(), &site.region, table, &order, &app::Job::default())
        .expect_err("no rows");
    assert!(failure.message.contains("只有表头"), "{failure}");
}

/// The parts of a workbook as text, by name.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let mut text = String::new();
        if part.read_to_string(&mut text).is_ok() {
            parts.insert(part.name().expect("a name").into_owned(), text);
        }
    }
    parts
}

#[test]
fn a_template_offers_words_checks_numbers_and_explains_itself() {
    let site = Site::new();
    let bytes = template(&site, "space", None);
    let parts = parts(&bytes);
    let sheet = &parts["xl/worksheets/sheet1.xml"];
    assert!(sheet.contains("办公,研发,实验室,中试,厂房,工位,仓储,商业配套,用地,其他,无"), "the words and 无");
    assert!(sheet.contains("&quot;是,否&quot;") || sheet.contains("\"是,否\""), "yes and no");
    for rule in ["type=\"decimal\"", "type=\"date\"", "type=\"list\""] {
        assert!(sheet.contains(rule), "{rule}");
    }
    let notes = &parts["xl/comments1.xml"];
    assert!(notes.contains("挂牌价，按建筑面积，不含物业费"), "the meaning of 租金");
    let (_, about) = sheets(&bytes).into_iter().find(|(name, _)| name == "说明").expect("说明");
    let rent = about.iter().find(|row| row.get(1).is_some_and(|cell| cell == "租金（元/㎡·月）"));
    let rent = rent.expect("租金 is explained");
    assert_eq!(
        (rent[2].as_str(), rent[3].as_str(), rent[6].as_str()),
        ("数，以元/㎡·月计", "1234.5", "公开")
    );
    assert!(rent[5].starts_with("科技局"), "{rent:?}");
}

#[test]
fn a_list_alone_and_a_list_that_is_not_there() {
    let site = Site::new();
    let names: Vec<String> =
        sheets(&template(&site, "enterprise", Some("资质"))).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["资质", "说明"]);
    let failure = app::template(&AccessScope::visitor(), &site.region, "enterprise", Some("资格"))
        .expect_err("no such list");
    assert_eq!((failure.code, failure.place.as_deref()), (Code::InvalidArgument, Some("list")));
    assert!(failure.hint.contains("资质"), "{failure}");
    let failure =
        app::template(&AccessScope::visitor(), &site.region, "fund", Some("资质")).expect_err("no lists");
    assert!(failure.hint.contains("没有列表"), "{failure}");
}
