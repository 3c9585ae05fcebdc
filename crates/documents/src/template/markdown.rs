//! Rendered Markdown as blocks of the model.

use std::sync::Arc;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::values::{CLOSE, OPEN, Pieces, Printed};
use crate::model::{Block, Cell, Column, Piece, Run, Table};
use crate::typed;

/// Stands in the text where `::: page` stood.
pub(super) const PAGE_BREAK: char = '\u{E002}';

/// Ends a line that leaves none behind.
pub(super) const NO_LINE: char = '\u{E003}';

/// The blocks of a text.
pub(super) fn blocks(text: &str, pieces: &Pieces) -> Vec<Block> {
    let mut reader = Reader {
        pieces,
        blocks: Vec::new(),
        open: Vec::new(),
        strong: 0,
        lists: Vec::new(),
        quoted: 0,
        table: None,
    };
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        reader.event(event);
    }
    reader.blocks
}

/// The runs of one line of words; `marks`: numbers typed in it are marked.
pub(super) fn runs(text: &str, pieces: &Pieces, marks: bool) -> Vec<Run> {
    let mut out = Vec::new();
    let mut tables = Vec::new();
    add(text, pieces, marks, false, &mut out, &mut tables);
    out
}

/// Words and markers of a text as runs; tables and charts are handed back, since they are blocks.
fn add(text: &str, pieces: &Pieces, marks: bool, strong: bool, out: &mut Vec<Run>, blocks: &mut Vec<Block>) {
    let mut rest = text;
    while let Some(from) = rest.find([OPEN, PAGE_BREAK]) {
        let (before, marker) = rest.split_at(from);
        literal(before, marks, strong, out);
        if let Some(after) = marker.strip_prefix(PAGE_BREAK) {
            blocks.push(Block::PageBreak);
            rest = after;
            continue;
        }
        let Some(end) = marker.find(CLOSE) else { return };
        let (number, after) = (&marker[OPEN.len_utf8()..end], &marker[end + CLOSE.len_utf8()..]);
        rest = after;
        let piece = match number.parse::<usize>().ok().and_then(|at| pieces.get(at)) {
            Some(Printed::Words(words)) => Piece::Text(words.clone()),
            Some(Printed::Figure(figure)) => Piece::Figure(Arc::clone(figure)),
            Some(Printed::Number(number)) => Piece::Typed(number.clone()),
            Some(Printed::Table(table)) => {
                blocks.push(Block::Table(Arc::clone(table)));
                continue;
            }
            Some(Printed::Chart(chart)) => {
                blocks.push(Block::Chart(Arc::clone(chart)));
                continue;
            }
            None => continue,
        };
        out.push(Run { piece, strong });
    }
    literal(rest, marks, strong, out);
}

/// Words that stand in the template itself.
fn literal(text: &str, marks: bool, strong: bool, out: &mut Vec<Run>) {
    let pieces = if marks { typed::split(text) } else { vec![Piece::Text(text.to_owned())] };
    for piece in pieces {
        match (&piece, out.last_mut()) {
            (Piece::Text(text), _) if text.is_empty() => {}
            (Piece::Text(text), Some(Run { piece: Piece::Text(before), strong: same }))
                if *same == strong =>
            {
                before.push_str(text);
            }
            _ => out.push(Run { piece, strong }),
        }
    }
}

struct Reader<'p> {
    pieces: &'p Pieces,
    blocks: Vec<Block>,
    /// The text of the open paragraph, heading or cell by emphasis: markers are read when it closes, since a marker may come in
    /// several events.
    open: Vec<(String, bool)>,
    strong: usize,
    /// The next number of each open list; none: bullets.
    lists: Vec<Option<u64>>,
    quoted: usize,
    table: Option<Table>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
                self.text(&text)
            }
            // Lines of a Chinese paragraph join without a space.
            Event::SoftBreak => {}
            Event::HardBreak => self.text("\u{2028}"),
            Event::Rule => self.blocks.push(Block::PageBreak),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let strong = self.strong > 0;
        match self.open.last_mut() {
            Some((before, same)) if *same == strong => before.push_str(text),
            _ => self.open.push((text.to_owned(), strong)),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Strong => self.strong += 1,
            Tag::List(first) => {
                self.close_item();
                self.lists.push(*first);
            }
            Tag::BlockQuote(_) => self.quoted += 1,
            Tag::Table(alignments) => {
                let columns = alignments.iter().map(|alignment| Column {
                    heading: String::new(),
                    numeric: *alignment == pulldown_cmark::Alignment::Right,
                });
                self.table = Some(Table { columns: columns.collect(), ..Table::default() });
            }
            Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Tag::Paragraph | Tag::Heading { .. } | Tag::TableCell => self.open.clear(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Paragraph => self.close_paragraph(),
            TagEnd::Heading(level) => {
                let level = match level {
                    HeadingLevel::H1 => 1,
                    HeadingLevel::H2 => 2,
                    HeadingLevel::H3 => 3,
                    _ => 4,
                };
                let (runs, _) = self.take(false);
                self.blocks.push(Block::Heading { level, runs });
            }
            TagEnd::Item => {
                self.close_item();
                if let Some(Some(next)) = self.lists.last_mut() {
                    *next += 1;
                }
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => self.quoted = self.quoted.saturating_sub(1),
            TagEnd::TableCell => self.close_cell(),
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.blocks.push(Block::Table(Arc::new(table)));
                }
            }
            _ => {}
        }
    }

    /// The open text as runs, with the blocks that stood in it.
    fn take(&mut self, marks: bool) -> (Vec<Run>, Vec<Block>) {
        let (mut runs, mut blocks) = (Vec::new(), Vec::new());
        for (text, strong) in std::mem::take(&mut self.open) {
            add(&text, self.pieces, marks, strong, &mut runs, &mut blocks);
        }
        (runs, blocks)
    }

    fn close_paragraph(&mut self) {
        if !self.lists.is_empty() {
            return;
        }
        let (runs, blocks) = self.take(true);
        if runs.iter().any(|run| !run.plain().trim().is_empty()) {
            self.blocks.push(if self.quoted > 0 { Block::Remark(runs) } else { Block::Paragraph(runs) });
        }
        self.blocks.extend(blocks);
    }

    fn close_item(&mut self) {
        let Some(number) = self.lists.last().copied() else { return };
        let (runs, blocks) = self.take(true);
        if runs.iter().any(|run| !run.plain().trim().is_empty()) {
            self.blocks.push(Block::Item { number, runs });
        }
        self.blocks.extend(blocks);
    }

    fn close_cell(&mut self) {
        let (runs, _) = self.take(true);
        let Some(table) = &mut self.table else { return };
        if let Some(row) = table.rows.last_mut() {
            row.push(Cell::Runs(runs));
        } else if let Some(column) = table.columns.iter_mut().find(|column| column.heading.is_empty()) {
            column.heading = crate::model::plain(&runs);
        }
    }
}
