//! Targets with deadlines: does the path reach them, and what would it take from here.

use crate::value::Value;

/// A target.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The year it is counted from.
    pub from: i32,
    /// The year by which it is to be reached.
    pub until: i32,
    /// What is to be reached.
    pub goal: Goal,
}

/// What is to be reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Goal {
    /// Mean growth a year of at least so much: 0.15 is 15 %.
    Growth(f64),
    /// A figure of at least so much.
    Level(f64),
}

/// How a path stands to its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The deadline has figures, and they reach it.
    Reached,
    /// The deadline has figures, and they do not.
    Missed,
    /// Before the deadline: growth so far reaches it.
    OnPath,
    /// Before the deadline: growth so far does not reach it.
    Behind,
    /// Too little is known.
    Unknown,
}

/// A path to a target.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// How it stands.
    pub standing: Standing,
    /// The figure that is needed each year, growing evenly from the base year to the deadline.
    pub needed: Vec<(i32, Value)>,
    /// Growth a year so far.
    pub growth: Value,
    /// The figure of the deadline if growth goes on as so far.
    pub projected: Value,
    /// Growth a year that is needed from the latest figure on.
    pub from_here: Value,
}

/// Where a series stands on the way to a target. `series`: (year, figure), each year once.
pub fn path(series: &[(i32, f64)], target: &Target) -> Path {
    let mut series: Vec<(i32, f64)> =
        series.iter().copied().filter(|(_, figure)| figure.is_finite()).collect();
    series.sort_by_key(|(year, _)| *year);
    let base = series.iter().find(|(year, _)| *year == target.from).map(|(_, figure)| *figure);
    let years = target.until - target.from;
    let unknown = Path {
        standing: Standing::Unknown,
        needed: Vec::new(),
        growth: Value::UNKNOWN,
        projected: Value::UNKNOWN,
        from_here: Value::UNKNOWN,
    };
    let (Some(base), true) = (base.filter(|base| *base > 0.0), years > 0) else { return unknown };
    let end = match target.goal {
        Goal::Growth(rate) => base * (1.0 + rate).powi(years),
        Goal::Level(level) => level,
    };
    if end <= 0.0 || !end.is_finite() {
        return unknown;
    }
    let even = (end / base).powf(1.0 / f64::from(years));
    let needed = (1..=years).map(|year| (target.from + year, Value::new(base * even.powi(year)))).collect();
    let reached = |figure: f64| figure >= end * (1.0 - 1e-12);
    let within = |year: i32| year > target.from && year <= target.until;
    let Some((year, latest)) = series.iter().rev().find(|(year, _)| within(*year)).copied() else {
        return Path { needed, ..unknown };
    };
    let times = latest / base;
    let growth = if times > 0.0 {
        Value::new(times.powf(1.0 / f64::from(year - target.from)) - 1.0)
    } else {
        Value::UNKNOWN
    };
    let left = target.until - year;
    let projected = growth.map(|growth| latest * (1.0 + growth).powi(left));
    let from_here = if left > 0 && latest > 0.0 {
        Value::new((end / latest).powf(1.0 / f64::from(left)) - 1.0)
    } else {
        Value::UNKNOWN
    };
    let standing = match (left, projected.get()) {
        (0, _) if reached(latest) => Standing::Reached,
        (0, _) => Standing::Missed,
        (_, Some(projected)) if reached(projected) => Standing::OnPath,
        (_, Some(_)) => Standing::Behind,
        (_, None) => Standing::Unknown,
    };
    Path { standing, needed, growth, projected, from_here }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fifteen_percent_a_year_is_reached_at_the_limit_and_not_below() {
        let target = Target { from: 2020, until: 2022, goal: Goal::Growth(0.15) };
        let at = |figure: f64| path(&[(2020, 100.0), (2022, figure)], &target).standing;
        assert_eq!((at(132.25), at(132.24)), (Standing::Reached, Standing::Missed));
    }

    #[test]
    fn before_the_deadline_growth_so_far_decides() {
        let target = Target { from: 2020, until: 2025, goal: Goal::Level(4.0) };
        let on = path(&[(2020, 3.0), (2022, 3.4)], &target);
        assert_eq!(on.standing, Standing::OnPath);
        let behind = path(&[(2020, 3.0), (2022, 3.1)], &target);
        assert_eq!(behind.standing, Standing::Behind);
        assert!(behind.from_here.get() > behind.growth.get());
        assert_eq!(behind.needed.last().map(|(year, _)| *year), Some(2025));
        assert_eq!(path(&[(2021, 3.0)], &target).standing, Standing::Unknown);
        assert_eq!(path(&[(2020, 3.0)], &target).standing, Standing::Unknown);
    }
}
