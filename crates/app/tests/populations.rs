//! Populations over a generated region, from the lake and from a view file: counts, amounts, reforms and lists are those of assessing
//! every enterprise by itself.
#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test may panic and reads what was written"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use app::model::{ParameterAxis, ParameterChange, PopulationAnswer, PopulationOrder};
use app::{AccessScope, Clock, ContentFiles, GenerateOrder, Job, Listing, Region, Subjects, When};
use jiff::civil::{Date, date};
use programmes::{Programme, Status};
use vocabulary::{Datum, Facts, Lookup};

const AS_OF: Date = date(2026, 6, 30);

struct Fixture {
    _directory: tempfile::TempDir,
    region: Region,
    view: PathBuf,
    facts: Vec<Facts>,
}

fn fixture(enterprises: u64) -> Fixture {
    let directory = tempfile::tempdir().expect("a directory");
    let now = "2026-07-01T08:00:00Z".parse().expect("a moment");
    let region = Region::open(&directory.path().join("region"), ContentFiles::shipped(), Clock::fixed(now))
        .expect("a region");
    let order = GenerateOrder { region: "330100".to_owned(), enterprises, seed: 11, last_year: 2025 };
    app::generate(&region, &order, directory.path()).expect("generated");
    let view = directory.path().join("enterprise.parquet");
    let held = lake::View::open(region.catalogue.enterprise(), &view, now).expect("a view");
    let facts = (0..held.len()).map(|subject| held.facts(subject)).collect();
    Fixture { _directory: directory, region, view, facts }
}

impl Fixture {
    fn ask(&self, order: &PopulationOrder) -> PopulationAnswer {
        let when = When { as_of: Some(AS_OF), known_at: None };
        app::populations(
            &AccessScope::own_facts(),
            &self.region,
            Subjects::File(&self.view),
            order,
            when,
            &Job::default(),
        )
        .expect("an answer")
    }

    /// The version that stands for an enterprise, as a single assessment chooses it.
    fn programme(&self, name: &str, facts: &Facts) -> Option<&Programme> {
        let kind = self.region.catalogue.enterprise();
        let library = &self.region.catalogue.library;
        let programme = library.select_for(name, AS_OF, programmes::purpose(kind, facts)).ok()?;
        Some(library.localised(programme, programmes::region(kind, facts)))
    }

    fn district(&self, facts: &Facts) -> Option<String> {
        let (id, _) = self.region.catalogue.enterprise().attribute("行政区划").expect("an attribute");
        match facts.plain(id) {
            Lookup::Known(Datum::Text(code), _) => Some(code.to_string()),
            _ => None,
        }
    }
}

fn order(programmes: &[&str], group_by: &[&str]) -> PopulationOrder {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    PopulationOrder { programmes: texts(programmes), group_by: texts(group_by), ..PopulationOrder::default() }
}

fn change(programme: &str, parameter: &str, value: &str) -> ParameterChange {
    ParameterChange {
        programme: programme.to_owned(),
        parameter: parameter.to_owned(),
        value: value.to_owned(),
    }
}

#[test]
fn counts_by_district_are_those_of_single_assessments() {
    let fixture = fixture(400);
    let names = ["cn.tech-sme", "cn.srdi", "cn.small-profit"];
    let answer = fixture.ask(&order(&names, &["行政区划"]));
    assert_eq!(answer.subjects, 400);
    let mut expected: BTreeMap<(Option<String>, &str), [u64; 4]> = BTreeMap::new();
    for facts in &fixture.facts {
        for name in names {
            let status = fixture
                .programme(name, facts)
                .map_or(Status::NotApplicable, |programme| programmes::status(programme, facts, AS_OF));
            let counts = expected.entry((fixture.district(facts), name)).or_default();
            counts[match status {
                Status::Met => 0,
                Status::Unmet => 1,
                Status::Unknown => 2,
                Status::NotApplicable => 3,
            }] += 1;
        }
    }
    assert_eq!(answer.groups.len(), expected.len());
    for group in &answer.groups {
        let district = group.key["行政区划"].clone();
        assert_eq!(group.key["programme"].as_deref(), Some(group.programme.as_str()));
        let counts = [group.met, group.unmet, group.unknown, group.not_applicable];
        assert_eq!(counts, expected[&(district, group.programme.as_str())], "{group:?}");
        assert_eq!(group.amount.is_some(), group.programme == "cn.small-profit");
    }
    let known = answer.groups.iter().find(|group| group.key["行政区划"].is_some()).expect("a district");
    assert!(known.names["行政区划"].ends_with(['区', '县', '市']), "{:?}", known.names);
}

#[test]
fn a_reform_tells_who_gains_and_who_loses() {
    let fixture = fixture(400);
    let set = vec![change("cn.hnte", "科技人员占比下限", "30%")];
    let answer = fixture.ask(&PopulationOrder { set: set.clone(), ..order(&["cn.hnte"], &[]) });
    let (before, after) = (&answer.groups[0], &answer.reform.as_ref().expect("a reform").groups[0]);
    let difference = answer.difference.as_ref().expect("a difference");
    assert_eq!(before.key, BTreeMap::new(), "one programme and no grouping: nothing to tell groups apart");
    assert_eq!(difference.gain, 0, "a higher threshold lets nobody in");
    assert_eq!(before.met - after.met, difference.lose);
    assert!(difference.lose > 0 || before.met == 0);
    // A grid of one point is the reform.
    let axis = ParameterAxis {
        programme: "cn.hnte".to_owned(),
        parameter: "科技人员占比下限".to_owned(),
        values: vec!["10%".to_owned(), "30%".to_owned()],
    };
    let grid = fixture.ask(&PopulationOrder { grid: vec![axis], ..order(&["cn.hnte"], &[]) }).grid;
    assert_eq!(grid.len(), 2);
    assert_eq!((grid[0].met, grid[0].gain, grid[0].lose), (before.met, 0, 0));
    assert_eq!((grid[1].met, grid[1].lose), (after.met, difference.lose));
}

#[test]
fn amounts_are_sums_of_single_amounts() {
    let fixture = fixture(300);
    let answer = fixture.ask(&order(&["cn.small-profit"], &[]));
    let (mut low, mut high, mut unbounded) = (0i128, 0i128, 0);
    for facts in &fixture.facts {
        let programme = fixture.programme("cn.small-profit", facts).expect("in force");
        let parameters = programme.parameter_values(AS_OF);
        let status = programmes::status(programme, facts, AS_OF);
        if !matches!(status, Status::Met | Status::Unknown) {
            continue;
        }
        let (bounds, _) =
            programmes::assess::amount_bounds(programme, facts, AS_OF, &parameters).expect("gives money");
        let fen = |number: vocabulary::Number| (number * vocabulary::Number::from_integer(100)).to_integer();
        low += if status == Status::Met { bounds.low.map_or(0, fen) } else { 0 };
        match bounds.high {
            Some(most) => high += fen(most),
            None => unbounded += 1,
        }
    }
    let amount = answer.groups[0].amount.as_ref().expect("money");
    let yuan = |fen: i128| vocabulary::number::format_decimal(vocabulary::Number::new(fen, 100), 2);
    assert_eq!(amount.min.as_deref(), Some(yuan(low).as_str()));
    assert_eq!(amount.unbounded, unbounded);
    assert_eq!(amount.max, (unbounded == 0).then(|| yuan(high)));
}

#[test]
fn lists_carry_their_evidence() {
    let fixture = fixture(200);
    let when = When { as_of: Some(AS_OF), known_at: None };
    let asked = order(&["cn.tech-sme"], &[]);
    let met = fixture.ask(&asked).groups[0].met;
    let write = |name: &str| {
        let out = fixture.view.with_file_name(name);
        let scope = AccessScope::own_facts();
        app::population_list(
            &scope,
            &fixture.region,
            Subjects::File(&fixture.view),
            &asked,
            Listing::Met,
            &out,
            when,
        )
        .expect("written")
    };
    for name in ["名单.csv", "名单.xlsx", "名单.parquet"] {
        let written = write(name);
        assert_eq!(written.rows as u64, met);
        assert!(written.files.iter().all(|file| file.is_file()));
    }
    let text = std::fs::read_to_string(fixture.view.with_file_name("名单.csv.依据.json")).expect("evidence");
    let programme = fixture.region.catalogue.library.select("cn.tech-sme", AS_OF).expect("in force");
    assert!(text.contains(&fixture.region.catalogue.digest(&programme.path)), "{text}");
    assert!(text.contains("2026-06-30") && text.contains("预评估"), "{text}");
    let rows = std::fs::read_to_string(fixture.view.with_file_name("名单.csv")).expect("the list");
    assert_eq!(rows.lines().count() as u64, met + 1);
    assert!(rows.contains("示例"), "generated enterprises are marked");
}

#[test]
fn what_cannot_be_meant_is_told() {
    let fixture = fixture(10);
    let ask = |order: PopulationOrder, view: &Path| {
        let when = When { as_of: Some(AS_OF), known_at: None };
        let answer = app::populations(
            &AccessScope::officer(),
            &fixture.region,
            Subjects::File(view),
            &order,
            when,
            &Job::default(),
        );
        answer.expect_err("refused").to_string()
    };
    let with = |set: Vec<ParameterChange>| PopulationOrder { set, ..order(&["cn.hnte"], &[]) };
    let view = &fixture.view;
    assert!(ask(with(vec![change("cn.hnte", "科技人员占比", "8%")]), view).contains("科技人员占比下限"));
    assert!(ask(with(vec![change("cn.star", "x", "1")]), view).contains("不在所选的政策之中"));
    assert!(ask(with(vec![change("cn.hnte", "科技人员占比下限", "很多")]), view).contains("10%"));
    assert!(ask(order(&["cn.hnte"], &["营业收入"]), view).contains("不能据此分组"));
    assert!(ask(order(&["cn.hnte"], &["行政区域"]), view).contains("行政区划"));
    assert!(ask(order(&["cn.nothing"], &[]), view).contains("没有政策"));
    assert!(ask(order(&["cn.hnte"], &[]), &view.with_file_name("没有.parquet")).contains("没有.parquet"));
}

fn names(rows: &str, column: usize) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(rows.trim_start_matches('\u{feff}').as_bytes());
    reader.records().map(|row| row.expect("a row")[column].to_owned()).collect()
}

#[test]
fn who_gains_and_who_loses_is_listed_by_name() {
    let fixture = fixture(400);
    let when = When { as_of: Some(AS_OF), known_at: None };
    let list = |asked: &PopulationOrder, listing: Listing| {
        let out = fixture.view.with_file_name(format!("{}.csv", listing.word()));
        let scope = AccessScope::own_facts();
        let view = Subjects::File(&fixture.view);
        app::population_list(&scope, &fixture.region, view, asked, listing, &out, when)
            .map(|_| std::fs::read_to_string(out).expect("the list"))
    };
    let change = |value: &str| vec![change("cn.hnte", "科技人员占比下限", value)];
    for (value, listing) in [("30%", Listing::Lose), ("1%", Listing::Gain)] {
        let asked = PopulationOrder { set: change(value), ..order(&["cn.hnte"], &[]) };
        let difference = fixture.ask(&asked).difference.expect("a difference");
        let rows = list(&asked, listing).expect("a list");
        let expected = if listing == Listing::Lose { difference.lose } else { difference.gain };
        assert_eq!(names(&rows, 0).len() as u64, expected);
        let (before, after) = (names(&rows, 7), names(&rows, 8));
        let met = |words: &[String]| words.iter().all(|word| word == "符合");
        let none = |words: &[String]| words.iter().all(|word| word != "符合" && !word.is_empty());
        match listing {
            Listing::Lose => assert!(met(&before) && none(&after), "{rows}"),
            _ => assert!(none(&before) && met(&after), "{rows}"),
        }
    }
    let refused = list(&order(&["cn.hnte"], &[]), Listing::Gain).expect_err("there is no reform");
    assert!(refused.to_string().contains("没有改参数"), "{refused}");
}

#[test]
fn subjects_are_chosen_as_groups_are_told() {
    let fixture = fixture(400);
    let by_district = fixture.ask(&order(&["cn.srdi"], &["行政区划"]));
    let group = by_district.groups.iter().max_by_key(|group| group.unmet).expect("a district");
    let within = group.key.clone();
    let inside = fixture.ask(&PopulationOrder { within: within.clone(), ..order(&["cn.srdi"], &[]) });
    let alone = &inside.groups[0];
    assert_eq!(
        (alone.met, alone.unmet, alone.unknown, alone.near),
        (group.met, group.unmet, group.unknown, group.near)
    );
    assert_eq!(inside.groups.len(), 1);
    assert_eq!(inside.subjects as u64, alone.met + alone.unmet + alone.unknown + alone.not_applicable);
    assert_eq!(inside.programmes.iter().map(|member| member.subjects).sum::<u64>(), inside.subjects as u64);
    // Two groupings at once, one to choose by and one to count by.
    let sizes = fixture.ask(&PopulationOrder { within: within.clone(), ..order(&["cn.srdi"], &["规模"]) });
    assert_eq!(sizes.groups.iter().map(|group| group.unmet).sum::<u64>(), alone.unmet);
    assert!(sizes.groups.iter().all(|group| group.key.len() == 1), "{:?}", sizes.groups);

    let out = fixture.view.with_file_name("区内.csv");
    let asked = PopulationOrder { within, ..order(&["cn.srdi"], &[]) };
    let when = When { as_of: Some(AS_OF), known_at: None };
    let view = Subjects::File(&fixture.view);
    let written = app::population_list(
        &AccessScope::own_facts(),
        &fixture.region,
        view,
        &asked,
        Listing::Near,
        &out,
        when,
    )
    .expect("a list");
    assert_eq!(written.rows as u64, alone.near);
    let evidence = std::fs::read_to_string(&written.files[1]).expect("evidence");
    assert!(evidence.contains("行政区划 = "), "{evidence}");
    // What nobody is in is empty, not an error; what cannot be grouped by is told.
    let nowhere = BTreeMap::from([("行政区划".to_owned(), Some("000000".to_owned()))]);
    assert_eq!(fixture.ask(&PopulationOrder { within: nowhere, ..order(&["cn.srdi"], &[]) }).subjects, 0);
}

#[test]
fn a_stopped_job_answers_nothing_and_spoils_no_later_answer() {
    let fixture = fixture(50);
    let table = fixture.view.with_file_name("firms.csv");
    std::fs::write(&table, "名称,行政区划\n甲公司,330106\n乙公司,330108\n").expect("a table");
    let order = app::ImportOrder {
        kind: "enterprise".to_owned(),
        source: "台账".to_owned(),
        imported_by: "测试".to_owned(),
        ..app::ImportOrder::default()
    };
    let (officer, stopped) = (AccessScope::officer(), Job::default());
    stopped.stop();
    let import = |job: &Job| {
        app::import(&officer, &fixture.region, app::Table::Path(&table), &order, job)
            .map_err(|failure| failure.code)
    };
    assert_eq!(import(&stopped).map(|answer| answer.rows_in), Err(app::Code::Stopped));
    let sources = || app::sources(&officer, &fixture.region).expect("sources").items.len();
    assert_eq!(sources(), 0, "nothing is stored");
    assert_eq!(import(&Job::default()).map(|answer| answer.rows_in), Ok(2));
    assert_eq!(sources(), 1);

    let asked = PopulationOrder { programmes: vec!["cn.hnte".to_owned()], ..PopulationOrder::default() };
    let when = When { as_of: Some(AS_OF), known_at: None };
    let ask = |job: &Job| {
        app::populations(&officer, &fixture.region, Subjects::Lake, &asked, when, job)
            .map_err(|failure| failure.code)
    };
    assert_eq!(ask(&stopped).map(|answer| answer.subjects), Err(app::Code::Stopped));
    let job = Job::default();
    assert_eq!(ask(&job).map(|answer| answer.subjects), Ok(2));
    assert_eq!(job.progress(), app::model::JobProgress { done: 2, of: Some(2) });
}
