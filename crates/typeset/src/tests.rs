use std::sync::Arc;

use documents::model::{ChartKind, Series};
use documents::{Annex, Block, Cell, Chart, Column, Document, Figure, Piece, Run, Source, Table};
use jiff::civil::date;

use crate::{Fonts, TypesetError, pdf};

fn example() -> Document {
    let figure = |source: &str| Figure::number(396.8, 1, "亿元", Source::new(source));
    let run = |piece| Run { piece, strong: false };
    let heading = |level, text: &str| Block::Heading { level, runs: vec![Run::text(text)] };
    let table = Table {
        caption: "经费 #set [x] \"引号\" \\".to_owned(),
        columns: vec![Column::words("地区"), Column::figures("亿元")],
        rows: vec![
            vec![Cell::Text("甲*_`$<a>@b".to_owned()), Cell::Figure(figure("甲局"))],
            vec![Cell::Empty, Cell::Figure(figure("乙局"))],
        ],
        remarks: vec!["口径不同。".to_owned()],
    };
    let chart = Chart {
        caption: "走势".to_owned(),
        kind: ChartKind::Lines,
        categories: vec!["2022".to_owned(), "2023".to_owned()],
        series: vec![Series { name: "浙江省".to_owned(), values: vec![Some(3.1), Some(3.2)] }],
        unit: "%".to_owned(),
        decimals: 2,
        source: Source::new("统计局"),
    };
    Document {
        title: "报告".to_owned(),
        below: vec!["预评估".to_owned()],
        date: date(2025, 6, 30),
        blocks: vec![
            heading(1, "总体"),
            heading(2, "经费"),
            heading(3, "分项"),
            heading(4, "细项"),
            Block::Paragraph(vec![
                run(Piece::Figure(Arc::new(figure("统计局")))),
                Run::text("，"),
                run(Piece::Figure(Arc::new(figure("统计局")))),
                run(Piece::Typed("30".to_owned())),
            ]),
            Block::Item { number: Some(1), runs: vec![Run::text("一项")] },
            Block::Remark(vec![Run::text("说明")]),
            Block::Table(Arc::new(table)),
            Block::PageBreak,
            Block::Chart(Arc::new(chart)),
        ],
        annex: Some(Annex {
            title: "附表".to_owned(),
            blocks: vec![Block::Paragraph(vec![Run::text("末尾")])],
        }),
    }
}

/// The fonts of this machine, where one has Chinese.
fn fonts() -> Option<Fonts> {
    let fonts = Fonts::of_machine();
    let usable = fonts.of(crate::fonts::Role::Fang).is_ok();
    if !usable {
        println!("skipped: this machine has no font with Chinese");
    }
    usable.then_some(fonts)
}

#[test]
fn a_document_has_pages_and_bookmarks_and_the_same_bytes_again() {
    let Some(fonts) = fonts() else { return };
    let bytes = pdf(&example(), &fonts).expect("set");
    assert_eq!(pdf(&example(), &fonts).expect("set"), bytes);
    let read = lopdf::Document::load_mem(&bytes).expect("a PDF");
    assert_eq!(read.get_pages().len(), 3);
    let catalog = read.catalog().expect("a catalog");
    let outlines = catalog.get(b"Outlines").and_then(lopdf::Object::as_reference).expect("bookmarks");
    let outlines = read.get_dictionary(outlines).expect("a dictionary");
    let first = outlines.get(b"First").and_then(lopdf::Object::as_reference).expect("a bookmark");
    let title = read
        .get_dictionary(first)
        .and_then(|first| first.get(b"Title")?.as_str())
        .expect("its words")
        .to_vec();
    // UTF-16 with its mark: 一、总体.
    let words: Vec<u16> =
        title[2..].chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    assert_eq!(String::from_utf16(&words).expect("UTF-16"), "一、总体");
}

#[test]
fn without_a_chinese_font_it_says_what_to_install() {
    let error = pdf(&example(), &Fonts::none()).expect_err("no font");
    assert_eq!(error, TypesetError::NoFont);
    assert!(error.to_string().contains("fonts-noto-cjk"));
}
