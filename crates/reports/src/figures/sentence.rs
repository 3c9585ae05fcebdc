//! One sentence: which figures it states, and about what, where and when.

mod build;
mod group;
mod rates;
mod when;

pub(super) use build::Found;

use std::ops::Range;

use super::about::About;
use super::lead::{Lead, lead};
use super::name::{Named, at_start, full_name, named};
use super::piece::{Piece, Token};
use super::roles::{Role, role, text_of};
use super::scan::pieces;
use super::special;
use crate::figure::Figure;
use crate::lexicon::Lexicon;
use crate::places::{Gazetteer, PlaceWord};
use crate::text::{Block, Text};
use crate::time::When;

/// Reads sentences one after the other and keeps what they leave to the next.
pub(super) struct Reader<'a> {
    pub(super) text: &'a Text,
    pub(super) lexicon: &'a Lexicon,
    pub(super) places: &'a Gazetteer,
    pub(super) about: &'a About,
    pub(super) figures: Vec<Figure>,
    pub(super) block: usize,
    pub(super) sentence: usize,
    /// Time of the section, from its heading.
    section: Option<When>,
    /// Time that an earlier sentence of the block spoke of.
    block_time: Option<When>,
    /// Time of the last paragraph that was no bullet: its bullets are of that time too.
    lead_time: Option<When>,
    bullet: bool,
    /// Place that the block's first sentence was about, where it was not the report's own.
    block_place: Option<String>,
    first_in_block: bool,
    /// The indicator spoken of last, for «同比增长» at the start of a sentence.
    carried: Option<Named>,
}

/// What a sentence has said so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub(super) place: Option<String>,
    pub(super) time: Option<When>,
    pub(super) indicator: Option<Named>,
    /// The names that the last 分别 was about, and their places.
    pub(super) subjects: Vec<Subject>,
    pub(super) part: bool,
    /// The place spoken of first: ； goes back to it.
    pub(super) first_place: Option<String>,
    /// The last number was a rate of growth.
    pub(super) rate: bool,
    /// Years of the two ends of a change that was told.
    pub(super) span: Option<(i32, i32)>,
}

/// One of several that a 分别 distributes over.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Subject {
    pub(super) named: Option<Named>,
    pub(super) place: Option<String>,
}

/// What stands before a number in its clause.
#[derive(Clone, Debug)]
pub(super) struct Ahead {
    /// Pieces from the boundary to the number.
    pub(super) pieces: Range<usize>,
    pub(super) lead: Lead,
    /// The place named last, and its part.
    pub(super) place: Option<(String, Role)>,
    /// Every place named, in order.
    pub(super) all_places: Vec<String>,
    /// A time that is not only compared to.
    pub(super) time: Option<When>,
    /// A year or place was compared to.
    pub(super) compared: bool,
    /// A year that was compared to: 是2015年的2.3倍.
    pub(super) base_time: Option<When>,
    /// The words after the last place.
    pub(super) tail_named: Option<Named>,
    /// The words before the places, where none come after.
    pub(super) front_named: Option<Named>,
    /// In brackets after what they explain.
    pub(super) bracket: bool,
    /// The time is that of the start of a change: 由2019年的A提高到B.
    pub(super) start_time: bool,
    /// The raw words up to the number.
    pub(super) raw: Range<usize>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a Text, lexicon: &'a Lexicon, places: &'a Gazetteer, about: &'a About) -> Self {
        Self {
            text,
            lexicon,
            places,
            about,
            figures: Vec::new(),
            block: 0,
            sentence: 0,
            section: None,
            block_time: None,
            lead_time: None,
            bullet: false,
            block_place: None,
            first_in_block: true,
            carried: None,
        }
    }

    pub(super) fn chars(&self) -> &'a [char] {
        self.text.chars()
    }

    /// The time that a heading, or the first words of a paragraph of a work report, set for what follows.
    pub(super) fn heading_time(&self, block: &Block) -> Option<When> {
        let opens = self.about.work_report || block.heading;
        if !opens {
            return None;
        }
        let most = if block.heading { block.range.len() } else { 14 };
        let end = (block.range.start + most).min(block.range.end);
        let found = pieces(self.chars(), block.range.start..end, &self.lexicon.words, self.places);

        found.into_iter().find_map(|piece| match piece.token {
            Token::Time(
                when @ (When::Year(_) | When::Relative(_) | When::Last(_) | When::Plan(_) | When::Years(..)),
            ) => (block.heading || piece.at.start <= block.range.start + 6).then_some(when),
            _ => None,
        })
    }

    pub(super) fn start_block(&mut self, number: usize, block: &Block, section: Option<When>) {
        if !self.bullet {
            self.lead_time = self.block_time.take();
        }
        let first = self.chars().get(block.range.start..block.range.start + 2).unwrap_or_default();
        self.bullet = matches!(first, ['-', '-'] | ['·' | '●' | '•' | '◆' | '■', _]) && !block.heading;
        self.block = number;
        self.section = section;
        self.block_time = self.lead_time.clone().filter(|_| self.bullet);
        self.block_place = None;
        self.first_in_block = true;
        self.carried = None;
    }

    /// Reads a sentence.
    pub(super) fn sentence(&mut self, range: Range<usize>) {
        self.sentence += 1;
        let pieces = pieces(self.chars(), range.clone(), &self.lexicon.words, self.places);
        let mut said =
            Said { place: self.block_place.clone(), indicator: self.carried.clone(), ..Said::default() };
        special::read(self, &pieces, range.clone(), &said);
        let mut boundary = 0;
        let mut roles: Vec<Option<Role>> = vec![None; pieces.len()];
        let mut earlier_role = None;
        let mut index = 0;
        while index < pieces.len() {
            match &pieces[index].token {
                Token::Comma | Token::Semicolon | Token::Colon => {
                    self.end_clause(&pieces, boundary..index, &roles, &mut said);
                    if pieces[index].token == Token::Semicolon {
                        said.part = false;
                        said.place = said.first_place.clone().or(said.place);
                    }
                    boundary = index + 1;
                    earlier_role = None;
                }
                Token::Pause | Token::Close if after_number(&pieces, boundary, index) => boundary = index + 1,
                Token::Place(_) => {
                    let before = self.words_before(&pieces, boundary, index);
                    let found = role(&pieces, index, &before, earlier_role, &self.lexicon.words);
                    earlier_role = Some(found);
                    roles[index] = earlier_role;
                }
                Token::Quantity(_) | Token::Rank(_) => {
                    let ahead = self.ahead(&pieces, boundary, index, &roles);
                    index = self.take(&pieces, index, &ahead, &mut said).max(index);
                    let spoken_of = || said.place.clone().or_else(|| self.about.own_place(self.places));
                    said.first_place = said.first_place.clone().or_else(spoken_of);
                    boundary = index + 1;
                }
                _ => {}
            }
            index += 1;
        }
        self.end_clause(&pieces, boundary..pieces.len(), &roles, &mut said);
        self.end_sentence(&said);
    }

    fn end_sentence(&mut self, said: &Said) {
        if let Some(time) = &said.time {
            self.block_time = Some(time.clone());
        }
        if self.first_in_block && said.first_place != self.about.own_place(self.places) {
            self.block_place.clone_from(&said.first_place);
        }
        self.first_in_block = false;
        self.carried.clone_from(&said.indicator);
    }

    /// What a clause without a number of its own leaves to the next one: its subject, its time, its place.
    fn end_clause(&self, pieces: &[Piece], range: Range<usize>, roles: &[Option<Role>], said: &mut Said) {
        let clause = pieces.get(range.clone()).unwrap_or_default();
        if clause.iter().any(|piece| matches!(piece.token, Token::Quantity(_) | Token::Rank(_))) {
            return;
        }
        for index in range.clone() {
            match &pieces[index].token {
                Token::Place(word) if roles[index] == Some(Role::Subject) => {
                    said.place = Some(self.about.place_name(word, self.places));
                    said.first_place = said.first_place.take().or_else(|| said.place.clone());
                }
                Token::Time(when)
                    if !self.is_base(pieces, index) && !self.is_event(pieces, &range, index) =>
                {
                    if let Some(when) = self.settle(when, said) {
                        said.time = Some(when);
                    }
                }
                _ => {}
            }
        }
        let words = text_of(self.chars(), pieces, range);
        said.part |= words.starts_with(&['其', '中']);
        let usual = self.lexicon.laundered.usual(&words);
        if let Some((indicator, _)) = self.lexicon.indicators.last_in(&usual) {
            said.indicator = Some(Named { name: full_name(indicator, &[]), known: true, scope: Vec::new() });
        }
    }

    /// 成立于2009年, 计划2025年申报上市: when something happens, not when the numbers around it are of.
    fn is_event(&self, pieces: &[Piece], clause: &Range<usize>, index: usize) -> bool {
        let before = text_of(self.chars(), pieces, clause.start..index);
        let after = text_of(self.chars(), pieces, index + 1..clause.end);
        let planned = self.lexicon.words.target_words.any_in(&before) && !after.is_empty();
        planned || [&before, &after].iter().any(|words| self.lexicon.words.founding.any_in(words))
    }

    /// The words of a clause before a place, all but times.
    fn words_before(&self, pieces: &[Piece], boundary: usize, index: usize) -> Vec<char> {
        let mut out = Vec::new();
        for piece in pieces.get(boundary..index).unwrap_or_default() {
            if !matches!(piece.token, Token::Time(_) | Token::Quote) {
                out.extend_from_slice(self.chars().get(piece.at.clone()).unwrap_or_default());
            }
        }
        out
    }

    /// What stands before the number at `index`.
    fn ahead(&self, pieces: &[Piece], boundary: usize, index: usize, roles: &[Option<Role>]) -> Ahead {
        let open = (boundary..index).rev().find(|at| pieces[*at].token == Token::Open);
        let bracket = open.is_some_and(|open| !(open..index).any(|at| pieces[at].token == Token::Close));
        let inner = open.filter(|_| bracket).map_or(boundary, |open| open + 1);
        let inner_words = text_of(self.chars(), pieces, inner..index);
        let names_something = !lead(&inner_words, false, self.lexicon).base.is_empty();
        let start = if bracket && names_something { inner } else { boundary };
        let mut ahead = Ahead {
            pieces: start..index,
            lead: Lead::default(),
            place: None,
            all_places: Vec::new(),
            time: None,
            compared: false,
            base_time: None,
            tail_named: None,
            front_named: None,
            bracket,
            start_time: false,
            raw: pieces.get(start).map_or(0, |piece| piece.at.start)..pieces[index].at.start,
        };
        let mut after_place = start;
        let mut first_place = None;
        for at in start..index {
            match &pieces[at].token {
                Token::Place(word) => {
                    let found = roles[at].unwrap_or(Role::Inside);
                    let name = self.about.place_name(word, self.places);
                    ahead.all_places.push(name.clone());
                    // 园区集聚了全市近六成的企业: the whole does not take the place of the subject.
                    let whole = matches!(word, PlaceWord::Relative(..) | PlaceWord::Country(_))
                        && found == Role::Inside;
                    if !(whole && matches!(ahead.place, Some((_, Role::Subject)))) {
                        ahead.place = Some((name, found));
                    }
                    ahead.compared |= matches!(found, Role::Compared | Role::Measure);
                    first_place.get_or_insert(at);
                    after_place = at + 1;
                }
                Token::Time(when) => {
                    if self.is_base(pieces, at) {
                        ahead.compared = true;
                        ahead.base_time = Some(when.clone());
                    } else {
                        ahead.time = Some(when.clone());
                        ahead.start_time = self.is_start(&pieces[at]);
                    }
                }
                _ => {}
            }
        }
        let tail = if bracket && !names_something {
            outer_text(self.chars(), pieces, after_place, open.unwrap_or(index), index)
        } else {
            text_of(self.chars(), pieces, after_place..index)
        };
        ahead.lead = lead(&tail, ahead.compared, self.lexicon);
        ahead.tail_named = named(&ahead.lead.base, self.lexicon);
        if let Some(first) = first_place {
            let mut front = text_of(self.chars(), pieces, start..first);
            while let Some((length, ())) = self.lexicon.words.compare_before.ending(&front) {
                front.truncate(front.len() - length);
            }
            ahead.front_named = named(&lead(&front, false, self.lexicon).base, self.lexicon);
        }
        ahead
    }

    /// The thing counted where it stands after its number: 160多项自主改革.
    pub(super) fn after(&self, pieces: &[Piece], index: usize) -> Option<Named> {
        let next = pieces
            .get(index + 1)
            .filter(|piece| piece.token == Token::Text || piece.token == Token::Quote)?;
        let text: &Piece = if next.token == Token::Quote { pieces.get(index + 2)? } else { next };
        if text.token != Token::Text {
            return None;
        }
        let words = self.chars().get(text.at.clone())?;
        let words = words.strip_prefix(&['的']).unwrap_or(words);
        if let Some(indicator) = at_start(words, self.lexicon) {
            return Some(Named { name: indicator.name.clone(), known: true, scope: Vec::new() });
        }
        const STOPS: [&str; 16] = [
            "全部", "均", "已", "落户", "建成", "投入", "正式", "相继", "入选", "获", "成功", "同比", "增长",
            "并", "和", "等",
        ];
        let cut = (1..words.len().min(16))
            .find(|at| STOPS.iter().any(|stop| crate::time::starts(words, *at, stop)));
        let name = words.get(..cut.unwrap_or(words.len().min(16)))?;
        let compared = matches!(name, ['水', '平', ..]);
        let starts_other = compared
            || self.lexicon.words.leads.at(name, 0).is_some()
            || self.lexicon.words.changes.at(name, 0).is_some();
        (!name.is_empty() && !starts_other).then(|| Named {
            name: name.iter().collect(),
            known: false,
            scope: Vec::new(),
        })
    }
}

/// 高新技术企业（500家）: what a bracket explains stands before it.
fn outer_text(chars: &[char], pieces: &[Piece], start: usize, open: usize, index: usize) -> Vec<char> {
    let mut out = text_of(chars, pieces, start..open.max(start));
    out.extend(text_of(chars, pieces, (open + 1).min(index)..index));
    out
}

/// Whether a number was read since the boundary, so that 、 or ） ends what it is about.
fn after_number(pieces: &[Piece], boundary: usize, index: usize) -> bool {
    let last = index.checked_sub(1).and_then(|at| pieces.get(at));
    let counted = |piece: &Piece| matches!(piece.token, Token::Quantity(_) | Token::Rank(_));
    boundary == index
        || last.is_some_and(|piece| counted(piece) || piece.token == Token::Close)
        || pieces.get(boundary..index).unwrap_or_default().iter().any(counted)
}
