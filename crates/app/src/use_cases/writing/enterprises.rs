//! `enterprises`: who is there, and how the enterprises stand to the programmes in force.

use documents::model::{Chart, ChartKind, Series};
use documents::{Cell, Column, Data, Figure, Formula, Source, Table};

use super::names::Desk;
use crate::content::ENTERPRISE;
use crate::failure::Failure;
use crate::model::{Overview, ProgrammeCount};
use crate::use_cases::overview;

pub(super) fn data(desk: &Desk<'_>) -> Result<Data, Failure> {
    let seen = overview(desk.scope, desk.region, desk.when)?;
    let lake =
        Source::new(format!("本区域数据目录，{}的视图", super::names::chinese_date(desk.moment.as_of)));
    let assessed =
        Source::new(format!("本产品按{}施行的政策逐户预评估", super::names::chinese_date(desk.moment.as_of)));
    let enterprises = seen.kinds.iter().find(|kind| kind.kind == ENTERPRISE);
    let count = |value: usize, unit: &str| Figure::number(value as f64, 0, unit, lake.clone());
    let (total, examples) = enterprises.map_or((0, 0), |kind| (kind.subjects, kind.examples));
    Ok(Data::record([
        ("total", count(total, "家").into()),
        ("examples", count(examples, "家").into()),
        ("real", count(total - examples, "家").into()),
        ("has_examples", Data::Flag(examples > 0)),
        ("any", Data::Flag(total > 0)),
        ("kinds_table", Data::table(kinds(&seen, &lake))),
        ("districts_table", Data::table(districts(&seen, &lake))),
        ("programmes_table", Data::table(programmes(&seen.programmes, &assessed))),
        ("programmes_chart", Data::chart(chart(&seen.programmes, &assessed))),
    ]))
}

fn kinds(seen: &Overview, lake: &Source) -> Table {
    let cell = |value: usize| Cell::Figure(Figure::number(value as f64, 0, "", lake.clone()));
    let rows = seen.kinds.iter().filter(|kind| kind.subjects > 0).enumerate().map(|(at, kind)| {
        let real = Figure::number((kind.subjects - kind.examples) as f64, 0, "", lake.clone());
        vec![
            Cell::Text(kind.name.clone()),
            cell(kind.subjects),
            cell(kind.examples),
            Cell::Computed(real, Formula::new("{0}-{1}", [(at, 1), (at, 2)])),
        ]
    });
    Table {
        caption: "本区域掌握的主体与资源".to_owned(),
        columns: vec![
            Column::words("类别"),
            Column::figures("合计"),
            Column::figures("其中示例"),
            Column::figures("真实"),
        ],
        rows: rows.collect(),
        remarks: vec![
            "这是数据目录里有的，不是本区域的全部；“示例”由程序生成，不描述任何真实主体。".to_owned(),
        ],
    }
}

fn districts(seen: &Overview, lake: &Source) -> Table {
    let of = |district: &crate::model::DistrictCount| {
        district
            .counts
            .iter()
            .find(|count| count.kind == ENTERPRISE)
            .map_or((0, 0), |count| (count.subjects, count.examples))
    };
    let last = seen.districts.len();
    let cell = |value: usize| Cell::Figure(Figure::number(value as f64, 0, "", lake.clone()));
    let total: usize = seen.districts.iter().map(|district| of(district).0).sum();
    let mut rows: Vec<Vec<Cell>> = (seen.districts.iter().enumerate())
        .map(|(at, district)| {
            let (subjects, examples) = of(district);
            let share = (total > 0).then(|| subjects as f64 / total as f64 * 100.0);
            let share = Figure::maybe(share, 1, "%", lake.clone());
            vec![
                Cell::Text(district.name.clone()),
                cell(subjects),
                cell(examples),
                Cell::Computed(share, Formula::new("{0}/{1}*100", [(at, 1), (last, 1)])),
            ]
        })
        .collect();
    let sum = |column: usize, value: usize| {
        let figure = Figure::number(value as f64, 0, "", lake.clone());
        let ends = if last == 0 { vec![] } else { vec![(0, column), (last - 1, column)] };
        if ends.is_empty() {
            Cell::Figure(figure)
        } else {
            Cell::Computed(figure, Formula::new("SUM({0}:{1})", ends))
        }
    };
    let examples = seen.districts.iter().map(|district| of(district).1).sum();
    rows.push(vec![Cell::Text("合计".to_owned()), sum(1, total), sum(2, examples), Cell::Empty]);
    Table {
        caption: "企业按区县分布".to_owned(),
        columns: vec![
            Column::words("区县"),
            Column::figures("企业（家）"),
            Column::figures("其中示例"),
            Column::figures("占比（%）"),
        ],
        rows,
        remarks: Vec::new(),
    }
}

fn programmes(counts: &[ProgrammeCount], assessed: &Source) -> Table {
    let cell = |value: usize| Cell::Figure(Figure::number(value as f64, 0, "", assessed.clone()));
    let rows = counts.iter().enumerate().map(|(at, count)| {
        let asked = count.met + count.unmet + count.unknown;
        let share = (asked > 0).then(|| count.unknown as f64 / asked as f64 * 100.0);
        let share = Figure::maybe(share, 1, "%", assessed.clone());
        vec![
            Cell::Text(count.name.clone()),
            cell(count.met),
            cell(count.unmet),
            cell(count.unknown),
            Cell::Computed(share, Formula::new("{2}/({0}+{1}+{2})*100", [(at, 1), (at, 2), (at, 3)])),
        ]
    });
    Table {
        caption: "企业对照施行中的政策".to_owned(),
        columns: vec![
            Column::words("政策"),
            Column::figures("符合"),
            Column::figures("不符合"),
            Column::figures("待定"),
            Column::figures("待定占比（%）"),
        ],
        rows: rows.collect(),
        remarks: vec!["待定是缺少事实或有待评审，不是不符合；预评估，不构成认定结论。".to_owned()],
    }
}

/// Programmes that at least one enterprise meets, the most first.
fn chart(counts: &[ProgrammeCount], assessed: &Source) -> Chart {
    const MOST: usize = 12;
    let mut shown: Vec<&ProgrammeCount> = counts.iter().filter(|count| count.met > 0).collect();
    shown.sort_by_key(|count| std::cmp::Reverse(count.met));
    shown.truncate(MOST);
    Chart {
        caption: "符合各项政策的企业".to_owned(),
        kind: ChartKind::Bars,
        categories: shown.iter().map(|count| count.name.clone()).collect(),
        series: vec![Series {
            name: "符合".to_owned(),
            values: shown.iter().map(|count| Some(count.met as f64)).collect(),
        }],
        unit: "家".to_owned(),
        decimals: 0,
        source: assessed.clone(),
    }
}
