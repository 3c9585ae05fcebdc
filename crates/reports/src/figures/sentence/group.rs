//! 分别: several subjects and as many numbers.

use super::{Ahead, Reader, Said, Subject};
use crate::figures::lead::lead;
use crate::figures::name::named;
use crate::figures::piece::{Piece, Token};
use crate::figures::roles::text_of;

impl Reader<'_> {
    /// The numbers that follow one another from `index` on, joined by 、 or 和.
    pub(super) fn group(&self, pieces: &[Piece], index: usize) -> Vec<usize> {
        let mut out = vec![index];
        for (at, piece) in pieces.iter().enumerate().skip(index + 1) {
            match &piece.token {
                Token::Quantity(_) | Token::Rank(_) => out.push(at),
                Token::Pause => {}
                Token::Text => {
                    let words: String =
                        self.chars().get(piece.at.clone()).unwrap_or_default().iter().collect();
                    if !matches!(words.as_str(), "和" | "与" | "及" | "以及" | "增长" | "和增长") {
                        break;
                    }
                }
                _ => break,
            }
        }
        out
    }

    /// What the numbers of a 分别 are about: the places, else the names before it; else those of the last 分别.
    pub(super) fn subjects(
        &self,
        pieces: &[Piece],
        ahead: &Ahead,
        count: usize,
        said: &Said,
    ) -> Option<Vec<Subject>> {
        let own = self.own_subjects(pieces, ahead);
        if own.len() == count && count > 1 {
            return Some(own);
        }
        (own.len() <= 1 && said.subjects.len() == count).then(|| said.subjects.clone())
    }

    fn own_subjects(&self, pieces: &[Piece], ahead: &Ahead) -> Vec<Subject> {
        if ahead.all_places.len() > 1 {
            let named = ahead.tail_named.clone();
            let with = |place: &String| Subject { named: named.clone(), place: Some(place.clone()) };
            return ahead.all_places.iter().map(with).collect();
        }
        let text = text_of(self.chars(), pieces, ahead.pieces.clone());
        names(&lead(&text, false, self.lexicon).base)
            .iter()
            .map(|words| Subject { named: named(words, self.lexicon), place: None })
            .collect()
    }
}

/// 甲、乙和丙 in three; 第一、二、三产业增加值 with its head given to each.
pub(super) fn names(words: &[char]) -> Vec<Vec<char>> {
    let text: String = words.iter().collect();
    let heads = ["第一、二、三产业", "第一、第二、第三产业", "一、二、三产业", "一二三产业", "三次产业"];
    if let Some(rest) = heads.iter().find_map(|head| text.strip_prefix(head)) {
        let each = ["第一产业", "第二产业", "第三产业"].iter();
        return each.map(|name| format!("{name}{rest}").chars().collect()).collect();
    }
    words
        .split(|c| matches!(c, '、' | '和' | '与' | '及'))
        .filter(|part| !part.is_empty())
        .map(<[char]>::to_vec)
        .collect()
}
