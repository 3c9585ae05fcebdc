//! What the names of a programme mean, and which have been explained already.

use std::cell::RefCell;
use std::collections::BTreeSet;

use language::token::{TokenKind, tokens};
use language::words::Glossary;
use language::{Type, parse};
use vocabulary::AttributeType;

use crate::programme::{Parameter, Programme};

/// A definition to be explained.
pub(super) struct Formula {
    pub(super) source: String,
    pub(super) text: Option<String>,
    pub(super) r#type: Type,
}

/// The names of a programme.
pub(super) struct Terms<'p> {
    pub(super) programme: &'p Programme,
    /// Parameters whose source has been given.
    cited: RefCell<BTreeSet<String>>,
    /// Definitions that have been explained.
    explained: BTreeSet<String>,
}

impl<'p> Terms<'p> {
    pub(super) fn new(programme: &'p Programme) -> Self {
        Self { programme, cited: RefCell::default(), explained: BTreeSet::new() }
    }

    /// The definition of that name, if it is one and has not been explained.
    pub(super) fn begin(&mut self, name: &str) -> Option<Formula> {
        let document = &self.programme.written;
        let all = document.definitions.iter().chain(&document.slots);
        let definition = all.into_iter().find(|definition| definition.name.text == name)?;
        if !self.explained.insert(name.to_owned()) {
            return None;
        }
        let names = &self.programme.definitions;
        let r#type = (names.position(name).and_then(|at| names.expressions.get(at)))
            .map_or(Type::Error, |expr| expr.r#type);
        let text = definition.text.as_ref().map(|text| text.text.clone());
        Some(Formula { source: definition.formula.text.clone(), text, r#type })
    }

    fn parameter(&self, parameter: &Parameter) -> String {
        let first = self.cited.borrow_mut().insert(parameter.name.clone());
        let values: Vec<String> = match parameter.values.as_slice() {
            [one] => vec![one.written.clone()],
            several => (several.iter())
                .map(|value| match value.from {
                    Some(from) => format!("{from} 起 {}", value.written),
                    None => format!("起初 {}", value.written),
                })
                .collect(),
        };
        let value = values.join("，");
        if !first {
            return format!("{value}（{}）", parameter.name);
        }
        let since = match parameter.values.as_slice() {
            [one] => one.from.map_or(String::new(), |from| format!("，自 {from} 起")),
            _ => String::new(),
        };
        let of = parameter.of.as_ref().map_or(String::new(), |of| format!("，引自 {of}"));
        format!("{value}（参数“{}”，{}{since}{of}）", parameter.name, parameter.article)
    }
}

/// Names in a formula, in its order.
pub(super) fn names_in(source: &str) -> Vec<String> {
    let (tokens, _) = tokens(source);
    let names = tokens.into_iter().filter_map(|token| match token.kind {
        TokenKind::Name(name) | TokenKind::Quoted(name) => Some(name),
        _ => None,
    });
    names.collect()
}

impl Glossary for Terms<'_> {
    fn name(&self, name: &str) -> Option<String> {
        if let Some(parameter) = self.programme.parameters.iter().find(|parameter| parameter.name == name) {
            return Some(self.parameter(parameter));
        }
        let document = &self.programme.written;
        if document.tables.iter().any(|table| table.name.text == name) {
            return Some(format!("“{name}”〔表〕"));
        }
        if document.score.as_ref().is_some_and(|score| score.name.text == name) {
            return Some(format!("“{name}”〔评分〕"));
        }
        self.programme.definitions.position(name).map(|_| format!("“{name}”"))
    }

    fn is_date(&self, name: &str) -> bool {
        let kind = &self.programme.subject;
        if let Some((_, attribute)) = kind.attribute(name) {
            return attribute.r#type == AttributeType::Date;
        }
        let definitions = &self.programme.definitions;
        if let Some(expr) = definitions.position(name).and_then(|at| definitions.expressions.get(at)) {
            return expr.r#type == Type::Date;
        }
        if let Some(parameter) = self.programme.parameters.iter().find(|parameter| parameter.name == name) {
            let written = parameter.values.first().map_or("", |value| value.written.as_str());
            return matches!(parse(written).0.kind, language::ast::AstKind::Date(_));
        }
        kind.attributes.iter().any(|attribute| match &attribute.r#type {
            AttributeType::List(fields) => {
                fields.iter().any(|field| field.name == name && field.r#type == AttributeType::Date)
            }
            _ => false,
        })
    }
}
