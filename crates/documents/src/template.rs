//! Templates: a YAML head, then Markdown with expressions `{{ … }}`, blocks `{% for %}` and `{% if %}`, and lines
//! `::: table NAME` and `::: chart NAME`. Checked where they are read, with line and column; rendered into the model.
//!
//! Whatever an expression prints travels through the Markdown as a marker and becomes a piece of the model again on the other
//! side: so a figure keeps its source whatever stands around it, and no name can turn into markup.

mod head;
mod markdown;
mod values;

use std::sync::{Arc, Mutex};

use jiff::civil::Date;
use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior};

use self::head::Head;
pub use self::head::{Parameter, yaml as head};
use self::values::Pieces;
use crate::data::Data;
use crate::limits::{MAX_BLOCKS, MAX_STEPS, MAX_TEMPLATE_BYTES};
use crate::model::{Document, plain};

/// What is wrong with a template, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What is wrong, what was expected, how to mend it.
    pub message: String,
}

/// A template, read and checked.
#[derive(Debug)]
pub struct Template {
    head: Head,
    /// The text with directives turned into expressions; as many lines as the file, the head's empty.
    body: String,
    /// The file, which positions are told in.
    text: String,
    reads: Vec<String>,
}

impl Template {
    /// Reads a template. `known` are the names that a template may read.
    ///
    /// # Errors
    /// Every problem with its place; at least one.
    pub fn read(text: &str, known: &[&str]) -> Result<Self, Vec<Problem>> {
        let start = |message: String| vec![Problem { line: 1, column: 1, message }];
        if text.len() > MAX_TEMPLATE_BYTES {
            return Err(start(format!("模板有 {} 字节，最多 {MAX_TEMPLATE_BYTES} 字节", text.len())));
        }
        let (head, body) = head::read(text).map_err(|problem| vec![problem])?;
        let (body, mut problems) = directives(&body);
        let mut reads = Vec::new();
        match environment(None).template_from_named_str("模板", &body) {
            Err(error) => problems.push(problem(text, &error)),
            Ok(compiled) => {
                // Undeclared names with their members; the functions of the template language are no names of data.
                let mut names: Vec<String> = compiled.undeclared_variables(false).into_iter().collect();
                names.sort_unstable();
                for name in names.into_iter().filter(|name| !FUNCTIONS.contains(&name.as_str())) {
                    if !known.contains(&name.as_str()) {
                        let (line, column) = find_name(&body, &name);
                        let message = format!("模板里没有“{name}”可用；可用的有：{}", known.join("、"));
                        problems.push(Problem { line, column, message });
                    }
                    reads.push(name);
                }
            }
        }
        problems.extend(title_problem(&head.title, known));
        reads.extend(title_reads(&head.title));
        reads.sort_unstable();
        reads.dedup();
        if problems.is_empty() {
            Ok(Self { head, body, text: text.to_owned(), reads })
        } else {
            problems.sort_by_key(|problem| (problem.line, problem.column));
            Err(problems)
        }
    }

    /// Its id, as commands name it.
    pub fn id(&self) -> &str {
        &self.head.id
    }

    /// Its name: 区域创新体检报告.
    pub fn name(&self) -> &str {
        &self.head.name
    }

    /// What it is for.
    pub fn description(&self) -> &str {
        &self.head.description
    }

    /// The parameters that it takes.
    pub fn parameters(&self) -> &[Parameter] {
        &self.head.parameters
    }

    /// The names that it reads, so that only these need to be computed.
    pub fn reads(&self) -> &[String] {
        &self.reads
    }

    /// Writes the document out of data: a record with a member for each name of [`Template::reads`].
    ///
    /// # Errors
    /// Where the template asks for something that the data do not have, with its place.
    pub fn write(&self, data: &[(String, Data)], date: Date) -> Result<Document, Problem> {
        let pieces: Arc<Mutex<Pieces>> = Arc::default();
        let environment = environment(Some(Arc::clone(&pieces)));
        let context =
            Value::from_pairs(data.iter().map(|(name, value)| (name.clone(), values::value(value, &pieces))));
        let told = |error: &Error| problem(&self.text, error);
        let render = |text: &str| {
            environment.template_from_named_str("模板", text).and_then(|compiled| compiled.render(&context))
        };
        let title =
            render(&self.head.title).map_err(|error| Problem { line: 1, column: 1, ..told(&error) })?;
        let body = render(&self.body).map_err(|error| told(&error))?;
        // Nobody holds the lock any more, and a panic within it would have ended the rendering.
        let pieces = pieces.lock().map(|pieces| pieces.clone()).unwrap_or_default();
        let title = plain(&markdown::runs(&title, &pieces, false));
        let body = body.replace(&format!("{}\n", markdown::NO_LINE), "").replace(markdown::NO_LINE, "");
        let blocks = markdown::blocks(&body, &pieces);
        if blocks.len() > MAX_BLOCKS {
            let message = format!("文稿有 {} 段，最多 {MAX_BLOCKS} 段", blocks.len());
            return Err(Problem { line: 1, column: 1, message });
        }
        Ok(Document { title, below: Vec::new(), date, blocks, annex: None })
    }
}

/// Functions of the template language itself.
const FUNCTIONS: [&str; 3] = ["range", "namespace", "dict"];

fn environment(pieces: Option<Arc<Mutex<Pieces>>>) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(MAX_STEPS));
    environment.set_debug(true);
    environment.add_filter("must_be", values::must_be);
    if let Some(pieces) = pieces {
        environment.set_formatter(move |out, _, value| values::print(out, value, &pieces));
    }
    environment
}

/// `::: table NAME` and `::: chart NAME` as expressions; `::: page` begins a new page.
fn directives(body: &str) -> (String, Vec<Problem>) {
    let mut problems = Vec::new();
    let lines = body.lines().enumerate().map(|(at, line)| {
        let Some(rest) = line.trim_start().strip_prefix(":::") else {
            // A line of nothing but {% … %} leaves no line behind, so that tables and lists in loops stay whole.
            let bare = is_bare(line);
            return if bare { format!("{}{}", line.trim(), markdown::NO_LINE) } else { line.to_owned() };
        };
        let mut words = rest.split_whitespace();
        match (words.next(), words.next(), words.next()) {
            (Some("page"), None, None) => format!("{}", markdown::PAGE_BREAK),
            (Some(sort @ ("table" | "chart")), Some(name), None) => {
                format!("{{{{ ({name})|must_be(\"{sort}\") }}}}")
            }
            _ => {
                let message =
                    format!("“{}”看不懂；应写作 ::: table 名称、::: chart 名称 或 ::: page", line.trim());
                problems.push(Problem { line: at + 1, column: 1, message });
                String::new()
            }
        }
    });
    let body = lines.collect::<Vec<_>>().join("\n");
    (body, problems)
}

/// Whether a line holds nothing but tags of loops and branches.
fn is_bare(line: &str) -> bool {
    let mut rest = line.trim();
    let mut tags = 0;
    while let Some(after) = rest.strip_prefix("{%") {
        let Some(end) = after.find("%}") else { return false };
        rest = after.get(end + 2..).unwrap_or_default().trim_start();
        tags += 1;
    }
    tags > 0 && rest.is_empty()
}

fn title_problem(title: &str, known: &[&str]) -> Option<Problem> {
    let head = |message: String| Problem { line: 1, column: 1, message };
    match environment(None).template_from_named_str("title", title) {
        Err(error) => Some(head(format!("title 有误：{}", words(&error)))),
        Ok(_) => {
            let unknown = title_reads(title).into_iter().find(|name| !known.contains(&name.as_str()))?;
            Some(head(format!("title 里没有“{unknown}”可用；可用的有：{}", known.join("、"))))
        }
    }
}

fn title_reads(title: &str) -> Vec<String> {
    let environment = environment(None);
    let compiled = environment.template_from_named_str("title", title);
    compiled.map(|compiled| compiled.undeclared_variables(false).into_iter().collect()).unwrap_or_default()
}

/// Where a name stands first inside an expression or block.
fn find_name(body: &str, name: &str) -> (usize, usize) {
    for (at, line) in body.lines().enumerate() {
        for (byte, _) in line.match_indices(name) {
            let (before, after) = (&line[..byte], &line[byte + name.len()..]);
            let opened = before.rfind("{{").max(before.rfind("{%"));
            let inside =
                opened.is_some_and(|from| !before[from..].contains("}}") && !before[from..].contains("%}"));
            let edge = |character: Option<char>| {
                !character.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.')
            };
            if inside
                && edge(before.chars().next_back())
                && !after.starts_with(|c: char| c.is_alphanumeric() || c == '_')
            {
                return (at + 1, before.chars().count() + 1);
            }
        }
    }
    (1, 1)
}

/// An error of the template language with its place in the file.
fn problem(text: &str, error: &Error) -> Problem {
    let line = error.line().unwrap_or(1);
    let column = error.range().map_or(1, |range| {
        // The range counts in the body, which has the file's lines; directives are the only lines that differ.
        let source = error.template_source().unwrap_or(text);
        let start = source.get(..range.start).map_or(0, |before| before.rfind('\n').map_or(0, |at| at + 1));
        source.get(start..range.start).map_or(1, |before| before.chars().count() + 1)
    });
    Problem { line, column, message: words(error) }
}

/// What went wrong, in Chinese; the template language's own words stay where they say more.
fn words(error: &Error) -> String {
    let what = match error.kind() {
        ErrorKind::SyntaxError => "写法有误",
        ErrorKind::UndefinedError => "没有这一项",
        ErrorKind::UnknownFilter => "没有这个过滤器",
        ErrorKind::UnknownFunction => "没有这个函数",
        ErrorKind::UnknownTest => "没有这个判断",
        ErrorKind::UnknownMethod => "没有这个方法",
        ErrorKind::OutOfFuel => "循环太多",
        ErrorKind::InvalidOperation => "不能这样用",
        _ => "不能使用",
    };
    match error.detail() {
        Some(detail) => format!("{what}：{detail}"),
        None => what.to_owned(),
    }
}

#[cfg(test)]
mod tests;
