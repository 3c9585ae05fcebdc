//! The text: paragraphs, tables, pictures and their footnotes.

use std::fmt::Write;

use quick_xml::escape::escape;

use super::parts::{NAMESPACES, SECTION, TYPE_AREA};
use crate::limits::MAX_TABLE_ROWS;
use crate::model::{Block, Cell, Chart, Document, Piece, Run, Source, TYPED_MARK, Table};
use crate::notes::{self, Mark, Notes};
use crate::picture;

/// Numbers as years are told in a date of issue: 2025年6月30日.
fn issued(date: jiff::civil::Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// The parts that depend on the document.
pub(super) struct Body {
    pub(super) document: String,
    pub(super) footnotes: String,
    /// EMF.
    pub(super) pictures: Vec<Vec<u8>>,
}

pub(super) fn write(document: &Document) -> Body {
    let mut writer = Writer::default();
    writer.paragraph("Title", &[Run::text(document.title.clone())]);
    for line in &document.below {
        writer.paragraph("Below", &[Run::text(line.clone())]);
    }
    // An empty line between the title and the text (7.3.1).
    writer.out.push_str("<w:p/>");
    for block in &document.blocks {
        writer.block(block);
    }
    writer.paragraph("Date", &[Run::text(issued(document.date))]);
    if let Some(annex) = &document.annex {
        writer.page_break = true;
        writer.paragraph("Annex", &[Run::text("附件")]);
        writer.paragraph("Title", &[Run::text(annex.title.clone())]);
        for block in &annex.blocks {
            writer.block(block);
        }
    }
    Body {
        document: format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document {NAMESPACES} xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>{}{SECTION}</w:body></w:document>",
            writer.out
        ),
        footnotes: writer.footnotes(),
        pictures: writer.pictures,
    }
}

#[derive(Default)]
struct Writer {
    out: String,
    notes: Notes,
    /// The words of each footnote, the first at 0.
    told: Vec<Source>,
    pictures: Vec<Vec<u8>>,
    tables: usize,
    page_break: bool,
    /// The table at hand has many columns: smaller type.
    dense: bool,
}

impl Writer {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, runs } => {
                self.paragraph(&format!("Heading{}", level.clamp(&1, &4)), runs)
            }
            Block::Paragraph(runs) => self.paragraph("Normal", runs),
            Block::Item { number, runs } => {
                let lead = number.map_or("——".to_owned(), |number| format!("（{number}）"));
                let runs: Vec<Run> = std::iter::once(Run::text(lead)).chain(runs.iter().cloned()).collect();
                self.paragraph("Normal", &runs);
            }
            Block::Remark(runs) => self.paragraph("Remark", runs),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
            Block::PageBreak => self.page_break = true,
        }
    }

    fn paragraph(&mut self, style: &str, runs: &[Run]) {
        self.notes.begin();
        let inner = self.runs(runs, "");
        self.open(style, &inner);
    }

    /// A paragraph of a style around runs; on a new page where one is due.
    fn open(&mut self, style: &str, inner: &str) {
        let page = if std::mem::take(&mut self.page_break) { "<w:pageBreakBefore/>" } else { "" };
        let style = if style == "Normal" { String::new() } else { format!("<w:pStyle w:val=\"{style}\"/>") };
        let properties = if style.is_empty() && page.is_empty() {
            String::new()
        } else {
            format!("<w:pPr>{style}{page}</w:pPr>")
        };
        let _ = write!(self.out, "<w:p>{properties}{inner}</w:p>");
    }

    fn runs(&mut self, runs: &[Run], properties: &str) -> String {
        let mut out = String::new();
        for run in runs {
            let strong = if run.strong { "<w:b/>" } else { "" };
            match &run.piece {
                Piece::Text(text) => out.push_str(&words(text, &format!("{strong}{properties}"))),
                Piece::Figure(figure) => {
                    out.push_str(&words(&figure.shown, &format!("{strong}{properties}")));
                    out.push_str(&self.note(&figure.source));
                }
                Piece::Typed(number) => {
                    let marked = format!("{strong}{properties}<w:highlight w:val=\"yellow\"/>");
                    out.push_str(&words(&format!("{number}{TYPED_MARK}"), &marked));
                }
            }
        }
        out
    }

    /// The mark of a footnote: a reference of its own, or one to a footnote told before.
    fn note(&mut self, source: &Source) -> String {
        match self.notes.mark(source) {
            Mark::New(number) => {
                self.told.push(source.clone());
                format!(
                    "<w:bookmarkStart w:id=\"{number}\" w:name=\"_RefNote{number}\"/><w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{number}\"/></w:r><w:bookmarkEnd w:id=\"{number}\"/>"
                )
            }
            Mark::Again(number) => {
                let run = |inner: &str| {
                    format!("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>{inner}</w:r>")
                };
                [
                    run("<w:fldChar w:fldCharType=\"begin\"/>"),
                    run(&format!(
                        "<w:instrText xml:space=\"preserve\"> NOTEREF _RefNote{number} \\f \\h </w:instrText>"
                    )),
                    run("<w:fldChar w:fldCharType=\"separate\"/>"),
                    run(&format!("<w:t>{number}</w:t>")),
                    run("<w:fldChar w:fldCharType=\"end\"/>"),
                ]
                .concat()
            }
        }
    }

    fn footnotes(&self) -> String {
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:footnotes {NAMESPACES}><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
        );
        for (number, source) in (1..).zip(&self.told) {
            let _ = write!(
                out,
                "<w:footnote w:id=\"{number}\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr><w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>{}</w:p></w:footnote>",
                words(&format!(" {}。", source.text()), "")
            );
        }
        out.push_str("</w:footnotes>");
        out
    }

    /// 表1　各省研发经费: the number is a field, so that it follows when a table is moved.
    fn caption(&mut self, sort: &str, number: usize, words_of_it: &str) {
        let inner = format!(
            "{}<w:fldSimple w:instr=\" SEQ {sort} \\* ARABIC \"><w:r><w:t>{number}</w:t></w:r></w:fldSimple>{}",
            words(sort, ""),
            words(&format!("　{words_of_it}"), "")
        );
        self.open("Caption", &inner);
    }

    fn table(&mut self, table: &Table) {
        self.tables += 1;
        self.caption("表", self.tables, &table.caption);
        self.dense = table.is_dense();
        let sources = notes::of_table(table);
        let widths = table.column_shares(TYPE_AREA);
        self.out.push_str("<w:tbl><w:tblPr><w:tblW w:w=\"");
        let _ = write!(self.out, "{TYPE_AREA}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>");
        for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
            let _ =
                write!(self.out, "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>");
        }
        self.out.push_str("</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>");
        for width in &widths {
            let _ = write!(self.out, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.out.push_str("</w:tblGrid>");
        // The head repeats on every page that the table reaches.
        self.out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (column, width) in table.columns.iter().zip(&widths) {
            let heading =
                words(&column.heading, "<w:rFonts w:ascii=\"黑体\" w:hAnsi=\"黑体\" w:eastAsia=\"黑体\"/>");
            self.cell(
                *width,
                "center",
                "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EEF1F5\"/>",
                &heading,
            );
        }
        self.out.push_str("</w:tr>");
        for row in table.rows.iter().take(MAX_TABLE_ROWS) {
            self.out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for ((column, cell), width) in table.columns.iter().zip(row).zip(&widths) {
                let inner = cell_runs(cell, &sources);
                self.cell(*width, if column.numeric { "right" } else { "left" }, "", &inner);
            }
            self.out.push_str("</w:tr>");
        }
        self.out.push_str("</w:tbl>");
        let left_out = table.rows.len().saturating_sub(MAX_TABLE_ROWS);
        let more = (left_out > 0).then(|| format!("另有{left_out}行未列出，全部见同名工作簿（.xlsx）。"));
        let lines = table.remarks.iter().map(|remark| format!("注：{remark}"));
        for line in lines.chain(more).chain(notes::lines(&sources)) {
            self.open("TableNote", &words(&line, ""));
        }
    }

    fn cell(&mut self, width: usize, align: &str, shade: &str, inner: &str) {
        let _ = write!(
            self.out,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}<w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"{}\"/><w:jc w:val=\"{align}\"/></w:pPr>{inner}</w:p></w:tc>",
            if self.dense { "DenseCell" } else { "Cell" }
        );
    }

    fn chart(&mut self, chart: &Chart) {
        /// English metric units in a point.
        const EMU: f64 = 12_700.0;
        let picture = picture::draw(chart);
        self.pictures.push(picture.emf());
        let number = self.pictures.len();
        let (width, height) = (format!("{:.0}", picture.width * EMU), format!("{:.0}", picture.height * EMU));
        let caption = escape(chart.caption.as_str());
        let inner = format!(
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/><wp:docPr id=\"{number}\" name=\"图{number}\" descr=\"{caption}；数据见文末附表\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"image{number}.emf\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"image{number}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        );
        self.open("Picture", &inner);
        self.caption("图", number, &chart.caption);
        self.open("TableNote", &words(&format!("资料来源：{}。", chart.source.text()), ""));
    }
}

/// Words as a run; a line separator breaks the line.
fn words(text: &str, properties: &str) -> String {
    let properties =
        if properties.is_empty() { String::new() } else { format!("<w:rPr>{properties}</w:rPr>") };
    let lines = text
        .split(['\n', '\u{2028}'])
        .map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(&clean(line))));
    format!("<w:r>{properties}{}</w:r>", lines.collect::<Vec<_>>().join("<w:br/>"))
}

/// Without the control characters that XML has no way to write.
fn clean(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() || *letter == '\t').collect()
}

/// What stands in a cell of a table, with the letter of its source where there are several.
fn cell_runs(cell: &Cell, sources: &[Source]) -> String {
    let letter = |source: &Source| {
        notes::letter_of(sources, source)
            .map_or(String::new(), |letter| words(&letter, "<w:vertAlign w:val=\"superscript\"/>"))
    };
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => words(text, ""),
        Cell::Figure(figure) | Cell::Computed(figure, _) => {
            format!("{}{}", words(&figure.bare, ""), letter(&figure.source))
        }
        Cell::Runs(runs) => {
            let run = |run: &Run| match &run.piece {
                Piece::Text(text) => words(text, ""),
                Piece::Figure(figure) => format!("{}{}", words(&figure.shown, ""), letter(&figure.source)),
                Piece::Typed(number) => {
                    words(&format!("{number}{TYPED_MARK}"), "<w:highlight w:val=\"yellow\"/>")
                }
            };
            runs.iter().map(run).collect()
        }
    }
}
