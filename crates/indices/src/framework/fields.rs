//! The entries of one mapping of a framework: asked for by name, and those that nobody asked for are reported.

use vocabulary::yaml::{Key, Node, Position, Value};

use crate::decimal::{self, NotANumber};
use crate::finding::Findings;

/// The entries of one mapping.
pub(super) struct Fields<'n, 'f> {
    what: &'static str,
    pub(super) at: Position,
    entries: &'n [(Key, Node)],
    used: Vec<&'static str>,
    pub(super) findings: &'f mut Findings,
}

impl<'n, 'f> Fields<'n, 'f> {
    pub(super) fn of(node: &'n Node, what: &'static str, findings: &'f mut Findings) -> Option<Self> {
        if let Value::Mapping(entries) = &node.value {
            return Some(Self { what, at: node.at, entries, used: Vec::new(), findings });
        }
        findings.error(node.at, "bad-framework", format!("{what}应是“键: 值”"));
        None
    }

    /// The node behind a key; none where it is absent or says nothing.
    pub(super) fn node(&mut self, name: &'static str) -> Option<&'n Node> {
        self.used.push(name);
        let (_, node) = self.entries.iter().find(|(key, _)| key.text == name)?;
        (!node.is_null()).then_some(node)
    }

    pub(super) fn error(&mut self, at: Position, message: impl Into<String>) {
        self.findings.error(at, "bad-framework", message);
    }

    pub(super) fn optional(&mut self, name: &'static str) -> Option<String> {
        let node = self.node(name)?;
        let text = node.text().map(|text| text.trim().to_owned());
        if text.is_none() {
            self.error(node.at, format!("{name} 应是一个值"));
        }
        text
    }

    /// Text that may be left out.
    pub(super) fn words(&mut self, name: &'static str) -> String {
        self.optional(name).unwrap_or_default()
    }

    /// Text that has to be there.
    pub(super) fn text(&mut self, name: &'static str) -> String {
        let there = self.entries.iter().any(|(key, node)| key.text == name && !node.is_null());
        if !there {
            self.used.push(name);
            let message = format!("{}缺少 {name}", self.what);
            self.error(self.at, message);
            return String::new();
        }
        self.words(name)
    }

    pub(super) fn flag(&mut self, name: &'static str) -> Option<bool> {
        let node = self.node(name)?;
        match node.text() {
            Some("true" | "是") => Some(true),
            Some("false" | "否") => Some(false),
            _ => {
                self.error(node.at, format!("{name} 应是 true 或 false"));
                None
            }
        }
    }

    pub(super) fn number(&mut self, name: &'static str) -> Option<f64> {
        let node = self.node(name)?;
        number(node, name, self.findings)
    }

    /// A number within bounds.
    pub(super) fn within(&mut self, name: &'static str, low: f64, high: f64) -> Option<f64> {
        let number = self.number(name)?;
        if (low..=high).contains(&number) {
            return Some(number);
        }
        let at = self.node(name)?.at;
        self.error(at, format!("{name} 是 {number}，应在 {low} 到 {high} 之间"));
        None
    }

    pub(super) fn count(&mut self, name: &'static str) -> Option<usize> {
        let node = self.node(name)?;
        let count = node.text().and_then(|text| text.trim().parse().ok());
        if count.is_none() {
            self.error(node.at, format!("{name} 应是不小于 0 的整数"));
        }
        count
    }

    /// Two numbers: `[0, 100]`.
    pub(super) fn pair(&mut self, name: &'static str) -> Option<(f64, f64)> {
        let node = self.node(name)?;
        if let Value::Sequence(items) = &node.value
            && let [low, high] = items.as_slice()
        {
            return Some((number(low, name, self.findings)?, number(high, name, self.findings)?));
        }
        self.error(node.at, format!("{name} 应是两个数，如 [0, 100]"));
        None
    }

    pub(super) fn items(&mut self, name: &'static str) -> &'n [Node] {
        match self.node(name).map(|node| (node.at, &node.value)) {
            None => &[],
            Some((_, Value::Sequence(items))) => items,
            Some((at, _)) => {
                self.error(at, format!("{name} 应是一个列表（- …）"));
                &[]
            }
        }
    }

    pub(super) fn texts(&mut self, name: &'static str) -> Vec<String> {
        let items = self.items(name);
        let mut texts = Vec::new();
        for item in items {
            match item.text() {
                Some(text) => texts.push(text.to_owned()),
                None => self.error(item.at, format!("{name} 的每一项应是一个值")),
            }
        }
        texts
    }

    /// One of several words.
    pub(super) fn choice<T: Copy>(&mut self, name: &'static str, words: &[(&'static str, T)]) -> Option<T> {
        let node = self.node(name)?;
        let written = node.text().unwrap_or_default();
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == written) {
            return Some(*value);
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let near = vocabulary::kind::nearest(written, known.iter().copied());
        let hint = near.map(|near| format!("；是否想写 {near}")).unwrap_or_default();
        self.error(node.at, format!("{name} 不认识“{written}”，应是 {} 之一{hint}", known.join("、")));
        None
    }

    /// Reports entries that nobody asked for and hands `value` on.
    pub(super) fn done<T>(self, value: T) -> T {
        for (key, _) in self.entries.iter().filter(|(key, _)| !self.used.contains(&key.text.as_str())) {
            let near = vocabulary::kind::nearest(&key.text, self.used.iter().copied());
            let mut hint = near.map(|near| format!("；是否想写 {near}")).unwrap_or_default();
            if key.text.bytes().all(|byte| byte.is_ascii_digit()) {
                hint = String::from("；小数点应写“.”，花括号里的逗号分隔两项");
            }
            let message = format!("{}里不认识“{}”{hint}", self.what, key.text);
            self.findings.error(key.at, "unknown-field", message);
        }
        value
    }
}

/// The number of a scalar, the same on every machine: a point before decimals.
pub(super) fn number(node: &Node, name: &str, findings: &mut Findings) -> Option<f64> {
    let written = node.text().unwrap_or_default().trim();
    let why = match decimal::parse(written) {
        Ok(number) => return Some(number),
        Err(NotANumber::Comma) => "小数点应写“.”，逗号只用于千分位",
        Err(NotANumber::Infinite) => "不能是无穷大",
        Err(NotANumber::Text) => "应是一个数，如 0.5",
    };
    findings.error(node.at, "bad-number", format!("{name}“{written}”不能识别：{why}"));
    None
}
