use std::io::Read;
use std::sync::Arc;

use jiff::civil::date;
use quick_xml::events::Event;

use crate::model::{
    Annex, Block, Cell, Chart, ChartKind, Column, Document, Figure, Piece, Run, Series, Source, TYPED_MARK,
    Table,
};

fn figure(value: f64, source: &str) -> Run {
    Run {
        piece: Piece::Figure(Arc::new(Figure::number(value, 1, "亿元", Source::new(source)))),
        strong: false,
    }
}

pub(crate) fn example() -> Document {
    let chart = Chart {
        caption: "研发强度 <走势>".to_owned(),
        kind: ChartKind::Lines,
        categories: vec!["2022".to_owned(), "2023".to_owned()],
        series: vec![Series { name: "浙江省".to_owned(), values: vec![Some(3.1), Some(3.2)] }],
        unit: "%".to_owned(),
        decimals: 2,
        source: Source::new("统计局"),
    };
    let cell = |value: f64, source: &str| Cell::Figure(Figure::number(value, 1, "亿元", Source::new(source)));
    let table = Table {
        caption: "经费".to_owned(),
        columns: vec![Column::words("地区"), Column::figures("亿元")],
        rows: vec![
            vec![Cell::Text("甲&乙".to_owned()), cell(1.0, "甲局")],
            vec![Cell::Empty, cell(2.0, "乙局")],
        ],
        remarks: vec!["口径不同。".to_owned()],
    };
    let heading = |level, text: &str| Block::Heading { level, runs: vec![Run::text(text)] };
    Document {
        title: "报告 <1>".to_owned(),
        below: vec!["预评估".to_owned()],
        date: date(2025, 6, 30),
        blocks: vec![
            heading(1, "总体"),
            heading(2, "经费"),
            Block::Paragraph(vec![
                Run::text("投入"),
                figure(396.8, "统计局，第2行"),
                Run::text("，又"),
                figure(400.0, "统计局，第2行"),
                Run::text("，手填"),
                Run { piece: Piece::Typed("30".to_owned()), strong: false },
            ]),
            Block::Paragraph(vec![figure(1.0, "统计局，第2行")]),
            Block::PageBreak,
            Block::Table(Arc::new(table)),
            Block::Chart(Arc::new(chart)),
        ],
        annex: None,
    }
}

fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    (0..archive.len())
        .map(|at| {
            let mut file = archive.by_index(at).expect("a part");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("readable");
            (file.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let (_, bytes) = parts(bytes).into_iter().find(|(own, _)| own == name).expect("the part");
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn every_part_is_well_formed_and_related() {
    let bytes = super::write(&example()).expect("written");
    let parts = parts(&bytes);
    for (name, bytes) in parts.iter().filter(|(name, _)| !name.ends_with(".emf")) {
        let mut reader = quick_xml::Reader::from_reader(bytes.as_slice());
        reader.config_mut().check_end_names = true;
        let mut depth = 0;
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{name}");
    }
    let relations = part(&bytes, "word/_rels/document.xml.rels");
    for target in relations.split("Target=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(parts.iter().any(|(name, _)| *name == format!("word/{target}")), "{target} is missing");
    }
}

#[test]
fn every_figure_has_a_footnote_and_a_typed_number_its_mark() {
    let bytes = super::write(&example()).expect("written");
    let (text, notes) = (part(&bytes, "word/document.xml"), part(&bytes, "word/footnotes.xml"));
    // The second figure of a paragraph refers to the first one's note; the next paragraph tells the source again.
    assert_eq!(text.matches("<w:footnoteReference ").count(), 2);
    assert_eq!(text.matches("NOTEREF _RefNote1 ").count(), 1);
    assert_eq!(notes.matches("统计局，第2行。").count(), 2);
    assert!(text.contains(&format!("30{TYPED_MARK}")));
    assert!(text.contains("资料来源：a 甲局。") && text.contains("b 乙局。"), "a table tells its sources");
}

#[test]
fn the_page_is_that_of_the_standard() {
    let bytes = super::write(&example()).expect("written");
    let text = part(&bytes, "word/document.xml");
    let twips = |millimetres: f64| millimetres * 1440.0 / 25.4;
    let margin = |name: &str| -> f64 {
        let from = text.find(&format!("w:{name}=\"")).expect("a margin") + name.len() + 4;
        text[from..].split('"').next().expect("a value").parse().expect("a number")
    };
    let [top, left, right, bottom] = ["top", "left", "right", "bottom"].map(margin);
    assert!((top - twips(37.0)).abs() < 2.0 && (left - twips(28.0)).abs() < 2.0, "7.1");
    assert!(
        (11906.0 - left - right - twips(156.0)).abs() < 2.0
            && (16838.0 - top - bottom - twips(225.0)).abs() < 3.0
    );
    // 22 lines and 28 characters, and no more of either.
    let lines = (16838.0 - top - bottom) / 579.0;
    let characters = (11906.0 - left - right) / (320.0 - 5.0);
    assert!((22.0..23.0).contains(&lines) && (28.0..29.0).contains(&characters), "{lines} {characters}");
    let (odd, even) = (part(&bytes, "word/footer1.xml"), part(&bytes, "word/footer2.xml"));
    assert!(
        odd.contains("w:jc w:val=\"right\"") && even.contains("w:jc w:val=\"left\"") && odd.contains("— ")
    );
    let numbering = part(&bytes, "word/numbering.xml");
    for level in ["%1、", "（%2）", "%3.", "（%4）"] {
        assert!(numbering.contains(&format!("w:lvlText w:val=\"{level}\"")), "{level}");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(super::write(&example()), super::write(&example()));
}

#[test]
fn an_annex_comes_behind_the_date_on_a_page_of_its_own() {
    let mut document = example();
    document.annex = Some(Annex {
        title: "图的数据".to_owned(),
        blocks: vec![Block::Paragraph(vec![Run::text("末尾")])],
    });
    let text = part(&super::write(&document).expect("written"), "word/document.xml");
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} is missing"));
    assert!(at("2025年6月30日") < at("<w:pageBreakBefore/></w:pPr><w:r><w:t xml:space=\"preserve\">附件"));
    assert!(at(">附件<") < at(">图的数据<") && at(">图的数据<") < at(">末尾<"));
}

#[test]
fn a_long_table_says_what_it_leaves_out() {
    let mut document = example();
    let rows = |count: usize| vec![vec![Cell::Text("行".to_owned())]; count];
    let table = |count: usize| {
        Block::Table(Arc::new(Table {
            columns: vec![Column::words("名称")],
            rows: rows(count),
            ..Table::default()
        }))
    };
    document.blocks = vec![table(crate::limits::MAX_TABLE_ROWS)];
    let full = part(&super::write(&document).expect("written"), "word/document.xml");
    assert!(!full.contains("行未列出"));
    document.blocks = vec![table(crate::limits::MAX_TABLE_ROWS + 1)];
    let cut = part(&super::write(&document).expect("written"), "word/document.xml");
    assert!(cut.contains("另有1行未列出"));
}
