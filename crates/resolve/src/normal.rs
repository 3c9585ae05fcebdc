//! Values as they are compared: folded script and width, parts of names, digits of phones, days of dates.

pub mod codes;
pub mod dates;
pub mod organisation;
pub mod text;
pub mod words;
