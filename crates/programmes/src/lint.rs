//! What in a sound programme is vague, cannot be meant or should be looked at again. One rule is one file in `rules/`: its
//! documentation (a page of `docs/lint/`), its check, and a fixture of its name in `tests/lint/`.

mod assume;
mod combinations;
mod lexicon;
mod operator;
mod possible;
mod quantity;
mod reach;
mod scope;
mod step;
mod subject;
mod threshold;
mod written;

/// A rule: its documentation is the page that users read, and what rustdoc shows.
macro_rules! rule {
    ($(#[doc = $line:literal])+ $code:literal, $level:ident, $summary:literal) => {
        $(#[doc = $line])+
        pub(super) const RULE: $crate::lint::Rule = $crate::lint::Rule {
            code: $code,
            level: $crate::finding::Level::$level,
            summary: $summary,
            page: concat!($($line, "\n"),+),
            check,
        };
    };
}

mod rules;

use jiff::civil::Date;
use vocabulary::yaml::Position;

use crate::finding::{Finding, Level};
use crate::library::Library;
use crate::programme::Programme;

pub use lexicon::{FairCompetition, LexiconError};
pub use rules::RULES;
pub(crate) use subject::Subject;

/// A lint rule.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Stable code: also the name of its page, its fixture and its file.
    pub code: &'static str,
    /// How serious its findings are.
    pub level: Level,
    /// One line, for the index.
    pub summary: &'static str,
    page: &'static str,
    check: fn(&Subject<'_>, &mut Report<'_>),
}

impl Rule {
    /// The page of documentation, as Markdown.
    pub fn page(&self) -> String {
        let lines = self.page.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
        let body: Vec<&str> = lines.collect();
        format!("# {}（{}）\n\n{}。\n\n{}\n", self.code, self.level.label(), self.summary, body.join("\n"))
    }
}

/// Rules about what a file of a lower layer says itself; the rest of such a programme is linted where it stands.
const OF_PARTS: [&str; 12] = [
    "table-gap",
    "table-overlap",
    "unused-parameter",
    "unused-definition",
    "untested-threshold",
    "unknown-condition-in-test",
    "fair-entry",
    "fair-local-registration",
    "fair-local-tax",
    "fair-local-goods",
    "fair-ownership",
    "fair-named-list",
];

/// What linting needs beyond the programmes.
#[derive(Clone, Copy, Debug)]
pub struct LintContext<'a> {
    /// The day of the check: what has expired, which parameters count.
    pub as_of: Date,
    /// Words that ask for a review of fair competition; without them that family of rules is silent.
    pub fair_competition: Option<&'a FairCompetition>,
}

/// Lints every programme of the library, and what lower layers fill in. Sorted by file and place.
pub fn lint(library: &Library, with: &LintContext<'_>) -> Vec<Finding> {
    let all = library.programmes().chain(library.filled());
    sorted(all.flat_map(|programme| about(programme, library, with)).collect())
}

/// Lints one programme of the library; sorted by place.
pub fn lint_programme(programme: &Programme, library: &Library, with: &LintContext<'_>) -> Vec<Finding> {
    sorted(about(programme, library, with))
}

fn about(programme: &Programme, library: &Library, with: &LintContext<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(subject) = Subject::new(programme, library, with) {
        let fills = programme.filled_by.is_some();
        for rule in RULES.iter().filter(|rule| !fills || OF_PARTS.contains(&rule.code)) {
            (rule.check)(&subject, &mut Report { rule, path: &programme.path, findings: &mut findings });
        }
    }
    findings
}

fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| (&a.path, a.at, a.code).cmp(&(&b.path, b.at, b.code)));
    findings.dedup();
    findings
}

/// The index of all rules, as Markdown.
pub fn index() -> String {
    let mut out = String::from(
        "# 检查（lint）\n\n`kechuang programme check` 先看文件能不能用（[programmes.md](programmes.md) 里的代码），再看写得好不好（本页的代码）。\n\
         “错误”是不可能有这个意思的写法，使检查不通过；“提醒”请再看一遍；“建议”是读者还想知道的。\n每个代码一页；各页和本页由规则的源文件生成（`UPDATE=1 cargo test -p programmes --test lint`）。\n\n\
         | 代码 | 级别 | 意思 |\n|---|---|---|\n",
    );
    for rule in &RULES {
        let (code, level, summary) = (rule.code, rule.level.label(), rule.summary);
        out.push_str(&format!("| [`{code}`](lint/{code}.md) | {level} | {summary} |\n"));
    }
    out
}

/// Gathers the findings of one rule about one programme.
pub(crate) struct Report<'a> {
    rule: &'a Rule,
    path: &'a str,
    findings: &'a mut Vec<Finding>,
}

impl Report<'_> {
    fn at(&mut self, at: Position, message: impl Into<String>) {
        let (level, code) = (self.rule.level, self.rule.code);
        self.with(level, at, code, message.into());
    }

    /// A finding of another level than the rule's usual one.
    fn at_level(&mut self, level: Level, at: Position, message: impl Into<String>) {
        self.with(level, at, self.rule.code, message.into());
    }

    fn with(&mut self, level: Level, at: Position, code: &'static str, message: String) {
        self.findings.push(Finding { path: self.path.to_owned(), at, level, code, message });
    }
}
