//! Shapes as SVG.

use std::fmt::Write;

use quick_xml::escape::escape;

use super::{Anchor, Colour, Picture, Shape};

/// Families that have Chinese, those of official documents first.
const FAMILIES: &str = "仿宋_GB2312, FangSong, 'Noto Serif CJK SC', 'Noto Sans CJK SC', serif";

pub(super) fn write(picture: &Picture) -> String {
    let (width, height) = (number(picture.width), number(picture.height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" viewBox=\"0 0 {width} {height}\" font-family=\"{FAMILIES}\">"
    );
    for shape in &picture.shapes {
        // Writing to a string cannot fail.
        let _ = match shape {
            Shape::Line { points, width, colour } => {
                let points: Vec<String> =
                    points.iter().map(|(x, y)| format!("{},{}", number(*x), number(*y))).collect();
                write!(
                    out,
                    "<polyline fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" points=\"{}\"/>",
                    hex(*colour),
                    number(*width),
                    points.join(" ")
                )
            }
            Shape::Box { at: [x, y, width, height], colour } => write!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>",
                number(*x),
                number(*y),
                number(*width),
                number(*height),
                hex(*colour)
            ),
            Shape::Dot { at: (x, y), radius, colour } => write!(
                out,
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"/>",
                number(*x),
                number(*y),
                number(*radius),
                hex(*colour)
            ),
            Shape::Text { at: (x, y), size, anchor, text, colour } => write!(
                out,
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{}\" fill=\"{}\">{}</text>",
                number(*x),
                number(*y),
                number(*size),
                match anchor {
                    Anchor::Start => "start",
                    Anchor::Middle => "middle",
                    Anchor::End => "end",
                },
                hex(*colour),
                escape(text.as_str())
            ),
        };
    }
    out.push_str("</svg>");
    out
}

/// Hundredths of a point are finer than any printer.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn hex([red, green, blue]: Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
