//! Figures that are not a number with a unit: spatial structures (一廊两区三高地), lists of names (华为、腾讯等企业), and what
//! each of something has (一条产业链一位市领导).

use std::ops::Range;

use super::piece::{Piece, Token};
use super::sentence::{Found, Reader, Said};
use crate::figure::{Amount, Operator, Sort};
use crate::numeral::{Form, numeral};

/// Reads them from a sentence.
pub(super) fn read(reader: &mut Reader<'_>, pieces: &[Piece], range: Range<usize>, said: &Said) {
    for quoted in quotes(pieces) {
        if let Some(found) = structure(reader, quoted.clone()) {
            keep(reader, quoted.clone(), said, found);
        }
        for (at, found) in shares_of_each(reader.chars(), quoted) {
            keep(reader, at, said, found);
        }
    }
    let mut said = said.clone();
    for clause in clauses(pieces, &range) {
        if let Some((place, at, found)) = list(reader, pieces, clause) {
            said.place = place.or(said.place);
            keep(reader, at, &said, found);
        }
    }
}

struct Special {
    indicator: String,
    value: Amount,
    unit: &'static str,
}

fn keep(reader: &mut Reader<'_>, at: Range<usize>, said: &Said, special: Special) {
    let (place, dated) = reader.around(said, None);
    let sort = if matches!(special.value, Amount::Words(_)) { Sort::Words } else { Sort::Level };
    let found = Found {
        base: special.indicator.clone(),
        indicator: special.indicator,
        scope: Vec::new(),
        place,
        dated,
        op: Operator::Equal,
        value: special.value,
        unit: special.unit.to_owned(),
        sort,
        end: None,
        against: None,
    };
    reader.push(at.clone(), at, said, found);
}

/// What stands between “ and ”.
fn quotes(pieces: &[Piece]) -> Vec<Range<usize>> {
    let marks: Vec<&Piece> = pieces.iter().filter(|piece| piece.token == Token::Quote).collect();
    marks
        .chunks_exact(2)
        .map(|pair| pair[0].at.end..pair[1].at.start)
        .filter(|range| !range.is_empty())
        .collect()
}

fn clauses(pieces: &[Piece], range: &Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = range.start;
    for piece in
        pieces.iter().filter(|piece| matches!(piece.token, Token::Comma | Token::Semicolon | Token::Colon))
    {
        out.push(start..piece.at.start);
        start = piece.at.end;
    }
    out.push(start..range.end);
    out
}

/// “一廊两区三高地”的创新格局: two or more numbers in characters, each before a short noun.
fn structure(reader: &Reader<'_>, quoted: Range<usize>) -> Option<Special> {
    let chars = reader.chars();
    let inside = chars.get(quoted.clone())?;
    let after = chars.get(quoted.end + 1..(quoted.end + 13).min(chars.len()))?;
    let followed = reader.lexicon.words.structure_followers.any_in(after);
    if !followed || inside.len() > 24 {
        return None;
    }
    let mut value = String::new();
    let (mut pairs, mut at) = (0, 0);
    while at < inside.len() {
        if inside[at] == '、' {
            at += 1;
            continue;
        }
        if inside[at] == '多' {
            value.push('多');
            at += 1;
        } else {
            let number = numeral(inside, at).filter(|n| n.form == Form::Han && n.scale.is_empty())?;
            value.push_str(&number.value?.to_integer().to_string());
            at = number.end;
        }
        let noun = inside[at..]
            .iter()
            .take_while(|c| {
                **c != '、'
                    && **c != '多'
                    && numeral(inside, at).is_none()
                    && !"一二两三四五六七八九十".contains(**c)
            })
            .count();
        if !(1..=4).contains(&noun) {
            return None;
        }
        value.extend(&inside[at..at + noun]);
        pairs += 1;
        at += noun;
    }
    let name: String = after
        .iter()
        .take_while(|c| !matches!(c, '，' | '。' | '；' | '、'))
        .filter(|c| **c != '的')
        .collect();
    (pairs >= 2).then_some(Special { indicator: name, value: Amount::Words(value), unit: "结构" })
}

/// “一条产业链一位市领导，一个工作专班，一位专班负责人”: so many of each for one of the first.
fn shares_of_each(chars: &[char], quoted: Range<usize>) -> Vec<(Range<usize>, Special)> {
    let Some(inside) = chars.get(quoted.clone()) else { return Vec::new() };
    let classifier = |c: char| "条个位家项名支张座套份".contains(c);
    let starts: Vec<usize> = (0..inside.len())
        .filter(|at| inside[*at] == '一' && inside.get(at + 1).is_some_and(|c| classifier(*c)))
        .collect();
    if starts.len() < 3 || starts.first() != Some(&0) {
        return Vec::new();
    }
    let noun = |index: usize| -> String {
        let from = starts[index] + 2;
        let to = starts.get(index + 1).copied().unwrap_or(inside.len());
        inside[from..to].iter().filter(|c| !matches!(c, '，' | '、')).collect()
    };
    let whole = noun(0);
    let unit = |at: usize| match inside[at + 1] {
        '条' => "条",
        '位' => "位",
        '家' => "家",
        '项' => "项",
        '名' => "名",
        '支' => "支",
        '张' => "张",
        _ => "个",
    };
    (1..starts.len())
        .map(|index| {
            let at = starts[index];
            let end = starts.get(index + 1).copied().unwrap_or(inside.len());
            let indicator = format!("每{}{whole}{}数", inside[1], noun(index));
            let special = Special { indicator, value: Amount::Number(1.into()), unit: unit(at) };
            (quoted.start + at..quoted.start + end, special)
        })
        .collect()
}

/// 拥有华为、腾讯、大疆等一批企业: names that a list gives as examples, and the place they are of.
fn list(
    reader: &Reader<'_>,
    pieces: &[Piece],
    clause: Range<usize>,
) -> Option<(Option<String>, Range<usize>, Special)> {
    let chars = reader.chars();
    let words = chars.get(clause.clone())?;
    let (start, length, ()) = reader.lexicon.words.list_verbs.last_in(words)?;
    let from = start + length;
    let end = from + words[from..].iter().position(|c| *c == '等')?;
    let names = &words[from..end];
    let all: Vec<&[char]> = names.split(|c| *c == '、').collect();
    let name = |name: &&[char]| {
        (2..=8).contains(&name.len())
            && name.iter().all(|c| ('\u{4e00}'..='\u{9fff}').contains(c) || c.is_ascii_alphanumeric())
    };
    let listed = all.len() >= 2 && all.iter().all(name);
    let kind = &words[end + 1..];
    let firms = reader.lexicon.words.list_nouns.ending(trim(kind)).is_some();
    if !listed || !firms {
        return None;
    }
    let place =
        pieces.iter().filter(|piece| piece.at.end <= clause.start + start).rev().find_map(
            |piece| match &piece.token {
                Token::Place(word) => Some(reader.about.place_name(word, reader.places)),
                _ => None,
            },
        );
    let at = clause.start + from..clause.end;
    let indicator: String = trim(kind).iter().collect();
    let value = Amount::Words(names.iter().collect());
    Some((place, at, Special { indicator, value, unit: "名单" }))
}

fn trim(words: &[char]) -> &[char] {
    let start =
        words.iter().position(|c| !matches!(c, '一' | '大' | '批' | '少' | '数' | '多' | '家')).unwrap_or(0);
    &words[start..]
}
