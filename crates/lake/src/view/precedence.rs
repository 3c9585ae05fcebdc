//! Which source's word stands: the vocabulary's order of departments, then what was handed over later, then what was imported later.

use std::cmp::Reverse;

use vocabulary::Attribute;

use crate::{Basis, Source};

/// The rank of every source for an attribute; the lowest stands.
pub(crate) fn ranks(attribute: &Attribute, sources: &[Source]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..sources.len()).collect();
    order.sort_by_key(|index| {
        let source = &sources[*index];
        let place = place(attribute, source);
        (place, Reverse(source.known_from()), Reverse(source.imported_at), Reverse(source.id.as_str()))
    });
    let mut ranks = vec![0; sources.len()];
    for (rank, index) in order.into_iter().enumerate() {
        ranks[index] = rank;
    }
    ranks
}

/// The place of a source in the attribute's list; behind it where the list does not name it.
fn place(attribute: &Attribute, source: &Source) -> usize {
    let position =
        |matches: &dyn Fn(&str) -> bool| attribute.sources.iter().position(|listed| matches(listed));
    // What a subject says of itself stays self-reported, whichever department collected it.
    let found = if source.basis == Some(Basis::SelfReported) {
        position(&|listed| listed == Basis::SelfReported.word())
    } else {
        position(&|listed| {
            source.department.as_deref().is_some_and(|department| department.contains(listed))
                || source.name.contains(listed)
        })
    };
    found.unwrap_or(attribute.sources.len())
}

/// Why a value stands or does not, in words.
pub(crate) fn explain(attribute: &Attribute, source: &Source) -> String {
    let at = place(attribute, source);
    match attribute.sources.get(at) {
        Some(listed) => format!("按来源次序，“{listed}”排第 {}", at + 1),
        None => "不在该属性的来源次序之内，排在其后".to_owned(),
    }
}

/// Why a value does not stand beside one of another source, in words.
pub(crate) fn explain_beaten(attribute: &Attribute, source: &Source) -> String {
    format!("{}；已有次序在前、或次序相同而报送更晚的来源", explain(attribute, source))
}
