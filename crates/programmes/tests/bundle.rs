//! The best bundle: equal to trying every subset, on random groups, caps and top-ups.
#![expect(clippy::expect_used, reason = "a test may panic")]

mod shipped;

use jiff::civil::date;
use num_traits::Zero;
use programmes::bundle::{Candidate, candidates, certain, possible};
use programmes::{Library, Programme};
use proptest::prelude::*;
use vocabulary::{Number, facts_file};

#[derive(Clone, Debug)]
struct Spec {
    amount: u32,
    exclusive: Vec<u8>,
    cap: Option<u8>,
    tops_up: Option<usize>,
}

const CAPS: [u32; 2] = [300, 500];

fn document(at: usize, spec: &Spec) -> String {
    let exclusive: Vec<String> = spec.exclusive.iter().map(|group| format!("组{group}")).collect();
    let cap = spec.cap.map_or(String::new(), |cap| {
        format!("caps: [{{group: 上限{cap}, limit: {}元}}]\n", CAPS[usize::from(cap)])
    });
    let tops = spec.tops_up.map_or(String::new(), |upper| format!("tops_up: [t.p{upper}]\n"));
    format!(
        "id: t.p{at}.1\nfamily: t.p{at}\nname: 试\nkind: enterprise\nauthority: 试\ndocument: 试\nterritory: 全国\nconfidence: certain\nexclusive: [{}]\n{cap}{tops}amount: {{formula: {}元, period: once}}\nconditions: [{{id: a, article: 一, text: 甲, test: 居民企业}}]\n",
        exclusive.join(", "),
        spec.amount
    )
}

fn library(specs: &[Spec]) -> Library {
    let files = specs.iter().enumerate().map(|(at, spec)| (format!("{at}.yaml"), document(at, spec)));
    let (library, findings) = Library::load(&shipped::kinds(), files);
    assert!(findings.iter().all(|f| f.level != programmes::Level::Error), "{findings:?}");
    library
}

/// Every subset that keeps to the groups, by the definition.
fn brute(specs: &[Spec]) -> u64 {
    let mut best = 0;
    for set in 0..(1u32 << specs.len()) {
        let within = |at: usize| set & (1 << at) != 0;
        let chosen: Vec<usize> = (0..specs.len()).filter(|at| within(*at)).collect();
        let clash = chosen.iter().any(|a| {
            chosen
                .iter()
                .any(|b| a != b && specs[*a].exclusive.iter().any(|g| specs[*b].exclusive.contains(g)))
        });
        let hanging = chosen.iter().any(|at| specs[*at].tops_up.is_some_and(|upper| !within(upper)));
        if clash || hanging {
            continue;
        }
        let free: u64 =
            chosen.iter().filter(|at| specs[**at].cap.is_none()).map(|at| u64::from(specs[*at].amount)).sum();
        let capped: u64 = (0..2u8)
            .map(|cap| {
                let sum: u64 = chosen
                    .iter()
                    .filter(|at| specs[**at].cap == Some(cap))
                    .map(|at| u64::from(specs[*at].amount))
                    .sum();
                sum.min(u64::from(CAPS[usize::from(cap)]))
            })
            .sum();
        best = best.max(free + capped);
    }
    best
}

fn spec(count: usize) -> impl Strategy<Value = Spec> {
    (
        0..400u32,
        prop::collection::vec(0..3u8, 0..2),
        prop::option::of(0..2u8),
        prop::option::weighted(0.3, 0..count),
    )
        .prop_map(|(amount, exclusive, cap, tops_up)| Spec { amount, exclusive, cap, tops_up })
}

fn candidates_of<'p>(programmes: &[&'p Programme], facts: &str) -> Vec<Candidate<'p>> {
    let facts = facts_file::read(&programmes[0].subject, facts, date(2025, 6, 30)).expect("facts").facts;
    candidates(programmes, &facts, date(2025, 6, 30))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_subset_is_better(mut specs in prop::collection::vec(spec(7), 1..7)) {
        let count = specs.len();
        for (at, spec) in specs.iter_mut().enumerate() {
            // A top-up of itself or of nobody is a top-up of the one before it, if there is one.
            if let Some(upper) = spec.tops_up && (upper >= count || upper == at) {
                spec.tops_up = at.checked_sub(1);
            }
        }
        let library = library(&specs);
        let programmes: Vec<&Programme> = library.programmes().collect();
        let found = certain(&candidates_of(&programmes, "居民企业: 是"));
        prop_assert!(found.optimal);
        prop_assert_eq!(found.total, Number::from_integer(i128::from(brute(&specs))));
    }
}

#[test]
fn what_is_not_known_is_possible_only() {
    let plain = |amount| Spec { amount, exclusive: vec![0], cap: None, tops_up: None };
    let library = library(&[plain(100), plain(300)]);
    let programmes: Vec<&Programme> = library.programmes().collect();
    let unknown = candidates_of(&programmes, "");
    assert_eq!(certain(&unknown).total, Number::zero());
    assert_eq!((possible(&unknown).chosen, possible(&unknown).total), (vec![1], Number::from_integer(300)));
    assert!(candidates_of(&programmes, "居民企业: 否").is_empty());
}
