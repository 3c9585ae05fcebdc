//! Tree → text in one spelling: one blank around operators, no needless parentheses, literals as they were written (`0.5亿元`
//! does not become `5000万元`). Two pairs of parentheses stay though precedence needs neither, because people misread the
//! expression without them: around a comparison behind `not`, and around `and` inside `or`.

use crate::ast::{Ast, AstKind, Operator, Range};
use crate::diagnostic::{Diagnostic, Span};
use crate::limits::MAX_NESTING;
use crate::parser::{KEYWORDS, binding, parse, parse_test_of};

/// Deepest tree that is rewritten: the checker refuses deeper ones, and recursion over a chain of thousands of operators would
/// exhaust the stack.
const MAX_DEPTH: usize = 2 * MAX_NESTING;

/// How tightly a tree holds together, on the parser's scale.
const LOOSEST: u8 = 0;
const NOT: u8 = 3;
const COMPARISON: u8 = 4;
const NEGATION: u8 = 7;
const TIGHTEST: u8 = 8;

/// One expression in its canonical spelling: the same tree, and a fixed point of this function.
///
/// # Errors
/// What the parser has against it: text that cannot be read is not rewritten.
pub fn format(text: &str) -> Result<String, Vec<Diagnostic>> {
    let (ast, diagnostics) = parse(text);
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    if !within(&ast, MAX_DEPTH) {
        return Ok(text.trim().to_owned());
    }
    let formatted = format_ast(&ast, text);
    // Blanks and parentheses can push an expression at a limit of size or nesting past it: then it stays as written.
    let (again, errors) = parse(&formatted);
    if errors.is_empty() && same(&ast, &again) { Ok(formatted) } else { Ok(text.trim().to_owned()) }
}

/// A test of a decision table's row, such as `[25%..30%)`, in its canonical spelling.
///
/// # Errors
/// As [`format`].
pub fn format_test_of(text: &str) -> Result<String, Vec<Diagnostic>> {
    let subject = Ast { span: Span::default(), kind: AstKind::Name(String::new()) };
    let (ast, diagnostics) = parse_test_of(&subject, text);
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    if !within(&ast, MAX_DEPTH) {
        return Ok(text.trim().to_owned());
    }
    let mut out = Writer { text, out: String::new() };
    match &ast.kind {
        AstKind::Binary(operator, _, right) => {
            out.tree(right, COMPARISON + 1);
            // `= (1 + 2) * 3` without its sign would be read as a set.
            if *operator != Operator::Equal || out.out.starts_with(['(', '[']) {
                out.out.insert_str(0, &format!("{} ", operator.symbol()));
            }
        }
        AstKind::InRange(_, range) => out.range(range),
        AstKind::InSet(_, values) => out.list(values),
        _ => return Ok(text.trim().to_owned()),
    }
    let (again, errors) = parse_test_of(&subject, &out.out);
    if errors.is_empty() && same(&ast, &again) { Ok(out.out) } else { Ok(text.trim().to_owned()) }
}

/// Writes a tree that was parsed from `text`.
fn format_ast(ast: &Ast, text: &str) -> String {
    let mut writer = Writer { text, out: String::new() };
    writer.tree(ast, LOOSEST);
    writer.out
}

/// Whether a tree is at most so many levels deep.
fn within(ast: &Ast, levels: usize) -> bool {
    let Some(below) = levels.checked_sub(1) else { return false };
    match &ast.kind {
        AstKind::Member(a, _) | AstKind::Negate(a) | AstKind::Not(a) => within(a, below),
        AstKind::Bracket(a, b) | AstKind::Binary(_, a, b) => within(a, below) && within(b, below),
        AstKind::InRange(a, range) => [a, &range.low, &range.high].iter().all(|part| within(part, below)),
        AstKind::InSet(a, values) => within(a, below) && values.iter().all(|value| within(value, below)),
        AstKind::If(a, b, c) => [a, b, c].iter().all(|part| within(part, below)),
        AstKind::Call(_, arguments) => arguments.iter().all(|argument| within(argument, below)),
        _ => true,
    }
}

/// Whether two trees are equal but for where they stand. For trees of bounded depth.
fn same(one: &Ast, other: &Ast) -> bool {
    one.without_places() == other.without_places()
}

struct Writer<'t> {
    text: &'t str,
    out: String,
}

impl Writer<'_> {
    /// Writes a tree, in parentheses if it holds together less tightly than `minimum`.
    fn tree(&mut self, ast: &Ast, minimum: u8) {
        let wrapped = tightness(&ast.kind) < minimum;
        if wrapped {
            self.out.push('(');
        }
        self.bare(ast);
        if wrapped {
            self.out.push(')');
        }
    }

    fn bare(&mut self, ast: &Ast) {
        match &ast.kind {
            AstKind::Error => {}
            AstKind::Bool(value) => self.out.push_str(if *value { "true" } else { "false" }),
            AstKind::Number { .. } => self.literal(ast.span),
            AstKind::Text(text) => {
                self.out.push('"');
                self.out.push_str(text);
                self.out.push('"');
            }
            AstKind::Date(date) => self.out.push_str(&format!("@\"{date}\"")),
            AstKind::Name(name) => self.name(name),
            AstKind::Member(target, field) => {
                self.tree(target, TIGHTEST);
                self.out.push('.');
                self.name(field);
            }
            AstKind::Bracket(target, inner) => {
                self.tree(target, TIGHTEST);
                self.out.push('[');
                self.tree(inner, LOOSEST);
                self.out.push(']');
            }
            AstKind::Negate(inner) => {
                self.out.push('-');
                self.tree(inner, NEGATION);
            }
            AstKind::Not(inner) => {
                self.out.push_str("not ");
                let comparison = tightness(&inner.kind) == COMPARISON;
                self.tree(inner, if comparison { COMPARISON + 1 } else { NOT });
            }
            AstKind::Binary(operator, left, right) => self.binary(*operator, left, right),
            AstKind::InRange(subject, range) => {
                self.tree(subject, COMPARISON + 1);
                self.out.push_str(" in ");
                self.range(range);
            }
            AstKind::InSet(subject, values) => {
                self.tree(subject, COMPARISON + 1);
                self.out.push_str(" in ");
                self.list(values);
            }
            AstKind::If(condition, yes, no) => {
                for (word, part) in [("if ", condition), (" then ", yes), (" else ", no)] {
                    self.out.push_str(word);
                    self.tree(part, LOOSEST);
                }
            }
            AstKind::Call(name, arguments) => {
                self.out.push_str(name);
                self.list(arguments);
            }
        }
    }

    fn binary(&mut self, operator: Operator, left: &Ast, right: &Ast) {
        let power = binding(operator);
        // Comparisons do not chain.
        let left_minimum = if power == COMPARISON { power + 1 } else { power };
        for (side, minimum, after) in [(left, left_minimum, Some(operator)), (right, power + 1, None)] {
            let mixed = operator == Operator::Or && matches!(side.kind, AstKind::Binary(Operator::And, ..));
            self.tree(side, if mixed { TIGHTEST } else { minimum });
            if let Some(operator) = after {
                self.out.push_str(&format!(" {} ", operator.symbol()));
            }
        }
    }

    fn range(&mut self, range: &Range) {
        self.out.push(if range.low_closed { '[' } else { '(' });
        self.tree(&range.low, LOOSEST);
        self.out.push_str("..");
        self.tree(&range.high, LOOSEST);
        self.out.push(if range.high_closed { ']' } else { ')' });
    }

    fn list(&mut self, items: &[Ast]) {
        self.out.push('(');
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                self.out.push_str(", ");
            }
            self.tree(item, LOOSEST);
        }
        self.out.push(')');
    }

    /// The span of a literal in parentheses covers these.
    fn literal(&mut self, span: Span) {
        let written = span.of(self.text);
        self.out.push_str(written.trim_matches(|c: char| matches!(c, '(' | ')') || c.is_whitespace()));
    }

    fn name(&mut self, name: &str) {
        let mut characters = name.chars();
        let plain = characters.next().is_some_and(|c| unicode_ident::is_xid_start(c) || c == '_')
            && characters.all(unicode_ident::is_xid_continue)
            && !KEYWORDS.contains(&name);
        let quote = if plain { "" } else { "`" };
        self.out.push_str(quote);
        self.out.push_str(name);
        self.out.push_str(quote);
    }
}

fn tightness(kind: &AstKind) -> u8 {
    match kind {
        AstKind::If(..) => LOOSEST,
        AstKind::Not(_) => NOT,
        AstKind::Binary(operator, ..) => binding(*operator),
        AstKind::InRange(..) | AstKind::InSet(..) => COMPARISON,
        AstKind::Negate(_) => NEGATION,
        _ => TIGHTEST,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling() {
        for (written, expected) in [
            ("a+b*c", "a + b * c"),
            ("(a+b)*c", "(a + b) * c"),
            ("(a*b)+c", "a * b + c"),
            ("a-(b-c)", "a - (b - c)"),
            ("(a-b)-c", "a - b - c"),
            ("-(a+b)*-c", "-(a + b) * -c"),
            ("((0.50亿元))", "0.50亿元"),
            ("a and b or c", "(a and b) or c"),
            ("a and(b or c)", "a and (b or c)"),
            ("not(a)and b", "not a and b"),
            ("not a=b", "not (a = b)"),
            ("not(a and b)", "not (a and b)"),
            ("(a<b)=c", "(a < b) = c"),
            ("(a=b)in(true)", "(a = b) in (true)"),
            ("(not a)=b", "(not a) = b"),
            ("x in[5%..10% )", "x in [5%..10%)"),
            ("x in [ \"甲\",\"乙\" ]", "x in (\"甲\", \"乙\")"),
            ("if(a)then(b)else(if c then d else e)", "if a then b else if c then d else e"),
            ("(if a then 1 else 2)+1", "(if a then 1 else 2) + 1"),
            ("`研发费用`[ `上年` ]", "研发费用[上年]"),
            ("`a b` . `and`", "`a b`.`and`"),
            ("count(知识产权[有效].排名 , 1)", "count(知识产权[有效].排名, 1)"),
            ("日期>=@\"20160101\"", "日期 >= @\"2016-01-01\""),
        ] {
            assert_eq!(format(written).as_deref(), Ok(expected), "{written}");
            assert_eq!(format(expected).as_deref(), Ok(expected), "a fixed point");
        }
    }

    #[test]
    fn tests_of_rows() {
        for (written, expected) in [
            (">=30%", ">= 30%"),
            ("=\"高\"", "\"高\""),
            ("[25%..30% )", "[25%..30%)"),
            ("(\"省级\",\"国家级\")", "(\"省级\", \"国家级\")"),
            ("=(1+2)*3", "= (1 + 2) * 3"),
            ("10", "10"),
        ] {
            assert_eq!(format_test_of(written).as_deref(), Ok(expected), "{written}");
            assert_eq!(format_test_of(expected).as_deref(), Ok(expected), "a fixed point");
        }
    }

    #[test]
    fn what_cannot_be_read_is_not_rewritten() {
        assert!(format("1 +").is_err());
        assert!(format("1 + （2）").is_err());
        assert!(format_test_of(">=").is_err());
    }

    #[test]
    fn at_a_limit_it_stays_as_written() {
        let deep = format!("{}a = b", "not ".repeat(62));
        assert_eq!(parse(&deep).1, []);
        assert_eq!(format(&deep).as_deref(), Ok(deep.as_str()));
        let long = format!("1{}", "+1".repeat(8000));
        assert_eq!(parse(&long).1, []);
        assert_eq!(format(&long).as_deref(), Ok(long.as_str()));
    }
}
