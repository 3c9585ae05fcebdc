//! Cuts a sentence into pieces. Every number is judged here: does it count something, or is it part of a date, a name,
//! an article or an idiom?

mod counted;
mod quantity;
mod rank;

use std::ops::Range;

use super::piece::{Piece, Token};
use crate::lexicon::Words;
use crate::places::{Gazetteer, PlaceWord};
use crate::time::time;

/// The pieces of the sentence `range`.
pub(crate) fn pieces(chars: &[char], range: Range<usize>, words: &Words, places: &Gazetteer) -> Vec<Piece> {
    let sentence = chars.get(..range.end).unwrap_or_default();
    let mut scan = Scan { chars: sentence, start: range.start, words, places, out: Vec::new() };
    let mut at = range.start;
    while at < range.end {
        at = scan.step(at).max(at + 1);
    }
    scan.out
}

pub(super) struct Scan<'a> {
    chars: &'a [char],
    start: usize,
    words: &'a Words,
    places: &'a Gazetteer,
    out: Vec<Piece>,
}

impl Scan<'_> {
    /// Takes the piece at `at`; the index after it.
    fn step(&mut self, at: usize) -> usize {
        if let Some(token) = punctuation(self.chars[at]) {
            return self.push(token, at..at + 1);
        }
        if let Some(end) = self.skipped(at) {
            return self.push(Token::Text, at..end);
        }
        if let Some(end) = rank::take(self, at) {
            return end;
        }
        if let Some(found) = time(self.chars, at).filter(|_| !self.inside_word(at)) {
            return self.push(Token::Time(found.when), at..found.end);
        }
        if let Some(end) = quantity::take(self, at) {
            return end;
        }
        if let Some((end, place)) = self.place(at) {
            return self.push(Token::Place(place), at..end);
        }
        self.push(Token::Text, at..at + 1)
    }

    fn push(&mut self, token: Token, at: Range<usize>) -> usize {
        let end = at.end;
        if token == Token::Text
            && let Some(last) = self.out.last_mut()
            && last.token == Token::Text
            && last.at.end == at.start
        {
            last.at.end = end;
        } else {
            self.out.push(Piece { token, at });
        }
        end
    }

    /// The characters of this sentence before `at`, at most `most`.
    fn before(&self, at: usize, most: usize) -> &[char] {
        self.chars.get(at.saturating_sub(most).max(self.start)..at).unwrap_or_default()
    }

    /// The words before `at` in the same clause, at most `most` characters.
    fn lead(&self, at: usize, most: usize) -> &[char] {
        let before = self.before(at, most);
        let cut = before.iter().rposition(|c| matches!(c, '，' | '；' | '：' | '。'));
        cut.map_or(before, |cut| &before[cut + 1..])
    }

    /// Whether 连续 or 蝉联 stands before a number.
    fn in_a_row(&self, number: &crate::numeral::Numeral) -> bool {
        let digit = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十两".contains(*c);
        let before = self.before(number.end, 8);
        let start = before.iter().rposition(|c| !digit(c)).map_or(0, |last| last + 1);
        before[..start].ends_with(&['连', '续']) || before[..start].ends_with(&['蝉', '联'])
    }

    /// A digit right after a Latin letter or a dot is part of a name or of a number that was judged already.
    fn inside_word(&self, at: usize) -> bool {
        let digit = self.chars.get(at).is_some_and(char::is_ascii_digit);
        let before = self.before(at, 1);
        digit && before.last().is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '+' | '/'))
    }

    /// Idioms, names, articles, document numbers: a stretch that holds numbers which count nothing.
    fn skipped(&self, at: usize) -> Option<usize> {
        let fraction = || {
            use crate::numeral::{Form, numeral};
            numeral(self.chars, at)
                .is_some_and(|number| matches!(number.form, Form::Fraction | Form::Percent | Form::PerMille))
        };
        // 十分 is an idiom, 十分之一 is not.
        if let Some((length, ())) = self.words.ignored.at(self.chars, at)
            && !fraction()
        {
            return Some(at + length);
        }
        let c = self.chars[at];
        // [2022]63号, 第783号
        if c == '[' {
            let end = self.chars.get(at..)?.iter().take(12).position(|c| *c == ']')? + at + 1;
            return Some(self.after_number_sign(end).unwrap_or(end));
        }
        if c.is_ascii_alphabetic() {
            // A word of Latin letters takes the digits that belong to it: R&D, G60, GW not.
            let end = at
                + self
                    .chars
                    .get(at..)?
                    .iter()
                    .take_while(|c| c.is_ascii_alphanumeric() || **c == '&')
                    .count();
            return Some(end);
        }
        if c.is_ascii_digit() && self.is_code(at) {
            let end = at
                + self
                    .chars
                    .get(at..)?
                    .iter()
                    .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '/' | '-' | 'N'))
                    .count();
            return Some(end);
        }
        None
    }

    fn after_number_sign(&self, at: usize) -> Option<usize> {
        let digits = self.chars.get(at..)?.iter().take(6).take_while(|c| c.is_ascii_digit()).count();
        (digits > 0 && self.chars.get(at + digits) == Some(&'号')).then_some(at + digits + 1)
    }

    /// `8+4`, `2024/1/3`, `5G`, `1号`, `3#`, telephone numbers.
    fn is_code(&self, at: usize) -> bool {
        let rest = self.chars.get(at..).unwrap_or_default();
        let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        if matches!(self.before(at, 1).last(), Some('+' | '/' | '#' | '_' | '@')) {
            return true;
        }
        match rest.get(digits) {
            Some('+' | '#' | '_' | '@' | '×') => true,
            Some('号') => true,
            Some('/') => {
                let second = rest.iter().skip(digits + 1).take_while(|c| c.is_ascii_digit()).count();
                rest.get(digits + 1 + second) == Some(&'/')
            }
            Some(c) if c.is_ascii_alphabetic() => self.words.units.at(self.chars, at + digits).is_none(),
            Some('-') => {
                digits >= 3 && rest.iter().skip(digits + 1).take_while(|c| c.is_ascii_digit()).count() >= 7
            }
            Some(':') => {
                let after = rest.iter().skip(digits + 1).take_while(|c| c.is_ascii_digit()).count();
                // 14:12 is a time of day; 2.8:40.5 is a proportion and has points.
                after == 2
                    && digits <= 2
                    && !matches!(rest.get(digits + 3), Some('.'))
                    && !matches!(rest.get(digits + 3), Some(':'))
                    || rest.get(digits + 3) == Some(&':')
                        && rest.iter().take(8).filter(|c| **c == '.').count() == 0
                        && after == 2
            }
            _ => false,
        }
    }

    /// The place that is named at `at`.
    fn place(&self, at: usize) -> Option<(usize, PlaceWord)> {
        let rest = self.chars.get(at..)?;
        for (word, of) in [
            ("我省", '省'),
            ("全省", '省'),
            ("本省", '省'),
            ("我市", '市'),
            ("全市", '市'),
            ("本市", '市'),
            ("我区", '区'),
            ("全区", '区'),
            ("本区", '区'),
            ("我县", '县'),
            ("全县", '县'),
            ("本县", '县'),
            ("全州", '州'),
            ("我州", '州'),
        ] {
            if crate::time::starts(self.chars, at, word) {
                let longer =
                    matches!(rest.get(2), Some('域' | '场' | '委' | '政' | '属' | '级' | '直' | '管'));
                return (!longer || rest.get(2) == Some(&'域')).then(|| {
                    let end = at + 2 + usize::from(rest.get(2) == Some(&'域'));
                    (end, PlaceWord::Relative(of, word.to_owned()))
                });
            }
        }
        for word in ["全国", "我国", "全球", "世界"] {
            if crate::time::starts(self.chars, at, word) {
                let end = at + word.chars().count();
                let name = if matches!(word, "全国" | "我国") { "全国" } else { "全球" };
                return self.is_country(end).then(|| (end, PlaceWord::Country(name.to_owned())));
            }
        }
        if let Some((length, index)) = self.places.at(self.chars, at) {
            let mut end = at + length;
            if self.words.not_places_after.at(self.chars, end).is_some_and(|(length, ())| {
                // 杭州人才 names a place: only a word that ends there is a name.
                length > 1
                    || !matches!(
                        self.chars.get(end),
                        Some('人' | '话' | '通' | '造' | '港' | '江' | '河' | '湖' | '站')
                    )
                    || self.is_name_end(end + 1)
            }) {
                return None;
            }
            // 杭州市余杭区: the deeper one is meant.
            let mut deepest = index;
            while let Some((length, inner)) = self.places.at(self.chars, end)
                && self.places.level(inner) > self.places.level(deepest)
            {
                deepest = inner;
                end += length;
            }
            if let Some(end) = self.sub_place(at, end) {
                let name = self.chars.get(at..end)?.iter().collect();
                return Some((end, PlaceWord::Within(name)));
            }
            return Some((end, PlaceWord::Region(deepest)));
        }
        self.nameless(at).or_else(|| self.within(at))
    }

    fn is_name_end(&self, at: usize) -> bool {
        self.chars.get(at).is_none_or(|c| matches!(c, '，' | '。' | '、' | '；' | '的' | '”'))
    }

    /// 全国 is a place where its own figure follows: 全国38.8岁, 全国平均水平.
    fn is_country(&self, end: usize) -> bool {
        let digit = self.chars.get(end).is_some_and(char::is_ascii_digit);
        digit || self.words.national_followers.at(self.chars, end).is_some()
    }

    /// 杭州高新区, 萧山经济技术开发区.
    fn sub_place(&self, _at: usize, end: usize) -> Option<usize> {
        let (length, ()) = self.words.sub_places.at(self.chars, end)?;
        Some(end + length)
    }

    /// 某区, **市.
    fn nameless(&self, at: usize) -> Option<(usize, PlaceWord)> {
        let c = self.chars[at];
        if !matches!(c, '某' | '*') {
            return None;
        }
        let stars = self.chars.get(at..)?.iter().take_while(|x| **x == c).count();
        let end = at + stars;
        let suffix = self.chars.get(end).filter(|c| matches!(c, '省' | '市' | '区' | '县'))?;
        if matches!(self.chars.get(end + 1), Some('域')) {
            return None;
        }
        Some((end + 1, PlaceWord::Nameless(format!("某{suffix}"))))
    }

    /// 临江高新区 at the start of a clause: a name of two to six characters and a word for such a place.
    fn within(&self, at: usize) -> Option<(usize, PlaceWord)> {
        let starts_clause = self.lead(at, 40).is_empty();
        if !starts_clause {
            return None;
        }
        let rest = self.chars.get(at..(at + 16).min(self.chars.len()))?;
        let han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
        (2..=6).find_map(|length| {
            let name = rest.get(..length)?;
            // 公司位于新站高新区 is not the name of a place.
            let verb =
                name.iter().any(|c| matches!(c, '于' | '在' | '了' | '的' | '和' | '与' | '是' | '入'));
            if verb
                || !name.iter().all(han)
                || matches!(
                    name[0],
                    '在' | '对'
                        | '以'
                        | '建'
                        | '国'
                        | '省'
                        | '各'
                        | '全'
                        | '推'
                        | '支'
                        | '打'
                        | '加'
                        | '从'
                        | '深'
                        | '提'
                        | '创'
                        | '获'
                )
            {
                return None;
            }
            let (suffix, ()) = self.words.sub_places.at(self.chars, at + length)?;
            let end = at + length + suffix;
            Some((end, PlaceWord::Within(self.chars.get(at..end)?.iter().collect())))
        })
    }
}

fn punctuation(c: char) -> Option<Token> {
    Some(match c {
        '，' | '\t' | '|' => Token::Comma,
        '、' => Token::Pause,
        '；' => Token::Semicolon,
        '：' => Token::Colon,
        '（' => Token::Open,
        '）' => Token::Close,
        '“' | '”' => Token::Quote,
        _ => return None,
    })
}
