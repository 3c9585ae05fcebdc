use jiff::civil::date;

use super::*;
use crate::model::{Block, Cell, Column, Figure, Piece, Run, Source, Table};

const HEAD: &str = "---\nid: t\nname: 测试\ntitle: \"{{ place.name }}报告\"\n---\n";

fn read(body: &str) -> Result<Template, Vec<Problem>> {
    Template::read(&format!("{HEAD}{body}"), &["place", "items"])
}

fn data() -> Vec<(String, Data)> {
    let figure = |value: f64| Figure::number(value, 1, "亿元", Source::new("统计局，第2行"));
    let table = Table {
        caption: "研发经费".to_owned(),
        columns: vec![Column::words("地区"), Column::figures("亿元")],
        rows: vec![vec![Cell::Text("甲".to_owned()), Cell::Figure(figure(1.0))]],
        remarks: Vec::new(),
    };
    let item =
        |name: &str, value: f64| Data::record([("name", Data::text(name)), ("amount", figure(value).into())]);
    vec![
        (
            "place".to_owned(),
            Data::record([
                ("name", Data::text("*甲*市2")),
                ("amount", figure(396.8).into()),
                ("gap", Data::Unknown),
                ("table", Data::table(table)),
            ]),
        ),
        ("items".to_owned(), Data::list([item("乙", 1.0), item("丙", 2.0)])),
    ]
}

fn written(body: &str) -> Document {
    let template = read(body).expect("a good template");
    template.write(&data(), date(2025, 6, 30)).expect("good data")
}

#[test]
fn a_figure_keeps_its_source_and_a_name_is_no_markup() {
    let document = written("# 总体\n\n{{ place.name }}投入**{{ place.amount }}**，缺口{{ place.gap }}。\n");
    assert_eq!(document.title, "*甲*市2报告");
    let [Block::Heading { level: 1, .. }, Block::Paragraph(runs)] = document.blocks.as_slice() else {
        panic!("{:?}", document.blocks)
    };
    assert_eq!(plain(runs), "*甲*市2投入396.8亿元，缺口未知。");
    let figure = runs.iter().find(|run| matches!(run.piece, Piece::Figure(_))).expect("a figure");
    assert!(figure.strong);
    assert!(runs.iter().all(|run| !matches!(run.piece, Piece::Typed(_))), "digits of a name are no figures");
}

#[test]
fn typed_numbers_and_bare_numbers_are_marked_but_not_in_headings() {
    let document = written("## 近5家\n\n投入30亿元，共{{ items|length }}项。\n");
    let Block::Paragraph(runs) = &document.blocks[1] else { panic!("{:?}", document.blocks) };
    let typed: Vec<&str> =
        runs.iter().filter(|run| matches!(run.piece, Piece::Typed(_))).map(Run::plain).collect();
    assert_eq!(typed, ["30", "2"]);
    let Block::Heading { runs, .. } = &document.blocks[0] else { panic!("{:?}", document.blocks) };
    assert_eq!(runs.len(), 1);
}

#[test]
fn loops_lists_tables_and_joined_figures() {
    let body = "{% for item in items %}\n- {{ item.name }}：{{ item.amount }}\n{% endfor %}\n\n\
                合计{{ items|map(attribute=\"amount\")|join(\"、\") }}。\n\n::: table place.table\n\n\
                | 名称 | 数 |\n|---|---:|\n{% for item in items %}\n| {{ item.name }} | {{ item.amount }} |\n{% endfor %}\n\n::: page\n\n> 说明\n";
    let document = written(body);
    let sorts: Vec<&str> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Item { .. } => "item",
            Block::Paragraph(_) => "paragraph",
            Block::Table(_) => "table",
            Block::PageBreak => "page",
            Block::Remark(_) => "remark",
            _ => "other",
        })
        .collect();
    assert_eq!(sorts, ["item", "item", "paragraph", "table", "table", "page", "remark"]);
    let Block::Paragraph(runs) = &document.blocks[2] else { panic!() };
    assert_eq!(runs.iter().filter(|run| matches!(run.piece, Piece::Figure(_))).count(), 2);
    let Block::Table(table) = &document.blocks[4] else { panic!() };
    assert_eq!((table.rows.len(), table.columns[1].numeric), (2, true));
}

#[test]
fn a_branch_at_the_end_of_a_paragraph_ends_it_and_one_on_its_own_line_leaves_none() {
    let document = written("好{% if items %}甲{% endif %}\n\n乙\n{% if items %}\n丙\n{% endif %}\n丁\n");
    let paragraphs: Vec<String> = document.blocks.iter().map(|block| plain(block.runs())).collect();
    assert_eq!(paragraphs, ["好甲", "乙丙丁"]);
}

#[test]
fn errors_have_line_and_column() {
    // The head takes five lines.
    let places = |body: &str| -> Vec<(usize, usize)> {
        read(body).expect_err("wrong").iter().map(|problem| (problem.line, problem.column)).collect()
    };
    assert_eq!(places("好\n{{ plaice.name }}\n"), [(7, 4)]);
    assert_eq!(places("{{ place.name }\n"), [(6, 15)]);
    assert_eq!(places("{% for x in items %}\n"), [(6, 21)]);
    assert_eq!(places("::: tabel place.table\n"), [(6, 1)]);
    let unknown = read("{{ plaice.name }}").expect_err("wrong");
    assert!(unknown[0].message.contains("place、items"), "{unknown:?}");
}

#[test]
fn what_data_do_not_have_is_told_with_its_place() {
    let template = read("好\n好{{ place.nam }}\n").expect("names are right");
    let problem = template.write(&data(), date(2025, 1, 1)).expect_err("no such member");
    assert_eq!((problem.line, problem.column), (7, 5));
    let template = read("::: chart place.table\n").expect("names are right");
    let problem = template.write(&data(), date(2025, 1, 1)).expect_err("a table is no chart");
    assert!(problem.message.contains("::: table"), "{problem:?}");
    let template = read("{{ place }}").expect("names are right");
    assert!(template.write(&data(), date(2025, 1, 1)).expect_err("a record").message.contains("{% for %}"));
}

#[test]
fn the_head_says_who_it_is() {
    assert_eq!(read("").expect("empty is fine").id(), "t");
    let missing = Template::read("# 没有开头", &[]).expect_err("no head");
    assert_eq!((missing[0].line, missing[0].column), (1, 1));
    let misspelt = Template::read("---\nid: t\nnaem: x\ntitle: x\n---\n", &[]).expect_err("misspelt");
    assert_eq!(misspelt[0].line, 3, "{misspelt:?}");
}

#[test]
fn limits_hold() {
    let at = format!("{HEAD}{}", "文".repeat((MAX_TEMPLATE_BYTES - HEAD.len()) / 3));
    assert!(Template::read(&at, &["place"]).is_ok());
    assert!(Template::read(&format!("{at}文文"), &["place"]).is_err());
    let endless =
        read("{% for a in range(99999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}").expect("fine");
    assert!(endless.write(&data(), date(2025, 1, 1)).expect_err("too long").message.contains("循环太多"));
}
