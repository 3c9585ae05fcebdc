//! A new programme document with everything that one may say, explained where it stands. What is not known is left as a comment or a
//! blank to fill: nothing is invented for its author.

use std::fmt::Write;

use vocabulary::{AttributeType, Kind};

/// What stands where its author has something to fill in.
pub const BLANK: &str = "待填";

/// A documented skeleton of a programme. `id` is a version id such as `zj.x.2026`: what stands before its last dot is the family.
/// Its one condition is about an attribute of the applicants' kind that has a number for every year. Once every [`BLANK`] is filled
/// in, it compiles and its test runs.
pub fn scaffold(id: &str, name: &str, kind: &Kind) -> String {
    let family = id.rsplit_once('.').map_or(id, |(family, _)| family);
    let mut out = String::new();
    // Names are people's words: quoted, they stay text whatever they contain.
    let (id, family) = (quoted(id), quoted(family));
    let _ = write!(
        out,
        "# {title}\n# 写有“{BLANK}”的地方请填；前面有 # 的是可以写的项，知道了再去掉 #，不知道的不要猜。\n\
         # 各项的意思见 docs/programmes.md，表达式见 docs/language.md。\n\
         # 填完：kechuang programme check 本文件；kechuang programme test 本文件。\n\
         id: {id}\nfamily: {family}\nname: {name}\nkind: {kind}\n",
        title = name.replace(['\n', '\r'], " "),
        name = quoted(name),
        kind = kind.id,
    );
    let born = kind.born.map(|id| kind.get(id).name.as_str());
    for line in SKELETON.lines() {
        match (line.contains(BORN), born) {
            (true, None) => continue,
            (true, Some(born)) => out.push_str(&line.replace(BORN, born)),
            (false, _) => out.push_str(&line.replace(QUANTITY, quantity(kind))),
        }
        out.push('\n');
    }
    out
}

/// The attribute of the example: the one that stands in the skeleton, where the kind has it.
fn quantity(kind: &Kind) -> &str {
    let yearly = |attribute: &&vocabulary::Attribute| {
        attribute.yearly
            && attribute.derived.is_none()
            && attribute.assessor.is_none()
            && matches!(attribute.r#type, AttributeType::Number(_))
    };
    let usual = kind.attribute(QUANTITY).map(|(_, attribute)| attribute).filter(yearly);
    usual.or_else(|| kind.attributes.iter().find(yearly)).map_or(QUANTITY, |attribute| &attribute.name)
}

/// A YAML scalar in double quotes, where it could be read as something else than its text.
fn quoted(text: &str) -> String {
    let plain =
        text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '（' | '）' | '《' | '》'));
    let starts_as_word = text.chars().next().is_some_and(char::is_alphabetic);
    if plain && starts_as_word && !matches!(text, "null" | "true" | "false") {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The attributes that the skeleton uses.
const QUANTITY: &str = "研发费用";
const BORN: &str = "成立日期";

const SKELETON: &str = include_str!("scaffold/skeleton.yaml");
