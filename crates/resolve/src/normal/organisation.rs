//! Names of organisations taken apart: region, core (字号), what it does, legal form, and the marks that tell the second
//! hospital from the third.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use vocabulary::Regions;
use vocabulary::region::Level;

use crate::limits::MAX_NAMES_IN_CELL;
use crate::normal::text::{fold, is_han};
use crate::normal::words::{
    BRANCHES, COUNTRY, HAN_NUMERALS, HEADS, INDUSTRY, LATIN_HEADS, LATIN_MARKS, LEGAL_FORMS, PINYIN,
    REGION_ENDS, STOP_WORDS, SYNONYMS,
};

/// Region names by their first use in organisation names, from the region table (GB/T 2260). Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer(Arc<FxHashMap<String, Place>>);

#[derive(Clone, Debug)]
struct Place {
    /// Significant digits of the codes: two of a province, four of a city, six of a county; empty for the country.
    codes: Vec<String>,
    /// Whether the name may stand for the region without a wider region before it (余杭 may not, 杭州 may).
    alone: bool,
}

impl Gazetteer {
    /// Reads the names out of the region table, in full (杭州市) and as in everyday use (杭州).
    pub fn from_regions(regions: &Regions) -> Self {
        let mut places: FxHashMap<String, Place> = FxHashMap::default();
        let mut add = |name: &str, code: &str, alone: bool| {
            let place = places.entry(name.to_owned()).or_insert(Place { codes: Vec::new(), alone });
            place.alone |= alone;
            if !place.codes.iter().any(|known| known == code) {
                place.codes.push(code.to_owned());
            }
        };
        for region in regions.iter() {
            let (digits, wide) = match region.level {
                Level::Province => (2, true),
                Level::City => (4, true),
                Level::County => (6, false),
            };
            let code = &region.code[..digits];
            add(&region.name, code, true);
            let short = REGION_ENDS.iter().find_map(|end| region.name.strip_suffix(end));
            if let Some(short) = short.filter(|short| short.chars().count() >= 2) {
                add(short, code, wide);
            }
        }
        Self(Arc::new(places))
    }

    /// The longest region name at the start of `text`: how many bytes it takes, and its codes.
    fn prefix(&self, text: &str, alone: bool) -> Option<(usize, &[String])> {
        // The longest region names have fifteen characters.
        let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(15).collect();
        ends.iter().rev().find_map(|end| {
            let place = self.0.get(&text[..*end])?;
            (place.alone || !alone).then_some((*end, place.codes.as_slice()))
        })
    }
}

/// A name taken apart. All parts are folded (see [`fold`]).
///
/// ```
/// use resolve::normal::organisation::{Gazetteer, read};
/// let name = read("海康威视数字技术股份有限公司", &Gazetteer::default());
/// assert_eq!((&*name.core, &*name.business, &*name.form), ("海康威视", "数字技术", "股份有限公司"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganisationName {
    /// Everything that counts, in order, without spaces, brackets and legal form.
    pub whole: String,
    /// Codes of the regions it begins with or has in brackets; of several regions of one name, all of them.
    pub regions: Vec<String>,
    /// Region names as written.
    pub region: String,
    /// 字号: what is left between region and business; for Latin names all words that count.
    pub core: String,
    /// What it does (科技, 大学, 国家重点实验室 …), as far as the words are known.
    pub business: String,
    /// Legal form, empty where none is written.
    pub form: String,
    /// Branch (分公司 …) with what stands before it, empty for a whole organisation.
    pub branch: String,
    /// Numbers, ordinals and directions, sorted: two names with different marks are two organisations.
    pub marks: Vec<String>,
    /// What kind of body it is, in English (hospital, university …): of a Chinese name the last one, of a Latin name all.
    pub heads: Vec<&'static str>,
    /// Latin words, abbreviations written out, without stop words.
    pub words: Vec<String>,
}

/// Reads one name.
pub fn read(text: &str, gazetteer: &Gazetteer) -> OrganisationName {
    let folded = fold(text);
    if folded.chars().any(is_han) { read_chinese(&folded, gazetteer) } else { read_latin(&folded) }
}

/// The names in a cell: separated by `;`, `|`, line ends or `、`, and former or short names in brackets (（曾用名：…）).
///
/// ```
/// use resolve::normal::organisation::names;
/// assert_eq!(names("甲公司（曾用名：乙公司）; 丙公司"), ["甲公司", "乙公司", "丙公司"]);
/// ```
pub fn names(cell: &str) -> Vec<String> {
    const FORMER: [&str; 10] =
        ["曾用名", "原名", "又名", "别名", "简称", "英文名", "原", "formerly", "aka", "also known as"];
    let mut found = Vec::new();
    for part in cell.split([';', '；', '|', '\n', '\r', '、']).map(str::trim).filter(|part| !part.is_empty())
    {
        let Some((before, inside)) = part
            .char_indices()
            .filter(|(_, c)| matches!(c, '(' | '（'))
            .map(|(at, c)| (&part[..at], &part[at + c.len_utf8()..]))
            .find(|(_, inside)| FORMER.iter().any(|word| inside.to_lowercase().starts_with(word)))
        else {
            found.push(part.to_owned());
            continue;
        };
        let inside = inside.trim_end_matches([')', '）']);
        let lower = inside.to_lowercase();
        let word = FORMER.iter().find(|word| lower.starts_with(**word)).map_or(0, |word| word.len());
        let former = inside.get(word..).unwrap_or_default().trim_start_matches([':', '：', ' ', '为', '称']);
        found
            .extend([before.trim(), former.trim()].iter().filter(|n| !n.is_empty()).map(|n| (*n).to_owned()));
    }
    found.truncate(MAX_NAMES_IN_CELL);
    found
}

fn read_chinese(folded: &str, gazetteer: &Gazetteer) -> OrganisationName {
    let mut name = OrganisationName::default();
    let (plain, inside) = without_brackets(folded);
    for text in inside {
        // （中国）, （杭州）: a region. （有限合伙）: a legal form. Anything else belongs to the name.
        let region = gazetteer.prefix(&text, false).filter(|(end, _)| *end == text.len());
        if let Some((_, codes)) = region {
            name.regions.extend(codes.iter().cloned());
            name.region.push_str(&text);
        } else if COUNTRY.contains(&text.as_str()) {
            name.region.push_str(&text);
        } else if LEGAL_FORMS.contains(&text.as_str()) {
            name.form = text;
        } else {
            name.business.push_str(&text);
        }
    }
    let bracketed = std::mem::take(&mut name.business);
    let mut rest: &str = &plain;
    for country in COUNTRY {
        if let Some(after) = rest.strip_prefix(country).filter(|after| after.chars().count() >= 2) {
            name.region.push_str(country);
            rest = after;
            break;
        }
    }
    let mut alone = true;
    while let Some((end, codes)) = gazetteer.prefix(rest, alone) {
        // 上海大学 keeps 上海: without a region in front nothing of the name would be left but what it does.
        if rest[end..].chars().count() < 2 {
            break;
        }
        name.region.push_str(&rest[..end]);
        name.regions.extend(codes.iter().cloned());
        rest = rest[end..].trim_start_matches(['省', '市']);
        alone = false;
    }
    if let Some(branch) = BRANCHES.iter().find(|end| rest.ends_with(**end)) {
        let before = &rest[..rest.len() - branch.len()];
        // 甲有限公司杭州分公司: the branch is what stands after the whole's legal form.
        let cut = LEGAL_FORMS.iter().filter_map(|form| before.rfind(form).map(|at| at + form.len())).max();
        let cut = cut.unwrap_or(before.len());
        rest[cut..].clone_into(&mut name.branch);
        rest = &before[..cut];
    }
    if let Some(form) = LEGAL_FORMS.iter().find(|form| rest.ends_with(**form) && rest.len() > form.len()) {
        (*form).clone_into(&mut name.form);
        rest = &rest[..rest.len() - form.len()];
    }
    let mut core = rest;
    while let Some(word) = INDUSTRY.iter().filter(|word| core.ends_with(**word)).max_by_key(|word| word.len())
    {
        core = &core[..core.len() - word.len()];
        if core.is_empty() {
            break;
        }
    }
    core.clone_into(&mut name.core);
    name.business = format!("{}{bracketed}", &rest[core.len()..]);
    name.marks = han_marks(rest);
    name.heads.extend(HEADS.iter().find(|(end, _)| rest.ends_with(end)).map(|(_, head)| *head));
    name.whole = format!("{}{rest}{bracketed}{}", name.region, name.branch);
    name.words = latin_words(rest).filter(|word| word.len() > 1).collect();
    name
}

/// Text outside brackets without anything but letters and digits, and the texts inside them.
fn without_brackets(folded: &str) -> (String, Vec<String>) {
    let (mut plain, mut inside, mut open) = (String::new(), Vec::new(), None::<String>);
    for c in folded.chars() {
        match (c, &mut open) {
            ('(' | '[' | '【' | '〔' | '〈' | '《', None) => open = Some(String::new()),
            (')' | ']' | '】' | '〕' | '〉' | '》', Some(_)) => inside.extend(open.take()),
            (c, Some(text)) if c.is_alphanumeric() => text.push(c),
            (c, None) if c.is_alphanumeric() => plain.push(c),
            _ => {}
        }
    }
    // A bracket that was never closed.
    plain.extend(open);
    inside.retain(|text| !text.is_empty());
    (plain, inside)
}

fn han_marks(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut marks = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let run = |test: fn(char) -> bool| chars[at..].iter().take_while(|c| test(**c)).collect::<String>();
        let digits = run(|c| c.is_ascii_digit());
        if !digits.is_empty() {
            at += digits.len();
            marks.push(digits.trim_start_matches('0').to_owned());
            continue;
        }
        let numerals = run(|c| HAN_NUMERALS.contains(&c));
        let length = numerals.chars().count();
        if length > 0 {
            let ordinal = at > 0 && chars[at - 1] == '第';
            let after = chars.get(at + length);
            if ordinal || after.is_some_and(|c| matches!(c, '院' | '中' | '厂' | '医' | '所' | '局' | '师'))
            {
                marks.push(numeral(&numerals));
            }
        }
        at += length.max(1);
    }
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// 十三 → 13, 二十 → 20, 三〇二 → 302.
fn numeral(text: &str) -> String {
    let digit = |c: char| HAN_NUMERALS.iter().position(|n| *n == c).unwrap_or_default();
    let digits = |text: &str| text.chars().map(|c| digit(c).to_string()).collect::<String>();
    match text.split_once('十') {
        None => digits(text),
        Some((tens, units)) => {
            let tens = if tens.is_empty() { "1".to_owned() } else { digits(tens) };
            format!("{tens}{}", if units.is_empty() { "0".to_owned() } else { digits(units) })
        }
    }
}

fn latin_words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric() || is_han(c)).filter(|word| !word.is_empty()).map(|word| {
        let long = SYNONYMS.iter().chain(&PINYIN).find(|(short, _)| *short == word).map(|(_, long)| *long);
        // Materials and material are one word; glass and physics are not plurals of anything.
        let singular = word
            .strip_suffix('s')
            .filter(|stem| stem.len() >= 4 && stem.is_ascii() && !stem.ends_with(['s', 'c', 'u', 'i']));
        long.or(singular).unwrap_or(word).to_owned()
    })
}

fn read_latin(folded: &str) -> OrganisationName {
    // "(China)" behind a name is where it is; other brackets belong to the name.
    let open = folded.rfind('(').filter(|at| folded.ends_with(')') && *at > 0);
    let country = open.filter(|at| folded[*at..].trim_matches(['(', ')', ' ']) == "china");
    let text = country.map_or(folded, |at| &folded[..at]);
    let joined: String = text.chars().filter(|c| !matches!(c, '\'' | '’' | '`' | '.')).collect();
    let spelled = joined.replace('&', " and ").replace("peoples republic of china", "china");
    let mut name = OrganisationName::default();
    let mut all: Vec<String> = Vec::new();
    for word in latin_words(&spelled) {
        let mark = LATIN_MARKS.iter().find(|(latin, _)| *latin == word).map(|(_, mark)| (*mark).to_owned());
        let digits =
            word.bytes().all(|b| b.is_ascii_digit()).then(|| word.trim_start_matches('0').to_owned());
        if let Some(mark) = mark.or(digits) {
            name.marks.push(mark);
        }
        all.push(word);
    }
    let counts: Vec<String> =
        all.iter().filter(|word| !STOP_WORDS.contains(&word.as_str())).cloned().collect();
    // A name of stop words alone ("On", "The Company") keeps them.
    name.words = if counts.is_empty() { all } else { counts };
    name.marks.sort_unstable();
    name.marks.dedup();
    name.heads =
        LATIN_HEADS.iter().filter(|head| name.words.iter().any(|word| word == **head)).copied().collect();
    name.core = name.words.join(" ");
    name.whole = name.words.concat();
    name
}

/// Whether the regions of two names can be those of one organisation: one lies in the other, or one is not stated.
pub fn regions_agree(a: &OrganisationName, b: &OrganisationName) -> bool {
    let within = |x: &String, y: &String| x.starts_with(y.as_str()) || y.starts_with(x.as_str());
    a.regions.is_empty()
        || b.regions.is_empty()
        || a.regions.iter().any(|x| b.regions.iter().any(|y| within(x, y)))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn gazetteer() -> Gazetteer {
        let table = "code,name,level,parent,valid_from,valid_until,successors,source,note\n\
                     330000,浙江省,省,,,,,t,\n330100,杭州市,市,330000,,,,t,\n330110,余杭区,县,330100,,,,t,\n\
                     310000,上海市,省,,,,,t,\n320000,江苏省,省,,,,,t,\n320100,南京市,市,320000,,,,t,\n\
                     450000,广西壮族自治区,省,,,,,t,\n";
        Gazetteer::from_regions(&Regions::from_csv("t.csv", table).expect("a table"))
    }

    #[rstest]
    #[case("杭州海康威视数字技术股份有限公司", "杭州", "海康威视", "数字技术", "股份有限公司")]
    #[case("浙江省杭州市余杭区某某科技有限公司", "浙江省杭州市余杭区", "某某", "科技", "有限公司")]
    #[case("某某科技（杭州）有限公司", "杭州", "某某", "科技", "有限公司")]
    #[case("阿里巴巴(中国)有限公司", "中国", "阿里巴巴", "", "有限公司")]
    #[case("上海復旦微電子集團股份有限公司", "上海", "复旦微", "电子集团", "股份有限公司")]
    #[case("浙江大学", "浙江", "", "大学", "")]
    #[case("南京某某投资合伙企业（有限合伙）", "南京", "某某投资合伙企业", "", "有限合伙")]
    #[case("中国水稻研究所", "中国", "水稻", "研究所", "")]
    #[case("广西壮族自治区桂东人民医院", "广西壮族自治区", "桂东人民", "医院", "")]
    #[case("公司", "", "公司", "", "")]
    fn chinese_names_are_taken_apart(
        #[case] text: &str,
        #[case] region: &str,
        #[case] core: &str,
        #[case] business: &str,
        #[case] form: &str,
    ) {
        let name = read(text, &gazetteer());
        assert_eq!(
            (&*name.region, &*name.core, &*name.business, &*name.form),
            (region, core, business, form)
        );
    }

    #[rstest]
    #[case("浙江大学医学院附属第二医院", &["2"])]
    #[case("南京市第十三中学", &["13"])]
    #[case("第三〇二医院", &["302"])]
    #[case("第二十中学", &["20"])]
    #[case("杭州七院", &["7"])]
    #[case("三一重工", &[])]
    #[case("中国电子科技集团公司第52研究所", &["52"])]
    #[case("The 2nd Affiliated Hospital", &["2"])]
    #[case("First Hospital North", &["1", "n"])]
    fn marks_tell_like_organisations_apart(#[case] text: &str, #[case] marks: &[&str]) {
        assert_eq!(read(text, &gazetteer()).marks, marks);
    }

    #[rstest]
    #[case("Huawei Technologies Co., Ltd. (China)", "huawei technology")]
    #[case("The University of Nottingham, Ningbo", "university nottingham ningbo")]
    #[case("State Key Lab. of AI & Robotics", "state key laboratory ai robotics")]
    #[case("Guidong People’s Hospital", "guidong people hospital")]
    #[case("Chóngqìng Dàxué", "chongqing university")]
    #[case("Building Materials and Physics Glass Group", "building material physics glass group")]
    #[case("The Company", "the company")]
    fn latin_names_keep_what_counts(#[case] text: &str, #[case] core: &str) {
        assert_eq!(read(text, &gazetteer()).core, core);
    }

    #[test]
    fn a_branch_is_another_organisation() {
        let name = read("杭州某某科技有限公司上海分公司", &gazetteer());
        assert_eq!((&*name.core, &*name.branch, &*name.form), ("某某", "上海分公司", "有限公司"));
        assert_ne!(name.whole, read("杭州某某科技有限公司", &gazetteer()).whole);
    }

    #[test]
    fn regions_agree_where_one_lies_in_the_other() {
        let read = |text| read(text, &gazetteer());
        assert!(regions_agree(&read("浙江某某科技"), &read("杭州某某科技")));
        assert!(regions_agree(&read("某某科技"), &read("杭州某某科技")));
        assert!(!regions_agree(&read("江苏某某科技"), &read("杭州某某科技")));
    }

    #[test]
    fn one_cell_may_hold_several_names() {
        assert_eq!(names("甲（杭州）公司|B Co."), ["甲（杭州）公司", "B Co."]);
        assert_eq!(names("New Inc (formerly Old Inc)"), ["New Inc", "Old Inc"]);
    }
}
