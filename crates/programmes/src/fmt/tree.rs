//! YAML as it was written: styles, places and comments beside the values, in an arena of entries.

use saphyr_parser::{Event, Parser, ScalarStyle};
use vocabulary::yaml::MAX_DEPTH;

use super::comments;

/// Position of an entry in the arena.
pub(super) type Id = usize;

/// A document.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The first is the root.
    pub(super) entries: Vec<Entry>,
    /// Comments above everything, before a blank line.
    pub(super) head: Vec<String>,
}

/// A value with its key, if it stands in a mapping, and the comments around it.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: Option<Written>,
    pub(super) value: Content,
    pub(super) parent: Option<Id>,
    pub(super) children: Vec<Id>,
    /// Column of the key, or of the dash.
    pub(super) column: usize,
    /// Column where the value starts: of a block sequence, of its dashes.
    pub(super) inner: usize,
    /// First line, and the character where it starts.
    pub(super) line: usize,
    pub(super) start: usize,
    /// One past the last character of the value; of a block, its last child's.
    pub(super) end: usize,
    pub(super) end_line: usize,
    /// Comments on lines before it; an empty one is a blank line.
    pub(super) before: Vec<String>,
    /// A comment behind its key, where the value is a block.
    pub(super) on_key: Option<String>,
    /// A comment behind its value.
    pub(super) after: Option<String>,
    /// Comments on lines after its last child, in the children's column.
    pub(super) below: Vec<String>,
    /// Whether a blank line stands before it and its comments.
    pub(super) blank: bool,
    /// A comment stands inside `{…}` or `[…]`: only a block can hold it.
    pub(super) opened: bool,
}

/// A scalar as it was written.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub(super) text: String,
    pub(super) style: ScalarStyle,
}

/// A key that waits for its value: where it starts, its line and column.
type Pending = (Written, usize, usize, usize);

/// What an entry holds.
#[derive(Debug)]
pub(super) enum Content {
    Scalar(Written),
    Sequence { flow: bool },
    Mapping { flow: bool },
}

impl Entry {
    pub(super) fn is_flow(&self) -> bool {
        matches!(self.value, Content::Sequence { flow: true } | Content::Mapping { flow: true })
    }

    pub(super) fn is_block_scalar(&self) -> bool {
        matches!(
            &self.value,
            Content::Scalar(Written { style: ScalarStyle::Literal | ScalarStyle::Folded, .. })
        )
    }
}

/// Reads a document with its comments. `Err`: what stands in the way.
pub(super) fn read(text: &str) -> Result<Tree, String> {
    let characters: Vec<char> = text.chars().collect();
    let mut tree = Tree::default();
    // Ranges of characters that hold no comments.
    let mut opaque: Vec<(usize, usize)> = Vec::new();
    let mut open: Vec<(Id, Option<Pending>)> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| format!("YAML 格式有误：{}", error.info()))?;
        let (start, line, column) = (span.start.index(), span.start.line(), span.start.col());
        let flow = |sign| characters.get(start) == Some(&sign);
        let content = match event {
            Event::Scalar(_, _, anchor, ref tag) if anchor > 0 || tag.is_some() => {
                return Err(MARKED.to_owned());
            }
            Event::SequenceStart(anchor, ref tag) | Event::MappingStart(anchor, ref tag)
                if anchor > 0 || tag.is_some() =>
            {
                return Err(MARKED.to_owned());
            }
            Event::Alias(_) => return Err(MARKED.to_owned()),
            Event::Scalar(text, style, ..) => {
                let end = comments::scalar_end(&characters, start, span.end.index(), style);
                opaque.push((start, end));
                let written = Written { text: text.into_owned(), style };
                // A scalar in a mapping without a pending key is one.
                if let Some((parent, key @ None)) = open.last_mut()
                    && matches!(tree.entries[*parent].value, Content::Mapping { .. })
                {
                    *key = Some((written, start, line, column));
                    continue;
                }
                Some((Content::Scalar(written), end))
            }
            Event::SequenceStart(..) => Some((Content::Sequence { flow: flow('[') }, start)),
            Event::MappingStart(..) => Some((Content::Mapping { flow: flow('{') }, start)),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some((id, _)) = open.pop()
                    && tree.entries[id].is_flow()
                {
                    close(&mut tree, id, start + 1, line);
                }
                None
            }
            _ => None,
        };
        let Some((value, end)) = content else { continue };
        if open.len() >= MAX_DEPTH {
            return Err(format!("嵌套超过 {MAX_DEPTH} 层"));
        }
        let container = !matches!(value, Content::Scalar(_));
        let parent = open.last().map(|(id, _)| *id);
        let key = open.last_mut().and_then(|(_, key)| key.take());
        let id = tree.entries.len();
        let lines = characters.get(start..end).unwrap_or_default().iter().filter(|c| **c == '\n').count();
        let (key, start, first_line, column) = match key {
            Some((key, start, line, column)) => (Some(key), start, line, column),
            // The dash of an item stands in the column of its sequence.
            None => (None, start, line, parent.map_or(column, |parent| tree.entries[parent].inner)),
        };
        tree.entries.push(Entry {
            key,
            value,
            parent,
            children: Vec::new(),
            column,
            inner: span.start.col(),
            line: first_line,
            start,
            end,
            end_line: line + lines,
            before: Vec::new(),
            on_key: None,
            after: None,
            below: Vec::new(),
            blank: false,
            opened: false,
        });
        if container {
            open.push((id, None));
        }
        if let Some(parent) = parent {
            tree.entries[parent].children.push(id);
        }
        close(&mut tree, id, end, line + lines);
    }
    comments::attach(&mut tree, &characters, &opaque);
    Ok(tree)
}

const MARKED: &str = "不支持 YAML 的锚、别名和标签（& * !），请把内容写全";

/// Moves the end of an entry, and of all that hold it, to a place.
fn close(tree: &mut Tree, id: Id, end: usize, line: usize) {
    let mut next = Some(id);
    while let Some(entry) = next.and_then(|id| tree.entries.get_mut(id)) {
        if entry.end <= end {
            (entry.end, entry.end_line) = (end, line.max(entry.end_line));
        }
        next = entry.parent;
    }
}
