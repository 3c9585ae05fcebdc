//! Figures in a text. A sentence is cut into pieces (`scan`), and each number is told what it is about by the words before
//! and after it (`sentence`); place, year and indicator are carried over where a clause leaves them out.

pub(crate) mod about;
mod lead;
mod name;
pub(crate) mod piece;
mod roles;
pub(crate) mod scan;
mod sentence;
mod special;

pub use about::About;

use crate::figure::Figure;
use crate::lexicon::Lexicon;
use crate::limits::MAX_FIGURES;
use crate::places::Gazetteer;
use crate::text::{Text, sentences};
use crate::time::When;

use sentence::Reader;

/// What was read from a text.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// In the order of the text.
    pub figures: Vec<Figure>,
    /// What the report is about as a whole.
    pub about: About,
}

/// The figures of a text.
pub fn read(text: &Text, lexicon: &Lexicon, places: &Gazetteer) -> Reading {
    let blocks = text.blocks();
    let about = About::of(text, &blocks, &lexicon.words, places);
    let mut reader = Reader::new(text, lexicon, places, &about);
    if about.statute {
        return Reading { figures: Vec::new(), about };
    }
    let mut section: Option<(u8, When)> = None;
    for (number, block) in blocks.iter().enumerate() {
        let own = reader.heading_time(block);
        let title = block.heading || block.level > 0;
        if title {
            // A heading of the same or a higher rank ends the section of the one before.
            if section.as_ref().is_some_and(|(level, _)| block.level <= *level && block.level > 0)
                || own.is_some()
            {
                section = None;
            }
        }
        if let Some(when) = own {
            section = Some((if title { block.level } else { u8::MAX }, when));
        }
        reader.start_block(number, block, section.as_ref().map(|(_, when)| when.clone()));
        for range in sentences(text.chars(), block.range.clone()) {
            reader.sentence(range);
            if reader.figures.len() >= MAX_FIGURES {
                break;
            }
        }
    }
    let mut figures = reader.figures;
    figures.truncate(MAX_FIGURES);
    figures.sort_by_key(|figure| (figure.context.at.start, figure.context.at.end));
    Reading { figures, about }
}
