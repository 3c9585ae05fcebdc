//! Data as the template language sees them, and markers for what it prints.

use std::fmt::{self, Write};
use std::sync::{Arc, Mutex};

use minijinja::value::{Object, ObjectRepr, Value, ValueKind};
use minijinja::{Error, ErrorKind, Output};

use crate::data::Data;
use crate::model::{Chart, Figure, Table};

/// Around the number of a piece in the rendered Markdown. Private-use characters of data are dropped, so none can be mistaken.
pub(super) const OPEN: char = '\u{E000}';
/// The closing one.
pub(super) const CLOSE: char = '\u{E001}';

/// What expressions printed, by number.
pub(super) type Pieces = Vec<Printed>;

/// What an expression printed.
#[derive(Clone, Debug)]
pub(super) enum Printed {
    /// Words.
    Words(String),
    /// A figure.
    Figure(Arc<Figure>),
    /// A bare number, which has no source.
    Number(String),
    /// A table.
    Table(Arc<Table>),
    /// A chart.
    Chart(Arc<Chart>),
}

type Shared = Arc<Mutex<Pieces>>;

/// The marker of a piece.
fn mark(pieces: &Shared, piece: Printed) -> String {
    let at = pieces.lock().map_or(0, |mut pieces| {
        pieces.push(piece);
        pieces.len() - 1
    });
    format!("{OPEN}{at}{CLOSE}")
}

/// A value of the data.
pub(super) fn value(data: &Data, pieces: &Shared) -> Value {
    match data {
        Data::Unknown => Value::from(()),
        Data::Text(text) => Value::from(text.replace([OPEN, CLOSE], "")),
        Data::Flag(flag) => Value::from(*flag),
        Data::Figure(figure) => {
            let marker = mark(pieces, Printed::Figure(Arc::new(figure.clone())));
            Value::from_object(FigureValue { figure: figure.clone(), marker })
        }
        Data::Table(table) => {
            let marker = mark(pieces, Printed::Table(Arc::clone(table)));
            Value::from_object(BlockValue { sort: "table", marker })
        }
        Data::Chart(chart) => {
            let marker = mark(pieces, Printed::Chart(Arc::clone(chart)));
            Value::from_object(BlockValue { sort: "chart", marker })
        }
        Data::List(items) => Value::from(items.iter().map(|item| value(item, pieces)).collect::<Vec<_>>()),
        Data::Record(members) => {
            Value::from_pairs(members.iter().map(|(name, member)| (name.clone(), value(member, pieces))))
        }
    }
}

/// A figure: prints as its marker; `.number` is the bare number, for conditions.
#[derive(Debug)]
struct FigureValue {
    figure: Figure,
    marker: String,
}

impl Object for FigureValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match key.as_str()? {
            "number" => Some(self.figure.number.map_or(Value::from(()), Value::from)),
            "known" => Some(Value::from(self.figure.number.is_some())),
            "words" => Some(Value::from(self.figure.shown.clone())),
            "source" => Some(Value::from(self.figure.source.text())),
            _ => None,
        }
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.marker)
    }
}

/// A table or chart.
#[derive(Debug)]
struct BlockValue {
    sort: &'static str,
    marker: String,
}

impl Object for BlockValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.marker)
    }
}

/// `::: table NAME` must name a table.
#[expect(clippy::needless_pass_by_value, reason = "the shape of a filter")]
pub(super) fn must_be(value: Value, sort: &str) -> Result<Value, Error> {
    let is = value.downcast_object_ref::<BlockValue>().is_some_and(|block| block.sort == sort);
    if is {
        return Ok(value);
    }
    let (wanted, other) = if sort == "table" { ("表", "chart") } else { ("图", "table") };
    let message = match value.downcast_object_ref::<BlockValue>() {
        Some(_) => format!("这不是{wanted}；请改写作 ::: {other}"),
        None => format!("这不是{wanted}"),
    };
    Err(Error::new(ErrorKind::InvalidOperation, message))
}

/// Prints what an expression gives: markers stay, words and bare numbers become pieces.
pub(super) fn print(out: &mut Output<'_>, value: &Value, pieces: &Shared) -> Result<(), Error> {
    let text = match value.kind() {
        ValueKind::Undefined => {
            return Err(Error::new(
                ErrorKind::UndefinedError,
                "请核对名称；可用的名称见 kechuang report templates",
            ));
        }
        ValueKind::None => mark(pieces, Printed::Words("未知".to_owned())),
        ValueKind::Bool => mark(pieces, Printed::Words(if value.is_true() { "是" } else { "否" }.to_owned())),
        ValueKind::Number => mark(pieces, Printed::Number(value.to_string())),
        ValueKind::Map | ValueKind::Seq | ValueKind::Iterable => {
            let message = "这是一组，不能直接写出；请用 {% for %} 逐项写，或写出它的某一项";
            return Err(Error::new(ErrorKind::InvalidOperation, message));
        }
        _ => marked(&value.to_string(), pieces),
    };
    out.write_str(&text).map_err(|error| Error::new(ErrorKind::WriteFailure, error.to_string()))
}

/// Words between markers as pieces of their own.
fn marked(text: &str, pieces: &Shared) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(from) = rest.find(OPEN) {
        let (before, marker) = rest.split_at(from);
        words(&mut out, before, pieces);
        let Some(end) = marker.find(CLOSE) else { break };
        let (marker, after) = marker.split_at(end + CLOSE.len_utf8());
        out.push_str(marker);
        rest = after;
    }
    words(&mut out, rest, pieces);
    out
}

fn words(out: &mut String, text: &str, pieces: &Shared) {
    let text = text.replace([OPEN, CLOSE], "");
    if !text.is_empty() {
        let _ = write!(out, "{}", mark(pieces, Printed::Words(text)));
    }
}
