//! Names that nobody can take for a real firm's: `示例·启明智控科技（杭州）有限公司 000123`.

/// First and second halves of a made-up 字号.
const FIRST: &[&str] = &[
    "启", "明", "云", "智", "恒", "泰", "华", "新", "星", "海", "天", "远", "博", "瑞", "景", "晟", "宏",
    "卓", "凌", "安",
];
const SECOND: &[&str] = &[
    "明", "航", "达", "创", "源", "维", "拓", "合", "途", "岳", "辰", "川", "科", "图", "信", "翼", "谷",
    "原", "帆", "桥",
];

/// What every generated name begins with.
pub(crate) const MARK: &str = "示例·";

/// A name from two rolls; the number makes it unique and shows that it was made.
pub(crate) fn compose(first: u32, second: u32, word: &str, city: &str, number: u64) -> String {
    let pick = |list: &[&'static str], roll: u32| list[roll as usize % list.len()];
    let (first, second) = (pick(FIRST, first), pick(SECOND, second));
    format!("{MARK}{first}{second}{word}（{city}）有限公司 {number:06}")
}

/// 杭州 of 杭州市: the city as firms write it.
pub(crate) fn short_city(name: &str) -> &str {
    name.strip_suffix(['市', '县', '区']).filter(|rest| rest.chars().count() > 1).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_marked_and_numbered() {
        assert_eq!(compose(0, 0, "智控科技", "杭州", 123), "示例·启明智控科技（杭州）有限公司 000123");
        assert_eq!(short_city("杭州市"), "杭州");
        assert_eq!(short_city("延边朝鲜族自治州"), "延边朝鲜族自治州");
    }
}
