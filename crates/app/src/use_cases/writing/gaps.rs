//! `gaps`: the indicators in which the province stands worse than as a whole, what separates it from the middle and the best, and
//! the programmes and mechanisms that bear on each.

use documents::{Cell, Column, Data, Figure, Source, Table};

use super::index::{Standing, place_figure, shown_in};
use super::names::Desk;
use crate::content::Remedy;
use crate::failure::Failure;

/// Gaps told; the rest stand in the table of indicators.
const MOST: usize = 6;

pub(super) fn data(desk: &Desk<'_>) -> Result<Data, Failure> {
    let standing = Standing::of(desk)?;
    let panel = desk.panel()?;
    let overall = standing.run.place_of(standing.row, standing.framework.root()).unwrap_or(usize::MAX);
    // Worse than the place as a whole, the worst first.
    let mut found: Vec<(usize, usize)> = standing
        .indicators()
        .filter_map(|node| Some((standing.run.place_of(standing.row, node)?, node)))
        .filter(|(place, _)| *place > overall)
        .collect();
    found.sort_by_key(|(place, node)| (std::cmp::Reverse(*place), *node));
    let count = found.len();
    let remedies = desk.region.catalogue.templates.remedies()?;
    let levers = desk.levers()?;
    let places = panel.computed("按指标排的位次", standing.year);
    let tried = panel.computed("逐项试算：其他不变，这一项提高到多少才能超过上一位", standing.year);
    let mut items = Vec::new();
    let mut rows = Vec::new();
    for (place, node) in found.into_iter().take(MOST) {
        let own = standing.framework.nodes.get(node);
        let id = own.map_or("", |node| node.id.as_str());
        let pillar = own.and_then(|node| node.parent).map_or("", |parent| standing.node_name(parent));
        let (unit, decimals, divisor) = standing.unit(node);
        let figure = standing.figure(desk, standing.row, node)?;
        let middle = Figure::maybe(
            standing.median(node).map(|value| value / divisor),
            decimals,
            &unit,
            panel.computed("各省级地区的中位数", standing.year),
        );
        let best = standing.best(node);
        let best_figure = best.map(|row| standing.figure(desk, row, node)).transpose()?;
        let lever = levers.levers.iter().find(|lever| lever.indicator == id);
        let above = levers.above.clone().unwrap_or_default();
        // What is tried is the figure of the table itself, before it is divided by a size.
        let tried_figure = lever.and_then(|lever| Some((lever, lever.to_pass?)));
        let to_pass = tried_figure.map(|(lever, value)| {
            let (unit, decimals, divisor) = shown_in(&lever.unit);
            let column = own.and_then(|node| node.indicator.as_ref()).map_or("", |own| own.column.as_str());
            let told = Figure::number(value / divisor, decimals, &unit, tried.clone());
            let words = format!("{column}到{}", told.shown);
            told.shown_as(words)
        });
        let remedy = remedies.iter().find(|remedy| remedy.indicator == id);
        let (programmes, mechanisms) = remedy.map_or((Vec::new(), Vec::new()), |remedy| names(desk, remedy));
        let joined = |names: &[(String, String)]| {
            names.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join("、")
        };
        rows.push(vec![
            Cell::Text(standing.node_name(node).to_owned()),
            Cell::Figure(place_figure(Some(place), places.clone())),
            Cell::Text(joined(&programmes)),
            Cell::Text(joined(&mechanisms)),
        ]);
        let entry = |(id, name): &(String, String)| {
            Data::record([("id", Data::text(id)), ("name", Data::text(name))])
        };
        items.push(Data::record([
            ("name", Data::text(standing.node_name(node))),
            ("definition", Data::text(own.map_or("", |node| node.definition.as_str()))),
            ("pillar", Data::text(pillar)),
            ("figure", figure.into()),
            ("estimated", Data::Flag(standing.run.is_estimated(standing.row, node))),
            ("rank", place_figure(Some(place), places.clone()).into()),
            ("median", middle.into()),
            ("best", Data::maybe(best.map(|row| standing.units.name(row)))),
            ("best_figure", best_figure.map_or(Data::Unknown, Data::from)),
            ("above", Data::text(above)),
            ("can_pass", Data::Flag(to_pass.is_some())),
            ("to_pass", to_pass.map_or(Data::Unknown, Data::from)),
            ("how", Data::maybe(remedy.map(|remedy| remedy.how.clone()))),
            ("programmes", Data::list(programmes.iter().map(entry))),
            ("mechanisms", Data::list(mechanisms.iter().map(entry))),
        ]));
    }
    let table = Table {
        caption: "短板与可用的政策、机制".to_owned(),
        columns: vec![Column::words("短板指标"), Column::figures("位次"), Column::words("可用的政策"), Column::words("可用的机制")],
        rows,
        remarks: vec!["政策、机制与指标的对应由本产品编排（content/templates/remedies.yaml），供起草取舍，没有官方依据。".to_owned()],
    };
    let counted: Source = panel.computed("位次比总位次靠后的指标数", standing.year);
    Ok(Data::record([
        ("count", Figure::number(count as f64, 0, "项", counted).into()),
        ("items", Data::List(items)),
        ("table", Data::table(table)),
    ]))
}

/// Names of programmes in force on the day, and of mechanisms; what is not known by that id is left out.
fn names(desk: &Desk<'_>, remedy: &Remedy) -> (Vec<(String, String)>, Vec<(String, String)>) {
    let library = &desk.region.catalogue.library;
    let programmes = remedy.programmes.iter().filter_map(|family| {
        let programme = library.select(family, desk.moment.as_of).ok()?;
        Some((programme.id.clone(), programme.name.clone()))
    });
    let lexicon = desk.region.catalogue.report_words.lexicon(&desk.region.catalogue.regions);
    let list = lexicon.map_or(&[][..], |(lexicon, _)| lexicon.mechanisms.list.as_slice());
    let mechanisms = remedy.mechanisms.iter().filter_map(|id| {
        let mechanism = list.iter().find(|mechanism| mechanism.id == *id)?;
        Some((mechanism.id.clone(), mechanism.term.clone()))
    });
    (programmes.collect(), mechanisms.collect())
}
