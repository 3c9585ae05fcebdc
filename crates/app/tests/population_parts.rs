//! A population that is counted in parts, by programs that have nothing but the request, gives the answer of one that is counted here.
#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test may panic and lays out the files that are read"
)]

use std::path::{Path, PathBuf};

use app::model::{ParameterAxis, ParameterChange, PopulationOrder};
use app::{
    AccessScope, Clock, ContentFiles, Failure, GenerateOrder, PartCounter, PartedPopulation, Region,
    Subjects, When,
};
use jiff::civil::date;

const WHEN: When = When { as_of: Some(date(2026, 6, 30)), known_at: None };
/// No divisor of the number of enterprises, of a chunk or of a group of rows.
const SIZE: usize = 37;

struct Fixture {
    directory: tempfile::TempDir,
    region: Region,
    view: PathBuf,
}

fn fixture(enterprises: u64) -> Fixture {
    let directory = tempfile::tempdir().expect("a directory");
    let now = "2026-07-01T08:00:00Z".parse().expect("a moment");
    let own = directory.path().join("region");
    // What the region says itself travels with the request.
    std::fs::create_dir_all(own.join("content/programmes")).expect("a directory");
    let shipped = ContentFiles::shipped();
    let file = shipped.get("programmes/cn/tech-sme.2017.yaml").expect("a programme");
    let text = file.text.replace("科技型中小企业", "本地科技型中小企业");
    std::fs::write(own.join("content/programmes/own.yaml"), text).expect("written");
    let region = Region::open(&own, shipped, Clock::fixed(now)).expect("a region");
    let order = GenerateOrder { region: "330100".to_owned(), enterprises, seed: 5, last_year: 2025 };
    app::generate(&region, &order, directory.path()).expect("generated");
    let view = directory.path().join("enterprise.parquet");
    Fixture { directory, region, view }
}

impl Fixture {
    fn parted(&self, order: &PopulationOrder, size: usize) -> Result<PartedPopulation<'_>, Failure> {
        PartedPopulation::new(&AccessScope::officer(), &self.region, &self.view, order, WHEN, size)
    }

    fn counter(&self) -> PartCounter {
        PartCounter::new(self.directory.path()).expect("the shared directory")
    }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn orders() -> Vec<PopulationOrder> {
    let set = |programme: &str, parameter: &str, value: &str| ParameterChange {
        programme: programme.to_owned(),
        parameter: parameter.to_owned(),
        value: value.to_owned(),
    };
    let axis = ParameterAxis {
        programme: "cn.small-profit".to_owned(),
        parameter: "小微税率".to_owned(),
        values: texts(&["15%", "25%"]),
    };
    let one = PopulationOrder { programmes: texts(&["cn.hnte"]), ..PopulationOrder::default() };
    vec![
        one.clone(),
        // All programmes; those of regions and of reviews differ by subject.
        PopulationOrder::default(),
        PopulationOrder { group_by: texts(&["行政区划", "规模"]), ..PopulationOrder::default() },
        PopulationOrder { set: vec![set("cn.hnte", "科技人员占比下限", "8%")], ..one.clone() },
        PopulationOrder {
            programmes: texts(&["cn.small-profit"]),
            group_by: texts(&["国民经济行业:门类"]),
            grid: vec![axis],
            ..PopulationOrder::default()
        },
        PopulationOrder {
            within: [("行政区划".to_owned(), Some("330106".to_owned()))].into(),
            ..one.clone()
        },
        PopulationOrder { within: [("行政区划".to_owned(), Some("000000".to_owned()))].into(), ..one },
    ]
}

#[test]
fn parts_together_are_the_whole() {
    let fixture = fixture(500);
    let counter = fixture.counter();
    for order in orders() {
        let scope = AccessScope::officer();
        let whole = app::populations(
            &scope,
            &fixture.region,
            Subjects::File(&fixture.view),
            &order,
            WHEN,
            &app::Job::default(),
        );
        let parted = fixture.parted(&order, SIZE).expect("parts");
        assert_eq!(parted.parts().len(), 500usize.div_ceil(SIZE));
        let count = |part: &Vec<u8>| counter.count(parted.request(), part);
        // The last part first: no order is promised.
        let counted: Vec<Vec<u8>> = parted.parts().iter().rev().map(count).collect();
        assert_eq!(parted.answer(&counted), whole, "{order:?}");
    }
}

#[test]
fn what_a_region_says_itself_travels_along() {
    let fixture = fixture(40);
    let order = PopulationOrder { programmes: texts(&["cn.tech-sme"]), ..PopulationOrder::default() };
    let answer = {
        let parted = fixture.parted(&order, 40).expect("parts");
        let counted = fixture.counter().count(parted.request(), &parted.parts()[0]);
        parted.answer(&[counted]).expect("an answer")
    };
    assert!(answer.programmes[0].name.contains("本地"), "{}", answer.programmes[0].name);
    assert_eq!(answer.subjects, 40);
}

fn refused(fixture: &Fixture, counter: &PartCounter, order: &PopulationOrder, then: impl Fn()) -> String {
    let parted = fixture.parted(order, SIZE).expect("parts");
    then();
    let counted = counter.count(parted.request(), &parted.parts()[0]);
    parted.answer(&[counted]).expect_err("refused").to_string()
}

#[test]
fn what_cannot_be_counted_is_told() {
    let fixture = fixture(60);
    let order = &orders()[0];
    let elsewhere = tempfile::tempdir().expect("a directory");
    let stranger = PartCounter::new(elsewhere.path()).expect("another directory");
    let said = refused(&fixture, &stranger, order, || ());
    assert!(said.contains("执行器只读") && said.contains("enterprise.parquet"), "{said}");
    assert!(PartCounter::new(Path::new("没有这个目录")).is_err());

    let other = || {
        let order = GenerateOrder { region: "330100".to_owned(), enterprises: 60, seed: 6, last_year: 2025 };
        app::generate(&fixture.region, &order, fixture.directory.path()).expect("generated");
    };
    let said = refused(&fixture, &fixture.counter(), order, other);
    assert!(said.contains("与提问时的不同"), "{said}");
    let gone = || std::fs::remove_file(&fixture.view).expect("removed");
    let said = refused(&fixture, &fixture.counter(), order, gone);
    assert!(said.contains("读不了这个文件"), "{said}");
    assert!(
        fixture.parted(order, SIZE).is_err_and(|failure| failure.to_string().contains("enterprise.parquet"))
    );
}

#[test]
fn noise_in_place_of_a_reply_is_told() {
    let fixture = fixture(20);
    let parted = fixture.parted(&orders()[0], 20).expect("parts");
    let counter = fixture.counter();
    let said = parted.answer(&[b"noise".to_vec()]).expect_err("no reply").to_string();
    assert!(said.contains("同一版程序"), "{said}");
    let noise = counter.count(b"noise", &parted.parts()[0]);
    assert!(parted.answer(&[noise]).expect_err("no request").to_string().contains("看不懂"));
    // A part of another question is no part of this one.
    let other = fixture.parted(&orders()[1], 20).expect("parts");
    let reply = counter.count(other.request(), &other.parts()[0]);
    assert!(parted.answer(&[reply]).expect_err("another question").to_string().contains("对不上"));
}
