//! A small kind of firm with cheap steps, so that every plan can be tried out one by one.

use programmes::{Level, Library, Programme};
use vocabulary::{Facts, Kind, facts_file};

pub(crate) const KIND: &str = "
kind: enterprise
name: 企业
title: 名称
born: 成立日期
groups:
  - name: 全部
    attributes:
      - {name: 名称, type: text}
      - {name: 成立日期, type: date}
      - {name: 人数, type: number, unit: 人, yearly: true, changeable: either, cost: 3元, lead: 30天}
      - {name: 科技人员, type: number, unit: 人, yearly: true, changeable: up, cost: 4元, lead: 60天, at_most: 人数}
      - {name: 研发, type: number, unit: 元, yearly: true, changeable: up, cost: 5元, lead: 30天}
      - {name: 收入, type: number, unit: 元, yearly: true, changeable: up, step: 2万元, cost: 7元, lead: 100天}
      - {name: 负债, type: number, unit: 元, yearly: true, changeable: down, cost: 2元, lead: 30天}
      - {name: 利润, type: number, unit: 元, yearly: true, signed: true}
      - {name: 等级, type: enumeration, values: [甲, 乙, 丙], descending: true, changeable: up, cost: 6元, lead: 90天}
      - {name: 认证, type: boolean, changeable: up, cost: 8元, lead: 120天}
      - {name: 违规, type: boolean}
      - {name: 评分, type: number, unit: 分, judgement: 专家}
      - name: 成果
        type: list
        changeable: up
        additions:
          - {name: 申请软著, record: {类别: 软著, 有效: 是}, dated: 日期, cost: 4元, lead: 90天}
          - {name: 申请专利, record: {类别: 专利, 有效: 是}, dated: 日期, cost: 9元, lead: 300天}
        record:
          - {name: 类别, type: enumeration, values: [软著, 专利]}
          - {name: 有效, type: boolean}
          - {name: 日期, type: date}
";

const HEAD: &str = "
id: t.x.1
family: t.x
name: 试
kind: enterprise
authority: 试
document: 试
territory: 试
confidence: certain
";

pub(crate) fn kind() -> Kind {
    Kind::from_yaml("firm.yaml", KIND).expect("a kind")
}

/// A programme of the small kind from the rest of its document.
pub(crate) fn programme(body: &str) -> Programme {
    let (library, findings) = Library::load(&[kind()], [("t.yaml".to_owned(), format!("{HEAD}{body}"))]);
    let errors: Vec<String> =
        findings.iter().filter(|finding| finding.level == Level::Error).map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}\n{body}", errors.join("\n"));
    library.programmes().next().expect("one programme").clone()
}

pub(crate) fn facts(text: &str) -> Facts {
    facts_file::read(&kind(), text, jiff::civil::date(2025, 6, 30)).expect("valid facts").facts
}
