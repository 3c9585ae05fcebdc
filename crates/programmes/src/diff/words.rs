//! Matching by name and by likeness, and texts with what changed in them marked.

use similar::{ChangeTag, TextDiff};

/// Two texts at least so alike are one text, changed.
const ALIKE: f32 = 0.6;

/// Pairs of positions, the rest of `a` and the rest of `b`.
pub(super) struct Matched {
    pub(super) pairs: Vec<(usize, usize)>,
    pub(super) gone: Vec<usize>,
    pub(super) new: Vec<usize>,
}

/// Matches items that have the same name, then, of the rest, those whose words are most alike.
pub(super) fn matched<T>(
    a: &[T],
    b: &[T],
    name: impl Fn(&T) -> &str,
    words: impl Fn(&T) -> String,
) -> Matched {
    let mut pairs = Vec::new();
    let mut gone: Vec<usize> = (0..a.len()).collect();
    let mut new: Vec<usize> = (0..b.len()).collect();
    gone.retain(|at| {
        let same = |other: &usize| a.get(*at).zip(b.get(*other)).is_some_and(|(a, b)| name(a) == name(b));
        let Some(found) = new.iter().position(same) else { return true };
        pairs.push((*at, new.remove(found)));
        false
    });
    let mut alike: Vec<(f32, usize, usize)> = Vec::new();
    for at in &gone {
        for other in &new {
            if let Some((a, b)) = a.get(*at).zip(b.get(*other)) {
                let ratio = likeness(&words(a), &words(b));
                if ratio >= ALIKE {
                    alike.push((ratio, *at, *other));
                }
            }
        }
    }
    alike.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    for (_, at, other) in alike {
        if gone.contains(&at) && new.contains(&other) {
            gone.retain(|left| *left != at);
            new.retain(|left| *left != other);
            pairs.push((at, other));
        }
    }
    pairs.sort_by_key(|(_, other)| *other);
    Matched { pairs, gone, new }
}

/// How alike two texts are, from 0 to 1; empty texts are like nothing.
fn likeness(a: &str, b: &str) -> f32 {
    if a.is_empty() || b.is_empty() { 0.0 } else { TextDiff::from_chars(a, b).ratio() }
}

/// Numbers and Latin words whole, anything else by character: 1000 → 1500 is one change.
fn pieces(text: &str) -> Vec<&str> {
    let within = |c: char| c.is_ascii_alphanumeric() || c == '.';
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if within(first) { rest.find(|c| !within(c)) } else { Some(first.len_utf8()) };
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        out.push(piece);
        rest = after;
    }
    out
}

/// The later text with what went in `[-…-]` and what came in `{+…+}`; whole texts where little is left of the old one.
pub(super) fn marked(a: &str, b: &str) -> String {
    if likeness(a, b) < ALIKE {
        return format!("由“{a}”改为“{b}”");
    }
    let mut out = String::from("“");
    let mut last = ChangeTag::Equal;
    let close = |tag| match tag {
        ChangeTag::Equal => "",
        ChangeTag::Delete => "-]",
        ChangeTag::Insert => "+}",
    };
    let (a, b) = (pieces(a), pieces(b));
    for change in TextDiff::from_slices(&a, &b).iter_all_changes() {
        if change.tag() != last {
            out.push_str(close(last));
            out.push_str(match change.tag() {
                ChangeTag::Equal => "",
                ChangeTag::Delete => "[-",
                ChangeTag::Insert => "{+",
            });
            last = change.tag();
        }
        out.push_str(change.value());
    }
    out.push_str(close(last));
    out.push('”');
    format!("改为{out}")
}
