//! Prints the marginals of generated enterprises and how fast they are made: the figures of `docs/demo.md`.
//!
//! `cargo run -p synthesis --release --example marginals -- 20000`

#![expect(clippy::print_stdout, reason = "an example prints")]
#![expect(clippy::disallowed_methods, reason = "an example measures time")]

use std::collections::BTreeMap;
use std::error::Error;
use std::time::Instant;

use synthesis::{Generator, Place, Request};
use vocabulary::fact::Datum;
use vocabulary::number::to_f64;
use vocabulary::{Facts, Kind, Lookup};

const LAST_YEAR: i16 = 2025;

fn main() -> Result<(), Box<dyn Error>> {
    let enterprises: u64 = std::env::args().nth(1).map_or(Ok(20_000), |text| text.parse())?;
    let kind = Kind::from_yaml("enterprise.yaml", include_str!("../../../content/kinds/enterprise.yaml"))?;
    let place = |code: &str, name: &str| Place { code: code.to_owned(), name: name.to_owned() };
    let districts = ["02", "05", "06", "08", "09", "10", "11", "12", "13", "14", "22", "27", "82"];
    let request = Request {
        region: place("330100", "杭州市"),
        districts: districts.iter().map(|code| place(&format!("3301{code}"), "区")).collect(),
        enterprises,
        seed: 1,
        last_year: LAST_YEAR,
    };
    let started = Instant::now();
    let made = Generator::new(&kind, request.clone())?
        .map(|facts| facts.has(kind.title))
        .filter(|made| *made)
        .count();
    let seconds = started.elapsed().as_secs_f64();
    println!("{made} enterprises in {seconds:.2} s: {:.0} a second", made as f64 / seconds);

    let facts: Vec<Facts> = Generator::new(&kind, request)?.take(20_000).collect();
    let yearly = |facts: &Facts, name: &str| match facts.yearly(kind.attribute(name)?.0, LAST_YEAR) {
        Lookup::Known(Datum::Number(number), _) => Some(to_f64(*number)),
        _ => None,
    };
    let quantiles = |label: &str, scale: f64, value: &dyn Fn(&Facts) -> Option<f64>| {
        let mut values: Vec<f64> = facts.iter().filter_map(value).map(|value| value / scale).collect();
        values.sort_by(f64::total_cmp);
        let at = |q: usize| values.get(values.len() * q / 100).copied().unwrap_or(f64::NAN);
        println!(
            "{label:　<14} 已知 {:>5.1}%  十分位 {:>9.3}  四分位 {:>9.3}  中位 {:>9.3}  上四分位 {:>9.3}  上十分位 {:>10.3}",
            100.0 * values.len() as f64 / facts.len() as f64,
            at(10),
            at(25),
            at(50),
            at(75),
            at(90)
        );
    };
    let ratio = |part: &'static str, whole: &'static str| {
        move |facts: &Facts| Some(yearly(facts, part)? / yearly(facts, whole)?)
    };
    quantiles("营业收入（万元）", 1e4, &|facts| yearly(facts, "营业收入"));
    quantiles("职工总数（人）", 1.0, &|facts| yearly(facts, "职工总数"));
    quantiles("研发费用（万元）", 1e4, &|facts| yearly(facts, "研发费用"));
    quantiles("研发强度", 1.0, &ratio("研发费用", "营业收入"));
    quantiles("科技人员占比", 1.0, &ratio("科技人员数", "职工总数"));
    quantiles("高新收入占比", 1.0, &ratio("高新技术产品收入", "总收入"));
    quantiles("资产负债率", 1.0, &ratio("负债总额", "资产总额"));
    quantiles("净利润率", 1.0, &ratio("净利润", "营业收入"));
    let rights = kind.attribute("知识产权").ok_or("知识产权")?.0;
    quantiles("知识产权数", 1.0, &|facts| facts.list(rights).map(|list| list.items.len() as f64));

    let share = |label: &str, holds: &dyn Fn(&Facts) -> Option<bool>| {
        let told: Vec<bool> = facts.iter().filter_map(holds).collect();
        let yes = told.iter().filter(|yes| **yes).count();
        println!("{label:　<14} {:>5.1}%（已知者中）", 100.0 * yes as f64 / told.len() as f64);
    };
    share("资不抵债", &|facts| Some(yearly(facts, "净资产")? < 0.0));
    share("亏损", &|facts| Some(yearly(facts, "净利润")? < 0.0));
    let born = kind.attribute("成立日期").ok_or("成立日期")?.0;
    share("不满三年", &|facts| match facts.plain(born) {
        Lookup::Known(Datum::Date(date), _) => Some(date.year() > LAST_YEAR - 3),
        _ => None,
    });
    for list in ["事故违法", "科技奖励", "标准"] {
        let id = kind.attribute(list).ok_or(list)?.0;
        share(list, &|facts| facts.list(id).map(|list| !list.items.is_empty()));
    }

    let titles = kind.attribute("资质").ok_or("资质")?.0;
    let mut held: BTreeMap<String, u32> = BTreeMap::new();
    for record in facts.iter().filter_map(|facts| facts.list(titles)).flat_map(|list| &list.items) {
        if let Some(vocabulary::fact::Stated::Known(Datum::Text(name))) = record.fields.first() {
            *held.entry(name.to_string()).or_default() += 1;
        }
    }
    for (name, count) in held {
        println!("{name:　<14} {:>5.1}%", 100.0 * f64::from(count) / facts.len() as f64);
    }
    Ok(())
}
