//! The demo region's tables fit the kinds they are imported as, and every record says where it comes from.
#![expect(clippy::expect_used, reason = "a test may panic")]

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use vocabulary::fact::Stated;
use vocabulary::{AttributeType, Kind, Regions, cell};

#[derive(Deserialize)]
struct Demo {
    region: String,
    files: Vec<Table>,
    districts: Districts,
}

#[derive(Deserialize)]
struct Table {
    file: String,
    kind: String,
    source: String,
    licence: String,
    #[serde(default)]
    list: Option<String>,
}

#[derive(Deserialize)]
struct Districts {
    file: String,
    valid_from: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[expect(clippy::disallowed_methods, reason = "the test reads the shipped demo and content")]
fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn demo() -> Demo {
    serde_saphyr::from_str(&read("demo/region.yaml")).expect("demo/region.yaml loads")
}

fn kind(id: &str) -> Kind {
    let path = format!("content/kinds/{id}.yaml");
    Kind::from_yaml(&path, &read(&path)).expect("loads")
}

/// The type of a column: an attribute of the kind, or a field of its list.
fn column_type(kind: &Kind, list: Option<&str>, header: &str) -> Option<AttributeType> {
    let fields = list.and_then(|list| kind.attribute(list)).map(|(_, attribute)| &attribute.r#type);
    if let Some(AttributeType::List(fields)) = fields
        && let Some(field) = fields.iter().find(|field| field.name == header)
    {
        return Some(field.r#type.clone());
    }
    kind.attribute(header).map(|(_, attribute)| attribute.r#type.clone())
}

#[test]
fn every_cell_reads_and_every_record_has_a_source() {
    for table in demo().files {
        let kind = kind(&table.kind);
        let text = read(&format!("demo/{}", table.file));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let headers: Vec<String> = reader.headers().expect("headers").iter().map(str::to_owned).collect();
        assert!(!table.source.is_empty() && !table.licence.is_empty(), "{}", table.file);
        let mut rows = 0;
        for record in reader.records() {
            let record = record.expect("well-formed CSV");
            rows += 1;
            for (header, value) in headers.iter().zip(&record) {
                if header == "年度" {
                    assert!(value.parse::<i16>().is_ok(), "{}: {value}", table.file);
                    continue;
                }
                let kind_of = column_type(&kind, table.list.as_deref(), header)
                    .unwrap_or_else(|| panic!("{}: {} has no {header}", table.file, kind.id));
                let stated = cell::parse(&kind_of, value, None)
                    .unwrap_or_else(|error| panic!("{} row {rows} {header}: {error}", table.file));
                if matches!(header.as_str(), "来源" | "来源许可") {
                    assert_ne!(stated, Stated::Unknown, "{} row {rows} has no {header}", table.file);
                }
            }
        }
        assert!(rows > 0, "{} is empty", table.file);
        let has_source = ["来源", "来源许可"].iter().all(|name| headers.iter().any(|h| h == name));
        assert!(has_source, "{}", table.file);
    }
}

#[test]
fn names_are_unique_and_no_credit_code_is_made_up() {
    for table in demo().files.iter().filter(|table| table.list.is_none() && table.kind != "region") {
        let text = read(&format!("demo/{}", table.file));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let headers = reader.headers().expect("headers").clone();
        assert!(headers.iter().all(|header| header != "统一社会信用代码"), "{}", table.file);
        let title = headers.iter().position(|header| header == "名称").expect("a name column");
        let mut seen = HashSet::new();
        for record in reader.records() {
            let name = record.expect("well-formed CSV")[title].to_owned();
            assert!(seen.insert(name.clone()), "{}: {name} twice", table.file);
        }
    }
}

#[test]
fn outlines_are_the_thirteen_districts_of_today() {
    let demo = demo();
    let regions = Regions::from_csv("gbt2260.csv", &read("content/regions/gbt2260.csv")).expect("loads");
    let outlines = read(&format!("demo/{}", demo.districts.file));
    let day = cell::parse_date(&demo.districts.valid_from).expect("a date");
    let districts: Vec<_> = regions.children(&demo.region, day).collect();
    assert_eq!(districts.len(), 13);
    for district in &districts {
        let properties = format!("\"code\":\"{}\",\"name\":\"{}\"", district.code, district.name);
        assert_eq!(outlines.matches(&properties).count(), 1, "{properties}");
    }
    assert_eq!(outlines.matches("\"type\":\"Feature\"").count(), 13);
}

#[test]
fn a_doubtful_year_never_becomes_a_yearly_figure() {
    let notes = read("demo/region_figure_notes.csv");
    assert!(notes.contains("存疑"), "doubtful figures are kept, flagged");
    // 人才总量 is a bound (>300 万), the ranks of 2020 are unsure: none of them is a column of the yearly tables.
    for file in ["demo/region_figures.csv", "demo/region_figures_inferred_year.csv"] {
        let header = read(file).lines().next().expect("a header").to_owned();
        for doubtful in ["人才总量", "人才净流入率", "临江高新区"] {
            assert!(!header.contains(doubtful), "{file}: {doubtful}");
        }
    }
}

#[test]
fn the_document_names_every_file_and_its_count() {
    let document = read("docs/demo.md");
    let count = |file: &str| read(&format!("demo/{file}")).lines().count() - 1;
    for table in demo().files {
        assert!(document.contains(&format!("`{}`", table.file)), "{} is not described", table.file);
    }
    assert!(document.contains(&format!("{} 家高校院所", count("institutions.csv"))));
    assert!(document.contains(&format!("{} 家上市公司", count("listed_companies.csv"))));
    let laboratories = read("demo/platforms.csv").lines().filter(|line| line.contains("ROR")).count();
    let places = count("platforms.csv") - laboratories;
    let sentence = format!("{places} 个平台和片区，另有 {laboratories} 个国家重点实验室");
    assert!(document.contains(&sentence), "{sentence}");
}
