//! What in a report does not hold, or cannot be checked. One rule is one file in `rules/`: its documentation (a page of
//! `docs/report-lint/`), its check, and a fixture of its name in `tests/reports/lint/`. Nothing is repaired.

mod stored;

/// A rule: its documentation is the page that users read, and what rustdoc shows.
macro_rules! rule {
    ($(#[doc = $line:literal])+ $code:literal, $summary:literal) => {
        $(#[doc = $line])+
        pub(super) const RULE: $crate::lint::Rule = $crate::lint::Rule {
            code: $code,
            summary: $summary,
            page: concat!($($line, "\n"),+),
            check,
        };
    };
}

mod rules;

use std::ops::Range;

use serde::Serialize;

use crate::figure::Figure;
use crate::figures::Reading;
use crate::lexicon::Lexicon;
use crate::limits::MAX_FINDINGS_PER_RULE;
use crate::text::Text;

pub use rules::RULES;
pub use stored::{Stored, StoredFact};

/// A lint rule.
#[derive(Clone, Copy)]
pub struct Rule {
    /// Stable code: also the name of its page, its fixture and its file.
    pub code: &'static str,
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
        format!("# {}\n\n{}。\n\n{}\n", self.code, self.summary, body.join("\n"))
    }
}

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule.
    pub code: &'static str,
    /// The text's own words.
    pub quote: String,
    /// Where they start, in code points of the extracted text.
    pub offset: usize,
    /// What does not hold.
    pub message: String,
    /// What a person may do about it.
    pub proposal: String,
}

/// What a rule looks at.
pub(crate) struct Subject<'a> {
    pub(crate) text: &'a Text,
    pub(crate) reading: &'a Reading,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) stored: &'a Stored,
}

impl Subject<'_> {
    fn figures(&self) -> &[Figure] {
        &self.reading.figures
    }
}

/// Gathers the findings of one rule.
pub(crate) struct Report<'a> {
    code: &'static str,
    text: &'a Text,
    findings: &'a mut Vec<Finding>,
    count: usize,
}

impl Report<'_> {
    /// A finding about a stretch of the text.
    fn at(&mut self, range: Range<usize>, message: impl Into<String>, proposal: impl Into<String>) {
        let (quote, offset) = self.text.quote(range);
        self.add(quote, offset, message.into(), proposal.into());
    }

    /// A finding about a figure.
    fn about(&mut self, figure: &Figure, message: impl Into<String>, proposal: impl Into<String>) {
        self.add(figure.quote.clone(), figure.offset, message.into(), proposal.into());
    }

    fn add(&mut self, quote: String, offset: usize, message: String, proposal: String) {
        self.count += 1;
        if self.count <= MAX_FINDINGS_PER_RULE {
            self.findings.push(Finding { code: self.code, quote, offset, message, proposal });
        }
    }
}

/// Checks a report that was read. `stored`: what the lake knows of places, for comparison.
pub fn check(text: &Text, reading: &Reading, lexicon: &Lexicon, stored: &Stored) -> Vec<Finding> {
    let subject = Subject { text, reading, lexicon, stored };
    let mut findings = Vec::new();
    for rule in &RULES {
        let mut report = Report { code: rule.code, text, findings: &mut findings, count: 0 };
        (rule.check)(&subject, &mut report);
        let more = report.count.saturating_sub(MAX_FINDINGS_PER_RULE);
        if more > 0
            && let Some(last) = findings.last_mut()
        {
            last.message.push_str(&format!("（同类的还有 {more} 处，没有列出）"));
        }
    }
    findings.sort_by(|a, b| (a.offset, a.code).cmp(&(b.offset, b.code)));
    findings.dedup();
    findings
}

/// The index of all rules, as Markdown.
pub fn index() -> String {
    let mut out = String::from(
        "# 报告检查（report lint）\n\n`kechuang report read` 读出数字之后，再看它们站不站得住。每条发现有代码、原文、位置、说明和建议；\
         **从不改动原文，也不改动读出的数**。\n每个代码一页；各页和本页由规则的源文件生成（`UPDATE=1 cargo test -p reports lint`）。\n\n\
         | 代码 | 意思 |\n|---|---|\n",
    );
    for rule in &RULES {
        out.push_str(&format!("| [`{0}`](report-lint/{0}.md) | {1} |\n", rule.code, rule.summary));
    }
    out
}
