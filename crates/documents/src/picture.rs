//! Charts as vector pictures: a chart becomes shapes, shapes become SVG or EMF. Word and WPS of any age show EMF; neither
//! format needs a font here, since the reader's program sets the words.

mod draw;
mod emf;
mod svg;

pub use draw::draw;

/// A picture in points (1/72 inch), the origin at the upper left.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// From back to front.
    pub shapes: Vec<Shape>,
}

/// A colour: red, green, blue.
pub type Colour = [u8; 3];

/// Where a text is anchored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// It is centred there.
    Middle,
    /// It ends there.
    End,
}

/// A shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A line through points.
    Line {
        /// The points.
        points: Vec<(f64, f64)>,
        /// Its width.
        width: f64,
        /// Its colour.
        colour: Colour,
    },
    /// A filled rectangle.
    Box {
        /// Left, top, width, height.
        at: [f64; 4],
        /// Its colour.
        colour: Colour,
    },
    /// A filled circle.
    Dot {
        /// Its centre.
        at: (f64, f64),
        /// Its radius.
        radius: f64,
        /// Its colour.
        colour: Colour,
    },
    /// Words on a base line.
    Text {
        /// Where.
        at: (f64, f64),
        /// Size of type.
        size: f64,
        /// Which end is there.
        anchor: Anchor,
        /// The words.
        text: String,
        /// Their colour.
        colour: Colour,
    },
}

impl Picture {
    /// As SVG.
    pub fn svg(&self) -> String {
        svg::write(self)
    }

    /// As an enhanced metafile.
    pub fn emf(&self) -> Vec<u8> {
        emf::write(self)
    }
}
