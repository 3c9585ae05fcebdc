//! YAML → document: every key is asked for once, in the order of `docs/programmes.md`.

use std::sync::Arc;

use vocabulary::yaml::{self, Node};

use super::fields::Fields;
use super::{
    Document, RawAmount, RawBody, RawCondition, RawDefinition, RawDelegate, RawParameter, RawRow, RawScore,
    RawTable, RawTest, RawTitle, RawTransition, RawWindow,
};
use crate::finding::Findings;

/// Reads a document. `None` with findings where it is not even a mapping.
pub fn read(text: &str, findings: &mut Findings) -> Option<Document> {
    let root = match yaml::parse(text) {
        Ok(root) => root,
        Err(error) => {
            findings.yaml(error);
            return None;
        }
    };
    let mut fields = Fields::of(&root, "政策文件", findings)?;
    let document = Document {
        id: fields.text("id"),
        family: fields.text("family"),
        name: fields.text("name"),
        kind: fields.text("kind"),
        authority: fields.text("authority"),
        document: fields.text("document"),
        territory: fields.text("territory"),
        confidence: fields.text("confidence"),
        from: fields.date("from"),
        until: fields.date("until"),
        replaces: fields.texts("replaces"),
        transition: fields.each("transition", transition),
        windows: fields.each("windows", window),
        roles: fields.pairs("roles"),
        imports: fields.texts("imports"),
        parameters: fields.each("parameters", |node, findings| {
            let mut fields = Fields::of(node, "参数", findings)?;
            let parameter = RawParameter {
                of: None,
                unit: fields.optional("unit"),
                name: fields.text("name"),
                article: fields.text("article"),
                values: fields.each("values", |node, findings| {
                    let mut fields = Fields::of(node, "参数的值", findings)?;
                    let value = (fields.date("from"), fields.optional("value"));
                    fields.done(value)
                }),
            };
            fields.done(parameter)
        }),
        definitions: fields.each("definitions", definition),
        tables: fields.each("tables", table),
        score: fields.node("score").and_then(|node| score(node, fields.findings)),
        class: fields.optional("class"),
        amount: fields.node("amount").and_then(|node| amount(node, fields.findings)),
        exclusive: fields.texts("exclusive"),
        caps: fields.each("caps", |node, findings| {
            let mut fields = Fields::of(node, "合计上限", findings)?;
            let cap = (fields.text("group"), fields.text("limit"));
            fields.done(cap)
        }),
        tops_up: fields.texts("tops_up"),
        grants: fields.node("grants").and_then(|node| title(node, fields.findings)),
        next: fields.texts("next"),
        delegates: fields.each("delegates", delegate),
        fills: fields.optional("fills"),
        slots: fields.each("slots", definition),
        applies: fields.optional("applies"),
        conditions: fields.each("conditions", condition),
        benefits: fields.texts("benefits"),
        validity: fields.optional("validity"),
        evidence: fields.texts("evidence"),
        channel: fields.optional("channel"),
        contact: fields.optional("contact"),
        notes: fields.texts("notes"),
        base: fields.node("base").cloned(),
        tests: fields.each("tests", test),
        root: None,
    };
    let document = fields.done(document)?;
    Some(Document { root: Some(Arc::new(root)), ..document })
}

fn transition(node: &Node, findings: &mut Findings) -> Option<RawTransition> {
    let mut fields = Fields::of(node, "过渡规则", findings)?;
    let transition = RawTransition {
        purpose: fields.text("purpose"),
        until: fields.date("until"),
        article: fields.optional("article"),
    };
    if transition.until.is_none() {
        fields.findings.error(node.at, "bad-document", "过渡规则应写明 until（如 2026-12-31）");
    }
    fields.done(transition)
}

fn window(node: &Node, findings: &mut Findings) -> Option<RawWindow> {
    let mut fields = Fields::of(node, "申报期", findings)?;
    let window = RawWindow {
        opens: fields.text("opens"),
        closes: fields.text("closes"),
        article: fields.optional("article"),
    };
    fields.done(window)
}

fn definition(node: &Node, findings: &mut Findings) -> Option<RawDefinition> {
    let mut fields = Fields::of(node, "定义", findings)?;
    let definition = RawDefinition {
        of: None,
        name: fields.text("name"),
        text: fields.optional("text"),
        formula: fields.text("formula"),
    };
    fields.done(definition)
}

fn amount(node: &Node, findings: &mut Findings) -> Option<RawAmount> {
    let mut fields = Fields::of(node, "金额", findings)?;
    let amount = RawAmount {
        formula: fields.text("formula"),
        cap: fields.optional("cap"),
        period: fields.text("period"),
        article: fields.optional("article"),
        text: fields.optional("text"),
    };
    fields.done(amount)
}

fn title(node: &Node, findings: &mut Findings) -> Option<RawTitle> {
    let mut fields = Fields::of(node, "资质", findings)?;
    let title = RawTitle {
        name: fields.text("name"),
        level: fields.optional("level"),
        years: fields.optional("years"),
    };
    fields.done(title)
}

fn delegate(node: &Node, findings: &mut Findings) -> Option<RawDelegate> {
    let mut fields = Fields::of(node, "留给下级的项", findings)?;
    let delegate = RawDelegate {
        name: fields.text("name"),
        of: fields.optional("of"),
        to: fields.text("to"),
        article: fields.optional("article"),
    };
    fields.done(delegate)
}

fn table(node: &Node, findings: &mut Findings) -> Option<RawTable> {
    let mut fields = Fields::of(node, "表", findings)?;
    let table = RawTable {
        of: None,
        name: fields.text("name"),
        article: fields.optional("article"),
        hit: fields.optional("hit"),
        on: fields.one_or_more("on"),
        rows: fields.each("rows", |node, findings| {
            let mut fields = Fields::of(node, "表的行", findings)?;
            let row = RawRow { when: fields.one_or_more("when"), then: fields.text("then") };
            fields.done(row)
        }),
    };
    fields.done(table)
}

fn score(node: &Node, findings: &mut Findings) -> Option<RawScore> {
    let mut fields = Fields::of(node, "评分", findings)?;
    let score = RawScore {
        name: fields.text("name"),
        of: fields.text("of"),
        items: fields.each("items", |node, findings| {
            let mut fields = Fields::of(node, "评分项", findings)?;
            let item = (fields.text("name"), fields.text("of"));
            fields.done(item)
        }),
    };
    fields.done(score)
}

fn condition(node: &Node, findings: &mut Findings) -> Option<RawCondition> {
    let at = node.at;
    let mut fields = Fields::of(node, "条件", findings)?;
    let (test, review) = (fields.optional("test"), fields.optional("review"));
    let (all, any) = (fields.node("all").is_some(), fields.node("any").is_some());
    let body = match (test, review, fields.optional("at_least")) {
        (Some(test), None, None) if !all && !any => RawBody::Test(test),
        (None, Some(review), None) if !all && !any => RawBody::Review(review),
        (None, None, Some(number)) if !all && !any => RawBody::AtLeast(number, fields.each("of", condition)),
        (None, None, None) if all && !any => RawBody::All(fields.each("all", condition)),
        (None, None, None) if any && !all => RawBody::Any(fields.each("any", condition)),
        _ => {
            fields.findings.error(at, "bad-document", "条件应恰有 test、review、all、any、at_least 之一");
            return None;
        }
    };
    let condition = RawCondition {
        id: fields.text("id"),
        article: fields.optional("article"),
        text: fields.optional("text"),
        confidence: fields.optional("confidence"),
        body,
    };
    fields.done(condition)
}

fn test(node: &Node, findings: &mut Findings) -> Option<RawTest> {
    let at = node.at;
    let mut fields = Fields::of(node, "测试", findings)?;
    let as_of = fields.date("as_of");
    let mut expected = Fields::of(fields.node("expect").unwrap_or(node), "测试的 expect", fields.findings)?;
    let status = expected.text("status");
    let conditions = expected.pairs("conditions");
    let mut bounds = |name: &'static str, what: &'static str| {
        let node = expected.node(name)?;
        let mut fields = Fields::of(node, what, expected.findings)?;
        let bounds = (fields.text("min"), fields.text("max"));
        fields.done(bounds)
    };
    let (score, amount) = (bounds("score", "分数"), bounds("amount", "金额"));
    let class = expected.optional("class");
    expected.done(())?;
    fields.used.push("expect");
    let name = fields.text("name");
    let facts = fields.node("facts").cloned();
    let Some(as_of) = as_of else {
        fields.findings.error(at, "bad-document", "测试应写明 as_of（如 2025-06-30）");
        return None;
    };
    fields.done(RawTest { name, as_of, facts, status, conditions, score, class, amount, at })
}
