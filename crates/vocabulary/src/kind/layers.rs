//! A lower layer adds to a kind (DESIGN §2): attributes of its own and its own order of sources, without copying the upper file.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::document::{RawGroup, RawKind};
use super::{Kind, KindError, nearest};

/// A content file about a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindFile<'t> {
    /// As messages name it.
    pub path: &'t str,
    /// Its text.
    pub text: &'t str,
}

impl KindFile<'_> {
    fn wrong(&self, message: impl Into<String>) -> KindError {
        KindError { path: self.path.to_owned(), message: message.into() }
    }
}

/// What a file adds to the kind of an upper layer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExtension {
    extends: String,
    #[serde(default)]
    sources: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    groups: Vec<RawGroup>,
}

/// The kind that a file adds to; `None` where the file describes a kind of its own or cannot be read.
pub fn extended_kind(text: &str) -> Option<String> {
    let top = crate::yaml::parse(text).ok()?;
    let crate::yaml::Value::Mapping(entries) = top.value else { return None };
    let (_, node) = entries.iter().find(|(key, _)| key.text == "extends")?;
    node.text().map(str::to_owned)
}

impl Kind {
    /// Reads a kind and what lower layers add to it. The attributes of `base` keep their positions; those added follow in the order of
    /// `additions`. An added group of the name of an upper one continues it, with its sensitivity and sources unless it says others.
    ///
    /// # Errors
    /// Where a file cannot be read, or two files say the same thing: the message names both.
    pub fn from_layers(base: KindFile<'_>, additions: &[KindFile<'_>]) -> Result<Self, KindError> {
        let mut raw: RawKind =
            serde_saphyr::from_str(base.text).map_err(|error| base.wrong(error.to_string()))?;
        let mut owners: HashMap<String, &str> = HashMap::new();
        for attribute in raw.groups.iter().flat_map(|group| &group.attributes) {
            owners.insert(attribute.name.clone(), base.path);
        }
        let mut orders = Vec::new();
        for file in additions {
            let added: RawExtension =
                serde_saphyr::from_str(file.text).map_err(|error| file.wrong(error.to_string()))?;
            if added.extends != raw.kind {
                return Err(file.wrong(format!("补充的是“{}”，不是“{}”", added.extends, raw.kind)));
            }
            for mut group in added.groups {
                for attribute in &group.attributes {
                    if let Some(other) = owners.insert(attribute.name.clone(), file.path) {
                        return Err(file.wrong(format!(
                            "属性“{}”在 {other} 里已经有了；请换一个名称，或只在一个文件里写",
                            attribute.name
                        )));
                    }
                }
                if let Some(upper) = raw.groups.iter().find(|upper| upper.name == group.name) {
                    group.continues(upper);
                }
                raw.groups.push(group);
            }
            orders.push((*file, added.sources));
        }
        set_orders(&mut raw, orders)?;
        // What is wrong now was there before, unless something was added.
        let last = additions.last().copied().unwrap_or(base);
        raw.resolve().map_err(|message| last.wrong(message))
    }
}

impl RawGroup {
    fn continues(&mut self, upper: &Self) {
        self.sensitivity = self.sensitivity.or(upper.sensitivity);
        self.judgement = self.judgement.take().or_else(|| upper.judgement.clone());
        if self.sources.is_empty() {
            self.sources.clone_from(&upper.sources);
        }
    }
}

/// Puts the orders of sources that lower layers set in the place of the upper ones. A name is an attribute's, else a group's: then
/// it holds for the attributes that follow their group.
fn set_orders(
    raw: &mut RawKind,
    orders: Vec<(KindFile<'_>, BTreeMap<String, Vec<String>>)>,
) -> Result<(), KindError> {
    let mut set: HashMap<String, String> = HashMap::new();
    for (file, orders) in orders {
        let mut own: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let (attributes, groups): (Vec<_>, Vec<_>) = orders.into_iter().partition(|(name, _)| {
            raw.groups.iter().any(|group| group.attributes.iter().any(|attribute| attribute.name == *name))
        });
        for (name, order) in groups {
            let following = raw
                .groups
                .iter()
                .filter(|group| group.name == name)
                .flat_map(|group| &group.attributes)
                .filter(|attribute| attribute.sources.is_none() || set.contains_key(&attribute.name));
            let before = own.len();
            own.extend(following.map(|attribute| (attribute.name.clone(), order.clone())));
            if own.len() == before {
                return Err(file.wrong(unknown(raw, &name)));
            }
        }
        own.extend(attributes);
        for (name, order) in own {
            if let Some(other) = set.insert(name.clone(), file.path.to_owned()) {
                return Err(
                    file.wrong(format!("属性“{name}”的来源次序在 {other} 里已经定了；请只在一个文件里写"))
                );
            }
            let attribute = raw.groups.iter_mut().flat_map(|group| &mut group.attributes);
            if let Some(attribute) = attribute.into_iter().find(|attribute| attribute.name == name) {
                attribute.sources = Some(order);
            }
        }
    }
    Ok(())
}

fn unknown(raw: &RawKind, name: &str) -> String {
    let names = raw.groups.iter().flat_map(|group| {
        std::iter::once(group.name.as_str()).chain(group.attributes.iter().map(|own| own.name.as_str()))
    });
    let near = nearest(name, names).map(|near| format!("；是否想写“{near}”")).unwrap_or_default();
    format!("sources 里的“{name}”不是{}的属性或属性组{near}", raw.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: KindFile<'_> = KindFile {
        path: "上级.yaml",
        text: "kind: firm\nname: 企业\ntitle: 名称\ngroups:\n  - name: 身份\n    sensitivity: 公开\n    sources: [市场监管局]\n    attributes: [{name: 名称, type: text}]\n  - name: 财务\n    sources: [税务局, 自报]\n    attributes: [{name: 收入, type: number, unit: 元}, {name: 费用, type: number, unit: 元, sources: [统计局]}]\n",
    };

    fn layered(additions: &[(&'static str, &'static str)]) -> Result<Kind, String> {
        let additions: Vec<KindFile<'_>> =
            additions.iter().map(|(path, text)| KindFile { path, text }).collect();
        Kind::from_layers(BASE, &additions).map_err(|error| error.to_string())
    }

    fn sources(kind: &Kind, name: &str) -> Vec<String> {
        kind.attribute(name).map(|(_, attribute)| attribute.sources.clone()).expect(name)
    }

    #[test]
    fn added_attributes_follow_and_continue_their_group() {
        let city = "extends: firm\ngroups:\n  - name: 身份\n    attributes: [{name: 街道, type: text}]\n  - name: 亩均\n    attributes: [{name: 亩均税收, type: number, unit: 元, at_most: 收入}]\n";
        let kind = layered(&[("市.yaml", city)]).expect("adds");
        let names: Vec<&str> = kind.attributes.iter().map(|own| own.name.as_str()).collect();
        assert_eq!(names, ["名称", "收入", "费用", "街道", "亩均税收"]);
        let (_, street) = kind.attribute("街道").expect("added");
        assert_eq!(street.sensitivity, crate::Sensitivity::Public);
        assert_eq!(street.sources, ["市场监管局"]);
        let (_, tax) = kind.attribute("亩均税收").expect("added");
        assert_eq!(
            (tax.sensitivity, tax.at_most),
            (crate::Sensitivity::Internal, Some(super::super::AttributeId(1)))
        );
    }

    #[test]
    fn a_lower_layer_sets_the_order_of_sources() {
        let kind =
            layered(&[("市.yaml", "extends: firm\nsources: {财务: [市税务局, 税务局], 名称: [编办]}\n")])
                .expect("reorders");
        assert_eq!(sources(&kind, "收入"), ["市税务局", "税务局"]);
        assert_eq!(sources(&kind, "费用"), ["统计局"], "it has an order of its own");
        assert_eq!(sources(&kind, "名称"), ["编办"]);
    }

    #[test]
    fn what_two_files_say_is_an_error_that_names_both() {
        let add =
            "extends: firm\ngroups: [{name: 财务, attributes: [{name: 税收, type: number, unit: 元}]}]\n";
        let order = "extends: firm\nsources: {收入: [审计局]}\n";
        let whole = "extends: firm\nsources: {财务: [审计局]}\n";
        for (additions, names) in [
            (vec![("市.yaml", add), ("区.yaml", add)], ["市.yaml", "区.yaml"]),
            (vec![("市.yaml", order), ("区.yaml", order)], ["市.yaml", "区.yaml"]),
            (vec![("市.yaml", order), ("区.yaml", whole)], ["市.yaml", "区.yaml"]),
            (
                vec![(
                    "市.yaml",
                    "extends: firm\ngroups: [{name: 财务, attributes: [{name: 收入, type: text}]}]\n",
                )],
                ["上级.yaml", "市.yaml"],
            ),
        ] {
            let error = layered(&additions).expect_err("a conflict");
            assert!(names.iter().all(|name| error.contains(name)), "{error}");
        }
    }

    #[test]
    fn slips_are_named() {
        let error =
            layered(&[("市.yaml", "extends: firm\nsources: {收人: [审计局]}\n")]).expect_err("a slip");
        assert_eq!(error, "市.yaml: sources 里的“收人”不是企业的属性或属性组；是否想写“收入”");
        assert!(layered(&[("市.yaml", "extends: firms\n")]).is_err_and(|error| error.contains("firms")));
        assert!(
            layered(&[("市.yaml", "extends: firm\ntitle: 收入\n")])
                .is_err_and(|error| error.contains("title"))
        );
        assert_eq!(extended_kind("extends: firm\n").as_deref(), Some("firm"));
        assert_eq!(extended_kind(BASE.text), None);
    }
}
