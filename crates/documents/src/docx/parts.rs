//! The parts that are the same for every document: styles, numbering, fonts, page numbers, relations.

use std::fmt::Write;

use quick_xml::escape::escape;

use crate::model::Document;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub(super) const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

pub(super) const CONTENT_TYPES: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>",
    "<Default Extension=\"emf\" ContentType=\"image/x-emf\"/>",
    "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>",
    "<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>",
    "<Override PartName=\"/word/footnotes.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml\"/>",
    "<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>",
    "<Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/>",
    "<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>",
    "<Override PartName=\"/word/fontTable.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml\"/>",
    "<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>",
    "<Override PartName=\"/word/footer2.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>",
    "</Types>",
);

pub(super) const PACKAGE_RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>",
    "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>",
    "</Relationships>",
);

/// Page numbers differ on odd and even pages; the separators of footnotes are told by their ids.
pub(super) const SETTINGS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
    "<w:zoom w:percent=\"100\"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val=\"compressPunctuation\"/>",
    "<w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>",
    "<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>",
    "<w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/>",
    "</w:settings>",
);

/// Title and day.
pub(super) fn core(document: &Document) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:language>zh-CN</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">{}T00:00:00Z</dcterms:created></cp:coreProperties>",
        escape(document.title.as_str()),
        document.date
    )
}

pub(super) fn relations(pictures: usize) -> String {
    const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let fixed = ["styles", "numbering", "settings", "fontTable", "footnotes"];
    let mut out = format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    for name in fixed {
        let _ = write!(out, "<Relationship Id=\"{name}\" Type=\"{TYPE}/{name}\" Target=\"{name}.xml\"/>");
    }
    for name in ["footer1", "footer2"] {
        let _ = write!(out, "<Relationship Id=\"{name}\" Type=\"{TYPE}/footer\" Target=\"{name}.xml\"/>");
    }
    for at in 1..=pictures {
        let _ = write!(
            out,
            "<Relationship Id=\"image{at}\" Type=\"{TYPE}/image\" Target=\"media/image{at}.emf\"/>"
        );
    }
    out.push_str("</Relationships>");
    out
}

/// The four families of official documents, and what may stand in for each where it is not installed.
const FONTS: [(&str, &str, &str); 5] = [
    ("方正小标宋简体", "FZXiaoBiaoSong-B05S, 华文中宋, Noto Serif CJK SC", "roman"),
    ("黑体", "SimHei, Noto Sans CJK SC", "swiss"),
    ("楷体_GB2312", "楷体, KaiTi, 华文楷体, Noto Serif CJK SC", "roman"),
    ("仿宋_GB2312", "仿宋, FangSong, 华文仿宋, Noto Serif CJK SC", "roman"),
    ("宋体", "SimSun, Noto Serif CJK SC", "roman"),
];

pub(super) fn font_table() -> String {
    let mut out = format!("{HEAD}<w:fonts {NAMESPACES}>");
    for (name, others, family) in FONTS {
        let _ = write!(
            out,
            "<w:font w:name=\"{name}\"><w:altName w:val=\"{others}\"/><w:charset w:val=\"86\"/><w:family w:val=\"{family}\"/><w:pitch w:val=\"variable\"/></w:font>"
        );
    }
    out.push_str("</w:fonts>");
    out
}

/// Which pages a footer is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Odd,
    Even,
}

/// — 1 —, one character from the outer edge (7.5).
pub(super) fn footer(side: Side) -> String {
    let (align, indent) = match side {
        Side::Odd => ("right", "w:rightChars=\"100\" w:right=\"280\""),
        Side::Even => ("left", "w:leftChars=\"100\" w:left=\"280\""),
    };
    let run = |inner: &str| format!("<w:r>{inner}</w:r>");
    let dash = |text: &str| run(&format!("<w:t xml:space=\"preserve\">{text}</w:t>"));
    let field = |kind: &str| run(&format!("<w:fldChar w:fldCharType=\"{kind}\"/>"));
    format!(
        "{HEAD}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:ind {indent} w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"{align}\"/></w:pPr>{}{}{}{}{}{}{}</w:p></w:ftr>",
        dash("— "),
        field("begin"),
        run("<w:instrText xml:space=\"preserve\"> PAGE </w:instrText>"),
        field("separate"),
        dash("1"),
        field("end"),
        dash(" —")
    )
}

/// The outline list behind the four heading styles.
pub(super) fn numbering() -> String {
    let levels = [
        ("chineseCountingThousand", "%1、"),
        ("chineseCountingThousand", "（%2）"),
        ("decimal", "%3."),
        ("decimal", "（%4）"),
    ];
    let mut out = format!(
        "{HEAD}<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"multilevel\"/>"
    );
    for (at, (format, text)) in levels.iter().enumerate() {
        let _ = write!(
            out,
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:pStyle w:val=\"Heading{}\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"0\" w:firstLine=\"630\"/></w:pPr></w:lvl>",
            at + 1
        );
    }
    out.push_str("</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>");
    out
}

/// A style: id, name, font, half-points, paragraph properties, run properties beyond.
struct Style {
    id: &'static str,
    name: &'static str,
    font: &'static str,
    half_points: u32,
    paragraph: &'static str,
    run: &'static str,
}

/// Lines of 29 pt less a hair, so that 22 of them fit into 225 mm; two characters of indent.
const BODY: &str = "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"579\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"200\" w:firstLine=\"630\"/><w:jc w:val=\"both\"/>";

/// Where a heading stands in the outline, and that it stays with what follows.
macro_rules! heading {
    ($level:literal) => {
        concat!(
            "<w:keepNext/><w:numPr><w:ilvl w:val=\"",
            $level,
            "\"/><w:numId w:val=\"1\"/></w:numPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"579\" w:lineRule=\"exact\"/><w:jc w:val=\"both\"/><w:outlineLvl w:val=\"",
            $level,
            "\"/>"
        )
    };
}

const STYLES: [Style; 16] = [
    Style {
        id: "Title",
        name: "Title",
        font: "方正小标宋简体",
        half_points: 44,
        paragraph: "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"700\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/>",
        run: "<w:spacing w:val=\"0\"/>",
    },
    Style {
        id: "Below",
        name: "题下说明",
        font: "楷体_GB2312",
        half_points: 28,
        paragraph: "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"579\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/>",
        run: "",
    },
    Style {
        id: "Heading1",
        name: "heading 1",
        font: "黑体",
        half_points: 32,
        paragraph: heading!("0"),
        run: "",
    },
    Style {
        id: "Heading2",
        name: "heading 2",
        font: "楷体_GB2312",
        half_points: 32,
        paragraph: heading!("1"),
        run: "",
    },
    Style {
        id: "Heading3",
        name: "heading 3",
        font: "仿宋_GB2312",
        half_points: 32,
        paragraph: heading!("2"),
        run: "",
    },
    Style {
        id: "Heading4",
        name: "heading 4",
        font: "仿宋_GB2312",
        half_points: 32,
        paragraph: heading!("3"),
        run: "",
    },
    Style {
        id: "Remark",
        name: "说明",
        font: "楷体_GB2312",
        half_points: 24,
        paragraph: "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"400\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"200\" w:firstLine=\"480\"/>",
        run: "",
    },
    Style {
        id: "Caption",
        name: "caption",
        font: "黑体",
        half_points: 24,
        paragraph: "<w:keepNext/><w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"120\" w:after=\"60\" w:line=\"360\" w:lineRule=\"atLeast\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/>",
        run: "<w:spacing w:val=\"0\"/>",
    },
    Style {
        id: "Picture",
        name: "图",
        font: "仿宋_GB2312",
        half_points: 21,
        paragraph: "<w:keepNext/><w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"120\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"center\"/>",
        run: "",
    },
    Style {
        id: "Cell",
        name: "表文",
        font: "仿宋_GB2312",
        half_points: 21,
        paragraph: "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"20\" w:after=\"20\" w:line=\"300\" w:lineRule=\"atLeast\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/>",
        run: "<w:spacing w:val=\"0\"/>",
    },
    Style {
        id: "TableNote",
        name: "表注",
        font: "仿宋_GB2312",
        half_points: 18,
        paragraph: "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"20\" w:after=\"0\" w:line=\"260\" w:lineRule=\"atLeast\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/>",
        run: "<w:spacing w:val=\"0\"/>",
    },
    Style {
        id: "Date",
        name: "成文日期",
        font: "仿宋_GB2312",
        half_points: 32,
        paragraph: "<w:spacing w:before=\"579\" w:after=\"0\" w:line=\"579\" w:lineRule=\"exact\"/><w:ind w:rightChars=\"400\" w:right=\"1260\" w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"right\"/>",
        run: "",
    },
    Style {
        id: "DenseCell",
        name: "表文（列多）",
        font: "仿宋_GB2312",
        half_points: 18,
        paragraph: "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"20\" w:after=\"20\" w:line=\"260\" w:lineRule=\"atLeast\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/>",
        run: "<w:spacing w:val=\"0\"/>",
    },
    Style {
        id: "Annex",
        name: "附件",
        font: "黑体",
        half_points: 32,
        paragraph: "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"579\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/>",
        run: "",
    },
    Style {
        id: "Footer",
        name: "footer",
        font: "宋体",
        half_points: 28,
        paragraph: "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
        run: "<w:spacing w:val=\"0\"/>",
    },
    Style {
        id: "FootnoteText",
        name: "footnote text",
        font: "宋体",
        half_points: 18,
        paragraph: "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"260\" w:lineRule=\"atLeast\"/><w:ind w:firstLineChars=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/>",
        run: "<w:spacing w:val=\"0\"/>",
    },
];

fn fonts(font: &str) -> String {
    format!("<w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\" w:eastAsia=\"{font}\" w:cs=\"{font}\"/>")
}

pub(super) fn styles() -> String {
    let body = fonts("仿宋_GB2312");
    let mut out = format!(
        "{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{body}<w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    );
    // A quarter of a point less between characters of 16 pt: 28 of them fit into 156 mm.
    let _ = write!(
        out,
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/><w:pPr><w:overflowPunct/>{BODY}</w:pPr><w:rPr>{body}<w:spacing w:val=\"-5\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/></w:rPr></w:style>"
    );
    for style in &STYLES {
        let Style { id, name, font, half_points, paragraph, run } = style;
        let _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{}{run}<w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/></w:rPr></w:style>",
            fonts(font)
        );
    }
    out.push_str("<w:style w:type=\"character\" w:styleId=\"FootnoteReference\"><w:name w:val=\"footnote reference\"/><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr></w:style>");
    out.push_str("<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:left w:w=\"70\" w:type=\"dxa\"/><w:right w:w=\"70\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>");
    out
}

/// A4 with the margins of 7.1: above 37 mm, left 28 mm, a type area of 156 × 225 mm; the page number 7 mm below it.
pub(super) const SECTION: &str = "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"footer1\"/><w:footerReference w:type=\"even\" r:id=\"footer2\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1587\" w:header=\"851\" w:footer=\"1304\" w:gutter=\"0\"/><w:docGrid w:type=\"lines\" w:linePitch=\"579\"/></w:sectPr>";

/// Width of the type area in twentieths of a point.
pub(super) const TYPE_AREA: usize = 8845;
