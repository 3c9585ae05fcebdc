//! Fair competition: local registration.

use super::fair::review;
use crate::lint::{Report, Subject};

rule! {
    /// ## 为什么
    ///
    /// 要求外地企业先在本地设立公司或分支机构才能参与，限制了要素流动。
    /// 《公平竞争审查条例》（国务院令第783号，2024-08-01 起施行）第九条（商品、要素自由流动）要求起草单位在制定政策时审查这类内容。程序只认字，不下结论：
    /// 第十二条允许例外——国家安全，促进科学技术进步、增强国家自主创新能力，环保、救灾等公共利益，
    /// 且没有对公平竞争影响更小的办法，并设定了期限。条文以公布的文本为准。
    ///
    /// 提示词在 `content/lexicons/fair-competition.yaml`，区域可以增减；看条款、评审说明、支持内容、金额说明，以及公式里的名称。
    ///
    /// ## 例子
    ///
    /// ```yaml
    /// - {id: 设立公司, article: 第四条, text: 投标企业应当在本市设立子公司, review: 市科技局}
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 起草中的政策，改为要求项目在本地实施、服务能及时到达。财政资金本来只支持本辖区主体的，写明施行地域（`territory`）即可，不必要求外地企业来注册。原文就是如此的，照录原文，把审查结论（依据哪一项例外、为什么没有影响更小的办法、期限到何时）写进 `notes`，留着这条提醒。
    "fair-local-registration", Warning, "疑似要求在本地注册或者设立机构"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    review(subject, RULE.code, report);
}
