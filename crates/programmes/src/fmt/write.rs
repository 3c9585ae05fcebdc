//! Tree → text: keys in the order of the table, two blanks of indentation, `{…}` where a record is short, formatted expressions.

use super::scalar::{self, width};
use super::tree::{Content, Entry, Id, Tree};
use crate::shape::{Layout, Record, Shape};

/// Widest line that a short record may take, in columns of a terminal (a Chinese character takes two).
const MAX_WIDTH: usize = 160;

/// Blanks of one level.
const STEP: usize = 2;

/// Keys of a programme that stand together; a blank line separates one group from the next.
const GROUPS: [&[&str]; 2] = [
    &[
        "id",
        "family",
        "fills",
        "name",
        "kind",
        "roles",
        "authority",
        "document",
        "territory",
        "confidence",
        "from",
        "until",
        "replaces",
        "transition",
        "windows",
        "exclusive",
        "caps",
        "tops_up",
        "imports",
        "notes",
    ],
    &["grants", "next", "validity", "benefits", "channel", "contact", "evidence"],
];

/// Writes a document whose root is a record.
pub(super) fn write(tree: &Tree, root: &'static Record) -> String {
    let mut writer = Writer { tree, out: String::new() };
    for line in &tree.head {
        writer.line(0, line);
    }
    let mut above: Option<&str> = None;
    for id in writer.ordered(0, Some(root)) {
        let entry = &tree.entries[id];
        let key = entry.key.as_ref().map_or("", |key| key.text.as_str());
        let apart = match above {
            // The head stands apart, or it would be taken for a comment on the first key.
            None => !tree.head.is_empty(),
            Some(above) => group_of(root, above) != group_of(root, key),
        };
        if apart {
            writer.blank();
        }
        writer.entry(id, 0, root.field(key).map(|field| &field.shape));
        above = Some(key);
    }
    for line in &tree.entries[0].below {
        writer.line(0, line);
    }
    writer.out
}

/// Which keys stand together: all of a kind, the groups of a programme, else each by itself.
fn group_of(root: &Record, key: &str) -> usize {
    let alone = GROUPS.len() + 1 + root.order(key);
    if root.id == "kind" {
        return 0;
    }
    GROUPS.iter().position(|group| group.contains(&key)).unwrap_or(alone)
}

struct Writer<'t> {
    tree: &'t Tree,
    out: String,
}

impl Writer<'_> {
    /// A line of its own; an empty one is a blank line, of which there is never more than one.
    fn line(&mut self, indent: usize, text: &str) {
        if text.is_empty() {
            return self.blank();
        }
        self.indent(indent);
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn indent(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    /// The children of an entry, those of a record in canonical order.
    fn ordered(&self, id: Id, record: Option<&Record>) -> Vec<Id> {
        let mut children = self.tree.entries[id].children.clone();
        if let Some(record) = record {
            children.sort_by_key(|id| {
                self.tree.entries[*id].key.as_ref().map_or(usize::MAX, |key| record.order(&key.text))
            });
        }
        children
    }

    /// An entry of a block mapping, on lines of its own.
    fn entry(&mut self, id: Id, indent: usize, shape: Option<&'static Shape>) {
        let entry = &self.tree.entries[id];
        for comment in &entry.before {
            self.line(indent, comment);
        }
        self.indent(indent);
        self.keyed(id, indent, shape);
    }

    fn below(&mut self, entry: &Entry, indent: usize) {
        for comment in &entry.below {
            self.line(indent, comment);
        }
    }

    /// Key and value; the line has been indented.
    fn keyed(&mut self, id: Id, indent: usize, shape: Option<&'static Shape>) {
        let entry = &self.tree.entries[id];
        if let Some(key) = &entry.key {
            self.out.push_str(&scalar::plain_or_quoted(key, false));
            self.out.push(':');
        }
        if self.is_block(id, indent, shape) {
            self.comment(entry.on_key.as_ref());
            self.comment(entry.after.as_ref());
            self.out.push('\n');
            self.children(id, indent + STEP, shape);
            return;
        }
        if let Content::Scalar(written) = &entry.value
            && let Some(lines) = scalar::literal(written)
        {
            self.out.push_str(if written.text.ends_with('\n') { " |" } else { " |-" });
            self.comment(entry.on_key.as_ref());
            self.out.push('\n');
            for line in lines {
                if line.is_empty() { self.out.push('\n') } else { self.line(indent + STEP, line) }
            }
            return;
        }
        let value = self.flow(id, shape, false);
        if !value.is_empty() {
            self.out.push(' ');
            self.out.push_str(&value);
        }
        self.comment(entry.on_key.as_ref());
        self.comment(entry.after.as_ref());
        self.out.push('\n');
    }

    fn comment(&mut self, comment: Option<&String>) {
        if let Some(comment) = comment {
            self.out.push_str(if self.out.ends_with(['\n', ' ']) { "" } else { "  " });
            self.out.push_str(comment);
        }
    }

    /// What a block holds, line by line.
    fn children(&mut self, id: Id, indent: usize, shape: Option<&'static Shape>) {
        let record = match shape {
            Some(Shape::Record(record)) => Some(*record),
            _ => None,
        };
        let sequence = matches!(self.tree.entries[id].value, Content::Sequence { .. });
        for (at, child) in self.ordered(id, record).into_iter().enumerate() {
            let entry = &self.tree.entries[child];
            if entry.blank && at > 0 {
                self.blank();
            }
            if sequence {
                self.item(child, indent, inner(shape));
            } else {
                let key = entry.key.as_ref().map_or("", |key| key.text.as_str());
                self.entry(child, indent, below(shape, key));
            }
        }
        self.below(&self.tree.entries[id], indent);
    }

    /// An item of a block sequence: its first key stands behind the dash.
    fn item(&mut self, id: Id, indent: usize, shape: Option<&'static Shape>) {
        let entry = &self.tree.entries[id];
        let record = match shape {
            Some(Shape::Record(record)) => Some(*record),
            _ => None,
        };
        for comment in &entry.before {
            self.line(indent, comment);
        }
        let block = self.is_block(id, indent, shape);
        if block && matches!(entry.value, Content::Mapping { .. }) {
            let children = self.ordered(id, record);
            for (at, child) in children.iter().enumerate() {
                let own = &self.tree.entries[*child];
                let key = own.key.as_ref().map_or("", |key| key.text.as_str());
                if at == 0 {
                    // What stood above its first key now stands above its dash.
                    for comment in &own.before {
                        self.line(indent, comment);
                    }
                    self.indent(indent);
                    self.out.push_str("- ");
                    self.keyed(*child, indent + STEP, below(shape, key));
                    for comment in entry.on_key.iter().chain(&entry.after) {
                        self.line(indent + STEP, comment);
                    }
                } else {
                    if own.blank {
                        self.blank();
                    }
                    self.entry(*child, indent + STEP, below(shape, key));
                }
            }
            self.below(entry, indent + STEP);
        } else {
            self.indent(indent);
            self.out.push('-');
            self.keyed(id, indent, shape);
        }
    }

    fn is_block(&self, id: Id, indent: usize, shape: Option<&'static Shape>) -> bool {
        let entry = &self.tree.entries[id];
        if matches!(entry.value, Content::Scalar(_)) || entry.children.is_empty() {
            return false;
        }
        if entry.opened || !entry.below.is_empty() || self.holds_lines(id) {
            return true;
        }
        let record = match shape {
            Some(Shape::Record(record)) => *record,
            Some(Shape::Many(Shape::Record(record))) if record.layout != Layout::AsWritten => {
                // The values of a parameter stand beside its name where they fit.
                return record.id != "parameter_value" || !self.fits(id, indent, shape);
            }
            _ if entry.is_flow() => return entry.line != entry.end_line && !self.fits(id, indent, shape),
            _ => return true,
        };
        match record.layout {
            Layout::Block => true,
            Layout::Line => !self.fits(id, indent, shape),
            Layout::AsWritten => {
                !entry.is_flow() || entry.line != entry.end_line && !self.fits(id, indent, shape)
            }
            Layout::Short => {
                let group = |child: &Id| {
                    let key = self.tree.entries[*child].key.as_ref().map_or("", |key| key.text.as_str());
                    matches!(key, "all" | "any" | "of")
                };
                !entry.is_flow() || entry.children.iter().any(group) || !self.fits(id, indent, shape)
            }
        }
    }

    fn fits(&self, id: Id, indent: usize, shape: Option<&'static Shape>) -> bool {
        let key = self.tree.entries[id].key.as_ref().map_or(0, |key| width(&key.text));
        indent + STEP + key + width(&self.flow(id, shape, false)) <= MAX_WIDTH
    }

    /// Whether anything below needs lines of its own: comments, or text of several lines.
    fn holds_lines(&self, id: Id) -> bool {
        self.tree.entries[id].children.iter().any(|child| {
            let entry = &self.tree.entries[*child];
            let commented = !entry.before.iter().all(String::is_empty) || !entry.below.is_empty();
            let behind = entry.after.is_some() || entry.on_key.is_some();
            let lines =
                matches!(&entry.value, Content::Scalar(written) if scalar::literal(written).is_some());
            commented || behind || lines || self.holds_lines(*child)
        })
    }

    /// A value on one line.
    fn flow(&self, id: Id, shape: Option<&'static Shape>, inside: bool) -> String {
        let entry = &self.tree.entries[id];
        match &entry.value {
            Content::Scalar(written) => scalar::value(written, shape, inside),
            Content::Sequence { .. } => {
                let items: Vec<String> =
                    entry.children.iter().map(|child| self.flow(*child, inner(shape), true)).collect();
                format!("[{}]", items.join(", "))
            }
            Content::Mapping { .. } => {
                let record = match shape {
                    Some(Shape::Record(record)) => Some(*record),
                    _ => None,
                };
                let pairs: Vec<String> = (self.ordered(id, record).into_iter())
                    .filter_map(|child| {
                        let key = self.tree.entries[child].key.as_ref()?;
                        let value = self.flow(child, below(shape, &key.text), true);
                        Some(format!("{}: {value}", scalar::plain_or_quoted(key, true)))
                    })
                    .collect();
                format!("{{{}}}", pairs.join(", "))
            }
        }
    }
}

/// The shape of a list's items.
pub(super) fn inner(shape: Option<&'static Shape>) -> Option<&'static Shape> {
    match shape {
        Some(Shape::Many(inner) | Shape::OneOrMany(inner)) => Some(inner),
        Some(Shape::RowTest) => shape,
        _ => None,
    }
}

/// The shape of what stands behind a key.
pub(super) fn below(shape: Option<&'static Shape>, key: &str) -> Option<&'static Shape> {
    match shape {
        Some(Shape::Record(record)) => record.field(key).map(|field| &field.shape),
        Some(Shape::Map(inner)) => Some(inner),
        Some(Shape::Facts) => shape,
        _ => None,
    }
}
