//! Fair competition: local goods.

use super::fair::review;
use crate::lint::{Report, Subject};

rule! {
    /// ## 为什么
    ///
    /// 要求使用本地产品、达到本地配套率，或者只认本地业绩，排斥了外地的商品和经营者。
    /// 《公平竞争审查条例》（国务院令第783号，2024-08-01 起施行）第九条（商品、要素自由流动）要求起草单位在制定政策时审查这类内容。程序只认字，不下结论：
    /// 第十二条允许例外——国家安全，促进科学技术进步、增强国家自主创新能力，环保、救灾等公共利益，
    /// 且没有对公平竞争影响更小的办法，并设定了期限。条文以公布的文本为准。
    ///
    /// 提示词在 `content/lexicons/fair-competition.yaml`，区域可以增减；看条款、评审说明、支持内容、金额说明，以及公式里的名称。
    ///
    /// ## 例子
    ///
    /// ```yaml
    /// - {id: 配套, article: 第六条, text: 本地配套率不低于30%, review: 市经信局}
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 起草中的政策，改为对产品性能、质量和服务的要求；业绩不分地域。原文就是如此的，照录原文，把审查结论（依据哪一项例外、为什么没有影响更小的办法、期限到何时）写进 `notes`，留着这条提醒。
    "fair-local-goods", Warning, "疑似以本地产品、本地业绩为条件"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    review(subject, RULE.code, report);
}
