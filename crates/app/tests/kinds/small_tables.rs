//! A small table of each kind is imported, listed, shown and written out again.

use app::{AccessScope, Order, SubjectQuery};

use crate::fixture::{Site, attribute, plain, yearly};

/// A kind, a table of two of it, whom to look for, and what is then known: attribute, and its exact text.
struct Small {
    kind: &'static str,
    csv: &'static str,
    id: &'static str,
    facts: &'static [(&'static str, &'static str)],
}

const SMALL: &[Small] = &[
    Small {
        kind: "achievement",
        csv: "成果名称,成果编号,成果类型,完成单位,技术成熟度（级）,拟转化方式,期望金额（万元）,行政区划\n固态电池电解质,ZJ-2024-0001,应用技术成果,浙江大学,6,许可,300,330106\n稻种基因编辑方法,,应用技术成果,,,转让,,\n",
        id: "ZJ-2024-0001",
        facts: &[("技术成熟度", "6"), ("期望金额", "3000000"), ("拟转化方式", "许可")],
    },
    Small {
        kind: "need",
        csv: "需求名称,需求类型,提出单位,悬赏金额,需求状态,完成期限\n高温轴承寿命,技术攻关,甲公司,200万元,发榜,2026-12-31\n车规芯片测试,检验检测,乙公司,无,征集,\n",
        id: "高温轴承寿命",
        facts: &[("悬赏金额", "2000000"), ("需求状态", "发榜"), ("完成期限", "2026-12-31")],
    },
    Small {
        kind: "expert",
        csv: "姓名,专家编号,工作单位,职称,职称级别,研究方向,可参加评审\n示例甲,E-1,浙江大学,教授,正高级,固态电池,是\n示例甲,E-2,西湖大学,副研究员,副高级,结构生物学,否\n",
        id: "E-2",
        facts: &[("工作单位", "西湖大学"), ("职称级别", "副高级"), ("可参加评审", "否")],
    },
    Small {
        kind: "instrument",
        csv: "仪器名称,仪器编号,所属单位,规格型号,原值（万元）,开放共享,对外服务机时（小时）[2024],使用机时[2024]\n透射电子显微镜,YQ-7,浙江大学,T-200,1200,是,800,2000\n核磁共振波谱仪,,浙江大学,N-600,560,否,,\n",
        id: "YQ-7",
        facts: &[("原值", "12000000"), ("开放共享", "是"), ("对外服务机时[2024]", "800")],
    },
    Small {
        kind: "space",
        csv: "空间名称,所属载体,空间类型,面积（㎡）,可用面积,租金（元/㎡·月）,可用起始日,最短租期\n3号楼5层,未来园,实验室,1200,800,65,2025-09-01,12月\n3号楼5层,创新园,办公,900,0,48.5,,\n",
        id: "space:n-",
        facts: &[("租金", "780"), ("可用起始日", "2025-09-01"), ("面积", "1200"), ("最短租期", "1")],
    },
    Small {
        kind: "fund",
        csv: "基金名称,基金编号,基金类型,管理人,规模,投资阶段,累计投资额[2024],财政出资[2024]\n示例引导基金,SABC12,政府引导基金,示例管理公司,10亿元,初创期,3亿元,1亿元\n示例天使基金,,天使投资,,5000万元,种子期,,\n",
        id: "SABC12",
        facts: &[("规模", "1000000000"), ("投资阶段", "初创期"), ("财政资金放大倍数[2024]", "3")],
    },
    Small {
        kind: "financial-product",
        csv: "产品名称,机构,产品类型,额度上限,年利率上限,最长期限（月）,担保方式,状态\n科创快贷,示例银行,信用贷款,1000万元,4.35%,36,信用,在售\n科创快贷,另一银行,信用贷款,500万元,3.9%,12,信用,在售\n",
        id: "financial-product:n-",
        facts: &[("额度上限", "10000000"), ("年利率上限", "0.0435"), ("最长期限", "3")],
    },
    Small {
        kind: "patent",
        csv: "专利名称,公开号,专利类型,权利人,IPC主分类,申请日,法律状态,高价值\n一种装置,CN111504366B,发明,浙江大学,G01F,2020-03-01,授权有效,是\n一种装置,CN114081026A,发明,甲公司,A01M,2021-10-12,公开,\n",
        id: "CN111504366B",
        facts: &[("公开号", "CN111504366B"), ("法律状态", "授权有效"), ("高价值", "是")],
    },
    Small {
        kind: "project",
        csv: "项目名称,项目编号,项目级别,承担单位,立项年份,总经费（万元）,组织方式,项目状态,已拨财政经费[2024]\n固态电池中试,2024C01001,省部级,浙江大学,2024,800,揭榜挂帅,实施,200万元\n芯片测试平台,,市级,甲公司,2023,100,公开竞争,停滞,\n",
        id: "2024C01001",
        facts: &[("总经费", "8000000"), ("立项年份", "2024"), ("已拨财政经费[2024]", "2000000")],
    },
    Small {
        kind: "chain-node",
        csv: "环节名称,产业链,位置,环节状态,缺口等级,风险等级,本地配套率[2024],主攻方向\n光刻胶,集成电路,上游,缺失,重,高,5%,补链\n光刻胶,新型显示,上游,薄弱,中,中,,补链\n",
        id: "chain-node:n-",
        facts: &[("缺口等级", "重"), ("风险等级", "高"), ("本地配套率[2024]", "0.05")],
    },
    Small {
        kind: "alliance",
        csv: "联盟名称,联盟类型,牵头单位,成立日期,成员数[2024]\n示例农业创新联盟,产业联盟,南京农业大学,2020-01-01,35\n示例硅巷联盟,区域联盟,,,\n",
        id: "示例农业创新联盟",
        facts: &[("牵头单位", "南京农业大学"), ("成员数[2024]", "35")],
    },
    Small {
        kind: "relation",
        csv: "主体,关系,对象,持股比例,起,止,依据\n甲公司,控股,乙公司,60%,2020-01-01,无,年报\n甲公司,控股,丙公司,51%,,,\n",
        id: "relation:n-",
        facts: &[("持股比例", "0.6"), ("关系", "控股"), ("起", "2020-01-01")],
    },
    Small {
        kind: "figure",
        csv: "名称,编号,指标,地区,年份,比较,数值,单位,来源,原文,位置\n杭州2022研发经费,甲报告#12,研发经费,杭州,2022,等于,723.03,亿元,甲报告,研发经费723.03亿元,12\n杭州2022研发强度,甲报告#40,研发强度,杭州,2022,等于,3.86,%,甲报告,强度3.86%,40\n",
        id: "甲报告#12",
        facts: &[("数值", "723.03"), ("单位", "亿元"), ("地区", "杭州")],
    },
    Small {
        kind: "matter",
        csv: "事项名称,事项编号,责任单位,事项类型,交办日期,办理期限,办理状态\n建成中试基地,D-1,市科技局,重点任务,2025-01-10,2025-06-20,在办\n答复诉求,,市经信局,企业诉求,,无,\n",
        id: "D-1",
        facts: &[("责任单位", "市科技局"), ("办理期限", "2025-06-20"), ("办理状态", "在办")],
    },
    Small {
        kind: "judgement",
        csv: "主体,政策,条件,属性,年度,结论,得分下限,得分上限,评定者,评定日期,依据\n甲公司,cn.hnte.2016,,技术先进程度,,较高,7,8,专家组,2025-05-01,评审表\n甲公司,cn.hnte.2016,,核心支持作用,2024,强,,,专家组,2025-05-01,评审表\n",
        id: "judgement:n-",
        facts: &[("结论", "较高"), ("得分下限", "7"), ("得分上限", "8")],
    },
];

/// The subject that is meant: by code or name, or — where its id is a hash — the one of whom the first fact is known.
fn wanted(site: &Site, small: &Small) -> app::model::Profile {
    if !small.id.ends_with(":n-") {
        return site.profile(small.kind, small.id);
    }
    let (name, text) = small.facts[0];
    let page = site.list(small.kind, &SubjectQuery::default());
    let mut profiles = page.items.iter().map(|row| site.profile(small.kind, &row.id));
    let found = profiles.find(|profile| known(profile, name).as_deref() == Some(text));
    found.unwrap_or_else(|| panic!("{}: nobody has {name} {text}", small.kind))
}

fn known(profile: &app::model::Profile, name: &str) -> Option<String> {
    match name.split_once('[') {
        None => plain(profile, name),
        Some((name, year)) => yearly(profile, name, year.trim_end_matches(']').parse().expect("a year")),
    }
}

#[test]
fn every_new_kind_has_a_small_table() {
    let site = Site::new();
    let old = ["enterprise", "institution", "platform", "carrier", "region", "identity"];
    let kinds = site.region.catalogue.kinds().map(|kind| kind.id.as_str());
    let mut missing: Vec<&str> = kinds.filter(|id| !old.contains(id)).collect();
    missing.retain(|id| SMALL.iter().all(|small| small.kind != *id));
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn small_tables_import_list_and_show() {
    for small in SMALL {
        let site = Site::new();
        let report = site.import(small.kind, "表.csv", small.csv.as_bytes(), None);
        assert_eq!(report.rejects, [], "{}", small.kind);
        assert_eq!((report.rows_in, report.unmapped.len()), (2, 0), "{}: {:?}", small.kind, report.unmapped);
        let page = site.list(small.kind, &SubjectQuery::default());
        assert_eq!(page.total, 2, "{}: nobody is taken for another", small.kind);
        assert!(page.columns.len() >= 4, "{}: {:?}", small.kind, page.columns);
        let profile = wanted(&site, small);
        for (name, text) in small.facts {
            assert_eq!(known(&profile, name).as_deref(), Some(*text), "{} {name}", small.kind);
        }
    }
}

#[test]
fn every_column_of_a_list_sorts_and_a_name_filters() {
    for small in SMALL {
        let site = Site::new();
        site.import(small.kind, "表.csv", small.csv.as_bytes(), None);
        let all = site.list(small.kind, &SubjectQuery::default());
        for column in &all.columns {
            let query = SubjectQuery {
                sort: Some(column.key.clone()),
                order: Order::Desc,
                ..SubjectQuery::default()
            };
            assert_eq!(site.list(small.kind, &query).items.len(), 2, "{} by {}", small.kind, column.key);
        }
        let name = &all.items[0].name;
        let named =
            site.list(small.kind, &SubjectQuery { text: Some(name.clone()), ..SubjectQuery::default() });
        let bearing = all.items.iter().filter(|row| row.name == *name).count();
        assert_eq!(named.total, bearing, "{}", small.kind);
        let none = SubjectQuery { text: Some("没有这个名字".to_owned()), ..SubjectQuery::default() };
        assert_eq!(site.list(small.kind, &none).total, 0, "{}", small.kind);
    }
}

#[test]
fn what_is_written_out_comes_back() {
    for small in SMALL {
        let site = Site::new();
        site.import(small.kind, "表.csv", small.csv.as_bytes(), None);
        let path = site.directory.path().join("出.csv");
        assert_eq!(site.export(small.kind, &path), 2);
        let again = Site::new();
        let bytes = std::fs::read(&path).expect("written");
        let report = again.import(small.kind, "出.csv", &bytes, None);
        assert_eq!((report.rejects.len(), report.rows_in), (0, 2), "{}: {:?}", small.kind, report.rejects);
        let ids = |site: &Site| -> Vec<String> {
            site.list(small.kind, &SubjectQuery::default()).items.into_iter().map(|row| row.id).collect()
        };
        assert_eq!(ids(&again), ids(&site), "{}: the same subjects", small.kind);
        let profile = wanted(&again, small);
        for (name, text) in small.facts.iter().filter(|(name, _)| !name.starts_with("财政资金放大倍数"))
        {
            assert_eq!(known(&profile, name).as_deref(), Some(*text), "{} {name}", small.kind);
        }
    }
}

#[test]
fn a_visitor_sees_no_internal_facts_of_a_need_and_no_judgement_or_matter_at_all() {
    let site = Site::new();
    for small in SMALL.iter().filter(|small| ["need", "judgement", "matter"].contains(&small.kind)) {
        site.import(small.kind, "表.csv", small.csv.as_bytes(), None);
        let page = app::subjects(&AccessScope::visitor(), &site.region, small.kind, &SubjectQuery::default())
            .expect("a page");
        if small.kind == "need" {
            let cells = page.items.iter().flat_map(|row| &row.values);
            assert!(cells.filter(|cell| cell.state == app::model::FactState::Withheld).count() > 0);
        } else {
            // A kind whose names are internal: not even that there is one.
            assert!(page.items.is_empty() && page.total == 0, "{}", small.kind);
            let officer = site.list(small.kind, &SubjectQuery::default());
            let profile = app::profile(
                &AccessScope::visitor(),
                &site.region,
                small.kind,
                &officer.items[0].id,
                app::When::default(),
            );
            assert_eq!(profile.expect_err("hidden").code, app::Code::UnknownSubject);
        }
    }
}

#[test]
fn a_text_that_names_a_subject_leads_to_it_and_one_that_nobody_bears_does_not() {
    let site = Site::new();
    site.import("institution", "校.csv", "名称,统一社会信用代码\n浙江大学,\n".as_bytes(), None);
    site.import("need", "需求.csv", "需求名称,提出单位\n甲,浙江大学\n乙,无名公司\n".as_bytes(), None);
    let asked_by = |id: &str| attribute(&site.profile("need", id), "提出单位").subject.clone();
    let subject = asked_by("甲").expect("an institution of that name");
    assert_eq!((subject.kind.as_str(), subject.name.as_str()), ("institution", "浙江大学"));
    assert_eq!(site.profile("institution", &subject.id).name, "浙江大学");
    assert_eq!(asked_by("乙"), None);
    // Two kinds know the name: nobody can say which of them is meant.
    site.import("platform", "平台.csv", "名称\n浙江大学\n".as_bytes(), None);
    assert_eq!(asked_by("甲"), None);
}
