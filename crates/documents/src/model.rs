//! The model: what a document says, before any format. Texts are plain; numbers of headings, tables, pictures and notes are
//! given by the writers, each in the order of the document.

use std::sync::Arc;

use jiff::civil::Date;
use unicode_width::UnicodeWidthStr;

/// Where a figure comes from, in the words of its footnote: department, file or interface, date, row; or how it was computed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source(Arc<str>);

impl Source {
    /// A source in words, without a full stop at the end.
    pub fn new(text: impl AsRef<str>) -> Self {
        Self(Arc::from(text.as_ref()))
    }

    /// The words.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// A figure or a statement of the data, with its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// As people read it in a sentence, with its unit: `783.7亿元`, `未知`.
    pub shown: String,
    /// As it stands in a table whose heading names the unit: `783.7`.
    pub bare: String,
    /// The number in `unit`; none where it is unknown or the figure is words.
    pub number: Option<f64>,
    /// Decimals shown.
    pub decimals: usize,
    /// Unit of `number`.
    pub unit: String,
    /// Where it comes from.
    pub source: Source,
}

impl Figure {
    /// A number with its unit.
    pub fn number(value: f64, decimals: usize, unit: &str, source: Source) -> Self {
        let bare = grouped(value, decimals);
        Self {
            shown: format!("{bare}{unit}"),
            bare,
            number: Some(value),
            decimals,
            unit: unit.to_owned(),
            source,
        }
    }

    /// A number that may be unknown; `source` then says where it was looked for.
    pub fn maybe(value: Option<f64>, decimals: usize, unit: &str, source: Source) -> Self {
        match value.filter(|value| value.is_finite()) {
            Some(value) => Self::number(value, decimals, unit, source),
            None => Self::words("未知", source),
        }
    }

    /// Words that rest on data: 近三年研发强度 4.3%，低于 5%.
    pub fn words(text: impl Into<String>, source: Source) -> Self {
        let shown = text.into();
        Self { bare: shown.clone(), shown, number: None, decimals: 0, unit: String::new(), source }
    }

    /// The same figure with other words around its number: 第4位.
    #[must_use]
    pub fn shown_as(mut self, shown: impl Into<String>) -> Self {
        self.shown = shown.into();
        self
    }
}

/// A number with its thousands separated; minus zero is zero.
pub fn grouped(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let sign = if digits.bytes().all(|byte| matches!(byte, b'0' | b'.')) { "" } else { sign };
    format!("{sign}{}", separated(digits))
}

/// Digits with their thousands separated: `-1234.5` → `-1,234.5`.
pub fn separated(digits: &str) -> String {
    let (sign, rest) = digits.strip_prefix('-').map_or(("", digits), |rest| ("-", rest));
    let (whole, fraction) =
        rest.split_once('.').map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Words of the template or of the data.
    Text(String),
    /// A figure, which gets a footnote.
    Figure(Arc<Figure>),
    /// A number that somebody typed into the template, or that has lost its source: marked in every format.
    Typed(String),
}

/// A part of a sentence with its emphasis.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// What it says.
    pub piece: Piece,
    /// Emphasised.
    pub strong: bool,
}

impl Run {
    /// Plain words.
    pub fn text(text: impl Into<String>) -> Self {
        Self { piece: Piece::Text(text.into()), strong: false }
    }

    /// The words as read, without marks.
    pub fn plain(&self) -> &str {
        match &self.piece {
            Piece::Text(text) | Piece::Typed(text) => text,
            Piece::Figure(figure) => &figure.shown,
        }
    }
}

/// The words of some runs, without marks.
pub fn plain(runs: &[Run]) -> String {
    runs.iter().map(Run::plain).collect()
}

/// What marks a number that was typed by hand.
pub const TYPED_MARK: &str = "〔手填〕";

/// A piece of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading of level 1 to 4: 一、（一）1.（1）.
    Heading {
        /// 1 to 4.
        level: u8,
        /// Its words, without the number.
        runs: Vec<Run>,
    },
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// An entry of a list; `number` counts from 1 in a numbered one.
    Item {
        /// Its number, or none.
        number: Option<u64>,
        /// Its words.
        runs: Vec<Run>,
    },
    /// A remark in smaller type: what to know of the data.
    Remark(Vec<Run>),
    /// A table.
    Table(Arc<Table>),
    /// A picture of data.
    Chart(Arc<Chart>),
    /// The next block begins on a new page.
    PageBreak,
}

impl Block {
    /// The runs of a heading, paragraph, entry or remark; none of a table or chart.
    pub fn runs(&self) -> &[Run] {
        match self {
            Self::Heading { runs, .. }
            | Self::Paragraph(runs)
            | Self::Item { runs, .. }
            | Self::Remark(runs) => runs,
            Self::Table(_) | Self::Chart(_) | Self::PageBreak => &[],
        }
    }
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it shows, without its number.
    pub caption: String,
    /// Columns, each with its heading.
    pub columns: Vec<Column>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
    /// What to know of it, one sentence each; printed below.
    pub remarks: Vec<String>,
}

impl Table {
    /// Widths that the columns ask for in narrow characters: the least, and what they would like.
    fn needs(&self) -> Vec<(usize, usize)> {
        /// A column of figures has room for its margins and the letter of its source.
        const MARGIN: usize = 4;
        const WIDEST_FIGURE: usize = 22;
        /// Words may be broken from this width on.
        const BREAKS: usize = 10;
        const WIDEST: usize = 44;
        /// Two Chinese characters: 序号.
        const SHORT: usize = 4;
        let need = |(at, column): (usize, &Column)| {
            let cells = self.rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.shown().width());
            let widest = cells.max().unwrap_or(0);
            // A heading may break once, but not between two characters.
            let heading = column.heading.width();
            let widest = widest.max(if heading <= SHORT { heading } else { heading.div_ceil(2) });
            if column.numeric {
                // Digits of a font that stands in may be a quarter wider than those of 仿宋.
                let width = (widest * 5 / 4).min(WIDEST_FIGURE) + MARGIN;
                (width, width)
            } else {
                let least = widest.min(BREAKS) * 5 / 4 + 2;
                (least, (widest.min(WIDEST) + 2).max(least))
            }
        };
        self.columns.iter().enumerate().map(need).collect()
    }

    /// Whether even the least widths do not fit side by side in type of 10.5 pt, so that smaller type is due.
    pub fn is_dense(&self) -> bool {
        self.needs().iter().map(|(least, _)| least).sum::<usize>() > LINE
    }

    /// Shares of `whole` for the columns by what stands in them; they add up to it. Figures are not broken over two lines where
    /// there is room for them; words share what is left.
    pub fn column_shares(&self, whole: usize) -> Vec<usize> {
        let needs = self.needs();
        let least: usize = needs.iter().map(|(least, _)| least).sum();
        let more: usize = needs.iter().map(|(least, wish)| wish - least).sum();
        let left = LINE.saturating_sub(least).min(more);
        let units: Vec<usize> = needs
            .iter()
            .map(|(least, wish)| least * 1000 + (wish - least) * left * 1000 / more.max(1))
            .collect();
        let sum = units.iter().sum::<usize>().max(1);
        let mut shares: Vec<usize> = units.iter().map(|own| own * whole / sum).collect();
        let used: usize = shares.iter().sum();
        if let Some(last) = shares.last_mut() {
            *last += whole - used;
        }
        shares
    }
}

/// Narrow characters of 10.5 pt on a line of the type area.
const LINE: usize = 84;

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its heading, with the unit: 研发经费（亿元）.
    pub heading: String,
    /// Holds figures: set to the right.
    pub numeric: bool,
}

impl Column {
    /// A column of words.
    pub fn words(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), numeric: false }
    }

    /// A column of figures.
    pub fn figures(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), numeric: true }
    }
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing belongs here.
    Empty,
    /// Words.
    Text(String),
    /// A figure of the data.
    Figure(Figure),
    /// A figure that follows from others of the table: a live formula in a workbook.
    Computed(Figure, Formula),
    /// Some runs, from a table written in a template.
    Runs(Vec<Run>),
}

impl Cell {
    /// The figure in it.
    pub fn figure(&self) -> Option<&Figure> {
        match self {
            Self::Figure(figure) | Self::Computed(figure, _) => Some(figure),
            Self::Empty | Self::Text(_) | Self::Runs(_) => None,
        }
    }

    /// What stands in it.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Figure(figure) | Self::Computed(figure, _) => figure.bare.clone(),
            Self::Runs(runs) => plain(runs),
        }
    }
}

/// How a cell follows from others: a formula in which `{0}`, `{1}` … stand for cells of the same table by (row, column).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// Without the equals sign: `{0}/{1}*100`.
    pub text: String,
    /// The cells, rows from 0 below the heading.
    pub cells: Vec<(usize, usize)>,
}

impl Formula {
    /// A formula over cells.
    pub fn new(text: impl Into<String>, cells: impl Into<Vec<(usize, usize)>>) -> Self {
        Self { text: text.into(), cells: cells.into() }
    }
}

/// A picture of data.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What it shows, without its number.
    pub caption: String,
    /// How it is drawn.
    pub kind: ChartKind,
    /// What stands along the axis of categories: years, places.
    pub categories: Vec<String>,
    /// Its data.
    pub series: Vec<Series>,
    /// Unit of the data; may be empty.
    pub unit: String,
    /// Decimals of labels.
    pub decimals: usize,
    /// Where its data come from.
    pub source: Source,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// A line a series over categories in order.
    Lines,
    /// Bars beside one another, a category a line.
    Bars,
    /// For each category a point within an interval; series: point, lower end, upper end.
    Intervals,
}

/// A series of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// One value for each category; none: unknown, left out of the picture.
    pub values: Vec<Option<f64>>,
}

/// A document.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Lines below the title: what kind of document it is.
    pub below: Vec<String>,
    /// The day that it is for; also the date in the file's properties.
    pub date: Date,
    /// What it says, in order.
    pub blocks: Vec<Block>,
    /// What is added behind the date, on pages of its own.
    pub annex: Option<Annex>,
}

/// An annex of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Annex {
    /// Its title.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

impl Document {
    /// Every block, those of the annex last.
    pub fn all_blocks(&self) -> impl Iterator<Item = &Block> {
        self.blocks.iter().chain(self.annex.iter().flat_map(|annex| &annex.blocks))
    }

    /// The charts, in order.
    pub fn charts(&self) -> impl Iterator<Item = &Chart> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Chart(chart) => Some(chart.as_ref()),
            _ => None,
        })
    }
}

impl Chart {
    /// The data as a table: categories down, series across.
    pub fn table(&self) -> Table {
        let unit = if self.unit.is_empty() { String::new() } else { format!("（{}）", self.unit) };
        let columns = self.series.iter().map(|series| Column::figures(format!("{}{unit}", series.name)));
        let row = |(at, category): (usize, &String)| {
            let values = self.series.iter().map(|series| {
                let value = series.values.get(at).copied().flatten();
                Cell::Figure(Figure::maybe(value, self.decimals, &self.unit, self.source.clone()))
            });
            std::iter::once(Cell::Text(category.clone())).chain(values).collect()
        };
        Table {
            caption: self.caption.clone(),
            columns: std::iter::once(Column::words("项目")).chain(columns).collect(),
            rows: self.categories.iter().enumerate().map(row).collect(),
            remarks: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_never_minus_zero() {
        assert_eq!(grouped(1_234_567.891, 2), "1,234,567.89");
        assert_eq!(grouped(-0.001, 2), "0.00");
        assert_eq!(grouped(-1234.0, 0), "-1,234");
        assert_eq!(grouped(999.0, 0), "999");
    }

    #[test]
    fn figures_have_room_and_words_share_the_rest() {
        let source = Source::new("甲");
        let figure = |value: f64| Cell::Figure(Figure::number(value, 1, "", source.clone()));
        let words = "很长的说明".repeat(20);
        let mut table = Table {
            columns: vec![Column::words("名称"), Column::figures("数"), Column::words("说明")],
            rows: vec![vec![Cell::Text("甲省".to_owned()), figure(12_345_678.9), Cell::Text(words)]],
            ..Table::default()
        };
        let shares = table.column_shares(8000);
        assert_eq!(shares.iter().sum::<usize>(), 8000);
        // 12,345,678.9 and its margins: 15 of 80 characters.
        assert!(shares[1] >= 1500 && shares[2] > shares[0], "{shares:?}");
        table.columns.clear();
        assert_eq!(table.column_shares(8000), Vec::<usize>::new());
    }

    #[test]
    fn unknown_is_said_and_is_no_number() {
        let figure = Figure::maybe(None, 1, "亿元", Source::new("统计局"));
        assert_eq!((figure.shown.as_str(), figure.number), ("未知", None));
        assert_eq!(Figure::maybe(Some(f64::NAN), 1, "", Source::new("计算")).shown, "未知");
    }
}
