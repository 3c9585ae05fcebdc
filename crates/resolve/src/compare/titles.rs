//! Names of organisations and longer texts: words weighed by how rare they are (IDF), with the parts of the name as a guard.

use rustc_hash::FxHashMap;

use crate::compare::Compare;
use crate::compare::strings::edits;
use crate::normal::organisation::{Gazetteer, OrganisationName, names, read, regions_agree};
use crate::normal::text::is_han;

/// Cosine of the weighed words that bounds the levels.
const CLOSE: f64 = 0.8;
const ALIKE: f64 = 0.62;
const LOOSE: f64 = 0.42;

/// Share of the shorter name's weight from which it is part of the longer one (简称).
const CONTAINED: f64 = 0.98;

/// Number of names a word is in, up to which it may be a typing error of another.
const RARE: u32 = 2;

/// Letters from which two Latin words that differ by one are taken for one, and weight of such a word.
const TYPO_LETTERS: usize = 5;
const TYPO_WEIGHT: f64 = 0.8;

/// A name with its weighed words, sorted by word.
struct Title {
    name: OrganisationName,
    words: Vec<u32>,
    /// Sum of squared weights.
    norm: f64,
}

/// Compares sets of names; a value is one set.
pub(crate) struct Titles {
    /// Names of each value.
    values: Vec<Vec<u32>>,
    known: Vec<Title>,
    spellings: Vec<Box<str>>,
    frequency: Vec<u32>,
    weights: Vec<f64>,
}

impl Titles {
    /// `values`: sets of names as [`names`] reads them.
    pub(crate) fn new(values: &[Box<str>], gazetteer: &Gazetteer) -> Self {
        let mut vocabulary: FxHashMap<Box<str>, u32> = FxHashMap::default();
        let mut known: FxHashMap<String, u32> = FxHashMap::default();
        let (mut spellings, mut frequency) = (Vec::new(), Vec::new());
        let mut titles: Vec<Title> = Vec::new();
        let mut sets = Vec::with_capacity(values.len());
        for value in values {
            let mut set = Vec::new();
            for text in names(value) {
                let next = u32::try_from(titles.len()).unwrap_or(u32::MAX);
                let at = *known.entry(text).or_insert_with_key(|text| {
                    let name = read(text, gazetteer);
                    let mut words: Vec<u32> = pieces(&name)
                        .into_iter()
                        .map(|piece| {
                            *vocabulary.entry(piece).or_insert_with_key(|piece| {
                                spellings.push(piece.clone());
                                frequency.push(0u32);
                                u32::try_from(spellings.len() - 1).unwrap_or(u32::MAX)
                            })
                        })
                        .collect();
                    words.sort_unstable();
                    words.dedup();
                    for word in &words {
                        frequency[*word as usize] += 1;
                    }
                    titles.push(Title { name, words, norm: 0.0 });
                    next
                });
                set.push(at);
            }
            sets.push(set);
        }
        let total = titles.len().max(1) as f64;
        let weights: Vec<f64> = frequency.iter().map(|f| (1.0 + total / f64::from(*f)).ln()).collect();
        for title in &mut titles {
            title.norm = title.words.iter().map(|word| weights[*word as usize].powi(2)).sum();
        }
        Self { values: sets, known: titles, spellings, frequency, weights }
    }

    fn compare(&self, a: &Title, b: &Title) -> u8 {
        if a.name.whole == b.name.whole {
            return 0;
        }
        let (common, only_a, only_b) = split(&a.words, &b.words);
        let square = |word: &u32| self.weights[*word as usize].powi(2);
        let mut shared: f64 = common.iter().map(square).sum();
        let (x, y) = (&a.name, &b.name);
        let same_core = x.core == y.core && x.core.chars().count() >= 2;
        let possible = shared + self.typing_room(&only_a, &only_b);
        let least = (LOOSE * (a.norm * b.norm).sqrt()).min(CONTAINED * a.norm.min(b.norm));
        if !same_core && possible < least {
            return 5;
        }
        shared += self.typos(&only_a, &only_b);
        let cosine = shared / (a.norm * b.norm).sqrt().max(f64::MIN_POSITIVE);
        // A short name (华为, ENN) says no more than who; Xinxiang University is no short name of Xinxiang Medical University.
        let shorter = if a.norm <= b.norm { x } else { y };
        let contained =
            if shorter.heads.is_empty() { shared / a.norm.min(b.norm).max(f64::MIN_POSITIVE) } else { 0.0 };
        let business = x.business == y.business || x.business.is_empty() || y.business.is_empty();
        let level = match cosine {
            _ if same_core && business => 1,
            cosine if cosine >= CLOSE => 2,
            cosine if cosine >= ALIKE || contained >= CONTAINED => 3,
            cosine if cosine >= LOOSE => 4,
            _ => 5,
        };
        guard(x, y, level)
    }

    /// Most that typing errors could add to the shared weight.
    fn typing_room(&self, a: &[u32], b: &[u32]) -> f64 {
        let room = |words: &[u32]| -> f64 {
            let long = words.iter().filter(|word| self.spellings[**word as usize].len() >= TYPO_LETTERS);
            long.map(|word| self.weights[*word as usize].powi(2)).sum()
        };
        room(a).min(room(b))
    }

    /// Shared weight of words that differ by a typing error. Two words that both stand in several names are two words.
    fn typos(&self, a: &[u32], b: &[u32]) -> f64 {
        let mut taken = vec![false; b.len()];
        let mut sum = 0.0;
        for word in a {
            let text = &self.spellings[*word as usize];
            if text.len() < TYPO_LETTERS || !text.is_ascii() {
                continue;
            }
            let found = b.iter().enumerate().find(|(at, other)| {
                let spelled = &self.spellings[**other as usize];
                let rare = self.frequency[*word as usize].min(self.frequency[**other as usize]) <= RARE;
                let most = if text.len().min(spelled.len()) >= 2 * TYPO_LETTERS { 2 } else { 1 };
                !taken[*at] && rare && spelled.len() >= TYPO_LETTERS && edits(text, spelled, most).is_some()
            });
            if let Some((at, other)) = found {
                taken[at] = true;
                let weight = self.weights[*word as usize].min(self.weights[*other as usize]);
                sum += TYPO_WEIGHT * weight.powi(2);
            }
        }
        sum
    }
}

/// What excludes that two like names are one organisation, however alike they are.
fn guard(a: &OrganisationName, b: &OrganisationName, level: u8) -> u8 {
    if !a.heads.is_empty() && !b.heads.is_empty() && !a.heads.iter().any(|head| b.heads.contains(head)) {
        // A university and its hospital; but a college may have become a university.
        return if level <= 2 { 4 } else { 5 };
    }
    if a.marks != b.marks {
        // 第二医院 and 第三医院 are two; 第二医院 and 医院 may be one, but their likeness says little.
        return if a.marks.is_empty() || b.marks.is_empty() { (level + 1).clamp(3, 5) } else { 5 };
    }
    if a.branch != b.branch || !regions_agree(a, b) {
        return level.max(4);
    }
    level
}

/// Words of a name: Latin words, pairs of Chinese characters, the region.
fn pieces(name: &OrganisationName) -> Vec<Box<str>> {
    let mut pieces: Vec<Box<str>> = name.words.iter().map(|word| word.as_str().into()).collect();
    if name.whole.chars().any(is_han) {
        let text = format!("{}{}{}", name.core, name.business, name.branch);
        let chars: Vec<char> = text.chars().collect();
        let pairs = chars.windows(2).filter(|pair| pair.iter().any(|c| is_han(*c)));
        pieces.extend(pairs.map(|pair| pair.iter().collect::<String>().into_boxed_str()));
        if !name.region.is_empty() {
            pieces.push(name.region.as_str().into());
        }
        if chars.len() == 1 {
            pieces.push(text.into());
        }
    }
    pieces
}

/// Common words and those of one side only, of two sorted lists.
fn split(a: &[u32], b: &[u32]) -> (Vec<u32>, Vec<u32>, Vec<u32>) {
    let (mut common, mut only_a) = (Vec::new(), Vec::new());
    let mut only_b: Vec<u32> = Vec::new();
    let mut rest = b;
    for word in a {
        while let Some((first, after)) = rest.split_first().filter(|(first, _)| *first < word) {
            only_b.push(*first);
            rest = after;
        }
        match rest.split_first() {
            Some((first, after)) if first == word => {
                common.push(*word);
                rest = after;
            }
            _ => only_a.push(*word),
        }
    }
    only_b.extend_from_slice(rest);
    (common, only_a, only_b)
}

impl Compare for Titles {
    fn levels(&self) -> &'static [&'static str] {
        &["相同", "字号相同", "很接近", "相近", "有些相近", "不同"]
    }

    fn level(&self, a: u32, b: u32) -> u8 {
        let (a, b) = (&self.values[a as usize], &self.values[b as usize]);
        let pairs = a.iter().flat_map(|x| b.iter().map(move |y| (x, y)));
        let levels = pairs.map(|(x, y)| self.compare(&self.known[*x as usize], &self.known[*y as usize]));
        levels.min().unwrap_or(5)
    }

    fn grams(&self, value: u32, most: usize) -> Vec<u32> {
        let titles = self.values[value as usize].iter().map(|at| &self.known[*at as usize]);
        let mut words: Vec<u32> = titles.flat_map(|title| title.words.iter().copied()).collect();
        words.sort_unstable_by_key(|word| (self.frequency[*word as usize], *word));
        words.dedup();
        // A word of one name finds nothing, unless it is shared with a second one.
        words.retain(|word| self.frequency[*word as usize] > 1);
        words.truncate(most);
        words
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Huawei Technologies Co., Ltd.", "HUAWEI TECHNOLOGY", 0)]
    #[case("杭州某某科技有限公司", "杭州某某科技股份有限公司", 0)]
    #[case("某某科技有限公司", "某某", 1)]
    #[case("浙江大学附属第一医院", "浙江大学附属第二医院", 5)]
    #[case("青岛理工大学", "青岛理工大学琴岛学院", 5)]
    #[case("苏州大学", "苏州大学附属第四医院", 5)]
    #[case("Bureau of Science", "Hospital of Science", 5)]
    #[case("甲乙科技有限公司；丙丁软件", "丙丁软件有限公司", 0)]
    #[case("State Key Lab of Soil Erosion", "State Key Laboratory of Soil Erosion", 0)]
    #[case("Zhejiang University", "Jiangsu Hospital", 5)]
    fn levels_of_names(#[case] a: &str, #[case] b: &str, #[case] expected: u8) {
        let titles = Titles::new(&[a.into(), b.into()], &Gazetteer::default());
        assert_eq!(titles.level(0, 1), expected);
        assert_eq!(titles.level(1, 0), expected);
    }

    #[test]
    fn lists_are_split_into_common_and_own() {
        assert_eq!(split(&[1, 3, 5], &[2, 3, 6, 7]), (vec![3], vec![1, 5], vec![2, 6, 7]));
    }
}
