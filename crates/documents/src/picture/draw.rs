//! How charts look: plain, readable in grey, every series told by its mark as well as its colour.

use unicode_width::UnicodeWidthStr;

use super::{Anchor, Colour, Picture, Shape};
use crate::model::{Chart, ChartKind, Series, grouped};

/// As wide as the type area of an official document: 156 mm.
const WIDTH: f64 = 440.0;
const SIZE: f64 = 9.0;
/// Height of a line of words.
const LINE: f64 = 14.0;
const INK: Colour = [0x22, 0x22, 0x22];
const GRID: Colour = [0xD9, 0xD9, 0xD9];
/// Told apart by people who see few colours (Okabe and Ito).
const COLOURS: [Colour; 6] = [
    [0x00, 0x72, 0xB2],
    [0xD5, 0x5E, 0x00],
    [0x00, 0x9E, 0x73],
    [0xCC, 0x79, 0xA7],
    [0xE6, 0x9F, 0x00],
    [0x56, 0xB4, 0xE9],
];

/// Draws a chart.
pub fn draw(chart: &Chart) -> Picture {
    match chart.kind {
        ChartKind::Lines => lines(chart),
        ChartKind::Bars => bars(chart),
        ChartKind::Intervals => intervals(chart),
    }
}

fn colour(at: usize) -> Colour {
    COLOURS.get(at % COLOURS.len()).copied().unwrap_or(INK)
}

/// Width of words in points: a wide character is as wide as its size.
fn width_of(text: &str, size: f64) -> f64 {
    let columns = u32::try_from(text.width()).unwrap_or(u32::MAX);
    f64::from(columns) * size * 0.52
}

fn text(x: f64, y: f64, anchor: Anchor, words: impl Into<String>) -> Shape {
    Shape::Text { at: (x, y), size: SIZE, anchor, text: words.into(), colour: INK }
}

/// The mark of a series: dots and squares by turns.
fn mark(at: usize, x: f64, y: f64) -> Shape {
    if at.is_multiple_of(2) {
        Shape::Dot { at: (x, y), radius: 2.4, colour: colour(at) }
    } else {
        Shape::Box { at: [x - 2.2, y - 2.2, 4.4, 4.4], colour: colour(at) }
    }
}

/// Names of the series in lines of the width; gives the height taken.
fn legend(series: &[Series], shapes: &mut Vec<Shape>) -> f64 {
    let (mut x, mut y) = (0.0, LINE);
    for (at, one) in series.iter().enumerate() {
        let needed = width_of(&one.name, SIZE) + 26.0;
        if x > 0.0 && x + needed > WIDTH {
            (x, y) = (0.0, y + LINE);
        }
        shapes.push(Shape::Line {
            points: vec![(x, y - 3.0), (x + 14.0, y - 3.0)],
            width: 1.4,
            colour: colour(at),
        });
        shapes.push(mark(at, x + 7.0, y - 3.0));
        shapes.push(text(x + 18.0, y, Anchor::Start, one.name.clone()));
        x += needed;
    }
    y + 8.0
}

/// Round ticks that enclose the values: 1, 2 or 5 times a power of ten apart.
fn ticks(low: f64, high: f64) -> Vec<f64> {
    let span = if high > low { high - low } else { high.abs().max(1.0) };
    let rough = span / 4.0;
    let power = 10f64.powf(rough.log10().floor());
    let step =
        [1.0, 2.0, 5.0, 10.0].into_iter().map(|by| by * power).find(|step| *step >= rough).unwrap_or(power);
    let mut ticks = vec![(low / step).floor() * step];
    while let Some(last) = ticks.last().copied().filter(|last| *last < high - step * 1e-9 && ticks.len() < 12)
    {
        ticks.push(last + step);
    }
    ticks
}

/// Decimals that tell these ticks apart.
fn tick_decimals(ticks: &[f64]) -> usize {
    let step =
        ticks.windows(2).map(|pair| pair.iter().rev().copied().reduce(|a, b| a - b).unwrap_or(1.0)).next();
    match step {
        Some(step) if step < 0.1 => 2,
        Some(step) if step < 1.0 => 1,
        _ => 0,
    }
}

fn bounds(chart: &Chart) -> (f64, f64) {
    let values = chart.series.iter().flat_map(|series| series.values.iter().copied().flatten());
    let (mut low, mut high) = values
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low > high {
        (low, high) = (0.0, 1.0);
    }
    // An axis that begins at zero unless all values are far from it.
    if low > 0.0 && low < high * 0.6 {
        low = 0.0;
    }
    (low, high)
}

fn lines(chart: &Chart) -> Picture {
    let mut shapes = Vec::new();
    let top = legend(&chart.series, &mut shapes) + if chart.unit.is_empty() { 6.0 } else { 18.0 };
    let (low, high) = bounds(chart);
    let ticks = ticks(low, high);
    let decimals = tick_decimals(&ticks);
    let labels: Vec<String> = ticks.iter().map(|tick| grouped(*tick, decimals)).collect();
    let left = labels.iter().map(|label| width_of(label, SIZE)).fold(12.0, f64::max) + 6.0;
    let (right, height) = (WIDTH - 14.0, 170.0);
    let (first, last) = (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(1.0));
    let y = |value: f64| top + height * (1.0 - (value - first) / (last - first).max(f64::MIN_POSITIVE));
    for (tick, label) in ticks.iter().zip(labels) {
        let colour = if (*tick - first).abs() < f64::EPSILON { INK } else { GRID };
        shapes.push(Shape::Line { points: vec![(left, y(*tick)), (right, y(*tick))], width: 0.5, colour });
        shapes.push(text(left - 4.0, y(*tick) + 3.0, Anchor::End, label));
    }
    if !chart.unit.is_empty() {
        shapes.push(text(left, top - 8.0, Anchor::Start, format!("单位：{}", chart.unit)));
    }
    let count = chart.categories.len().max(1);
    let step = (right - left) / f64::from(u32::try_from(count).unwrap_or(1));
    let x = |at: usize| left + step * (f64::from(u32::try_from(at).unwrap_or(0)) + 0.5);
    // Every label, or every second, third … where they would touch.
    let widest = chart.categories.iter().map(|name| width_of(name, SIZE)).fold(0.0, f64::max) + 4.0;
    let mut every = 1;
    while step * f64::from(u32::try_from(every).unwrap_or(1)) < widest && every < count {
        every += 1;
    }
    for (at, name) in chart.categories.iter().enumerate() {
        if (count - 1 - at).is_multiple_of(every) {
            shapes.push(text(x(at), top + height + 12.0, Anchor::Middle, name.clone()));
        }
    }
    for (at, series) in chart.series.iter().enumerate() {
        // A gap stays a gap: unknown years are not bridged.
        let known = |value: &Option<f64>| value.is_some();
        let points: Vec<Option<(f64, f64)>> = series
            .values
            .iter()
            .enumerate()
            .map(|(year, value)| value.map(|value| (x(year), y(value))))
            .collect();
        for piece in points.split(|point| point.is_none()) {
            let points: Vec<(f64, f64)> = piece.iter().flatten().copied().collect();
            if points.len() > 1 {
                shapes.push(Shape::Line { points, width: 1.4, colour: colour(at) });
            }
        }
        shapes.extend(points.iter().flatten().map(|(x, y)| mark(at, *x, *y)));
        // The latest value in words, unless many lines would crowd one another.
        if let (true, Some(year)) = (chart.series.len() <= 2, series.values.iter().rposition(known)) {
            if let Some(value) = series.values.get(year).copied().flatten() {
                let label = grouped(value, chart.decimals);
                shapes.push(text(x(year), y(value) - 6.0, Anchor::Middle, label));
            }
        }
    }
    Picture { width: WIDTH, height: top + height + 18.0, shapes }
}

/// Where names end and the axis begins.
fn names_width(chart: &Chart) -> f64 {
    chart.categories.iter().map(|name| width_of(name, SIZE)).fold(30.0, f64::max).min(WIDTH * 0.4) + 8.0
}

fn bars(chart: &Chart) -> Picture {
    let mut shapes = Vec::new();
    let several = chart.series.len() > 1;
    let top = if several { legend(&chart.series, &mut shapes) } else { 4.0 };
    let left = names_width(chart);
    let right = WIDTH - 44.0;
    let (low, high) = bounds(chart);
    let (low, high) = (low.min(0.0), high.max(0.0));
    let x = |value: f64| left + (right - left) * (value - low) / (high - low).max(f64::MIN_POSITIVE);
    let bar = if several { 7.0 } else { 10.0 };
    let row = bar * f64::from(u32::try_from(chart.series.len().max(1)).unwrap_or(1)) + 7.0;
    let mut y = top;
    for (at, name) in chart.categories.iter().enumerate() {
        shapes.push(text(left - 6.0, y + row / 2.0 + 1.0, Anchor::End, name.clone()));
        for (of, series) in chart.series.iter().enumerate() {
            let from = y + 2.0 + bar * f64::from(u32::try_from(of).unwrap_or(0));
            match series.values.get(at).copied().flatten() {
                Some(value) => {
                    let (start, end) = (x(value.min(0.0)), x(value.max(0.0)));
                    shapes.push(Shape::Box {
                        at: [start, from, (end - start).max(0.5), bar - 1.5],
                        colour: colour(of),
                    });
                    let label = grouped(value, chart.decimals);
                    shapes.push(text(end + 3.0, from + bar - 1.5, Anchor::Start, label));
                }
                None => shapes.push(text(x(0.0) + 3.0, from + bar - 1.5, Anchor::Start, "未知")),
            }
        }
        y += row;
    }
    shapes.push(Shape::Line { points: vec![(x(0.0), top), (x(0.0), y)], width: 0.6, colour: INK });
    Picture { width: WIDTH, height: y + 4.0, shapes }
}

fn intervals(chart: &Chart) -> Picture {
    let mut shapes = Vec::new();
    let left = names_width(chart);
    let right = WIDTH - 24.0;
    let top = 20.0;
    let (low, high) = bounds(chart);
    let ticks = ticks(low.min(1.0), high);
    let (first, last) = (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(1.0));
    let x = |value: f64| left + (right - left) * (value - first) / (last - first).max(f64::MIN_POSITIVE);
    let row = 14.0;
    let bottom = top + row * f64::from(u32::try_from(chart.categories.len()).unwrap_or(0)) + 2.0;
    for tick in &ticks {
        shapes.push(Shape::Line {
            points: vec![(x(*tick), top), (x(*tick), bottom)],
            width: 0.5,
            colour: GRID,
        });
        shapes.push(text(x(*tick), top - 4.0, Anchor::Middle, grouped(*tick, tick_decimals(&ticks))));
    }
    if !chart.unit.is_empty() {
        shapes.push(text(left - 6.0, top - 4.0, Anchor::End, chart.unit.clone()));
    }
    let value = |series: usize, at: usize| chart.series.get(series)?.values.get(at).copied().flatten();
    for (at, name) in chart.categories.iter().enumerate() {
        let y = top + row * (f64::from(u32::try_from(at).unwrap_or(0)) + 0.5) + 2.0;
        shapes.push(text(left - 6.0, y + 3.0, Anchor::End, name.clone()));
        if let (Some(from), Some(to)) = (value(1, at), value(2, at)) {
            shapes.push(Shape::Line {
                points: vec![(x(from), y), (x(to), y)],
                width: 3.0,
                colour: colour(5),
            });
        }
        match value(0, at) {
            Some(point) => shapes.push(Shape::Dot { at: (x(point), y), radius: 3.0, colour: colour(1) }),
            None => shapes.push(text(x(first) + 3.0, y + 3.0, Anchor::Start, "未知")),
        }
    }
    Picture { width: WIDTH, height: bottom + 6.0, shapes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Source;

    fn chart(kind: ChartKind, values: Vec<Option<f64>>) -> Chart {
        Chart {
            caption: "研发强度".to_owned(),
            kind,
            categories: (0..values.len()).map(|at| format!("{}", 2019 + at)).collect(),
            series: vec![Series { name: "浙江省".to_owned(), values }],
            unit: "%".to_owned(),
            decimals: 2,
            source: Source::new("统计局"),
        }
    }

    #[test]
    fn ticks_are_round_and_enclose() {
        assert_eq!(ticks(0.0, 3.2), [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(ticks(1.0, 31.0), [0.0, 10.0, 20.0, 30.0, 40.0]);
        assert_eq!(ticks(5.0, 5.0).len(), 2);
    }

    #[test]
    fn an_unknown_year_is_a_gap_not_a_zero() {
        let picture = draw(&chart(ChartKind::Lines, vec![Some(2.0), None, Some(3.0), Some(3.1)]));
        let thick = picture.shapes.iter().filter_map(|shape| match shape {
            Shape::Line { points, width, .. } if *width > 1.0 => Some(points.len()),
            _ => None,
        });
        // The legend's stroke, and one stroke from the third to the fourth year.
        assert_eq!(thick.collect::<Vec<_>>(), [2, 2]);
        let bars = draw(&chart(ChartKind::Bars, vec![None, Some(1.0)]));
        assert!(bars.shapes.iter().any(|shape| matches!(shape, Shape::Text { text, .. } if text == "未知")));
    }

    #[test]
    fn every_shape_is_within_the_picture() {
        for kind in [ChartKind::Lines, ChartKind::Bars] {
            let picture = draw(&chart(kind, vec![Some(1.0), Some(123_456.0), Some(-5.0)]));
            for shape in &picture.shapes {
                let points = match shape {
                    Shape::Line { points, .. } => points.clone(),
                    Shape::Box { at: [x, y, w, h], .. } => vec![(*x, *y), (x + w, y + h)],
                    Shape::Dot { at, .. } | Shape::Text { at, .. } => vec![*at],
                };
                for (x, y) in points {
                    assert!(
                        (0.0..=picture.width).contains(&x) && (0.0..=picture.height).contains(&y),
                        "{shape:?}"
                    );
                }
            }
        }
    }
}
