//! After a delivery, what it does not speak of is taken over; the answers are those of a region opened anew.

use app::model::Status;
use app::{AccessScope, Clock, ContentFiles, Region, SubjectQuery, When};

use crate::fixture::{Site, plain};

const FIRMS: &str = "名称,成立日期,居民企业,国民经济行业,研发费用[2024],销售收入[2024],职工总数[2024],科技人员数[2024]\n\
甲公司,2015-01-01,是,3562,800万元,1亿元,100,30\n乙公司,2016-05-01,是,I65,1万元,1亿元,100,3\n丙公司,,,,,,,\n";

/// Names by status, of a few programmes.
fn standing(region: &Region) -> Vec<(String, Status, Vec<String>)> {
    let mut told = Vec::new();
    for programme in ["cn.hnte", "cn.tech-sme", "cn.sme-size", "cn.srdi"] {
        for status in [Status::Met, Status::Unmet, Status::Unknown, Status::NotApplicable] {
            let query = SubjectQuery {
                programme: Some(programme.to_owned()),
                status: Some(status),
                ..SubjectQuery::default()
            };
            let page = app::subjects(&AccessScope::officer(), region, "enterprise", &query);
            let names = page.expect("a page").items.into_iter().map(|item| item.name).collect();
            told.push((programme.to_owned(), status, names));
        }
    }
    told
}

#[test]
fn statuses_after_a_delivery_are_those_of_a_region_opened_anew() {
    let site = Site::ticking();
    let anew = |site: &Site| {
        let clock = Clock::fixed(site.region.clock().now());
        Region::open(site.directory.path(), ContentFiles::shipped(), clock).expect("good content")
    };
    site.import("enterprise", "企业.csv", FIRMS.as_bytes(), None);
    let before = standing(&site.region);
    // Nothing that a programme looks at; something that some do; somebody new; who was there under a code.
    for (name, text) in [
        ("地址.csv", "名称,注册地址\n甲公司,文一路1号\n"),
        ("人员.csv", "名称,职工总数[2024],科技人员数[2024]\n乙公司,20,18\n"),
        ("新.csv", "名称,经营异常\n丁公司,是\n"),
        ("代码.csv", "名称,统一社会信用代码,经营异常\n甲公司,91330100799655058B,是\n"),
    ] {
        site.import("enterprise", name, text.as_bytes(), None);
        assert_eq!(standing(&site.region), standing(&anew(&site)), "after {name}");
    }
    assert_ne!(standing(&site.region), before);
    let found = app::profile(&AccessScope::officer(), &site.region, "enterprise", "甲公司", When::default());
    assert_eq!(plain(&found.expect("a profile"), "注册地址").as_deref(), Some("文一路1号"));
}
