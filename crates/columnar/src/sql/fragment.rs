//! Pieces of SQL that know after which step they can stand, so that what is used twice is written once.

use std::collections::HashMap;

/// How a piece binds, for parentheses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// A name, literal, call or `CASE … END`.
    Atom,
    And,
    Or,
    Other,
}

/// A piece of SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sql {
    pub(super) text: String,
    /// The first step in which all names in it are there.
    pub(super) step: usize,
    form: Form,
}

impl Sql {
    /// A name, literal or call.
    pub(super) fn atom(text: impl Into<String>, step: usize) -> Self {
        Self { text: text.into(), step, form: Form::Atom }
    }

    pub(super) fn truth(value: bool) -> Self {
        Self::atom(if value { "TRUE" } else { "FALSE" }, 0)
    }

    fn other(text: String, step: usize) -> Self {
        Self { text, step, form: Form::Other }
    }

    /// Its truth, where it is a literal.
    pub(super) fn literal(&self) -> Option<bool> {
        match self.text.as_str() {
            "TRUE" => Some(true),
            "FALSE" => Some(false),
            _ => None,
        }
    }

    /// With parentheses where it is more than one thing.
    pub(super) fn closed(&self) -> String {
        if self.form == Form::Atom { self.text.clone() } else { format!("({})", self.text) }
    }

    /// `a sign b`.
    pub(super) fn infix(a: &Self, sign: &str, b: &Self) -> Self {
        Self::other(format!("{} {sign} {}", a.closed(), b.closed()), a.step.max(b.step))
    }

    /// A template with its operands.
    pub(super) fn filled(template: &str, operands: &[&Self]) -> Self {
        let mut text = template.to_owned();
        for (at, operand) in operands.iter().enumerate() {
            text = text.replace(&format!("{{{at}}}"), &operand.closed());
        }
        Self::atom(text, operands.iter().map(|operand| operand.step).max().unwrap_or_default())
    }

    pub(super) fn is_null(&self) -> Self {
        Self::other(format!("{} IS NULL", self.closed()), self.step)
    }

    pub(super) fn is_told(&self) -> Self {
        Self::other(format!("{} IS NOT NULL", self.closed()), self.step)
    }

    pub(super) fn not(&self) -> Self {
        match self.literal() {
            Some(value) => Self::truth(!value),
            None => Self::other(format!("NOT {}", self.closed()), self.step),
        }
    }

    pub(super) fn and(a: &Self, b: &Self) -> Self {
        Self::junction(a, b, Form::And, true)
    }

    pub(super) fn or(a: &Self, b: &Self) -> Self {
        Self::junction(a, b, Form::Or, false)
    }

    fn junction(a: &Self, b: &Self, form: Form, neutral: bool) -> Self {
        for (known, other) in [(a, b), (b, a)] {
            match known.literal() {
                Some(value) if value == neutral => return other.clone(),
                Some(value) => return Self::truth(value),
                None => {}
            }
        }
        if a == b {
            return a.clone();
        }
        let side = |side: &Self| if side.form == form { side.text.clone() } else { side.closed() };
        let word = if form == Form::And { "AND" } else { "OR" };
        Self { text: format!("{} {word} {}", side(a), side(b)), step: a.step.max(b.step), form }
    }

    /// The first branch whose condition is true; NULL where none is and nothing else is said. `null` is the typed NULL.
    pub(super) fn case(branches: Vec<(Self, Self)>, otherwise: Option<Self>, null: &str) -> Self {
        let (mut text, mut step, mut otherwise) = (String::new(), 0, otherwise);
        for (condition, value) in branches {
            match condition.literal() {
                Some(false) => continue,
                Some(true) => {
                    otherwise = Some(value);
                    break;
                }
                None => {}
            }
            step = step.max(condition.step).max(value.step);
            text.push_str(&format!("WHEN {} THEN {} ", condition.text, value.text));
        }
        let Some(last) = otherwise else {
            return Self::atom(
                if text.is_empty() { null.to_owned() } else { format!("CASE {text}END") },
                step,
            );
        };
        if text.is_empty() {
            return last;
        }
        Self::atom(format!("CASE {text}ELSE {} END", last.text), step.max(last.step))
    }
}

/// Steps one after another, each with the columns that it adds.
#[derive(Debug, Default)]
pub(super) struct Chain {
    pub(super) steps: Vec<Vec<(String, String)>>,
    known: HashMap<String, Sql>,
    prefix: &'static str,
    count: usize,
}

impl Chain {
    /// Columns are named by `prefix` and a number.
    pub(super) fn new(prefix: &'static str) -> Self {
        Self { prefix, ..Self::default() }
    }

    /// A column that holds a piece, for it to be used more than once.
    pub(super) fn column(&mut self, piece: &Sql) -> Sql {
        if is_short(piece) {
            return piece.clone();
        }
        if let Some(known) = self.known.get(&piece.text) {
            return known.clone();
        }
        self.count += 1;
        let name = format!("{}{}", self.prefix, self.count);
        while self.steps.len() <= piece.step {
            self.steps.push(Vec::new());
        }
        if let Some(step) = self.steps.get_mut(piece.step) {
            step.push((name.clone(), piece.text.clone()));
        }
        let column = Sql::atom(name, piece.step + 1);
        self.known.insert(piece.text.clone(), column.clone());
        column
    }
}

/// Whether writing a piece again is as good as naming it.
fn is_short(piece: &Sql) -> bool {
    piece.form == Form::Atom && !piece.text.contains(' ') && !piece.text.contains('(')
        || piece.text.starts_with("CAST('") && piece.text.len() < 60
        || piece.text.starts_with("toInt256('") && piece.text.len() < 60
        || piece.text.starts_with("CAST(NULL")
        || piece.text.starts_with("DATE '") && piece.text.len() < 20
}
