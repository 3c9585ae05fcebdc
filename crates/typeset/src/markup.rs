//! A document in Typst's markup. Every word goes in as a string literal, so nothing in the data can be markup.

use std::fmt::Write;

use documents::limits::MAX_TABLE_ROWS;
use documents::model::TYPED_MARK;
use documents::notes::{self, Mark, Notes};
use documents::numbering::Numbering;
use documents::{Block, Cell, Chart, Document, Piece, Run, Source, Table, picture};

use crate::fonts::Role;
use crate::{Fonts, TypesetError};

/// The layout of GB/T 9704-2012: A4, type area 156 × 225 mm, 22 lines of 29 pt, 28 characters, page numbers — 1 — outside.
const LAYOUT: &str = r#"
#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm), footer-descent: 7mm, footer: context {
  let number = counter(page).get().first()
  let shown = text(font: song, size: 14pt, tracking: 0pt)[— #number —]
  if calc.odd(number) { align(right, pad(right: 14pt, shown)) } else { align(left, pad(left: 14pt, shown)) }
})
#set text(font: fang, size: 16pt, lang: "zh", region: "cn", tracking: -0.22pt, top-edge: 0.8em, bottom-edge: -0.2em, fallback: true)
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 13pt, spacing: 13pt)
#show heading: set block(above: 13pt, below: 13pt, sticky: true)
#let head(font, it) = block(sticky: true, width: 100%, par(first-line-indent: (amount: 2em, all: true), text(font: font, size: 16pt, weight: "regular", it.body)))
#show heading.where(level: 1): it => head(hei, it)
#show heading.where(level: 2): it => head(kai, it)
#show heading.where(level: 3): it => head(fang, it)
#show heading.where(level: 4): it => head(fang, it)
#set footnote.entry(gap: 3pt, separator: line(length: 30%, stroke: 0.5pt))
#show footnote.entry: set text(font: song, size: 9pt, tracking: 0pt)
#show footnote.entry: set par(leading: 3pt, first-line-indent: 0pt, justify: false)
#let small(size, lead, body) = { set text(size: size, tracking: 0pt); set par(leading: lead, spacing: lead, first-line-indent: 0pt, justify: false); body }
#let caption(body) = block(above: 10pt, below: 6pt, sticky: true, width: 100%, align(center, small(12pt, 5pt, text(font: hei, body))))
#let note(body) = block(above: 3pt, below: 3pt, width: 100%, small(9pt, 3pt, body))
#let typed(body) = highlight(fill: yellow, body)
#let sup(body) = super(typographic: false, size: 0.7em, body)
"#;

pub(crate) fn write(document: &Document, fonts: &Fonts) -> Result<String, TypesetError> {
    let mut out = String::new();
    for (name, role) in [
        ("title", Role::Title),
        ("hei", Role::Hei),
        ("kai", Role::Kai),
        ("fang", Role::Fang),
        ("song", Role::Song),
    ] {
        let families: Vec<String> = fonts.of(role)?.into_iter().map(literal).collect();
        // A list of one needs its comma.
        let _ = writeln!(out, "#let {name} = ({},)", families.join(", "));
    }
    let date = document.date;
    let _ = writeln!(
        out,
        "#set document(title: {}, date: datetime(year: {}, month: {}, day: {}))",
        literal(&document.title),
        date.year(),
        date.month(),
        date.day()
    );
    out.push_str(LAYOUT);
    let _ = writeln!(out, "{}", title(&document.title));
    for line in &document.below {
        let _ = writeln!(
            out,
            "#block(above: 6pt, below: 6pt, width: 100%, align(center, small(14pt, 8pt, text(font: kai)[#{}])))",
            literal(line)
        );
    }
    out.push_str("#v(16pt)\n");
    let mut writer =
        Writer { out, notes: Notes::default(), numbering: Numbering::default(), tables: 0, charts: 0 };
    for block in &document.blocks {
        writer.block(block);
    }
    let issued = format!("{}年{}月{}日", date.year(), date.month(), date.day());
    let _ = writeln!(writer.out, "#v(29pt)\n#align(right, pad(right: 64pt)[#{}])", literal(&issued));
    if let Some(annex) = &document.annex {
        writer.line("#pagebreak(weak: true)");
        writer.line("#block(width: 100%, text(font: hei, par(first-line-indent: 0pt)[附件]))");
        writer.line(&title(&annex.title));
        for block in &annex.blocks {
            writer.block(block);
        }
    }
    Ok(writer.out)
}

/// A title in 小标宋.
fn title(words: &str) -> String {
    format!(
        "#block(below: 13pt, width: 100%, align(center, text(font: title, size: 22pt, weight: \"bold\", tracking: 0pt, par(first-line-indent: 0pt, leading: 13pt, justify: false)[#{}])))",
        literal(words)
    )
}

struct Writer {
    out: String,
    notes: Notes,
    numbering: Numbering,
    tables: usize,
    charts: usize,
}

impl Writer {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        // An empty line ends a paragraph.
        self.out.push_str("\n\n");
    }

    fn block(&mut self, block: &Block) {
        self.notes.begin();
        match block {
            Block::Heading { level, runs } => {
                let level = (*level).clamp(1, 4);
                let number = self.numbering.next(level);
                let inner = self.runs(runs);
                self.line(&format!("#heading(level: {level})[#{}{inner}]", literal(&number)));
            }
            Block::Paragraph(runs) => {
                let inner = self.runs(runs);
                self.line(&inner);
            }
            Block::Item { number, runs } => {
                let lead = number.map_or("——".to_owned(), |number| format!("（{number}）"));
                let inner = self.runs(runs);
                self.line(&format!("#{}{inner}", literal(&lead)));
            }
            Block::Remark(runs) => {
                let inner = self.runs(runs);
                self.line(&format!("#block(width: 100%, small(12pt, 8pt, text(font: kai)[#h(2em){inner}]))"));
            }
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
            Block::PageBreak => self.line("#pagebreak(weak: true)"),
        }
    }

    fn runs(&mut self, runs: &[Run]) -> String {
        let mut out = String::new();
        for run in runs {
            let piece = match &run.piece {
                Piece::Text(text) => words(text),
                Piece::Figure(figure) => words(&figure.shown),
                Piece::Typed(number) => format!("#typed[#{}]", literal(&format!("{number}{TYPED_MARK}"))),
            };
            if run.strong {
                let _ = write!(out, "#strong[{piece}]");
            } else {
                out.push_str(&piece);
            }
            if let Piece::Figure(figure) = &run.piece {
                out.push_str(&self.note(&figure.source));
            }
        }
        out
    }

    fn note(&mut self, source: &Source) -> String {
        match self.notes.mark(source) {
            Mark::New(number) => {
                format!("#footnote[#{}]<note{number}>", literal(&format!("{}。", source.text())))
            }
            Mark::Again(number) => format!("#footnote(<note{number}>)"),
        }
    }

    fn table(&mut self, table: &Table) {
        self.tables += 1;
        let caption = format!("表{}　{}", self.tables, table.caption);
        self.line(&format!("#caption[#{}]", literal(&caption)));
        let sources = notes::of_table(table);
        let shares: Vec<String> =
            table.column_shares(1000).into_iter().map(|share| format!("{share}fr")).collect();
        let sides: Vec<&str> =
            table.columns.iter().map(|column| if column.numeric { "right" } else { "left" }).collect();
        let mut out = format!(
            "#block(above: 4pt, below: 4pt, width: 100%, breakable: true, small({}, 4pt, table(columns: ({},), align: ({},), stroke: 0.5pt, inset: (x: 3.5pt, y: 4pt), table.header(",
            if table.is_dense() { "9pt" } else { "10.5pt" },
            shares.join(", "),
            sides.join(", ")
        );
        for column in &table.columns {
            let _ = write!(
                out,
                "table.cell(align: center, fill: rgb(\"#eef1f5\"), text(font: hei)[#{}]), ",
                literal(&column.heading)
            );
        }
        out.push_str("), ");
        for row in table.rows.iter().take(MAX_TABLE_ROWS) {
            for cell in row {
                let _ = write!(out, "[{}], ", content(cell, &sources));
            }
            out.push('\n');
        }
        out.push_str(")))");
        self.line(&out);
        let left_out = table.rows.len().saturating_sub(MAX_TABLE_ROWS);
        let more = (left_out > 0).then(|| format!("另有{left_out}行未列出，全部见同名工作簿（.xlsx）。"));
        let remarks = table.remarks.iter().map(|remark| format!("注：{remark}"));
        for line in remarks.chain(more).chain(notes::lines(&sources)) {
            self.line(&format!("#note[#{}]", literal(&line)));
        }
    }

    fn chart(&mut self, chart: &Chart) {
        self.charts += 1;
        let drawn = picture::draw(chart);
        let caption = format!("图{}　{}", self.charts, chart.caption);
        self.line(&format!(
            "#block(above: 10pt, below: 4pt, sticky: true, width: 100%, align(center, image(bytes({}), format: \"svg\", width: {}pt, alt: {})))",
            literal(&drawn.svg()),
            drawn.width,
            literal(&format!("{}；数据见文末附表", chart.caption))
        ));
        self.line(&format!("#caption[#{}]", literal(&caption)));
        self.line(&format!("#note[#{}]", literal(&format!("资料来源：{}。", chart.source.text()))));
    }
}

/// Words as content; a line separator breaks the line.
fn words(text: &str) -> String {
    text.split(['\n', '\u{2028}'])
        .map(|line| format!("#{}", literal(line)))
        .collect::<Vec<_>>()
        .join("#linebreak()")
}

/// A string literal.
fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            control if control.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

fn content(cell: &Cell, sources: &[Source]) -> String {
    let letter = |source: &Source| {
        notes::letter_of(sources, source)
            .map_or(String::new(), |letter| format!("#sup[#{}]", literal(&letter)))
    };
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => words(text),
        Cell::Figure(figure) | Cell::Computed(figure, _) => {
            format!("{}{}", words(&figure.bare), letter(&figure.source))
        }
        Cell::Runs(runs) => {
            let run = |run: &Run| match &run.piece {
                Piece::Text(text) => words(text),
                Piece::Figure(figure) => format!("{}{}", words(&figure.shown), letter(&figure.source)),
                Piece::Typed(number) => format!("#typed[#{}]", literal(&format!("{number}{TYPED_MARK}"))),
            };
            runs.iter().map(run).collect()
        }
    }
}
