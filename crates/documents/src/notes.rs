//! Footnotes: every figure in the text has one. Within a block a source is told once and referred to again; a table tells its
//! sources below itself, with letters where there are several.

use crate::model::{Cell, Piece, Source, Table};

/// The mark behind a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A footnote of its own, of this number.
    New(usize),
    /// The footnote of this number, told before in the same block.
    Again(usize),
}

/// Numbers the footnotes of a document while a writer walks through it.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    count: usize,
    block: Vec<(Source, usize)>,
}

impl Notes {
    /// A new block begins.
    pub fn begin(&mut self) {
        self.block.clear();
    }

    /// The mark of a figure from that source.
    pub fn mark(&mut self, source: &Source) -> Mark {
        if let Some((_, number)) = self.block.iter().find(|(told, _)| told == source) {
            return Mark::Again(*number);
        }
        self.count += 1;
        self.block.push((source.clone(), self.count));
        Mark::New(self.count)
    }
}

/// The sources of a table in the order of its cells.
pub fn of_table(table: &Table) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    let mut add = |source: &Source| {
        if !sources.contains(source) {
            sources.push(source.clone());
        }
    };
    for cell in table.rows.iter().flatten() {
        match cell {
            Cell::Figure(figure) | Cell::Computed(figure, _) => add(&figure.source),
            Cell::Runs(runs) => {
                for run in runs {
                    if let Piece::Figure(figure) = &run.piece {
                        add(&figure.source);
                    }
                }
            }
            Cell::Empty | Cell::Text(_) => {}
        }
    }
    sources
}

/// Most sources that a table tells by letters; more of them are summed up in one line each all the same, by numbers.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";

/// The letter of a source below a table: a, b … z, a1, b1 …
pub fn letter(at: usize) -> String {
    let round = at / LETTERS.len();
    let letter = LETTERS.chars().nth(at % LETTERS.len()).unwrap_or('a');
    if round == 0 { letter.to_string() } else { format!("{letter}{round}") }
}

/// The letter of a figure's source in a table, where the table has several.
pub fn letter_of(sources: &[Source], source: &Source) -> Option<String> {
    if sources.len() < 2 {
        return None;
    }
    sources.iter().position(|other| other == source).map(letter)
}

/// The lines below a table that tell its sources.
pub fn lines(sources: &[Source]) -> Vec<String> {
    match sources {
        [] => Vec::new(),
        [one] => vec![format!("资料来源：{}。", one.text())],
        several => {
            let lines = several.iter().enumerate().map(|(at, source)| {
                let lead = if at == 0 { "资料来源：" } else { "" };
                format!("{lead}{} {}。", letter(at), source.text())
            });
            lines.collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Column, Figure};

    #[test]
    fn a_source_is_told_once_a_block_and_numbers_go_on() {
        let (a, b) = (Source::new("甲"), Source::new("乙"));
        let mut notes = Notes::default();
        notes.begin();
        let first = [&a, &b, &a].map(|source| notes.mark(source));
        notes.begin();
        assert_eq!(first, [Mark::New(1), Mark::New(2), Mark::Again(1)]);
        assert_eq!(notes.mark(&a), Mark::New(3));
    }

    #[test]
    fn a_table_of_several_sources_has_letters() {
        let figure = |source: &str| Cell::Figure(Figure::number(1.0, 0, "", Source::new(source)));
        let mut table = Table {
            columns: vec![Column::figures("数")],
            rows: vec![vec![figure("甲")], vec![figure("乙")]],
            ..Table::default()
        };
        let sources = of_table(&table);
        assert_eq!(letter_of(&sources, &Source::new("乙")).as_deref(), Some("b"));
        assert_eq!(lines(&sources), ["资料来源：a 甲。", "b 乙。"]);
        table.rows.pop();
        assert_eq!(letter_of(&of_table(&table), &Source::new("甲")), None);
        assert_eq!(letter(27), "b1");
    }
}
