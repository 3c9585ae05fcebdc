//! Shapes as an enhanced metafile ([MS-EMF]): a header, a record for each pen, brush, font and shape, an end. Twenty units a point;
//! the reference device is the picture itself, so that units need no mapping.

use unicode_width::UnicodeWidthChar;

use super::{Anchor, Colour, Picture, Shape};

const UNITS: f64 = 20.0;
/// Hundredths of a millimetre in a point.
const HUNDREDTHS: f64 = 2540.0 / 72.0;
/// What the reader's program sets words in; 宋体 is on every Chinese Windows, and others fall back.
const FACE: &str = "宋体";
/// The code page of simplified Chinese, so that a fallback is looked for there.
const GB2312_CHARSET: u8 = 134;

const HEADER: u32 = 1;
const POLYLINE: u32 = 4;
const END: u32 = 14;
const SET_BACKGROUND_MODE: u32 = 18;
const SET_TEXT_ALIGN: u32 = 22;
const SET_TEXT_COLOUR: u32 = 24;
const SELECT: u32 = 37;
const CREATE_PEN: u32 = 38;
const CREATE_BRUSH: u32 = 39;
const DELETE: u32 = 40;
const ELLIPSE: u32 = 42;
const RECTANGLE: u32 = 43;
const CREATE_FONT: u32 = 82;
const TEXT: u32 = 84;

/// The object that is made, used and dropped for each shape.
const OBJECT: u32 = 1;
const NULL_PEN: u32 = 0x8000_0008;
const DEFAULT_PEN: u32 = 0x8000_0007;
const DEFAULT_BRUSH: u32 = 0x8000_0000;
const DEFAULT_FONT: u32 = 0x8000_000D;

pub(super) fn write(picture: &Picture) -> Vec<u8> {
    let mut file = Records::default();
    file.record(SET_BACKGROUND_MODE, &[1]);
    for shape in &picture.shapes {
        file.shape(shape);
    }
    // No palette: number of entries, offset, and the size of this record again.
    file.record(END, &[0, 16, 20]);
    file.finish(picture)
}

#[derive(Default)]
struct Records {
    bytes: Vec<u8>,
    count: u32,
}

impl Records {
    fn record(&mut self, kind: u32, words: &[u32]) {
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        self.raw(kind, &bytes);
    }

    fn raw(&mut self, kind: u32, body: &[u8]) {
        let padded = body.len().next_multiple_of(4);
        self.bytes.extend(kind.to_le_bytes());
        self.bytes.extend(u32::try_from(padded + 8).unwrap_or(u32::MAX).to_le_bytes());
        self.bytes.extend(body);
        self.bytes.resize(self.bytes.len() + padded - body.len(), 0);
        self.count += 1;
    }

    /// Makes an object, selects it, does something, and drops it again.
    fn with(&mut self, create: u32, words: &[u32], default: u32, draw: impl FnOnce(&mut Self)) {
        self.record(create, &[&[OBJECT], words].concat());
        self.record(SELECT, &[OBJECT]);
        draw(self);
        self.record(SELECT, &[default]);
        self.record(DELETE, &[OBJECT]);
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Line { points, width, colour } => {
                let count = u32::try_from(points.len()).unwrap_or(0);
                let coordinates = points.iter().flat_map(|(x, y)| [units(*x), units(*y)]);
                let words: Vec<u32> = bounds(points).into_iter().chain([count]).chain(coordinates).collect();
                // Style: solid; width as a point whose second half is not used.
                let pen = [0, units(*width), 0, reference(*colour)];
                self.with(CREATE_PEN, &pen, DEFAULT_PEN, |file| file.record(POLYLINE, &words));
            }
            Shape::Box { at: [x, y, width, height], colour } => {
                self.filled(RECTANGLE, [*x, *y, x + width, y + height], *colour);
            }
            Shape::Dot { at: (x, y), radius, colour } => {
                self.filled(ELLIPSE, [x - radius, y - radius, x + radius, y + radius], *colour);
            }
            Shape::Text { at, size, anchor, text, colour } => {
                let font = font(*size);
                self.with(CREATE_FONT, &font, DEFAULT_FONT, |file| {
                    file.record(SET_TEXT_COLOUR, &[reference(*colour)]);
                    // On the base line, from the left, the middle or the right.
                    let side = match anchor {
                        Anchor::Start => 0,
                        Anchor::Middle => 6,
                        Anchor::End => 2,
                    };
                    file.record(SET_TEXT_ALIGN, &[24 | side]);
                    file.text(*at, *size, text);
                });
            }
        }
    }

    fn filled(&mut self, kind: u32, corners: [f64; 4], colour: Colour) {
        self.with(CREATE_BRUSH, &[0, reference(colour), 0], DEFAULT_BRUSH, |file| {
            file.record(SELECT, &[NULL_PEN]);
            file.record(kind, &corners.map(units));
            file.record(SELECT, &[DEFAULT_PEN]);
        });
    }

    fn text(&mut self, (x, y): (f64, f64), size: f64, text: &str) {
        let letters: Vec<u16> = text.encode_utf16().collect();
        let count = u32::try_from(letters.len()).unwrap_or(0);
        let string_bytes = (letters.len() * 2).next_multiple_of(4);
        let advances_at = TEXT_FIXED + u32::try_from(string_bytes).unwrap_or(0);
        // Hundredths of a millimetre a unit, as compatible mode wants it.
        #[expect(clippy::cast_possible_truncation, reason = "the record has single precision")]
        let scale = ((HUNDREDTHS / UNITS) as f32).to_bits();
        let mut words = vec![0, 0, 0, 0, 1, scale, scale];
        words.extend([units(x), units(y), count, TEXT_FIXED, 0, 0, 0, 0, 0, advances_at]);
        let mut body: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        body.extend(letters.iter().flat_map(|letter| letter.to_le_bytes()));
        body.resize(body.len() + string_bytes - letters.len() * 2, 0);
        // One advance for each UTF-16 unit; the second half of a pair takes no room.
        for letter in text.chars() {
            let wide = letter.width().unwrap_or(1) > 1;
            let advance = units(if wide { size } else { size * 0.5 });
            body.extend(advance.to_le_bytes());
            body.resize(body.len() + (letter.len_utf16() - 1) * 4, 0);
        }
        self.raw(TEXT, &body);
    }

    fn finish(self, picture: &Picture) -> Vec<u8> {
        const HEADER_SIZE: u32 = 88;
        let (width, height) = (units(picture.width), units(picture.height));
        let millimetres = |points: f64| whole(points * HUNDREDTHS / 100.0).max(1);
        let total = HEADER_SIZE + u32::try_from(self.bytes.len()).unwrap_or(u32::MAX - HEADER_SIZE);
        let frame = [whole(picture.width * HUNDREDTHS), whole(picture.height * HUNDREDTHS)];
        let mut words = vec![HEADER, HEADER_SIZE, 0, 0, width, height, 0, 0];
        words.extend(frame);
        // « EMF», version, bytes, records with the header, handles (the zeroth is not used), no description, no palette.
        words.extend([0x464D_4520, 0x0001_0000, total, self.count + 1, OBJECT + 1, 0, 0, 0]);
        words.extend([width, height, millimetres(picture.width), millimetres(picture.height)]);
        let mut out: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        out.extend(self.bytes);
        out
    }
}

/// Where the words begin in a record of text.
const TEXT_FIXED: u32 = 76;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pictures are some hundred points wide; coordinates are signed in the file"
)]
fn whole(value: f64) -> u32 {
    value.round() as i32 as u32
}

fn units(points: f64) -> u32 {
    whole(points * UNITS)
}

/// 0x00BBGGRR.
fn reference([red, green, blue]: Colour) -> u32 {
    u32::from_le_bytes([red, green, blue, 0])
}

fn bounds(points: &[(f64, f64)]) -> [u32; 4] {
    let over = |value: fn(&(f64, f64)) -> f64, fold: fn(f64, f64) -> f64| {
        points.iter().map(value).reduce(fold).map_or(0, units)
    };
    [over(|p| p.0, f64::min), over(|p| p.1, f64::min), over(|p| p.0, f64::max), over(|p| p.1, f64::max)]
}

/// A logical font with its unused tail, 320 bytes.
fn font(size: f64) -> Vec<u32> {
    let mut bytes: Vec<u8> = Vec::with_capacity(320);
    // A negative height is that of the type itself.
    for word in [units(-size), 0, 0, 0, 400] {
        bytes.extend(word.to_le_bytes());
    }
    bytes.extend([0, 0, 0, GB2312_CHARSET, 0, 0, 0, 0]);
    bytes.extend(FACE.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(320, 0);
    bytes
        .chunks_exact(4)
        .map(|word| word.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_its_own_size_and_records() {
        let text = |text: &str| Shape::Text {
            at: (5.0, 20.0),
            size: 9.0,
            anchor: Anchor::End,
            text: text.to_owned(),
            colour: [1, 2, 3],
        };
        let line = Shape::Line { points: vec![(0.0, 0.0), (10.0, 10.0)], width: 1.0, colour: [0, 0, 0] };
        let shapes = vec![
            line,
            Shape::Box { at: [1.0, 1.0, 2.0, 2.0], colour: [9, 9, 9] },
            text("杭州2023"),
            text("𠮷"),
        ];
        let bytes = write(&Picture { width: 100.0, height: 50.0, shapes });
        let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
        assert_eq!(
            (word(0), &bytes[40..44], word(48)),
            (HEADER, b" EMF".as_slice(), u32::try_from(bytes.len()).expect("small"))
        );
        let (mut at, mut count, mut last) = (0, 0, 0);
        while at < bytes.len() {
            last = word(at);
            let size = word(at + 4) as usize;
            assert!(size >= 8 && size.is_multiple_of(4), "record {last} at {at}");
            (at, count) = (at + size, count + 1);
        }
        assert_eq!((at, count, last), (bytes.len(), word(52), END));
    }
}
