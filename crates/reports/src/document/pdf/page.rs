//! The lines of a page: where the pen moves down, a line ends.

use std::collections::HashMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Error, Object, ObjectId};

use super::font::{Reading, prepared, reading};
use super::{DocumentError, damaged};
use crate::limits::{MAX_PDF_CONTENT_BYTES, MAX_PDF_FORM_DEPTH};

/// What drawing a form costs besides its bytes: a few forms that draw each other many times must end.
const FORM_COST: usize = 4096;

/// What a page says.
pub(super) struct Page {
    pub(super) lines: Vec<String>,
    /// Characters that nobody can tell.
    pub(super) unknown: usize,
}

/// Reads a page. `budget`: bytes that the content of the pages to come may still unpack to.
pub(super) fn read(document: &Document, id: ObjectId, budget: &mut usize) -> Result<Page, DocumentError> {
    let content = document.get_page_content_with_limit(id, *budget).map_err(|error| over(&error))?;
    *budget = budget.saturating_sub(content.len());
    let mut resources: Vec<&Dictionary> = Vec::new();
    if let Ok((own, inherited)) = document.get_page_resources(id) {
        resources.extend(own);
        resources.extend(inherited.iter().filter_map(|id| document.get_dictionary(*id).ok()));
    }
    let mut pen = Pen { lines: vec![String::new()], y: None, unknown: 0 };
    draw(document, &content, &resources, Matrix::ONE, 0, budget, &mut pen)?;
    Ok(Page { lines: pen.lines, unknown: pen.unknown })
}

fn over(error: &Error) -> DocumentError {
    match error {
        Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => {
            DocumentError::limit(format!("PDF 的内容解压后超过 {} MB", MAX_PDF_CONTENT_BYTES >> 20))
        }
        other => damaged(other),
    }
}

struct Pen {
    lines: Vec<String>,
    y: Option<f32>,
    unknown: usize,
}

impl Pen {
    /// Goes to a height: another line where it is not near the last one.
    fn at(&mut self, y: f32, size: f32) {
        let near = self.y.is_some_and(|last| (last - y).abs() <= (size * 0.5).max(1.0));
        if !near {
            self.end_line();
        }
        self.y = Some(y);
    }

    fn end_line(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn show(&mut self, reading: Option<&Reading<'_>>, bytes: &[u8]) {
        if let (Some(reading), Some(line)) = (reading, self.lines.last_mut()) {
            self.unknown += reading.add(bytes, line);
        }
    }
}

/// An affine map, of which text needs position and size.
#[derive(Clone, Copy)]
struct Matrix([f32; 6]);

impl Matrix {
    const ONE: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    fn of(operands: &[Object]) -> Option<Self> {
        let mut out = [0.0; 6];
        for (slot, operand) in out.iter_mut().zip(operands.get(..6)?) {
            *slot = operand.as_float().ok()?;
        }
        Some(Self(out))
    }

    /// This map, then the other.
    #[expect(
        clippy::many_single_char_names,
        reason = "the six numbers of a transformation (ISO 32000, 8.3.3)"
    )]
    fn then(self, other: Self) -> Self {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, other.0);
        Self([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }

    fn moved(self, x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }

    fn height(self) -> f32 {
        self.0[5]
    }

    fn size(self) -> f32 {
        self.0[2].hypot(self.0[3])
    }
}

struct State {
    line: Matrix,
    leading: f32,
    size: f32,
    font: Vec<u8>,
}

/// Runs the text operators of a content stream.
fn draw(
    document: &Document,
    content: &[u8],
    resources: &[&Dictionary],
    start: Matrix,
    depth: usize,
    budget: &mut usize,
    pen: &mut Pen,
) -> Result<(), DocumentError> {
    let fonts: Vec<(Vec<u8>, Dictionary)> = fonts(document, resources);
    let readings: HashMap<&[u8], Reading<'_>> =
        fonts.iter().map(|(name, font)| (name.as_slice(), reading(font, document, *budget))).collect();
    let Ok(content) = Content::decode(content) else { return Ok(()) };
    let mut state = State { line: Matrix::ONE, leading: 0.0, size: 1.0, font: Vec::new() };
    let (mut ctm, mut saved) = (start, Vec::new());
    for operation in &content.operations {
        let operands = operation.operands.as_slice();
        let number = |at: usize| operands.get(at).and_then(|operand| operand.as_float().ok()).unwrap_or(0.0);
        match operation.operator.as_str() {
            "q" if saved.len() < 256 => saved.push(ctm),
            "Q" => ctm = saved.pop().unwrap_or(ctm),
            "cm" => ctm = Matrix::of(operands).map_or(ctm, |matrix| matrix.then(ctm)),
            "BT" => state.line = Matrix::ONE,
            "Tf" => {
                state.font =
                    operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default().to_vec();
                state.size = number(1);
            }
            "TL" => state.leading = number(0),
            "Tm" => state.line = Matrix::of(operands).unwrap_or(state.line),
            "Td" => state.line = state.line.moved(number(0), number(1)),
            "TD" => {
                state.leading = -number(1);
                state.line = state.line.moved(number(0), number(1));
            }
            "T*" => state.line = state.line.moved(0.0, -state.leading),
            "Tj" | "TJ" | "'" | "\"" => {
                if matches!(operation.operator.as_str(), "'" | "\"") {
                    state.line = state.line.moved(0.0, -state.leading);
                }
                let place = state.line.then(ctm);
                pen.at(place.height(), state.size.abs() * place.size());
                show(operands, readings.get(state.font.as_slice()), pen);
            }
            "Do" if depth < MAX_PDF_FORM_DEPTH => {
                if let Some(name) = operands.first().and_then(|name| name.as_name().ok()) {
                    form(document, name, resources, ctm, depth, budget, pen)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Shows strings; a wide gap between them is a space.
fn show(operands: &[Object], reading: Option<&Reading<'_>>, pen: &mut Pen) {
    for operand in operands {
        match operand {
            Object::String(bytes, _) => pen.show(reading, bytes),
            Object::Array(parts) => {
                for part in parts {
                    match part {
                        Object::String(bytes, _) => pen.show(reading, bytes),
                        gap if gap.as_float().is_ok_and(|gap| gap < -250.0) => {
                            if let Some(line) = pen.lines.last_mut().filter(|line| !line.ends_with(' ')) {
                                line.push(' ');
                            }
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

/// A form that the page draws: text may stand in it.
fn form(
    document: &Document,
    name: &[u8],
    resources: &[&Dictionary],
    ctm: Matrix,
    depth: usize,
    budget: &mut usize,
    pen: &mut Pen,
) -> Result<(), DocumentError> {
    let found = resources.iter().find_map(|own| {
        let forms = own.get_deref(b"XObject", document).and_then(Object::as_dict).ok()?;
        forms.get_deref(name, document).and_then(Object::as_stream).ok()
    });
    let Some(stream) =
        found.filter(|s| s.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form"))
    else {
        return Ok(());
    };
    let content = stream.get_plain_content_with_limit(*budget).map_err(|error| over(&error))?;
    *budget = budget.saturating_sub(content.len() + FORM_COST);
    let own = stream.dict.get_deref(b"Resources", document).and_then(Object::as_dict).ok();
    let inner: Vec<&Dictionary> = own.into_iter().chain(resources.iter().copied()).collect();
    let matrix = stream.dict.get(b"Matrix").and_then(Object::as_array).ok().and_then(|m| Matrix::of(m));
    draw(document, &content, &inner, matrix.unwrap_or(Matrix::ONE).then(ctm), depth + 1, budget, pen)
}

fn fonts(document: &Document, resources: &[&Dictionary]) -> Vec<(Vec<u8>, Dictionary)> {
    let mut out: Vec<(Vec<u8>, Dictionary)> = Vec::new();
    for own in resources {
        let Ok(list) = own.get_deref(b"Font", document).and_then(Object::as_dict) else { continue };
        for (name, font) in list {
            let font = document.dereference(font).and_then(|(_, font)| font.as_dict());
            if let Ok(font) = font
                && !out.iter().any(|(other, _)| other == name)
            {
                out.push((name.clone(), prepared(font)));
            }
        }
    }
    out
}
