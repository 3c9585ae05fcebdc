//! Tokens → syntax tree: a Pratt parser with error recovery. It never fails outright: what cannot be read becomes an
//! [`AstKind::Error`] node and a diagnostic.

use crate::ast::{Ast, AstKind, Operator, Range};
use crate::diagnostic::{Diagnostic, Span};
use crate::limits::{MAX_DIAGNOSTICS, MAX_EXPRESSION_BYTES, MAX_NESTING};
use crate::token::{Token, TokenKind, tokens};

/// Words that are no names.
pub(crate) const KEYWORDS: [&str; 9] = ["and", "or", "not", "if", "then", "else", "in", "true", "false"];

/// Parses one expression.
pub fn parse(text: &str) -> (Ast, Vec<Diagnostic>) {
    with_parser(text, Parser::whole)
}

/// Parses a test of a decision table's row and applies it to `subject`: `>= 30%`, `[25%..30%)`, `"省级"`, `10` (equality), or
/// a list of such in parentheses.
pub fn parse_test_of(subject: &Ast, text: &str) -> (Ast, Vec<Diagnostic>) {
    with_parser(text, |parser| parser.test_of(subject))
}

fn with_parser(text: &str, run: impl FnOnce(&mut Parser) -> Ast) -> (Ast, Vec<Diagnostic>) {
    let everything = Span { start: 0, end: text.len() };
    if text.len() > MAX_EXPRESSION_BYTES {
        let message = format!("表达式超过 {MAX_EXPRESSION_BYTES} 字节，请拆成几个定义");
        let error = Diagnostic::new("expression-too-long", everything, message);
        return (Ast { span: everything, kind: AstKind::Error }, vec![error]);
    }
    let (tokens, diagnostics) = tokens(text);
    let mut parser = Parser { tokens, at: 0, end: text.len(), depth: 0, diagnostics: Vec::new() };
    let ast = run(&mut parser);
    // What could not be read as a token was skipped: complaints about the hole it left only confuse.
    let mut all = if diagnostics.is_empty() { parser.diagnostics } else { diagnostics };
    all.truncate(MAX_DIAGNOSTICS);
    (ast, all)
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    end: usize,
    depth: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Parser {
    fn whole(&mut self) -> Ast {
        let ast = self.expression(0);
        self.expect_end();
        ast
    }

    fn expect_end(&mut self) {
        if let Some(token) = self.tokens.get(self.at) {
            let span = Span { start: token.span.start, end: self.end };
            self.report("unexpected-token", span, "表达式到此应当结束；两个条件之间请用 and 或 or 连接");
        }
    }

    fn test_of(&mut self, subject: &Ast) -> Ast {
        let boxed = || Box::new(subject.clone());
        let start = self.here();
        let ast = if let Some(operator) = self.symbol().and_then(comparison) {
            self.at += 1;
            let right = self.expression(binding(Operator::Equal) + 1);
            Ast { span: start.to(right.span), kind: AstKind::Binary(operator, boxed(), Box::new(right)) }
        } else if matches!(self.symbol(), Some("[" | "(")) {
            self.range_or_set(subject.clone())
        } else {
            let right = self.expression(binding(Operator::Add));
            Ast { span: right.span, kind: AstKind::Binary(Operator::Equal, boxed(), Box::new(right)) }
        };
        self.expect_end();
        ast
    }

    fn expression(&mut self, minimum: u8) -> Ast {
        if self.depth >= MAX_NESTING {
            let span = Span { start: self.here().start, end: self.end };
            self.report("too-deep", span, format!("嵌套超过 {MAX_NESTING} 层，请拆成几个定义"));
            self.at = self.tokens.len();
            return Ast { span, kind: AstKind::Error };
        }
        self.depth += 1;
        let mut left = self.prefix();
        while let Some(next) = self.infix(minimum, &mut left) {
            left = next;
        }
        self.depth -= 1;
        left
    }

    /// One more operator behind `left`, if it binds at least as tightly as `minimum`.
    fn infix(&mut self, minimum: u8, left: &mut Ast) -> Option<Ast> {
        if self.is_keyword("in") && minimum <= binding(Operator::Equal) {
            self.at += 1;
            return Some(self.range_or_set(left.clone()));
        }
        let operator = match self.symbol() {
            Some(symbol) => comparison(symbol).or_else(|| arithmetic(symbol))?,
            None if self.is_keyword("and") => Operator::And,
            None if self.is_keyword("or") => Operator::Or,
            None => return None,
        };
        let power = binding(operator);
        if power < minimum {
            return None;
        }
        let at = self.here();
        self.at += 1;
        let right = self.expression(power + 1);
        // A comparison in parentheses starts before its first operand.
        if comparison(operator.symbol()).is_some()
            && matches!(&left.kind, AstKind::Binary(other, first, _)
                if comparison(other.symbol()).is_some() && first.span.start == left.span.start)
        {
            self.report("chained-comparison", at, "不能连续比较；请写 a <= b and b <= c，或 b in [a..c]");
        }
        let span = left.span.to(right.span);
        let left = std::mem::replace(left, Ast { span, kind: AstKind::Error });
        Some(Ast { span, kind: AstKind::Binary(operator, Box::new(left), Box::new(right)) })
    }

    fn prefix(&mut self) -> Ast {
        let start = self.here();
        if self.is_keyword("not") {
            self.at += 1;
            let inner = self.expression(binding(Operator::And) + 1);
            return Ast { span: start.to(inner.span), kind: AstKind::Not(Box::new(inner)) };
        }
        if self.eat("-") {
            let inner = self.expression(binding(Operator::Multiply) + 1);
            return Ast { span: start.to(inner.span), kind: AstKind::Negate(Box::new(inner)) };
        }
        if self.is_keyword("if") {
            return self.conditional(start);
        }
        let primary = self.primary();
        self.postfix(primary)
    }

    fn conditional(&mut self, start: Span) -> Ast {
        self.at += 1;
        let condition = self.expression(0);
        self.expect_keyword("then");
        let yes = self.expression(0);
        self.expect_keyword("else");
        let no = self.expression(0);
        let span = start.to(no.span);
        Ast { span, kind: AstKind::If(Box::new(condition), Box::new(yes), Box::new(no)) }
    }

    fn primary(&mut self) -> Ast {
        let Some(token) = self.tokens.get(self.at).cloned() else {
            let span = Span { start: self.end, end: self.end };
            self.report("unexpected-end", span, "表达式没有写完，这里应有一个值");
            return Ast { span, kind: AstKind::Error };
        };
        let span = token.span;
        self.at += 1;
        let kind = match token.kind {
            TokenKind::Number { value, dimension, has_unit } => {
                AstKind::Number { value, dimension, has_unit }
            }
            TokenKind::Text(text) => AstKind::Text(text),
            TokenKind::Date(date) => AstKind::Date(date),
            TokenKind::Quoted(name) => AstKind::Name(name),
            TokenKind::Name(name) if name == "true" => AstKind::Bool(true),
            TokenKind::Name(name) if name == "false" => AstKind::Bool(false),
            TokenKind::Name(name) if KEYWORDS.contains(&name.as_str()) => {
                self.at -= 1;
                self.report("unexpected-token", span, format!("这里应有一个值，不应是 {name}"));
                self.at += 1;
                AstKind::Error
            }
            TokenKind::Name(name) if self.eat("(") => return self.call(name, span),
            TokenKind::Name(name) => AstKind::Name(name),
            TokenKind::Symbol("(") => {
                let inner = self.expression(0);
                let close = self.expect_symbol(")");
                return Ast { span: span.to(close), kind: inner.kind };
            }
            TokenKind::Symbol(symbol) => {
                self.report("unexpected-token", span, format!("这里应有一个值，不应是 {symbol}"));
                AstKind::Error
            }
        };
        Ast { span, kind }
    }

    fn call(&mut self, name: String, start: Span) -> Ast {
        let mut arguments = Vec::new();
        if self.symbol() != Some(")") {
            loop {
                arguments.push(self.expression(0));
                if !self.eat(",") {
                    break;
                }
            }
        }
        let close = self.expect_symbol(")");
        Ast { span: start.to(close), kind: AstKind::Call(name, arguments) }
    }

    fn postfix(&mut self, mut target: Ast) -> Ast {
        let mut links = 0;
        loop {
            links += 1;
            if links > MAX_NESTING {
                let span = target.span;
                self.report("too-deep", span, format!("连续的 [ ] 或 . 超过 {MAX_NESTING} 个"));
                self.at = self.tokens.len();
                return Ast { span, kind: AstKind::Error };
            }
            if self.eat("[") {
                let inner = self.expression(0);
                let close = self.expect_symbol("]");
                let span = target.span.to(close);
                target = Ast { span, kind: AstKind::Bracket(Box::new(target), Box::new(inner)) };
            } else if self.eat(".") {
                let at = self.here();
                let name = if let Some(TokenKind::Name(name) | TokenKind::Quoted(name)) =
                    self.tokens.get(self.at).map(|token| &token.kind)
                {
                    name.clone()
                } else {
                    self.report("unexpected-token", at, "点号后面应是字段名");
                    return Ast { span: target.span.to(at), kind: AstKind::Error };
                };
                self.at += 1;
                target = Ast { span: target.span.to(at), kind: AstKind::Member(Box::new(target), name) };
            } else {
                return target;
            }
        }
    }

    /// What stands behind `in`: a range `[a..b)` or a set `(a, b, c)`.
    fn range_or_set(&mut self, subject: Ast) -> Ast {
        let open = self.here();
        let low_closed = self.symbol() == Some("[");
        if !low_closed && self.symbol() != Some("(") {
            self.report(
                "unexpected-token",
                open,
                "in 后面应是范围（如 [5%..10%)）或一组值（如 (\"省级\", \"国家级\")）",
            );
            return Ast { span: subject.span.to(open), kind: AstKind::Error };
        }
        self.at += 1;
        let first = self.expression(0);
        if self.eat("..") {
            let high = self.expression(0);
            let high_closed = self.symbol() == Some("]");
            let close = if high_closed { self.expect_symbol("]") } else { self.expect_symbol(")") };
            let range = Range { low: Box::new(first), low_closed, high: Box::new(high), high_closed };
            return Ast { span: subject.span.to(close), kind: AstKind::InRange(Box::new(subject), range) };
        }
        let mut values = vec![first];
        while self.eat(",") {
            values.push(self.expression(0));
        }
        let close = self.expect_symbol(if low_closed { "]" } else { ")" });
        Ast { span: subject.span.to(close), kind: AstKind::InSet(Box::new(subject), values) }
    }

    fn here(&self) -> Span {
        self.tokens.get(self.at).map_or(Span { start: self.end, end: self.end }, |token| token.span)
    }

    fn symbol(&self) -> Option<&'static str> {
        match self.tokens.get(self.at)?.kind {
            TokenKind::Symbol(symbol) => Some(symbol),
            _ => None,
        }
    }

    fn is_keyword(&self, word: &str) -> bool {
        matches!(self.tokens.get(self.at).map(|token| &token.kind), Some(TokenKind::Name(name)) if name == word)
    }

    fn eat(&mut self, symbol: &str) -> bool {
        let found = self.symbol() == Some(symbol);
        self.at += usize::from(found);
        found
    }

    fn expect_symbol(&mut self, symbol: &str) -> Span {
        let here = self.here();
        if !self.eat(symbol) {
            self.report("unexpected-token", here, format!("这里缺少 {symbol}"));
        }
        here
    }

    fn expect_keyword(&mut self, word: &str) {
        let here = self.here();
        if self.is_keyword(word) {
            self.at += 1;
        } else {
            self.report("unexpected-token", here, format!("这里缺少 {word}（if … then … else …）"));
        }
    }

    fn report(&mut self, code: &'static str, span: Span, message: impl Into<String>) {
        // After one complaint about a place, a second about the same place only confuses; after giving up on depth, any.
        if self.diagnostics.last().is_some_and(|other| other.code == "too-deep") {
            return;
        }
        if self.diagnostics.iter().all(|other| other.span.start != span.start) {
            self.diagnostics.push(Diagnostic::new(code, span, message));
        }
    }
}

fn comparison(symbol: &str) -> Option<Operator> {
    use Operator::{AtLeast, AtMost, Equal, Greater, Less, NotEqual};
    [Equal, NotEqual, Less, AtMost, Greater, AtLeast].into_iter().find(|operator| operator.symbol() == symbol)
}

fn arithmetic(symbol: &str) -> Option<Operator> {
    use Operator::{Add, Divide, Multiply, Subtract};
    [Add, Subtract, Multiply, Divide].into_iter().find(|operator| operator.symbol() == symbol)
}

/// How tightly an operator binds; comparisons are at 4, `not` stands between `and` and them.
pub(crate) fn binding(operator: Operator) -> u8 {
    match operator {
        Operator::Or => 1,
        Operator::And => 2,
        Operator::Equal
        | Operator::NotEqual
        | Operator::Less
        | Operator::AtMost
        | Operator::Greater
        | Operator::AtLeast => 4,
        Operator::Add | Operator::Subtract => 5,
        Operator::Multiply | Operator::Divide => 6,
    }
}
