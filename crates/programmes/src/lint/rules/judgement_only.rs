//! A programme that nobody passes before an expert has judged.

use language::Context;

use crate::lint::reach::WithoutJudgement;
use crate::lint::{Report, Subject};
use crate::programme::{Body, Condition};

rule! {
    /// ## 为什么
    ///
    /// 有的政策无论事实怎样好，最后都要等一个判断：留给评审的条件，或者要靠专家打的分才能过线。程序对它最多说“待定”，批量筛选也筛不出“符合”。
    /// 应当早知道，免得把“待定”当成“不符合”，也免得许诺“免申即享”。
    ///
    /// 检查假定判断都还没有作出、其余事实任选，算出条件能否成立；能证明不能才报。
    ///
    /// ## 例子
    ///
    /// ```yaml
    /// conditions:
    ///   - {id: 创新能力, review: 专家评审, ...}
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 不是错误。可以做的：把判断录入（连同评审人和日期）以后再评；在 `evidence` 里写明评审看什么材料。
    "judgement-only", Note, "没有专家或部门的判断，谁也不能得出“符合”"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let programme = subject.programme;
    let mut deciding: Vec<String> = Vec::new();
    for day in subject.regimes() {
        let parameters = programme.parameter_values(day);
        let context = subject.without_facts(day, &parameters);
        let question = WithoutJudgement {
            kind: subject.kind,
            definitions: &programme.definitions.expressions,
            context: &context,
        };
        let blocked: Vec<&Condition> =
            subject.conjuncts().into_iter().filter(|condition| !question.condition(condition)).collect();
        // With other parameters it may be possible.
        if blocked.is_empty() {
            return;
        }
        deciding = blocked.iter().map(|condition| describe(condition, &question, &context)).collect();
    }
    let message = format!("每个“符合”都要靠判断，没有判断最多是待定：{}", deciding.join("；"));
    report.at(subject.top(), message);
}

/// The condition, and which judgements it waits for.
fn describe(condition: &Condition, question: &WithoutJudgement<'_>, context: &Context<'_>) -> String {
    let mut waits: Vec<String> = Vec::new();
    gather(condition, question, context, &mut waits);
    format!("{}（{}）", condition.id, waits.join("、"))
}

fn gather(
    condition: &Condition,
    question: &WithoutJudgement<'_>,
    context: &Context<'_>,
    out: &mut Vec<String>,
) {
    let mut add = |text: String| {
        if !out.contains(&text) {
            out.push(text);
        }
    };
    match &condition.body {
        Body::Review(by) => add(by.clone()),
        Body::Test(test) => {
            let (ids, points) = question.judgements(&test.expr);
            ids.iter().for_each(|id| add(context.kind.get(*id).name.clone()));
            if points {
                add("专家裁量的分值".to_owned());
            }
        }
        Body::Group(_, children) => {
            children
                .iter()
                .filter(|child| !question.condition(child))
                .for_each(|child| gather(child, question, context, out));
        }
    }
}
