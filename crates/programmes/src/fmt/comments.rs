//! Comments: where they are, and to which entry each belongs. A comment on a line of its own belongs to what follows it; one that
//! is indented deeper than what follows belongs to what stands above it; one behind a value to that value.

use saphyr_parser::ScalarStyle;

use super::tree::{Id, Tree};

/// A comment, and where it stands.
struct Comment {
    text: String,
    start: usize,
    line: usize,
    column: usize,
    /// Nothing but blanks before it on its line.
    own_line: bool,
}

/// One past the last character of a scalar; the parser's own end takes in blanks and comments behind quotes.
pub(super) fn scalar_end(characters: &[char], start: usize, told: usize, style: ScalarStyle) -> usize {
    let quote = match style {
        ScalarStyle::SingleQuoted => '\'',
        ScalarStyle::DoubleQuoted => '"',
        _ => return told,
    };
    let mut at = start + 1;
    while let Some(&character) = characters.get(at) {
        if quote == '"' && character == '\\'
            || character == quote && quote == '\'' && characters.get(at + 1) == Some(&quote)
        {
            at += 2;
            continue;
        }
        at += 1;
        if character == quote {
            break;
        }
    }
    at
}

/// All comments of a text, in order, without their places: what a rewriting has to keep.
pub(super) fn texts(tree: &Tree) -> Vec<String> {
    let mut out = tree.head.clone();
    for entry in &tree.entries {
        out.extend(entry.before.iter().chain(&entry.on_key).chain(&entry.after).chain(&entry.below).cloned());
    }
    out.retain(|comment| !comment.is_empty());
    out.sort();
    out
}

/// Gives every comment to an entry, and tells entries of blank lines before them.
pub(super) fn attach(tree: &mut Tree, characters: &[char], opaque: &[(usize, usize)]) {
    let comments = scan(characters, opaque);
    for comment in &comments {
        for entry in &mut tree.entries {
            if entry.is_flow() && entry.start < comment.start && comment.start < entry.end {
                entry.opened = true;
            }
        }
    }
    let visible: Vec<Id> = (0..tree.entries.len()).filter(|id| is_visible(tree, *id)).collect();
    let blank_lines: Vec<bool> =
        characters.split(|c| *c == '\n').map(|line| line.iter().all(|c| c.is_whitespace())).collect();
    // Lines count from 1.
    let blank_above = |line: usize| line >= 2 && blank_lines.get(line - 2).copied().unwrap_or(false);
    let mut first_lines: Vec<(Id, usize)> = Vec::new();
    for comment in comments {
        // The root is no place for a comment unless it is all there is.
        let next = visible.iter().position(|id| *id > 0 && tree.entries[*id].start > comment.start);
        let last = match next {
            Some(at) => at.checked_sub(1).map(|at| visible[at]),
            None => visible.last().copied(),
        };
        let next = next.map(|at| visible[at]);
        if !comment.own_line
            && let Some(id) = last
            && behind(tree, id, &comment)
        {
            continue;
        }
        match (next, last) {
            (Some(next), _)
                if comment.column <= tree.entries[next].column || last.is_none_or(|id| id == 0) =>
            {
                let entry = &mut tree.entries[next];
                if entry.before.is_empty() {
                    first_lines.push((next, comment.line));
                } else if blank_above(comment.line) {
                    entry.before.push(String::new());
                }
                entry.before.push(comment.text);
            }
            (_, Some(last)) => {
                let mut owner = last;
                while tree.entries[owner].column > comment.column
                    && let Some(parent) = tree.entries[owner].parent.filter(|parent| *parent > 0)
                {
                    owner = parent;
                }
                let parent = tree.entries[owner].parent.unwrap_or_default();
                let below = &mut tree.entries[parent].below;
                if blank_above(comment.line) {
                    below.push(String::new());
                }
                below.push(comment.text);
            }
            (_, None) => tree.head.push(comment.text),
        }
    }
    for &id in &visible {
        let line = first_lines
            .iter()
            .find(|(other, _)| *other == id)
            .map_or(tree.entries[id].line, |(_, line)| *line);
        tree.entries[id].blank = blank_above(line);
        if line < tree.entries[id].line && blank_above(tree.entries[id].line) {
            tree.entries[id].before.push(String::new());
        }
    }
    head(tree, &visible);
}

/// What stands above everything, before a blank line, stays there even if the first key moves; so does what editors read.
fn head(tree: &mut Tree, visible: &[Id]) {
    let Some(&first) = visible.iter().find(|id| **id > 0) else { return };
    let before = &mut tree.entries[first].before;
    let modeline = before.iter().take_while(|line| line.contains("yaml-language-server")).count();
    let length = before.iter().rposition(String::is_empty).map_or(modeline, |at| at + 1);
    tree.head = before.drain(..length).collect();
    while tree.head.last().is_some_and(String::is_empty) {
        tree.head.pop();
    }
}

/// Puts a comment behind what ends on its line. `false`: nothing does.
fn behind(tree: &mut Tree, id: Id, comment: &Comment) -> bool {
    let entry = &mut tree.entries[id];
    let block = !entry.is_flow() && !matches!(entry.value, super::tree::Content::Scalar(_)) || entry.opened;
    let slot = if (block || entry.is_block_scalar()) && entry.line == comment.line && entry.key.is_some() {
        &mut entry.on_key
    } else if !block && entry.end_line == comment.line && entry.end <= comment.start {
        &mut entry.after
    } else {
        return false;
    };
    if slot.is_some() {
        return false;
    }
    *slot = Some(comment.text.clone());
    true
}

/// Whether an entry gets lines of its own: everything around it is a block, or has to become one.
fn is_visible(tree: &Tree, id: Id) -> bool {
    let mut parent = tree.entries[id].parent;
    while let Some(entry) = parent.map(|id| &tree.entries[id]) {
        if entry.is_flow() && !entry.opened {
            return false;
        }
        parent = entry.parent;
    }
    true
}

fn scan(characters: &[char], opaque: &[(usize, usize)]) -> Vec<Comment> {
    let mut out = Vec::new();
    let (mut at, mut line, mut line_start, mut only_blanks) = (0, 1, 0, true);
    let mut ranges = opaque.iter().peekable();
    while let Some(&character) = characters.get(at) {
        while ranges.next_if(|(_, end)| *end <= at).is_some() {}
        if ranges.peek().is_none_or(|(start, _)| at < *start) && character == '#' {
            let separate = at == 0 || characters.get(at - 1).is_some_and(|c| c.is_whitespace());
            if separate {
                let text: String = characters.iter().skip(at).take_while(|c| **c != '\n').collect();
                let length = text.chars().count();
                out.push(Comment {
                    text: text.trim_end().to_owned(),
                    start: at,
                    line,
                    column: at - line_start,
                    own_line: only_blanks,
                });
                at += length;
                continue;
            }
        }
        if character == '\n' {
            (line, line_start, only_blanks) = (line + 1, at + 1, true);
        } else if !character.is_whitespace() {
            only_blanks = false;
        }
        at += 1;
    }
    out
}
