use serde_json::json;

use crate::fixture::Site;

const PLATFORMS: &str = "\
名称,层级,起始年份,行政区划,位置精度,经度,纬度\n\
点位实验室,基础研究平台,2017,330110,点位,120.01,30.28\n\
街道中心,协同创新平台,,330106,街道,120.13,30.26\n\
未注精度小镇,科创载体平台,2015,330106,,120.06,30.13\n\
只到区县的平台,科创载体平台,,330108,区县,120.21,30.21\n\
只到市的平台,,,330100,地市,120.15,30.28\n\
哪里也不知道,,,,,,\n";

#[tokio::test]
async fn a_subject_is_placed_as_exactly_as_is_known_and_never_more() {
    let site = Site::empty();
    site.load("platform", "平台.csv", PLATFORMS, "平台名录");
    let map = site.get("/api/v1/map/subjects/platform").await.json();
    let mut told: Vec<_> = (0..6)
        .map(|at| {
            let place = map["places"][at].as_u64().expect("an index");
            let place = &map["place_list"][usize::try_from(place).expect("small")]["name"];
            json!([map["names"][at], place, map["precisions"][at], map["longitudes"][at], map["since"][at]])
        })
        .collect();
    told.sort_by_key(|row| row[2].to_string());
    assert_eq!(
        told,
        [
            json!(["只到市的平台", "杭州市", "city", null, null]),
            json!(["只到区县的平台", "滨江区", "district", null, null]),
            json!(["点位实验室", "余杭区", "point", 120.01, 2017]),
            json!(["街道中心", "西湖区", "street", 120.13, null]),
            json!(["哪里也不知道", "区县未知", "unknown", null, null]),
            json!(["未注精度小镇", "西湖区", "unstated", 120.06, 2015]),
        ]
    );
    assert_eq!(map["class_attribute"], "层级");
    let one = site.get("/api/v1/map/subjects/platform?district=330106").await.json();
    assert_eq!(one["ids"].as_array().map(Vec::len), Some(2));
    let info = site.get("/api/v1/map").await.json();
    assert_eq!(
        info["layers"],
        json!([{"kind": "platform", "name": "科创平台", "subjects": 6, "examples": 0}])
    );
    assert_eq!(info["districts"].as_array().map(Vec::len), Some(13));
    assert_eq!(site.get("/api/v1/map/subjects/none").await.problem().1, "unknown_kind");
}

#[tokio::test]
async fn published_figures_of_old_districts_stand_on_the_area_that_they_were_of() {
    let site = Site::empty();
    let figures = "名称,行政区划代码,年度,高新技术企业数,研发经费投入强度\n\
        余杭区,330110,2020,1500家,4.1%\n\
        西湖区,330106,2020,1200家,3.3%\n\
        上城区,330102,2020,100家,\n\
        江干区,330104,2020,200家,\n\
        余杭区,330110,2022,1800家,4.5%\n";
    site.load("region", "区县.csv", figures, "区县统计公报");
    let info = site.get("/api/v1/map").await.json();
    let indicators = info["indicators"].as_array().expect("indicators");
    let one = indicators.iter().find(|own| own["attribute"] == "高新技术企业数").expect("told");
    assert_eq!((&one["years"], &one["measures"]), (&json!([2020, 2022]), &json!(["stated"])));

    let of = async |attribute: &str, year: i16| {
        site.get(&format!("/api/v1/map/figures?kind=region&attribute={attribute}&year={year}")).await.json()
    };
    let before = of("高新技术企业数", 2020).await;
    let area = |code: &str, from: &serde_json::Value| {
        let areas = from["areas"].as_array().expect("areas").clone();
        areas
            .into_iter()
            .find(|own| own["codes"].as_array().is_some_and(|codes| codes.contains(&json!(code))))
    };
    let old = area("330113", &before).expect("临平 lies in the old 余杭");
    assert_eq!((&old["name"], &old["codes"]), (&json!("余杭区"), &json!(["330110", "330113"])));
    assert_eq!((&old["value"], &old["changed"]), (&json!("1500"), &json!(true)));
    let joined = area("330114", &before).expect("钱塘 was of 江干 and 萧山");
    assert_eq!(joined["name"], "上城区、江干区、萧山区");
    assert_eq!((&joined["value"], &joined["unknown"]), (&json!(null), &json!(1)), "萧山 is not told: no sum");
    assert_eq!(area("330106", &before).expect("西湖")["changed"], false);
    let after = of("高新技术企业数", 2022).await;
    assert_eq!(area("330110", &after).expect("the new 余杭")["codes"], json!(["330110"]));
    assert_eq!(area("330113", &after).expect("临平")["value"], json!(null), "not told is not zero");
    let strength = of("研发经费投入强度", 2020).await;
    assert_eq!(area("330110", &strength).expect("余杭")["text"], "4.1%");
    assert_eq!(strength["sources"][0]["name"], "区县统计公报");
}

#[tokio::test]
async fn figures_of_subjects_say_on_how_many_they_rest() {
    let site = Site::new();
    let sum = site.get("/api/v1/map/figures?kind=enterprise&attribute=研发费用&year=2024").await.json();
    let binjiang = sum["areas"].as_array().and_then(|areas| areas.iter().find(|own| own["name"] == "滨江区"));
    let binjiang = binjiang.expect("a district");
    assert_eq!((&binjiang["text"], &binjiang["known"]), (&json!("300万元"), &json!(1)));
    assert_eq!((&binjiang["unknown"], &binjiang["examples"]), (&json!(1), &json!(1)));
    assert_eq!(sum["elsewhere"][0]["name"], "区县未知");
    let met = site.get("/api/v1/map/figures?programme=cn.hnte").await.json();
    assert_eq!(met["areas"].as_array().map(Vec::len), Some(13));

    for (query, code) in [
        ("kind=enterprise&attribute=没有这个&year=2024", "invalid_argument"),
        ("kind=enterprise&attribute=成立日期&year=2024", "invalid_argument"),
        ("kind=enterprise&attribute=研发费用", "invalid_argument"),
        ("kind=enterprise&attribute=研发强度&year=2024&measure=sum", "invalid_argument"),
        ("", "invalid_argument"),
        ("programme=cn.none", "unknown_programme"),
    ] {
        assert_eq!(site.get(&format!("/api/v1/map/figures?{query}")).await.problem().1, code, "{query}");
    }
    let secret = "/api/v1/map/figures?kind=enterprise&attribute=研发费用&year=2024";
    assert_eq!(site.get_as(Some("visitor"), secret).await.problem(), (403, "withheld_attribute".to_owned()));
}

#[tokio::test]
async fn a_few_signs_find_subjects_and_programmes() {
    let site = Site::new();
    let found = async |text: &str| {
        let answer = site.get(&format!("/api/v1/search?q={text}")).await.json();
        let items = answer["items"].as_array().expect("items").clone();
        items.into_iter().map(|item| (item["name"].clone(), item["matched"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(found("西湖").await, [(json!("杭州西湖智造有限公司"), json!("name"))]);
    assert_eq!(found("hzxhzz").await, [(json!("杭州西湖智造有限公司"), json!("initials_start"))]);
    assert_eq!(found("91330100799655058b").await, [(json!("杭州西湖智造有限公司"), json!("code"))]);
    assert_eq!(
        found("gxjsqy").await[0],
        (json!("高新技术企业"), json!("initials_start")),
        "the shortest first"
    );
    assert_eq!(found("cn.srdi.2022").await.len(), 1, "an old version by its id");
    assert_eq!(found("").await, []);
    assert_eq!(found("没有这样的名字").await, []);
}

#[tokio::test]
async fn a_base_map_from_elsewhere_is_off_unless_the_settings_name_one() {
    let site = Site::new();
    assert_eq!(site.get("/api/v1/map").await.json()["tiles"], json!(null));
    let policy = site.get("/api/v1/meta").await.headers["content-security-policy"].clone();
    assert!(!policy.to_str().expect("text").contains("http"), "{policy:?}");

    let url = "https://t0.tianditu.gov.cn/vec_w/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=0";
    let settings = format!("code: \"330100\"\ntiles: {{url: \"{url}\", attribution: 天地图}}\n");
    let site = Site::with_settings(&settings);
    assert_eq!(site.get("/api/v1/map").await.json()["tiles"], json!({"url": url, "attribution": "天地图"}));
    let policy = site.get("/api/v1/meta").await.headers["content-security-policy"].clone();
    let policy = policy.to_str().expect("text");
    assert!(policy.contains("connect-src 'self' https://t0.tianditu.gov.cn;"), "{policy}");
}
