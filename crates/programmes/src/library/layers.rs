//! Documents made whole before they are typed: the attributes of other roles, what is imported from other versions, and what a
//! lower layer fills in.

use std::collections::BTreeMap;
use std::sync::Arc;

use vocabulary::Kind;

use crate::document::Document;
use crate::finding::{Findings, Text};

/// Deepest chain of imports.
pub(super) const MAX_IMPORT_DEPTH: usize = 8;

/// Code of findings about versions that are not there to be imported or filled.
const NO_IMPORT: &str = "unknown-import";

/// Every kind with the attributes of all roles that documents of it name. A role means one kind in all of them.
pub(super) fn kinds_with_roles(
    kinds: &[Kind],
    documents: &mut [(Document, Findings)],
) -> BTreeMap<String, Arc<Kind>> {
    let mut out = BTreeMap::new();
    for kind in kinds {
        let mut roles: BTreeMap<String, &Kind> = BTreeMap::new();
        for (document, findings) in documents.iter_mut().filter(|(document, _)| document.kind.text == kind.id)
        {
            for (role, of) in &document.roles {
                let Some(of_kind) = kinds.iter().find(|kind| kind.id == of.text) else {
                    let known: Vec<&str> = kinds.iter().map(|kind| kind.id.as_str()).collect();
                    let message =
                        format!("角色“{}”的类别“{}”不存在，可用：{}", role.text, of.text, known.join("、"));
                    findings.error(of.at, "unknown-kind", message);
                    continue;
                };
                match roles.get(&role.text) {
                    Some(other) if other.id != of.text => {
                        let message =
                            format!("角色“{}”在别的文件里是{}，请换一个名称", role.text, other.name);
                        findings.error(role.at, "duplicate-name", message);
                    }
                    _ => {
                        roles.insert(role.text.clone(), of_kind);
                    }
                }
            }
        }
        let whole = kind.with_roles(roles.iter().map(|(role, kind)| (role.as_str(), *kind)));
        let whole = whole.unwrap_or_else(|message| {
            for (document, findings) in
                documents.iter_mut().filter(|(document, _)| document.kind.text == kind.id)
            {
                if let Some((role, _)) = document.roles.first() {
                    findings.error(role.at, "duplicate-name", message.clone());
                }
            }
            kind.clone()
        });
        out.insert(kind.id.clone(), Arc::new(whole));
    }
    out
}

/// The document with everything that it imports; a filling document as the version it fills, with its slots filled.
pub(super) fn whole(document: Document, all: &[Document], findings: &mut Findings) -> Option<Document> {
    let mut out = match &document.fills {
        None => document,
        Some(fills) => fill(&document, fills, all, findings)?,
    };
    let imports = out.imports.clone();
    let mut done = vec![out.id.text.clone()];
    for name in &imports {
        import(&mut out, name, name, all, &mut done, 0, findings);
    }
    // Without what it imports, every name of it would be complained about.
    let sound = findings.list.iter().all(|finding| finding.code != NO_IMPORT);
    sound.then_some(out)
}

/// Adds parameters, definitions and tables of another version, and of those that it imports itself; each version once.
fn import(
    into: &mut Document,
    name: &Text,
    at: &Text,
    all: &[Document],
    done: &mut Vec<String>,
    depth: usize,
    findings: &mut Findings,
) {
    if done.contains(&name.text) {
        return;
    }
    done.push(name.text.clone());
    let Some(other) = all.iter().find(|other| other.id.text == name.text && other.fills.is_none()) else {
        let near = vocabulary::kind::nearest(&name.text, all.iter().map(|other| other.id.text.as_str()));
        let hint = near.map(|near| format!("；是否想写“{near}”")).unwrap_or_default();
        findings.error(at.at, NO_IMPORT, format!("没有政策版本“{}”可以引用{hint}", name.text));
        return;
    };
    if other.kind.text != into.kind.text {
        let message = format!("“{}”的申请主体是 {}，这里是 {}", name.text, other.kind.text, into.kind.text);
        findings.error(at.at, NO_IMPORT, message);
        return;
    }
    if depth >= MAX_IMPORT_DEPTH {
        findings.error(at.at, NO_IMPORT, format!("引用超过 {MAX_IMPORT_DEPTH} 层"));
        return;
    }
    let mut other = other.clone();
    belong_to(&mut other, &name.text);
    into.parameters.append(&mut other.parameters);
    into.definitions.append(&mut other.definitions);
    into.tables.append(&mut other.tables);
    for (role, kind) in &other.roles {
        if !into.roles.iter().any(|(own, _)| own.text == role.text) {
            into.roles.push((role.clone(), kind.clone()));
        }
    }
    for inner in &other.imports {
        import(into, inner, at, all, done, depth + 1, findings);
    }
}

/// Marks what a document says by itself as said by a version, for whoever takes it over.
fn belong_to(document: &mut Document, version: &str) {
    let parameters = document.parameters.iter_mut().map(|parameter| &mut parameter.of);
    let definitions = document.definitions.iter_mut().map(|definition| &mut definition.of);
    let tables = document.tables.iter_mut().map(|table| &mut table.of);
    for of in parameters.chain(definitions).chain(tables) {
        of.get_or_insert_with(|| version.to_owned());
    }
}

/// The version that a document fills, with the document's identity, slots and additions.
fn fill(document: &Document, fills: &Text, all: &[Document], findings: &mut Findings) -> Option<Document> {
    let Some(upper) = all.iter().find(|other| other.id.text == fills.text && other.fills.is_none()) else {
        let near = vocabulary::kind::nearest(&fills.text, all.iter().map(|other| other.id.text.as_str()));
        let hint = near.map(|near| format!("；是否想写“{near}”")).unwrap_or_default();
        findings.error(fills.at, NO_IMPORT, format!("没有政策版本“{}”可以补充{hint}", fills.text));
        return None;
    };
    let delegated: Vec<&str> = upper.delegates.iter().map(|slot| slot.name.text.as_str()).collect();
    for slot in document.slots.iter().filter(|slot| !delegated.contains(&slot.name.text.as_str())) {
        let message = format!(
            "“{}”没有把“{}”留给下级规定；它留给下级的有：{}",
            upper.id.text,
            slot.name.text,
            delegated.join("、")
        );
        findings.error(slot.name.at, "not-delegated", message);
    }
    if document.slots.is_empty() {
        findings.error(fills.at, "not-delegated", format!("没有写 slots；可补充：{}", delegated.join("、")));
    }
    if let Some(own) = document.conditions.first() {
        let message = "补充文件只补充上级留出的项，不能加条件；另立条件请写成配套政策（tops_up）";
        findings.error(own.id.at, "not-delegated", message);
    }
    let mut out = Document {
        id: document.id.clone(),
        family: document.family.clone(),
        territory: document.territory.clone(),
        fills: document.fills.clone(),
        slots: document.slots.clone(),
        tests: document.tests.clone(),
        root: document.root.clone(),
        ..upper.clone()
    };
    belong_to(&mut out, &upper.id.text);
    out.imports.extend(document.imports.iter().cloned());
    out.parameters.extend(document.parameters.iter().cloned());
    out.definitions.extend(document.definitions.iter().cloned());
    out.tables.extend(document.tables.iter().cloned());
    out.notes.extend(document.notes.iter().cloned());
    if document.base.is_some() {
        out.base.clone_from(&document.base);
    }
    Some(out)
}
