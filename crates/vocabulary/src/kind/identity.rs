//! Which attributes say whom a row is about, where no code does.

use super::{Attribute, AttributeId, AttributeType};

/// A name that several subjects may bear is told apart by more attributes. The rows of a list say whom they are about by code or
/// name alone, so a kind with lists has no use for them.
pub(super) fn resolve(
    attributes: &[Attribute],
    title: AttributeId,
    code: Option<AttributeId>,
    names: &[String],
    find: &impl Fn(&str) -> Result<AttributeId, String>,
) -> Result<Vec<AttributeId>, String> {
    if names.is_empty() {
        return Ok(vec![title]);
    }
    let ids = names.iter().map(|name| find(name)).collect::<Result<Vec<_>, _>>()?;
    if ids.first() != Some(&title) {
        let title = &attributes[usize::from(title.0)].name;
        return Err(format!("identity 应从 title 的属性“{title}”开始，如 [{title}, …]"));
    }
    for id in &ids {
        let attribute = &attributes[usize::from(id.0)];
        if attribute.yearly || matches!(attribute.r#type, AttributeType::List(_)) || Some(*id) == code {
            return Err(format!(
                "identity 里的“{}”应是不分年度的文字、枚举、日期或数，且不是 code",
                attribute.name
            ));
        }
    }
    let list = attributes.iter().find(|attribute| matches!(attribute.r#type, AttributeType::List(_)));
    match list {
        Some(list) if ids.len() > 1 => Err(format!(
            "列表“{}”的行只写代码或名称，不能与多项的 identity 并用；请去掉列表，或让名称独自指明主体",
            list.name
        )),
        _ => Ok(ids),
    }
}

#[cfg(test)]
mod tests {
    use crate::Kind;
    use crate::kind::CodeFormat;

    fn kind(head: &str, more: &str) -> Result<Kind, String> {
        let text = format!(
            "kind: t\nname: 试\ntitle: 名称\n{head}groups: [{{name: 组, attributes: [{{name: 名称, type: text}}, {{name: 代码, type: text}}, {{name: 单位, type: text}}{more}]}}]\n"
        );
        Kind::from_yaml("t.yaml", &text).map_err(|error| error.to_string())
    }

    #[test]
    fn the_title_alone_unless_more_is_said() {
        let plain = kind("code: 代码\n", "").expect("a kind");
        assert_eq!((plain.identity, plain.code_format), (vec![plain.title], CodeFormat::Text));
        let more = kind("identity: [名称, 单位]\ncolumns: [单位]\n", "").expect("a kind");
        assert_eq!((more.identity.len(), more.columns.len()), (2, 1));
    }

    #[test]
    fn what_cannot_tell_subjects_apart_is_refused() {
        for (head, more, word) in [
            ("identity: [单位, 名称]\n", "", "从 title"),
            ("identity: [名称, 单价]\n", "", "单价"),
            ("code: 代码\nidentity: [名称, 代码]\n", "", "不是 code"),
            ("identity: [名称, 年报]\n", ", {name: 年报, type: text, yearly: true}", "不分年度"),
            (
                "identity: [名称, 单位]\n",
                ", {name: 奖, type: list, record: [{name: 名称, type: text}]}",
                "列表“奖”",
            ),
            ("code_format: text\n", "", "code_format"),
            ("", ", {name: 数, type: number, unit: 元, refers: [enterprise]}", "refers"),
        ] {
            let error = kind(head, more).expect_err(word);
            assert!(error.contains(word), "{error}");
        }
    }
}
