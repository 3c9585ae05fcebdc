//! Areas that mean the same on two days. Outlines are those of today, so that a figure of the old 余杭区 belongs on today's 余杭区 and
//! 临平区 together, and the old 上城区, 江干区 and 萧山区 can only be shown as one with today's 上城区, 萧山区 and 钱塘区.

use jiff::civil::Date;
use vocabulary::region::{Region, Regions};

/// The districts of a day and those of today that cover the same ground.
#[derive(Debug)]
pub(super) struct Area<'r> {
    pub(super) then: Vec<&'r Region>,
    pub(super) now: Vec<&'r Region>,
}

impl Area<'_> {
    /// Whether its districts were other ones, by code or by extent.
    pub(super) fn changed(&self) -> bool {
        self.then != self.now
    }
}

/// The districts of `city` on a day, grouped until each group is whole districts of `today` too.
pub(super) fn areas<'r>(regions: &'r Regions, city: &str, day: Date, today: Date) -> Vec<Area<'r>> {
    let mut found: Vec<Area<'r>> =
        regions.children(city, today).map(|own| Area { then: Vec::new(), now: vec![own] }).collect();
    for then in regions.children(city, day) {
        let heirs: Vec<&str> = if day >= today {
            vec![&then.code]
        } else {
            regions.successors(&then.code, day).into_iter().map(|heir| heir.code.as_str()).collect()
        };
        let touches = |area: &Area<'_>| area.now.iter().any(|own| heirs.contains(&own.code.as_str()));
        let (touched, rest): (Vec<_>, Vec<_>) = found.into_iter().partition(touches);
        let mut one = Area { then: vec![then], now: Vec::new() };
        for area in touched {
            one.then.extend(area.then);
            one.now.extend(area.now);
        }
        found = rest;
        found.push(one);
    }
    for area in &mut found {
        area.then.sort_by(|a, b| a.code.cmp(&b.code));
        area.now.sort_by(|a, b| a.code.cmp(&b.code));
    }
    found.retain(|area| !area.now.is_empty());
    found.sort_by(|a, b| a.now[0].code.cmp(&b.now[0].code));
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TABLE: &str = "code,name,level,parent,valid_from,valid_until,successors,source,note\n\
        330000,省,省,,,,,s,\n\
        330100,市,市,330000,,,,s,\n\
        330102,上城区,县,330100,,2021-04-09,330102,s,\n\
        330102,上城区,县,330100,2021-04-09,,,s,\n\
        330104,江干区,县,330100,,2021-04-09,330102;330114,s,\n\
        330106,西湖区,县,330100,,,,s,\n\
        330110,余杭区,县,330100,,2021-04-09,330110;330113,s,\n\
        330110,余杭区,县,330100,2021-04-09,,,s,\n\
        330113,临平区,县,330100,2021-04-09,,,s,\n\
        330114,钱塘区,县,330100,2021-04-09,,,s,\n";

    fn groups(day: Date) -> Vec<(Vec<String>, Vec<String>, bool)> {
        let regions = Regions::from_csv("t", TABLE).expect("a good table");
        let codes = |list: &[&Region]| list.iter().map(|own| own.code.clone()).collect::<Vec<_>>();
        areas(&regions, "330100", day, date(2025, 6, 30))
            .iter()
            .map(|area| (codes(&area.then), codes(&area.now), area.changed()))
            .collect()
    }

    fn owned(codes: &[&str]) -> Vec<String> {
        codes.iter().map(|code| (*code).to_owned()).collect()
    }

    #[test]
    fn before_the_reform_old_districts_stand_on_the_outlines_that_cover_them() {
        assert_eq!(
            groups(date(2020, 12, 31)),
            [
                (owned(&["330102", "330104"]), owned(&["330102", "330114"]), true),
                (owned(&["330106"]), owned(&["330106"]), false),
                (owned(&["330110"]), owned(&["330110", "330113"]), true),
            ]
        );
    }

    #[test]
    fn since_the_reform_each_district_is_itself() {
        let since = groups(date(2021, 12, 31));
        assert_eq!(since.len(), 5);
        assert!(since.iter().all(|(then, now, changed)| then == now && !changed));
    }
}
