use jiff::civil::date;

use super::*;

const TABLE: &str = include_str!("../../../../content/regions/gbt2260.csv");
const HEADER: &str = "code,name,level,parent,valid_from,valid_until,successors,source,note\n";

fn regions() -> Regions {
    Regions::from_csv("content/regions/gbt2260.csv", TABLE).expect("the shipped table loads")
}

fn codes<'a>(regions: impl IntoIterator<Item = &'a Region>) -> Vec<&'a str> {
    regions.into_iter().map(|region| region.code.as_str()).collect()
}

#[test]
fn hangzhou_2021() {
    let regions = regions();
    let (before, after) = (date(2021, 4, 8), date(2021, 4, 9));
    assert_eq!(regions.children("330100", after).count(), 13);
    assert_eq!(codes(regions.children("330100", after))[..4], ["330102", "330105", "330106", "330108"]);
    assert!(regions.at("330103", before).is_some_and(|region| region.name == "下城区"));
    assert_eq!(regions.at("330103", after), None);
    assert_eq!(regions.at("330113", before), None);
    assert_eq!(codes(regions.successors("330104", before)), ["330102", "330114"]);
    assert_eq!(codes(regions.successors("330110", before)), ["330110", "330113"]);
    assert_eq!(codes(regions.successors("330109", before)), ["330109", "330114"]);
    assert_eq!(codes(regions.successors("330106", before)), ["330106"]);
}

#[test]
fn figures_across_the_change_are_not_comparable() {
    let regions = regions();
    let message = |code, a, b| regions.comparable(code, a, b).expect_err("not comparable").to_string();
    assert_eq!(regions.comparable("330110", date(2021, 12, 31), date(2024, 12, 31)), Ok(()));
    assert_eq!(regions.comparable("330110", date(2019, 12, 31), date(2020, 12, 31)), Ok(()));
    assert_eq!(
        message("330110", date(2020, 12, 31), date(2021, 12, 31)),
        "余杭区（330110）在 2021-04-09 调整过范围（原余杭区的一部分），前后的数字口径不同，不能直接比较"
    );
    // The order in which the days are named does not matter.
    assert!(regions.comparable("330109", date(2021, 12, 31), date(2020, 12, 31)).is_err());
    assert_eq!(
        message("330104", date(2020, 12, 31), date(2022, 12, 31)),
        "江干区（330104）在 2022-12-31 不存在，不能比较；其范围现属 上城区（330102）、钱塘区（330114）"
    );
    assert!(
        message("330113", date(2020, 12, 31), date(2022, 12, 31))
            .contains("临平区（330113）在 2020-12-31 不存在")
    );
    assert!(message("999999", after_any(), after_any()).contains("不在代码表中"));
    // The city as a whole, and districts that the change left alone, stay comparable.
    assert_eq!(regions.comparable("330100", date(2019, 12, 31), date(2024, 12, 31)), Ok(()));
    assert_eq!(regions.comparable("330108", date(2019, 12, 31), date(2024, 12, 31)), Ok(()));
}

fn after_any() -> Date {
    date(2024, 1, 1)
}

#[test]
fn names_are_found_inside_a_region() {
    let regions = regions();
    let day = date(2024, 1, 1);
    assert_eq!(codes(regions.named("西湖区", Some("330100"), day)), ["330106"]);
    assert_eq!(codes(regions.named("余杭", None, day)), ["330110"]);
    assert_eq!(codes(regions.named("杭州", None, day)), ["330100"]);
    assert!(regions.named("西湖区", None, day).count() >= 2, "南昌 has one as well");
    assert_eq!(codes(regions.named("江干区", None, date(2020, 1, 1))), ["330104"]);
    assert_eq!(regions.named("江干区", None, day).count(), 0);
    assert_eq!(codes(regions.named("济源市", None, day)), ["419001"]);
}

#[test]
fn broken_tables_say_where() {
    let message = |rows: &str| {
        Regions::from_csv("区划.csv", &format!("{HEADER}{rows}")).expect_err("broken").to_string()
    };
    assert_eq!(message("33010,杭州市,市,,,,,x,\n"), "区划.csv 第 2 行：“33010”不是六位行政区划代码");
    assert_eq!(message("330100,杭州市,区,,,,,x,\n"), "区划.csv 第 2 行：级别“区”应为 省、市 或 县");
    assert_eq!(message("330100,杭州市,市,330000,,,,x,\n"), "区划.csv 第 2 行：引用的代码 330000 不在表中");
    let overlap = "330110,余杭区,县,,,2021-04-09,,x,\n330110,余杭区,县,,2021-04-08,,,x,\n";
    assert!(message(overlap).starts_with("区划.csv 第 3 行：代码 330110 的有效期与上一段重叠"));
    assert!(message("330100,杭州市,市,,2021-13-01,,,x,\n").contains("没有这一天"));
    assert!(message("330100,杭州市\n").contains("不是合法的 CSV"));
}
