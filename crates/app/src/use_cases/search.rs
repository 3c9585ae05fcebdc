use vocabulary::cell::narrow;

use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::{Code, Failure};
use crate::limits::{MAX_QUERY_CHARS, MAX_SEARCH_HITS};
use crate::model::{SearchAnswer, SearchHit, SearchMatch};
use crate::pinyin;
use crate::region::{Region, notice};
use crate::scoped_view::ScopedView;

/// Kinds that hold no subject of their own: what people decided, and figures of places.
const NOT_FOUND: [&str; 4] = ["region", "identity", "judgement", "relation"];

/// Subjects of every kind and programmes by name, initials of its pinyin, or code.
///
/// # Errors
/// Where the text is too long or the lake cannot be read.
pub fn search(scope: &AccessScope, region: &Region, text: &str, when: When) -> Result<SearchAnswer, Failure> {
    let moment = region.moment(when);
    if text.chars().count() > MAX_QUERY_CHARS {
        let message = format!("搜索内容超过 {MAX_QUERY_CHARS} 个字");
        return Err(Failure::new(Code::LimitExceeded, message, "请缩短").at("q"));
    }
    let wanted = Wanted::new(text);
    let mut items = Vec::new();
    if let Some(wanted) = &wanted {
        items.extend(programmes(region, wanted, moment.as_of));
        for kind in region.catalogue.kinds().filter(|kind| !NOT_FOUND.contains(&kind.id.as_str())) {
            let population = region.population(kind, moment)?;
            let view = ScopedView::new(scope, &population);
            let initials = population.initials();
            let found = view.subjects().filter_map(|subject| {
                let masks = initials.get(subject).map_or(&[][..], |masks| masks);
                let matched = wanted.of(view.name(subject), view.code(subject), view.id(subject), masks)?;
                Some((matched, subject))
            });
            let found = best(found, |subject| view.name(subject));
            items.extend(found.into_iter().map(|(matched, subject)| SearchHit {
                kind: kind.id.clone(),
                kind_name: kind.name.clone(),
                id: view.id(subject).to_owned(),
                name: view.name(subject).to_owned(),
                code: view.code(subject).map(str::to_owned),
                place: super::subjects::district(region, &view, subject, moment).map(|place| place.name),
                example: view.is_example(subject),
                matched,
            }));
        }
        items.sort_by_key(|hit| hit.matched);
    }
    Ok(SearchAnswer { items, notice: notice(moment, region.known_sources(moment)?.iter()) })
}

/// Programmes in force first; versions that are no longer are found by their id alone.
fn programmes(region: &Region, wanted: &Wanted, as_of: jiff::civil::Date) -> Vec<SearchHit> {
    let library = &region.catalogue.library;
    let in_force = library.in_force(as_of);
    let all: Vec<_> = library.programmes().collect();
    let found = all.iter().enumerate().filter_map(|(at, programme)| {
        let masks = pinyin::initials(&programme.name);
        let matched = wanted.of(&programme.name, None, &programme.id, &masks)?;
        let stands = in_force.iter().any(|own| own.id == programme.id);
        (stands || matched == SearchMatch::Code).then_some((matched, at))
    });
    best(found, |at| all[at].name.as_str())
        .into_iter()
        .map(|(matched, at)| SearchHit {
            kind: "programme".to_owned(),
            kind_name: "政策".to_owned(),
            id: all[at].id.clone(),
            name: all[at].name.clone(),
            code: None,
            place: Some(all[at].authority.clone()),
            example: false,
            matched,
        })
        .collect()
}

/// The best few; of equals the shorter name, which the typed signs tell more of.
fn best<'n>(
    found: impl Iterator<Item = (SearchMatch, usize)>,
    name: impl Fn(usize) -> &'n str,
) -> Vec<(SearchMatch, usize)> {
    let mut found: Vec<_> = found.map(|(matched, at)| (matched, name(at).len(), at)).collect();
    if found.len() > MAX_SEARCH_HITS {
        found.select_nth_unstable(MAX_SEARCH_HITS);
        found.truncate(MAX_SEARCH_HITS);
    }
    found.sort_unstable();
    found.into_iter().map(|(matched, _, at)| (matched, at)).collect()
}

/// What was typed, in the ways it may be meant.
struct Wanted {
    folded: String,
    /// As initials, where it is nothing but letters and digits.
    initials: Option<Vec<u64>>,
}

impl Wanted {
    fn new(text: &str) -> Option<Self> {
        let folded = narrow(text.trim()).to_uppercase();
        if folded.is_empty() {
            return None;
        }
        let plain = folded.chars().all(|c| c.is_ascii_alphanumeric());
        let initials = plain.then(|| pinyin::initials(&folded).into_vec());
        Some(Self { folded, initials })
    }

    fn of(&self, name: &str, code: Option<&str>, id: &str, masks: &[u64]) -> Option<SearchMatch> {
        let starts = |text: &str| {
            text.get(..self.folded.len()).is_some_and(|head| head.eq_ignore_ascii_case(&self.folded))
        };
        let bare = id.split_once(':').map_or(id, |(_, bare)| bare);
        if code.is_some_and(starts) || starts(id) || starts(bare) {
            return Some(SearchMatch::Code);
        }
        let at = if name.is_ascii() || self.initials.is_some() {
            narrow(name).to_uppercase().find(&self.folded)
        } else {
            name.find(&self.folded)
        };
        match at {
            Some(0) => return Some(SearchMatch::NameStart),
            Some(_) => return Some(SearchMatch::Name),
            None => {}
        }
        match pinyin::find(masks, self.initials.as_deref()?)? {
            0 => Some(SearchMatch::InitialsStart),
            _ => Some(SearchMatch::Initials),
        }
    }
}
