//! Kinds as they stand: each from its file and from what lower layers add to it.

use vocabulary::Kind;
use vocabulary::kind::KindFile;

use super::files::{ContentFiles, KINDS};

/// Every kind, with the files that it was read from as people are told.
///
/// # Errors
/// What is wrong, and in which file.
pub(super) fn read(files: &ContentFiles) -> Result<Vec<(Kind, String)>, (String, String)> {
    let (mut bases, mut additions) = (Vec::new(), Vec::new());
    for file in files.folder(KINDS) {
        match file.extends() {
            None => bases.push((file.identity(), file.label(), &file.text)),
            Some(upper) => additions.push((upper, file.label(), &file.text)),
        }
    }
    if let Some((upper, label, _)) =
        additions.iter().find(|(upper, ..)| bases.iter().all(|(id, ..)| id != upper))
    {
        let known: Vec<&str> = bases.iter().map(|(id, ..)| id.as_str()).collect();
        let message = format!("extends 的类别“{upper}”不存在；可用的类别：{}", known.join("、"));
        return Err((message, label.clone()));
    }
    let mut kinds = Vec::new();
    for (id, label, text) in &bases {
        let own: Vec<_> = additions.iter().filter(|(upper, ..)| upper == id).collect();
        let layers: Vec<KindFile<'_>> =
            own.iter().map(|(_, path, text)| KindFile { path, text: text.as_ref() }).collect();
        let base = KindFile { path: label, text: text.as_ref() };
        let kind = Kind::from_layers(base, &layers).map_err(|error| (error.to_string(), label.clone()))?;
        let labels: Vec<&str> =
            std::iter::once(label.as_str()).chain(own.iter().map(|(_, path, _)| path.as_str())).collect();
        kinds.push((kind, labels.join("、")));
    }
    let ids: Vec<String> = kinds.iter().map(|(kind, _)| kind.id.clone()).collect();
    for (kind, label) in &kinds {
        for attribute in &kind.attributes {
            if let Some(missing) = attribute.refers.iter().find(|id| !ids.contains(id)) {
                let message = format!(
                    "属性“{}”的 refers 里没有类别“{missing}”；可用的：{}",
                    attribute.name,
                    ids.join("、")
                );
                return Err((message, label.clone()));
            }
        }
    }
    Ok(kinds)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests lay out the files that they read")]
mod tests {
    use super::*;

    /// The shipped content with a region's own kind files.
    fn laid(files: &[(&str, &str)]) -> Result<Vec<(Kind, String)>, String> {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let kinds = directory.path().join("kinds");
        std::fs::create_dir_all(&kinds).expect("writable");
        for (name, text) in files {
            std::fs::write(kinds.join(name), text).expect("writable");
        }
        let files =
            ContentFiles::shipped().with_directory(directory.path()).map_err(|why| why.to_string())?;
        read(&files).map_err(|(message, place)| format!("{place}：{message}"))
    }

    #[test]
    fn a_region_adds_to_a_shipped_kind_and_keeps_its_updates() {
        let city = "extends: enterprise\nsources: {营业收入: [市统计局, 税务局]}\ngroups:\n  - name: 亩均论英雄\n    sources: [经信局]\n    attributes: [{name: 亩均税收, type: number, unit: 元, yearly: true}]\n";
        // Of the same name as the shipped file: it still only adds.
        let kinds = laid(&[("enterprise.yaml", city)]).expect("good content");
        let (shipped, label) = laid(&[])
            .expect("good content")
            .into_iter()
            .find(|(k, _)| k.id == "enterprise")
            .expect("shipped");
        assert_eq!(label, "内置 content/kinds/enterprise.yaml");
        let (kind, label) = kinds.iter().find(|(kind, _)| kind.id == "enterprise").expect("there");
        assert_eq!(label, "内置 content/kinds/enterprise.yaml、本区域 content/kinds/enterprise.yaml");
        assert_eq!(kind.attributes.len(), shipped.attributes.len() + 1);
        assert_eq!(kind.attributes.last().map(|own| own.name.as_str()), Some("亩均税收"));
        let (id, income) = kind.attribute("营业收入").expect("shipped");
        assert_eq!(Some(id), shipped.attribute("营业收入").map(|(id, _)| id));
        assert_eq!(income.sources, ["市统计局", "税务局"]);
    }

    #[test]
    fn conflicts_name_both_files() {
        let add =
            "extends: fund\ngroups: [{name: 投向, attributes: [{name: 子基金数, type: number, unit: 个}]}]\n";
        let error =
            laid(&[("fund-a.yaml", add), ("fund-b.yaml", add)]).expect_err("twice the same attribute");
        assert!(error.contains("fund-a.yaml") && error.contains("fund-b.yaml"), "{error}");
        let own = "kind: park\nname: 园区\ntitle: 名称\ngroups: [{name: 身份, attributes: [{name: 名称, type: text}]}]\n";
        let error = laid(&[("a.yaml", own), ("b.yaml", own)]).expect_err("twice the same kind");
        assert!(error.contains("kinds/a.yaml") && error.contains("kinds/b.yaml"), "{error}");
    }

    #[test]
    fn a_kind_that_is_not_there_is_named() {
        let error = laid(&[("x.yaml", "extends: enterprize\n")]).expect_err("a slip");
        assert!(error.contains("enterprize") && error.contains("本区域 content/kinds/x.yaml"), "{error}");
        let own = "kind: park\nname: 园区\ntitle: 名称\ngroups: [{name: 身份, attributes: [{name: 名称, type: text, refers: [firm]}]}]\n";
        let error = laid(&[("park.yaml", own)]).expect_err("a slip");
        assert!(error.contains("firm"), "{error}");
    }
}
