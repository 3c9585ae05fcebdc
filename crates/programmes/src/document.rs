//! A programme document as written: YAML → plain structures with positions. Says what is missing or misspelt; knows nothing of
//! what expressions mean.

use std::sync::Arc;

use jiff::civil::Date;
use vocabulary::yaml::{self, Key, Node, Position, Value};

use crate::finding::{Findings, Text};

/// A programme document.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Version id, such as `cn.hnte.2016`.
    pub id: Text,
    /// Family id, such as `cn.hnte`.
    pub family: Text,
    /// What people call it.
    pub name: Text,
    /// Kind of the applicant.
    pub kind: Text,
    /// Who issued it.
    pub authority: Text,
    /// Title and number of the document.
    pub document: Text,
    /// Where it is in force.
    pub territory: Text,
    /// `certain` or `likely`.
    pub confidence: Text,
    /// First day in force, where known.
    pub from: Option<Date>,
    /// Last day in force, where known.
    pub until: Option<Date>,
    /// Version ids it replaces.
    pub replaces: Vec<Text>,
    /// Parameters.
    pub parameters: Vec<RawParameter>,
    /// Named formulas.
    pub definitions: Vec<RawDefinition>,
    /// Decision tables.
    pub tables: Vec<RawTable>,
    /// The scorecard.
    pub score: Option<RawScore>,
    /// When the programme applies at all.
    pub applies: Option<Text>,
    /// The conditions, all of which must hold.
    pub conditions: Vec<RawCondition>,
    /// What one gets, in words.
    pub benefits: Vec<Text>,
    /// How long a recognition lasts, in words.
    pub validity: Option<Text>,
    /// What to hand in.
    pub evidence: Vec<Text>,
    /// What a reader should know: missing facts, choices of encoding.
    pub notes: Vec<Text>,
    /// Facts that every embedded test starts from.
    pub base: Option<Node>,
    /// Embedded tests.
    pub tests: Vec<RawTest>,
    /// All of it as it was written, for findings that point into it.
    pub root: Option<Arc<Node>>,
}

/// A parameter and its values over time.
#[derive(Clone, Debug)]
pub struct RawParameter {
    /// Its name.
    pub name: Text,
    /// Where it comes from.
    pub article: Text,
    /// Values, each from a day (unknown: from the start).
    pub values: Vec<(Option<Date>, Text)>,
}

/// A named formula.
#[derive(Clone, Debug)]
pub struct RawDefinition {
    /// Its name.
    pub name: Text,
    /// What the document says.
    pub text: Option<Text>,
    /// The formula.
    pub formula: Text,
}

/// A decision table that gives points; the first row that fits counts.
#[derive(Clone, Debug)]
pub struct RawTable {
    /// Its name.
    pub name: Text,
    /// Where it comes from.
    pub article: Option<Text>,
    /// What the rows test; `None`: each row is a condition of its own.
    pub on: Option<Text>,
    /// Condition (`None`: otherwise) and points (`7..8`: an expert decides).
    pub rows: Vec<(Option<Text>, Text)>,
}

/// A scorecard.
#[derive(Clone, Debug)]
pub struct RawScore {
    /// Name of the total.
    pub name: Text,
    /// Highest total.
    pub of: Text,
    /// Names of definitions or tables, and their highest points.
    pub items: Vec<(Text, Text)>,
}

/// A condition or a group of conditions.
#[derive(Clone, Debug)]
pub struct RawCondition {
    /// Its id, unique in the programme.
    pub id: Text,
    /// Article.
    pub article: Option<Text>,
    /// The clause's own words.
    pub text: Option<Text>,
    /// `likely` where the clause is less sure than the document.
    pub confidence: Option<Text>,
    /// What it asks.
    pub body: RawBody,
}

/// What a condition asks.
#[derive(Clone, Debug)]
pub enum RawBody {
    /// An expression.
    Test(Text),
    /// Left to people: always unknown. The text says to whom.
    Review(Text),
    /// All of these.
    All(Vec<RawCondition>),
    /// One of these.
    Any(Vec<RawCondition>),
    /// So many of these.
    AtLeast(Text, Vec<RawCondition>),
}

/// An embedded test.
#[derive(Clone, Debug)]
pub struct RawTest {
    /// What it shows.
    pub name: Text,
    /// At which date.
    pub as_of: Date,
    /// Facts that replace those of `base`, attribute by attribute.
    pub facts: Option<Node>,
    /// Expected status of the whole.
    pub status: Text,
    /// Expected status by condition id.
    pub conditions: Vec<(Text, Text)>,
    /// Expected score, least and greatest.
    pub score: Option<(Text, Text)>,
    /// Where it stands.
    pub at: Position,
}

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
        parameters: fields.each("parameters", |node, findings| {
            let mut fields = Fields::of(node, "参数", findings)?;
            let parameter = RawParameter {
                name: fields.text("name"),
                article: fields.text("article"),
                values: fields.each("values", |node, findings| {
                    let mut fields = Fields::of(node, "参数的值", findings)?;
                    let value = (fields.date("from"), fields.text("value"));
                    fields.done(value)
                }),
            };
            fields.done(parameter)
        }),
        definitions: fields.each("definitions", |node, findings| {
            let mut fields = Fields::of(node, "定义", findings)?;
            let definition = RawDefinition {
                name: fields.text("name"),
                text: fields.optional("text"),
                formula: fields.text("formula"),
            };
            fields.done(definition)
        }),
        tables: fields.each("tables", table),
        score: fields.node("score").and_then(|node| score(node, fields.findings)),
        applies: fields.optional("applies"),
        conditions: fields.each("conditions", condition),
        benefits: fields.texts("benefits"),
        validity: fields.optional("validity"),
        evidence: fields.texts("evidence"),
        notes: fields.texts("notes"),
        base: fields.node("base").cloned(),
        tests: fields.each("tests", test),
        root: None,
    };
    let document = fields.done(document)?;
    Some(Document { root: Some(Arc::new(root)), ..document })
}

fn table(node: &Node, findings: &mut Findings) -> Option<RawTable> {
    let mut fields = Fields::of(node, "表", findings)?;
    let table = RawTable {
        name: fields.text("name"),
        article: fields.optional("article"),
        on: fields.optional("on"),
        rows: fields.each("rows", |node, findings| {
            let mut fields = Fields::of(node, "表的行", findings)?;
            let row = (fields.optional("when"), fields.text("then"));
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
    let score = expected.node("score").and_then(|node| {
        let mut fields = Fields::of(node, "分数", expected.findings)?;
        let score = (fields.text("min"), fields.text("max"));
        fields.done(score)
    });
    expected.done(())?;
    fields.used.push("expect");
    let name = fields.text("name");
    let facts = fields.node("facts").cloned();
    let Some(as_of) = as_of else {
        fields.findings.error(at, "bad-document", "测试应写明 as_of（如 2025-06-30）");
        return None;
    };
    fields.done(RawTest { name, as_of, facts, status, conditions, score, at })
}

/// The entries of one mapping: which were asked for, so that the others can be reported.
struct Fields<'n, 'f> {
    what: &'static str,
    at: Position,
    entries: &'n [(Key, Node)],
    used: Vec<&'static str>,
    findings: &'f mut Findings,
}

impl<'n, 'f> Fields<'n, 'f> {
    fn of(node: &'n Node, what: &'static str, findings: &'f mut Findings) -> Option<Self> {
        if let Value::Mapping(entries) = &node.value {
            return Some(Self { what, at: node.at, entries, used: Vec::new(), findings });
        }
        findings.error(node.at, "bad-document", format!("{what}应是“键: 值”"));
        None
    }

    fn node(&mut self, name: &'static str) -> Option<&'n Node> {
        self.used.push(name);
        let entry = self.entries.iter().find(|(key, _)| key.text == name)?;
        (!entry.1.is_null()).then_some(&entry.1)
    }

    fn optional(&mut self, name: &'static str) -> Option<Text> {
        let node = self.node(name)?;
        let text = Text::of(node);
        if text.is_none() {
            self.findings.error(node.at, "bad-document", format!("{name} 应是一个值"));
        }
        text
    }

    fn text(&mut self, name: &'static str) -> Text {
        if let Some(text) = self.optional(name) {
            return text;
        }
        if !self.entries.iter().any(|(key, node)| key.text == name && !node.is_null()) {
            self.findings.error(self.at, "bad-document", format!("{}缺少 {name}", self.what));
        }
        Text { at: self.at, ..Text::default() }
    }

    fn date(&mut self, name: &'static str) -> Option<Date> {
        let text = self.optional(name)?;
        let date = text.text.parse().ok();
        if date.is_none() {
            self.findings.error(text.at, "bad-document", format!("{name} 应是日期，如 2016-01-01"));
        }
        date
    }

    fn items(&mut self, name: &'static str) -> &'n [Node] {
        match self.node(name).map(|node| (node.at, &node.value)) {
            None => &[],
            Some((_, Value::Sequence(items))) => items,
            Some((at, _)) => {
                self.findings.error(at, "bad-document", format!("{name} 应是一个列表（- …）"));
                &[]
            }
        }
    }

    fn texts(&mut self, name: &'static str) -> Vec<Text> {
        self.items(name).iter().filter_map(Text::of).collect()
    }

    fn each<T>(&mut self, name: &'static str, read: impl Fn(&Node, &mut Findings) -> Option<T>) -> Vec<T> {
        self.items(name).iter().filter_map(|item| read(item, self.findings)).collect()
    }

    fn pairs(&mut self, name: &'static str) -> Vec<(Text, Text)> {
        let Some(Value::Mapping(entries)) = self.node(name).map(|node| &node.value) else {
            return Vec::new();
        };
        (entries.iter())
            .filter_map(|(key, node)| {
                let name = Text { text: key.text.clone(), at: key.at, ..Text::default() };
                Some((name, Text::of(node)?))
            })
            .collect()
    }

    /// Reports entries that nobody asked for and hands `value` on.
    #[expect(clippy::unnecessary_wraps, reason = "every reader of a node ends with it and gives an option")]
    fn done<T>(self, value: T) -> Option<T> {
        for (key, _) in self.entries.iter().filter(|(key, _)| !self.used.contains(&key.text.as_str())) {
            let near = vocabulary::kind::nearest(&key.text, self.used.iter().copied());
            let hint = near.map(|near| format!("；是否想写 {near}")).unwrap_or_default();
            self.findings.error(
                key.at,
                "unknown-field",
                format!("{}里不认识“{}”{hint}", self.what, key.text),
            );
        }
        Some(value)
    }
}
