//! Names of rates and shares: what is told of an indicator, by its name.

use super::group::names;

/// 甲增速、乙增速均居第一: several names that end alike; one name otherwise.
pub(super) fn names_of_rates(base: &[char]) -> Vec<Vec<char>> {
    let all = names(base);
    let last = all.last().and_then(|name| name.last().copied());
    let alike = all.len() > 1 && all.iter().all(|name| name.len() >= 3 && name.last().copied() == last);
    if alike { all } else { vec![base.to_vec()] }
}

pub(super) fn growth_name(base: &str, suffix: &str) -> String {
    let stem = base
        .trim_end_matches("增速")
        .trim_end_matches("增幅")
        .trim_end_matches("增长率")
        .trim_end_matches("增长");
    format!("{stem}{suffix}")
}

pub(super) fn is_rate_name(name: &str) -> bool {
    ["增速", "增幅", "增长率", "涨幅"].iter().any(|ending| name.ends_with(ending))
}

/// 每万名就业人员拥有…: the unit below the line.
pub(super) fn per_unit(name: &str) -> Option<&'static str> {
    if name.starts_with("每万名") || name.starts_with("每万人") { Some("万人") } else { None }
}

/// The words of a share, from its numerator on: 占地区生产总值的比重.
pub(super) fn share_words(raw: &str) -> Option<String> {
    let at = raw.rfind('占')?;
    let rest = &raw[at + '占'.len_utf8()..];
    if ["地", "用", "有", "据", "领"].iter().any(|word| rest.starts_with(word)) && !rest.starts_with("地区")
    {
        return None;
    }
    Some(raw.to_owned())
}
