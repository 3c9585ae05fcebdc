//! The head of a template: who it is and which parameters it takes.

use serde::Deserialize;

use super::Problem;

/// A parameter of a template, given as `--with NAME=VALUE`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Used where none is given; none: the template or its data decide.
    #[serde(default)]
    pub default: Option<String>,
}

/// The head.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    pub(super) id: String,
    pub(super) name: String,
    /// With expressions.
    pub(super) title: String,
    #[serde(default)]
    pub(super) description: String,
    #[serde(default)]
    pub(super) parameters: Vec<Parameter>,
}

/// The YAML between the two lines `---` at the head of a template.
pub fn yaml(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"))?;
    let end = rest.find("\n---")?;
    rest.get(..=end)
}

/// Head and body; the body keeps the file's line numbers.
pub(super) fn read(text: &str) -> Result<(Head, String), Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Some(yaml) = yaml(text) else {
        let message = "缺少开头；模板应以 ---、id、name、title 和 --- 开始".to_owned();
        return Err(Problem { line: 1, column: 1, message });
    };
    let head: Head = serde_saphyr::from_str(yaml).map_err(|error| {
        let (line, column) = error.location().map_or((1, 1), |place| {
            let number = |value: u64| usize::try_from(value).unwrap_or(1);
            (number(place.line()) + 1, number(place.column()))
        });
        Problem {
            line,
            column,
            message: format!("开头有误：{}", error.to_string().lines().next().unwrap_or("")),
        }
    })?;
    let head_lines = yaml.lines().count() + 2;
    let body: Vec<&str> = text.lines().skip(head_lines).collect();
    Ok((head, format!("{}{}", "\n".repeat(head_lines), body.join("\n"))))
}
