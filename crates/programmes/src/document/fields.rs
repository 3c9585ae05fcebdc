//! The entries of one mapping of a document: asked for by name, and those that nobody asked for are reported.

use jiff::civil::Date;
use vocabulary::yaml::{Key, Node, Position, Value};

use crate::finding::{Findings, Text};

/// The entries of one mapping: which were asked for, so that the others can be reported.
pub(super) struct Fields<'n, 'f> {
    what: &'static str,
    pub(super) at: Position,
    entries: &'n [(Key, Node)],
    pub(super) used: Vec<&'static str>,
    pub(super) findings: &'f mut Findings,
}

impl<'n, 'f> Fields<'n, 'f> {
    pub(super) fn of(node: &'n Node, what: &'static str, findings: &'f mut Findings) -> Option<Self> {
        if let Value::Mapping(entries) = &node.value {
            return Some(Self { what, at: node.at, entries, used: Vec::new(), findings });
        }
        findings.error(node.at, "bad-document", format!("{what}应是“键: 值”"));
        None
    }

    pub(super) fn node(&mut self, name: &'static str) -> Option<&'n Node> {
        self.used.push(name);
        let entry = self.entries.iter().find(|(key, _)| key.text == name)?;
        (!entry.1.is_null()).then_some(&entry.1)
    }

    pub(super) fn optional(&mut self, name: &'static str) -> Option<Text> {
        let node = self.node(name)?;
        let text = Text::of(node);
        if text.is_none() {
            self.findings.error(node.at, "bad-document", format!("{name} 应是一个值"));
        }
        text
    }

    pub(super) fn text(&mut self, name: &'static str) -> Text {
        if let Some(text) = self.optional(name) {
            return text;
        }
        if !self.entries.iter().any(|(key, node)| key.text == name && !node.is_null()) {
            self.findings.error(self.at, "bad-document", format!("{}缺少 {name}", self.what));
        }
        Text { at: self.at, ..Text::default() }
    }

    pub(super) fn date(&mut self, name: &'static str) -> Option<Date> {
        let text = self.optional(name)?;
        let date = text.text.parse().ok();
        if date.is_none() {
            self.findings.error(text.at, "bad-document", format!("{name} 应是日期，如 2016-01-01"));
        }
        date
    }

    pub(super) fn items(&mut self, name: &'static str) -> &'n [Node] {
        match self.node(name).map(|node| (node.at, &node.value)) {
            None => &[],
            Some((_, Value::Sequence(items))) => items,
            Some((at, _)) => {
                self.findings.error(at, "bad-document", format!("{name} 应是一个列表（- …）"));
                &[]
            }
        }
    }

    pub(super) fn texts(&mut self, name: &'static str) -> Vec<Text> {
        self.items(name).iter().filter_map(Text::of).collect()
    }

    /// One text or several.
    pub(super) fn one_or_more(&mut self, name: &'static str) -> Vec<Text> {
        match self.node(name) {
            Some(Node { value: Value::Sequence(items), .. }) => items.iter().filter_map(Text::of).collect(),
            _ => self.optional(name).into_iter().collect(),
        }
    }

    pub(super) fn each<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(&Node, &mut Findings) -> Option<T>,
    ) -> Vec<T> {
        self.items(name).iter().filter_map(|item| read(item, self.findings)).collect()
    }

    pub(super) fn pairs(&mut self, name: &'static str) -> Vec<(Text, Text)> {
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
    pub(super) fn done<T>(self, value: T) -> Option<T> {
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
