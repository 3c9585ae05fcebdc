//! Whom a row is about, by code, name or id (CONTRACT «Identity»).

use vocabulary::AttributeType;
use vocabulary::fact::Stated;
use vocabulary::kind::AttributeId;

use super::{Cells, Gather, Store};
use crate::identity::{self, Named};
use crate::layout::Key;
use crate::plan::Role;
use crate::value::{Shape, Value};

impl<S: Store> Gather<'_, S> {
    /// Whom the row is about. `None` where that is not said or wrong, which is then told.
    pub(super) fn identify(&mut self, row: u32, cells: &impl Cells) -> Option<Named> {
        let kind = self.layout.kind;
        let stated = |id: Option<AttributeId>, values: &[(usize, Key, Value)]| {
            let id = id?;
            values.iter().find_map(|(at, key, value)| match (key, value) {
                (Key::Attribute(own, None), Value::Text(text)) if *own == id => Some((*at, text.to_string())),
                _ => None,
            })
        };
        let specimen = self.specimen.is_some_and(|id| {
            self.values
                .iter()
                .any(|(_, key, value)| *key == Key::Attribute(id, None) && *value == Value::Bool(true))
        });
        let (mut code, mut name) = match self.layout.list {
            None => (stated(kind.code, &self.values), stated(Some(kind.title), &self.values)),
            Some(_) => (None, None),
        };
        let mut id = None;
        for at in 0..self.plan.columns.len() {
            let column = &self.plan.columns[at];
            if !matches!(column.role, Role::Code | Role::Name | Role::Id | Role::CodeOrName) {
                continue;
            }
            let cell = cells.cell(column.index);
            let text = match cell.read(&AttributeType::Text, Shape::Text, None) {
                Ok((Value::Text(text), _)) => text.to_string(),
                Ok(_) => continue,
                Err(reason) => {
                    let label = column.label();
                    self.reject(row, label, &cell.text(), reason);
                    return None;
                }
            };
            match column.role {
                Role::Code => code = Some((at, text)),
                Role::Name => name = Some((at, text)),
                Role::Id => id = Some((at, text)),
                _ if identity::looks_like_code(kind, &text) => code = code.or(Some((at, text))),
                _ => name = name.or(Some((at, text))),
            }
        }
        // A row of the view layout names its subject a second time: only where nothing else does, it counts.
        if code.is_none() && name.is_none() {
            if let Some((at, text)) = id {
                match identity::read_id(kind, &text) {
                    Some(identity::Id::Code(own)) => code = Some((at, own.to_owned())),
                    Some(identity::Id::NameHash(_)) => {
                        return Some(Named { code: None, name: None, id: Some(text) });
                    }
                    None => {
                        let label = self.plan.columns[at].label();
                        let reason = format!("主体编号应是 {}:代码", kind.id);
                        self.reject(row, label, &text, reason);
                        return None;
                    }
                }
            } else {
                let title = &kind.get(kind.title).name;
                let what = kind.code.map(|id| format!("{}和", kind.get(id).name)).unwrap_or_default();
                self.reject(
                    row,
                    String::new(),
                    "",
                    format!("没有写明是谁：{what}{title}都是空的；请至少填写一项"),
                );
                return None;
            }
        }
        let code = match code {
            None => None,
            Some((at, text)) => match identity::code(kind, &text, specimen) {
                Ok(code) => Some((at, code)),
                Err(reason) => {
                    let label = self.plan.columns[at].label();
                    self.reject(row, label, &text, reason);
                    return None;
                }
            },
        };
        Some(self.with_attributes(code, name))
    }

    /// States code and name as attributes too, where the table is one of subjects.
    fn with_attributes(&mut self, code: Option<(usize, String)>, name: Option<(usize, String)>) -> Named {
        let kind = self.layout.kind;
        if self.layout.list.is_none() {
            for (id, own) in [(kind.code, &code), (Some(kind.title), &name)] {
                let (Some(id), Some((at, text))) = (id, own) else { continue };
                let key = Key::Attribute(id, None);
                self.values.retain(|(_, other, _)| *other != key);
                self.values.push((*at, key, Value::Text(text.as_str().into())));
            }
        }
        let name = name.map(|(_, name)| self.full_name(name));
        Named { code: code.map(|(_, code)| code), name, id: None }
    }

    /// The name with the other parts of the subject's identity, where its kind has such.
    fn full_name(&self, title: String) -> String {
        if self.layout.list.is_some() || !identity::is_composite(self.layout.kind) {
            return title;
        }
        identity::full_name(self.layout.kind, &title, |id| {
            let own = self.values.iter().find(|(_, key, _)| *key == Key::Attribute(id, None));
            match own.map(|(_, _, value)| value.stated()) {
                Some(Stated::Known(datum)) => Some(datum),
                _ => None,
            }
        })
    }
}
