//! What a report is about as a whole: its place, its year, and whether it is a rule rather than a report.

use std::collections::HashMap;

use vocabulary::region::Level;

use super::piece::{Piece, Token};
use super::scan::pieces;
use crate::lexicon::Words;
use crate::places::{Gazetteer, PlaceWord};
use crate::text::{Block, Text, sentences};
use crate::time::When;

/// What a report is about.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The region that «全市», «我省» and sentences without a place speak of.
    pub(crate) place: Option<usize>,
    /// The whole country, or a place that the report leaves nameless (某区).
    pub(crate) other_place: Option<String>,
    /// The year that 今年 means, where the report says one.
    pub report_year: Option<i32>,
    /// The year of figures that say none.
    pub(crate) default_year: Option<i32>,
    /// A report of work looks back at the year before its own, then ahead.
    pub(crate) work_report: bool,
    /// Articles of a statute: its numbers are rules, not figures of a place.
    pub statute: bool,
    /// The year that «十四五»开局之年 and the like give, to be held against the years in the text.
    pub opening_year: Option<i32>,
}

/// Blocks at the top that are looked at for title and date.
const HEAD_BLOCKS: usize = 8;
/// Longest block that may be a title or a line of date.
const MAX_TITLE: usize = 80;
/// Words of a title whose year is that of its figures.
const TITLE_KINDS: [&str; 13] =
    ["总结", "汇报", "情况", "要点", "计划", "安排", "打算", "简报", "通报", "动态", "名录", "报告", "目录"];
/// Articles from which on a text is a statute.
const MIN_ARTICLES: usize = 5;

impl About {
    /// Looks at a whole text.
    pub(crate) fn of(text: &Text, blocks: &[Block], words: &Words, places: &Gazetteer) -> Self {
        let chars = text.chars();
        let mut about = Self { statute: is_statute(chars, blocks), ..Self::default() };
        about.date_line(chars, blocks);
        // Titles stand before the first numbered heading and the first long paragraph.
        let head = blocks.iter().take(HEAD_BLOCKS).take_while(|b| b.level == 0 && b.range.len() <= MAX_TITLE);
        for block in head {
            let title: String = chars[block.range.clone()].iter().collect();
            about.title(&title, &pieces(chars, block.range.clone(), words, places), places);
        }
        if about.work_report {
            about.default_year = about.report_year.map(|year| year - 1);
        }
        about.news(chars, blocks);
        if about.place.is_none() && about.other_place.is_none() {
            about.place = most_spoken_of(chars, blocks, words, places);
        }
        about.opening_year = opening_year(chars);
        about
    }

    fn title(&mut self, title: &str, pieces: &[Piece], places: &Gazetteer) {
        let kind = |words: &[&str]| words.iter().any(|word| title.contains(word));
        self.work_report |= kind(&["政府工作报告"]);
        let bulletin = kind(&["公报", "统计", "年报", "白皮书", "蓝皮书"]);
        // A title says more than a date: （2024年3月）, 2024年4月2日, 某局2024年8月.
        let told =
            title.chars().count() > 12 && !title.starts_with('（') && !title.ends_with(['月', '日', '）'])
                || bulletin
                || kind(&TITLE_KINDS);
        for piece in pieces {
            match &piece.token {
                Token::Place(PlaceWord::Region(index)) if self.place.is_none() => self.place = Some(*index),
                // 浙江省 … 杭州市: the deeper of two in one title is what it is about.
                Token::Place(PlaceWord::Region(index))
                    if places.parent(*index).is_some() && places.parent(*index) == self.place =>
                {
                    self.place = Some(*index);
                }
                Token::Place(PlaceWord::Nameless(name)) if self.other_place.is_none() => {
                    self.other_place = Some(name.clone());
                }
                // 常州高新区简报: a zone is no region of the table, and 全区 means it.
                Token::Place(PlaceWord::Within(name)) if self.other_place.is_none() => {
                    self.other_place = Some(name.clone());
                }
                Token::Time(When::Year(year) | When::Part(Some(year), _)) => {
                    self.report_year = self.report_year.or(Some(*year));
                    // （2024年3月） is a date; 政府工作报告 looks back at the year before.
                    if told && !self.work_report {
                        self.default_year = self.default_year.or(Some(*year));
                    }
                }
                // 前三季度运行情况: of the year that the report is dated.
                Token::Time(When::Part(None, _)) => {
                    self.default_year = self.default_year.or(self.report_year);
                }
                _ => {}
            }
        }
        if (title.contains("中华人民共和国") || title.contains("全国")) && self.place.is_none() && bulletin
            || title.contains("国务院") && self.work_report
        {
            self.other_place = Some("全国".to_owned());
        }
        if self.other_place.is_some() && self.place.is_some() {
            self.other_place = None;
        }
    }

    /// `——2024年1月23日在…会议上`, `时间:2024-01-13`, `（2024年3月）` near the top.
    fn date_line(&mut self, chars: &[char], blocks: &[Block]) {
        let end = blocks
            .iter()
            .take(HEAD_BLOCKS)
            .filter(|b| b.range.len() <= MAX_TITLE * 2)
            .map(|b| b.range.end)
            .max();
        let head = chars.get(..end.unwrap_or(0)).unwrap_or_default();
        self.report_year = (0..head.len()).find_map(|at| dated(head, at));
    }

    /// A piece of news speaks of the year that it names first.
    fn news(&mut self, chars: &[char], blocks: &[Block]) {
        let end = blocks.iter().take(4).map(|block| block.range.end).max().unwrap_or(0);
        let head: String = chars.get(..end).unwrap_or_default().iter().collect();
        if !["本报讯", "记者", "新华社", "日讯", "通讯员", "获悉"].iter().any(|word| head.contains(word))
        {
            return;
        }
        let first = (0..end).find_map(|at| match crate::time::time(chars.get(..end)?, at)?.when {
            When::Year(year) | When::Part(Some(year), _) => Some(year),
            _ => None,
        });
        self.default_year = self.default_year.or(first).or(self.report_year);
        self.report_year = self.report_year.or(first);
    }

    /// The year that a time means; for a range its last.
    pub(crate) fn year(&self, when: &When) -> Option<i32> {
        match when {
            When::Year(year) | When::Part(Some(year), _) => Some(*year),
            // 上年 in a bulletin of 2023 that came out in 2024 is 2022.
            When::Relative(years) | When::RelativePart(years, _) if !self.work_report => {
                self.default_year.or(self.report_year).map(|year| year + years)
            }
            When::Relative(years) | When::RelativePart(years, _) => self.report_year.map(|year| year + years),
            _ => None,
        }
    }

    /// The name of a place as answers use it.
    pub(crate) fn place_name(&self, word: &PlaceWord, places: &Gazetteer) -> String {
        match word {
            PlaceWord::Region(index) => places.display(*index).to_owned(),
            PlaceWord::Country(name) => name.clone(),
            PlaceWord::Nameless(name) => self.other_place.clone().unwrap_or_else(|| name.clone()),
            PlaceWord::Within(name) => match self.own_place(places) {
                Some(own) if !name.starts_with(own.as_str()) => format!("{own}·{name}"),
                _ => name.clone(),
            },
            PlaceWord::Relative(of, word) => self.relative(*of, places).unwrap_or_else(|| word.clone()),
        }
    }

    /// The report's own place.
    pub(crate) fn own_place(&self, places: &Gazetteer) -> Option<String> {
        self.place.map(|index| places.display(index).to_owned()).or_else(|| self.other_place.clone())
    }

    fn relative(&self, of: char, places: &Gazetteer) -> Option<String> {
        let Some(own) = self.place else {
            // 全市 is not the zone that lies in it.
            return self
                .other_place
                .clone()
                .filter(|name| !name.ends_with('区') || !matches!(of, '省' | '市'));
        };
        let level = match of {
            '省' => Level::Province,
            '市' => Level::City,
            '区' if places.full(own).ends_with("自治区") => Level::Province,
            '州' => Level::City,
            _ => Level::County,
        };
        let own_level = places.level(own);
        if own_level == Some(Level::County) && of == '市' && places.full(own).ends_with('市') {
            return Some(places.display(own).to_owned());
        }
        // 北京, 上海 stand in the table as provinces: 全市 is the province there.
        if of == '市' && own_level == Some(Level::Province) && places.full(own).ends_with('市') {
            return Some(places.display(own).to_owned());
        }
        places.at_level(own, level).map(|index| places.display(index).to_owned())
    }
}

fn is_statute(chars: &[char], blocks: &[Block]) -> bool {
    let article = |block: &&Block| {
        let start = chars.get(block.range.clone()).unwrap_or_default();
        let start: Vec<char> =
            start.iter().filter(|c| !matches!(c, '#' | '*' | ' ')).take(8).copied().collect();
        start.first() == Some(&'第')
            && start.iter().position(|c| *c == '条').is_some_and(|at| {
                at > 1
                    && start[1..at]
                        .iter()
                        .all(|c| c.is_ascii_digit() || "零一二三四五六七八九十百".contains(*c))
            })
    };
    blocks.iter().filter(article).count() >= MIN_ARTICLES
}

/// `2024-01-13`, `2024年1月23日`.
fn dated(chars: &[char], at: usize) -> Option<i32> {
    let digits = chars.get(at..at + 4)?;
    if !digits.iter().all(char::is_ascii_digit) || at > 0 && chars[at - 1].is_ascii_digit() {
        return None;
    }
    let year: i32 =
        digits.iter().collect::<String>().parse().ok().filter(|year| (1990..=2100).contains(year))?;
    let rest = chars.get(at + 4..)?;
    let iso = matches!(rest.first(), Some('-' | '/' | '.'))
        && rest.get(1).is_some_and(char::is_ascii_digit)
        && !rest.get(3).is_some_and(char::is_ascii_digit);
    let han = rest.first() == Some(&'年')
        && rest.get(1).is_some_and(char::is_ascii_digit)
        && rest.iter().take(5).any(|c| *c == '月')
        && rest.iter().take(9).any(|c| *c == '日');
    (iso || han).then_some(year)
}

/// 今年是“十四五”开局之年 says that the report is of 2021.
fn opening_year(chars: &[char]) -> Option<i32> {
    let word: Vec<char> = "开局之年".chars().collect();
    let at = chars.windows(word.len()).position(|w| w == word.as_slice())?;
    let before = chars.get(at.saturating_sub(16)..at)?;
    let this_year = before.windows(2).any(|w| w == ['今', '年']);
    let plan = (0..before.len()).find_map(|at| match crate::time::time(before, at)?.when {
        When::Plan(number) => Some(number),
        _ => None,
    })?;
    this_year.then(|| crate::time::plan_years(plan).0)
}

/// The region that a report without a title of a place speaks of: of the level that 全市 or 全省 says, the one named most.
fn most_spoken_of(chars: &[char], blocks: &[Block], words: &Words, places: &Gazetteer) -> Option<usize> {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    let mut relative: HashMap<char, usize> = HashMap::new();
    for block in blocks {
        // By sentences: their length is bounded, and a look ahead stays in one.
        let all = sentences(chars, block.range.clone());
        for piece in all.into_iter().flat_map(|range| pieces(chars, range, words, places)) {
            match piece.token {
                Token::Place(PlaceWord::Region(index)) => *counts.entry(index).or_default() += 1,
                Token::Place(PlaceWord::Relative(of, _)) => *relative.entry(of).or_default() += 1,
                _ => {}
            }
        }
    }
    let total: usize = counts.values().sum();
    let level = relative.into_iter().max_by_key(|(of, count)| (*count, *of)).map(|(of, _)| match of {
        '省' => Level::Province,
        '市' | '州' => Level::City,
        _ => Level::County,
    });
    let fits = |index: usize| {
        level.is_none_or(|level| {
            places.level(index) == Some(level) || level == Level::City && places.full(index).ends_with('市')
        })
    };
    let (index, count) = counts
        .iter()
        .filter(|(index, _)| fits(**index))
        .max_by_key(|(index, count)| (**count, std::cmp::Reverse(**index)))?;
    // Where nothing says «our city», the place must stand out.
    let stands_out = level.is_some() || *count * 2 > total && *count >= 2 || total == 1;
    stands_out.then_some(*index)
}
