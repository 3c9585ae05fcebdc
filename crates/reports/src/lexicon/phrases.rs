//! Many phrases looked up at a place, or at the end of a stretch, at once.

use std::collections::HashMap;

/// A set of phrases with a value each.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    /// By first character, longest phrase first.
    by_first: HashMap<char, Vec<(Vec<char>, T)>>,
    /// By last character, longest phrase first.
    by_last: HashMap<char, Vec<(Vec<char>, T)>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: HashMap::new(), by_last: HashMap::new() }
    }
}

impl<T: Clone> Phrases<T> {
    /// Of these phrases; an empty one is left out. Of two equal ones the first stands.
    pub fn new(phrases: impl IntoIterator<Item = (String, T)>) -> Self {
        let mut out = Self::default();
        for (phrase, value) in phrases {
            let phrase: Vec<char> = phrase.chars().collect();
            let (Some(first), Some(last)) = (phrase.first().copied(), phrase.last().copied()) else {
                continue;
            };
            out.by_first.entry(first).or_default().push((phrase.clone(), value.clone()));
            out.by_last.entry(last).or_default().push((phrase, value));
        }
        for list in out.by_first.values_mut().chain(out.by_last.values_mut()) {
            // Stable: of two equal phrases the first stays first.
            list.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        }
        out
    }

    /// The longest phrase that starts at `at`: its length and value.
    pub fn at(&self, chars: &[char], at: usize) -> Option<(usize, &T)> {
        let rest = chars.get(at..)?;
        let list = self.by_first.get(rest.first()?)?;
        list.iter().find(|(phrase, _)| rest.starts_with(phrase)).map(|(phrase, value)| (phrase.len(), value))
    }

    /// The longest phrase that the stretch ends with: its length and value.
    pub fn ending(&self, chars: &[char]) -> Option<(usize, &T)> {
        let list = self.by_last.get(chars.last()?)?;
        list.iter().find(|(phrase, _)| chars.ends_with(phrase)).map(|(phrase, value)| (phrase.len(), value))
    }

    /// The last phrase anywhere in the stretch, the longest of those that end there: where it starts, its length, its value.
    pub fn last_in(&self, chars: &[char]) -> Option<(usize, usize, &T)> {
        (1..=chars.len()).rev().find_map(|end| {
            let (length, value) = self.ending(&chars[..end])?;
            Some((end - length, length, value))
        })
    }

    /// Whether any phrase stands anywhere in the stretch.
    pub fn any_in(&self, chars: &[char]) -> bool {
        (0..chars.len()).any(|at| self.at(chars, at).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_stands() {
        let phrases = Phrases::new([("增长".to_owned(), 1), ("年均增长".to_owned(), 2), (String::new(), 3)]);
        let chars: Vec<char> = "投入年均增长".chars().collect();
        assert_eq!(phrases.ending(&chars), Some((4, &2)));
        assert_eq!(phrases.at(&chars, 4), Some((2, &1)));
        assert_eq!(phrases.last_in(&chars[..6]), Some((2, 4, &2)));
        assert_eq!(phrases.last_in(&chars[..3]), None);
    }
}
