//! A place's card: its figures, how they grew, and how they stand beside those of other places.

use super::figure::{Difference, Figure, Verdict, compare_figures, factor, judge, ratio};
use crate::value::Value;

/// A place's card.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The place.
    pub place: String,
    /// An indicator (with its scope) a line, in the order of the figures.
    pub lines: Vec<Line>,
}

/// An indicator of a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its figures, oldest first; those of unknown year last.
    pub figures: Vec<Figure>,
    /// How it grew from the first to the last year known.
    pub growth: Option<Growth>,
    /// The latest figures of other places, comparable or not.
    pub rivals: Vec<Rival>,
    /// The place's rank among the comparable ones, the greatest first, and how many there are.
    pub rank: Option<(usize, usize)>,
}

/// How a figure grew.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth {
    /// From which year.
    pub from: i32,
    /// To which year.
    pub to: i32,
    /// Times.
    pub times: f64,
    /// A year, compound; unknown where the first figure is not positive.
    pub yearly: Value,
}

/// Another place's figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Rival {
    /// The figure.
    pub figure: Figure,
    /// In what it differs.
    pub differences: Vec<Difference>,
    /// Whether it may be compared.
    pub verdict: Verdict,
    /// How many times it the place's figure is.
    pub ratio: Option<f64>,
}

/// The card of a place. `accept` uses proposed years; every line that rests on one still says so.
pub fn card(figures: &[Figure], place: &str, accept: bool) -> Card {
    let own = |figure: &&Figure| figure.place == place;
    let mut keys: Vec<(&str, &str)> = Vec::new();
    for figure in figures.iter().filter(own) {
        let key = (figure.indicator.as_str(), figure.scope.as_str());
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let line = |(indicator, scope): (&str, &str)| {
        let same = |figure: &&Figure| figure.indicator == indicator && figure.scope == scope;
        let mut own: Vec<Figure> = figures.iter().filter(own).filter(same).cloned().collect();
        own.sort_by_key(|figure| (figure.year.used(accept).is_none(), figure.year.used(accept)));
        let growth = growth(&own, accept);
        let latest = own.iter().rev().find(|figure| figure.value.is_known()).or(own.last());
        let rivals = latest.map(|latest| rivals(figures, latest, accept)).unwrap_or_default();
        let rank = latest.and_then(|latest| rank(latest, &rivals));
        Line { figures: own, growth, rivals, rank }
    };
    Card { place: place.to_owned(), lines: keys.into_iter().map(line).collect() }
}

fn growth(figures: &[Figure], accept: bool) -> Option<Growth> {
    let point = |figure: &Figure| Some((figure.year.used(accept)?, figure.value.get()?, figure.unit.clone()));
    let points: Vec<_> = figures.iter().filter_map(point).collect();
    let (first, last) = (points.first()?, points.last()?);
    let (from, to) = (first.0, last.0);
    let scaled = last.1 * factor(&last.2, &first.2)?;
    if to <= from || first.1 <= 0.0 {
        return None;
    }
    let times = scaled / first.1;
    let yearly =
        if times > 0.0 { Value::new(times.powf(1.0 / f64::from(to - from)) - 1.0) } else { Value::UNKNOWN };
    times.is_finite().then_some(Growth { from, to, times, yearly })
}

/// Figures of other places that say the same indicator, whatever their scope: the guard tells which may be compared.
fn rivals(figures: &[Figure], own: &Figure, accept: bool) -> Vec<Rival> {
    (figures.iter())
        .filter(|figure| figure.place != own.place && figure.indicator == own.indicator)
        .map(|figure| {
            let differences = compare_figures(own, figure, accept);
            let verdict = judge(&differences);
            Rival { figure: figure.clone(), verdict, ratio: ratio(own, figure, accept), differences }
        })
        .collect()
}

fn rank(own: &Figure, rivals: &[Rival]) -> Option<(usize, usize)> {
    own.value.get()?;
    let comparable: Vec<f64> = rivals.iter().filter_map(|rival| rival.ratio).collect();
    if comparable.is_empty() {
        return None;
    }
    // A ratio below 1: the other place has more.
    let ahead = comparable.iter().filter(|ratio| **ratio < 1.0).count();
    Some((ahead + 1, comparable.len() + 1))
}
