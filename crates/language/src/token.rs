//! Text → tokens. Hand-written: identifiers follow Unicode XID, odd names stand in backticks, a number may carry a unit
//! (`5000万元`, `10%`, `365天`), and full-width punctuation is refused with a fix-it.

use vocabulary::{Dimension, Number, Unit};

use crate::diagnostic::{Diagnostic, Span};

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A name; keywords are names here and told apart by the parser.
    Name(String),
    /// A name in backticks: never a keyword, never a period.
    Quoted(String),
    /// A number in base units, its dimension, and whether a unit was written.
    Number {
        /// Value in base units.
        value: Number,
        /// Dimension of its unit.
        dimension: Dimension,
        /// Whether a unit was written.
        has_unit: bool,
    },
    /// `"…"`.
    Text(String),
    /// `@"2016-01-01"`.
    Date(jiff::civil::Date),
    /// An operator or bracket.
    Symbol(&'static str),
}

const SYMBOLS: [&str; 18] =
    ["..", "<=", ">=", "!=", "<", ">", "=", "+", "-", "*", "/", "(", ")", "[", "]", ",", ".", "@"];

/// Punctuation that an input method types for the ASCII sign the language wants.
const WIDE: [(char, &str); 26] = [
    ('（', "("),
    ('）', ")"),
    ('［', "["),
    ('］', "]"),
    ('【', "["),
    ('】', "]"),
    ('，', ","),
    ('、', ","),
    ('。', "."),
    ('．', "."),
    ('＋', "+"),
    ('－', "-"),
    ('—', "-"),
    ('×', "*"),
    ('＊', "*"),
    ('÷', "/"),
    ('／', "/"),
    ('＝', "="),
    ('＜', "<"),
    ('＞', ">"),
    ('≥', ">="),
    ('≤', "<="),
    ('≠', "!="),
    ('“', "\""),
    ('”', "\""),
    ('％', "%"),
];

/// Splits `text` into tokens. What cannot be read is reported and skipped, so that several mistakes show in one run.
pub fn tokens(text: &str) -> (Vec<Token>, Vec<Diagnostic>) {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new(), diagnostics: Vec::new() };
    while lexer.at < text.len() {
        lexer.next();
    }
    (lexer.tokens, lexer.diagnostics)
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token>,
    diagnostics: Vec<Diagnostic>,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn next(&mut self) {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return };
        let start = self.at;
        if first.is_whitespace() {
            self.at += first.len_utf8();
        } else if first.is_ascii_digit() {
            self.number();
        } else if unicode_ident::is_xid_start(first) || first == '_' {
            self.at += rest.find(|c| !unicode_ident::is_xid_continue(c)).unwrap_or(rest.len());
            self.push(start, TokenKind::Name(self.text[start..self.at].to_owned()));
        } else if first == '`' || first == '"' {
            self.delimited(first);
        } else if rest.starts_with("@\"") {
            self.date();
        } else if let Some(symbol) = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
            self.at += symbol.len();
            self.push(start, TokenKind::Symbol(symbol));
        } else {
            self.at += first.len_utf8();
            self.refuse(start, first);
        }
    }

    fn push(&mut self, start: usize, kind: TokenKind) {
        self.tokens.push(Token { kind, span: Span { start, end: self.at } });
    }

    fn refuse(&mut self, start: usize, found: char) {
        let span = Span { start, end: self.at };
        let diagnostic = match WIDE.iter().find(|(wide, _)| *wide == found) {
            Some((_, ascii)) => {
                Diagnostic::new("wide-punctuation", span, format!("“{found}”是全角符号，请改用半角 {ascii}"))
                    .with_fix(*ascii)
            }
            None => Diagnostic::new("unknown-character", span, format!("不认识字符“{found}”")),
        };
        self.diagnostics.push(diagnostic);
    }

    fn number(&mut self) {
        let start = self.at;
        let rest = self.rest();
        let mut end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let fraction =
            rest[end..].strip_prefix('.').filter(|after| after.starts_with(|c: char| c.is_ascii_digit()));
        if let Some(after) = fraction {
            end += 1 + after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
        }
        let (digits, after) = rest.split_at(end);
        let unit_end = after
            .char_indices()
            .find(|(at, c)| {
                !(unicode_ident::is_xid_continue(*c) || *c == '㎡' || *at == 0 && matches!(c, '%' | '‰'))
            })
            .map_or(after.len(), |(at, _)| at);
        // `%` and `‰` are whole units: nothing may be glued behind them.
        let unit_end =
            after.chars().next().filter(|c| matches!(c, '%' | '‰')).map_or(unit_end, char::len_utf8);
        let symbol = &after[..unit_end];
        self.at = start + end + unit_end;
        let span = Span { start, end: self.at };
        let Some(value) = vocabulary::number::parse_decimal(digits) else {
            self.diagnostics.push(Diagnostic::new("number-too-long", span, "数字太长"));
            return;
        };
        let kind = if symbol.is_empty() {
            TokenKind::Number { value, dimension: Dimension::ONE, has_unit: false }
        } else if let Some(unit) = Unit::find(symbol) {
            let Some(value) = num_traits::CheckedMul::checked_mul(&value, &unit.scale()) else {
                self.diagnostics.push(Diagnostic::new("number-too-long", span, "数字太大"));
                return;
            };
            TokenKind::Number { value, dimension: unit.dimension, has_unit: true }
        } else {
            let known: Vec<&str> = Unit::ALL.iter().map(|unit| unit.symbol).collect();
            let message = format!("不认识单位“{symbol}”，可用：{}", known.join(" "));
            self.diagnostics.push(Diagnostic::new("unknown-unit", span, message));
            return;
        };
        self.push(start, kind);
    }

    fn delimited(&mut self, quote: char) {
        let start = self.at;
        let body = &self.rest()[1..];
        let Some(length) = body.find(quote) else {
            self.at = self.text.len();
            let span = Span { start, end: self.at };
            self.diagnostics.push(Diagnostic::new(
                "unclosed-quote",
                span,
                format!("{quote} 没有配对的 {quote}"),
            ));
            return;
        };
        self.at += length + 2;
        let content = body[..length].to_owned();
        self.push(start, if quote == '"' { TokenKind::Text(content) } else { TokenKind::Quoted(content) });
    }

    fn date(&mut self) {
        let start = self.at;
        let body = &self.rest()[2..];
        let length = body.find('"').unwrap_or(body.len());
        self.at = (start + 2 + length + 1).min(self.text.len());
        let span = Span { start, end: self.at };
        if let Ok(date) = body[..length].parse::<jiff::civil::Date>() {
            self.push(start, TokenKind::Date(date));
        } else {
            let message = format!("“{}”不是日期，应如 @\"2016-01-01\"", &body[..length]);
            self.diagnostics.push(Diagnostic::new("bad-date", span, message));
        }
    }
}
