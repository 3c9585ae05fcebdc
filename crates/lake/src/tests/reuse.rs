//! A view that takes over from the one before it is the view that is merged anew.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{Timestamp, ToSpan};
use rand::Rng;
use rand::SeedableRng;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use vocabulary::fact::Stated;
use vocabulary::{Datum, Number};

use super::{clocks, enterprise, import, lake_in_a_directory, request};
use crate::{Decision, ImportRequest, Judgement, Lake, Rulings, Verdict, View};

// Made up, with the right check characters.
const CODES: [&str; 4] =
    ["91330100799655058B", "9133010060912494X5", "91330100MA2CEXH092", "91440300708461136T"];
const NAMES: [&str; 6] = ["甲公司", "乙公司", "丙公司", "丁公司", "戊公司", "己公司"];

/// An empty lake in which every import is a minute after the one before.
fn ticking() -> (tempfile::TempDir, Lake) {
    let (directory, lake) = lake_in_a_directory();
    let start: Timestamp = "2025-06-30T08:00:00Z".parse().expect("a moment");
    let minutes = AtomicI64::new(0);
    let lake = lake.with_clock(move || start + minutes.fetch_add(1, Ordering::Relaxed).minutes());
    (directory, lake)
}

/// A delivery of a department, small and contradictory.
fn delivery(dice: &mut ChaCha8Rng) -> (String, ImportRequest) {
    const DEPARTMENTS: [&str; 4] = ["税务局", "统计局", "科技局", "自报"];
    let mut request = request(DEPARTMENTS.choose(dice).expect("one"));
    if dice.random_ratio(1, 4) {
        let mut text = String::from("统一社会信用代码,名称,类型,类别\n");
        for _ in 0..dice.random_range(1..4) {
            text += &format!("{},发明专利,Ⅰ类\n", who(dice));
        }
        request.list = Some("知识产权".to_owned());
        return (text, request);
    }
    let columns =
        ["营业收入[2024]", "营业收入[2023]", "职工总数[2024]", "注册地址", "技术先进程度", "知识产权"];
    let picked: Vec<&&str> = columns.iter().filter(|_| dice.random_ratio(1, 2)).collect();
    let mut text = String::from("统一社会信用代码,名称");
    for column in &picked {
        text += &format!(",{column}");
    }
    text.push('\n');
    for _ in 0..dice.random_range(1..6) {
        text += &who(dice);
        for column in &picked {
            let number = dice.random_range(0..9);
            text += &match **column {
                "注册地址" => format!(",路{number}号"),
                "技术先进程度" => format!(",{}", ["高", "较高", "一般"][number % 3]),
                "知识产权" => format!(",{}", ["", "无"][number % 2]),
                _ => format!(",{}", ["", "无", "0", "1", "7", "100"][number % 6]),
            };
        }
        text.push('\n');
    }
    (text, request)
}

/// Code and name, either or both.
fn who(dice: &mut ChaCha8Rng) -> String {
    let (code, name) = (CODES.choose(dice).expect("one"), NAMES.choose(dice).expect("one"));
    match dice.random_range(0..3) {
        0 => format!("{code},"),
        1 => format!(",{name}"),
        _ => format!("{code},{name}"),
    }
}

fn rulings(lake: &Lake, dice: &mut ChaCha8Rng) -> Rulings {
    let kind = enterprise();
    let sources = lake.sources().expect("sources");
    let mut rulings = Rulings::default();
    if dice.random_ratio(1, 6) {
        let id = |name: &str| crate::subject_id(&kind, name).into();
        let (left, right) = (id(NAMES[dice.random_range(0..3)]), id(NAMES[dice.random_range(3..6)]));
        rulings.decisions.push(Decision { left, right, verdict: Verdict::Same, since: None });
    }
    let attribute = |name: &str| kind.attribute(name).expect("an attribute").0;
    for _ in 0..dice.random_range(0..3) * usize::from(!sources.is_empty()) {
        let number = |points: i128| Number::from_integer(points);
        let (name, datum) = match dice.random_range(0..3) {
            0 => ("技术先进程度", Datum::Text("较高".into())),
            1 => ("组织管理得分.人才", Datum::Number(number(3))),
            _ => ("组织管理得分.人才", Datum::Range(number(1), number(4))),
        };
        rulings.judgements.push(Judgement {
            subject: NAMES[dice.random_range(0..6)].into(),
            attribute: attribute(name),
            year: None,
            stated: Stated::Known(datum),
            by: None,
            on: None,
            source: Arc::new(sources[dice.random_range(0..sources.len())].clone()),
            row: 2,
        });
    }
    rulings
}

/// Everything that a view says, with the name of each value's source.
fn said(view: &View) -> Vec<String> {
    let mut told: Vec<String> = view.sources().iter().map(|source| source.id.clone()).collect();
    for subject in 0..view.len() {
        told.push(format!(
            "{} {} {:?}",
            view.id(subject).unwrap_or_default(),
            view.name(subject),
            view.facts(subject)
        ));
    }
    told.extend(NAMES.iter().chain(&CODES).map(|text| format!("{:?}", view.find(text))));
    told
}

#[test]
fn what_is_taken_over_is_what_would_be_merged_anew() {
    let kind = enterprise();
    let (mut shared, mut moved) = (0, 0);
    for seed in 0..60 {
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        let (_directory, lake) = ticking();
        let mut before: Option<(View, Rulings)> = None;
        for _ in 0..6 {
            let (text, request) = delivery(&mut dice);
            import(&lake, &text, &request);
            let rulings = match &before {
                Some((_, rulings)) if dice.random_ratio(1, 2) => rulings.clone(),
                _ => rulings(&lake, &mut dice),
            };
            let anew = lake.view(&kind, clocks(), &rulings).expect("a view");
            let Some((last, _)) = &before else {
                before = Some((anew, rulings));
                continue;
            };
            let after = lake.view_after(&kind, clocks(), &rulings, last).expect("a view");
            assert_eq!(said(&after), said(&anew), "seed {seed}, after\n{text}");
            shared += usize::from(
                kind.iter().any(|(id, _)| last.column(id, Some(2024)).is_some() && after.shares(last, id)),
            );
            moved += usize::from(after.len() > last.len());
            // The next one takes over from what was itself taken over.
            before = Some((after, rulings));
        }
    }
    assert!(shared > 20 && moved > 20, "{shared} shared, {moved} moved: the cases must reach both");
}
