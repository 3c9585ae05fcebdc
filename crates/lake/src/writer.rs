//! Writing facts as the Parquet of CONTRACT «View columns»: one file of subjects, and beside it one file per list, keyed by
//! `subject`. Takes facts one by one, so that a million subjects need no more memory than a chunk. Same facts, same bytes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::datatypes::{DataType, Field};
use vocabulary::fact::Stated;
use vocabulary::kind::{AttributeId, FieldId};
use vocabulary::{AttributeType, Datum, Facts, Kind, ListFact, Lookup};

use crate::chunk::{Chunk, Columns};
use crate::layout::{DECIMAL, DISTINCT, Key, Layout, SUBJECT, UNIT};
use crate::limits::{CHUNK_CELLS, CHUNK_ROWS};
use crate::sink::Sink;
use crate::value::{Shape, Value};
use crate::{LakeError, disk, identity};

/// Writes a view file from facts.
#[derive(Debug)]
pub struct ViewWriter<'k> {
    kind: &'k Kind,
    path: PathBuf,
    staging: tempfile::TempDir,
    subjects: Table,
    lists: BTreeMap<AttributeId, Table>,
    rows: u64,
}

/// One file being made.
#[derive(Debug)]
struct Table {
    chunk: Chunk,
    sink: Sink,
}

impl Table {
    fn new(parts: &Path, columns: Columns) -> Result<Self, LakeError> {
        disk::make_directory(parts)?;
        Ok(Self { chunk: Chunk::default(), sink: Sink::with_columns(parts, columns)? })
    }

    fn flush(&mut self, layout: &Layout<'_>, path: &Path) -> Result<(), LakeError> {
        if self.chunk.rows() == 0 {
            return Ok(());
        }
        let batch = self.chunk.take(layout);
        self.sink.write(batch.map_err(|error| LakeError::io("写入", path, std::io::Error::other(error)))?)
    }

    fn flush_when_full(&mut self, layout: &Layout<'_>, path: &Path) -> Result<(), LakeError> {
        let full = self.chunk.rows() >= CHUNK_ROWS
            || self.chunk.rows().saturating_mul(self.chunk.width()) >= CHUNK_CELLS;
        if full { self.flush(layout, path) } else { Ok(()) }
    }
}

/// The file of a list beside the file of the subjects: `企业.parquet` → `企业.知识产权.parquet`.
pub(crate) fn list_path(path: &Path, list: &str) -> PathBuf {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let extension = path.extension().map(|extension| extension.to_string_lossy().into_owned());
    path.with_file_name(format!("{stem}.{list}.{}", extension.as_deref().unwrap_or("parquet")))
}

impl<'k> ViewWriter<'k> {
    /// Begins a file; nothing stands at `path` before [`Self::finish`].
    pub fn create(kind: &'k Kind, path: &Path) -> Result<Self, LakeError> {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let staging = disk::temporary(parent)?;
        let subjects = Table::new(&staging.path().join("subjects"), subject_column())?;
        let mut lists = BTreeMap::new();
        for (id, attribute) in kind.iter() {
            if matches!(attribute.r#type, AttributeType::List(_)) {
                let layout = Layout { kind, list: Some(id) };
                let parts = staging.path().join(format!("list-{}", id.0));
                lists.insert(id, Table::new(&parts, list_columns(&layout))?);
            }
        }
        Ok(Self { kind, path: path.to_owned(), staging, subjects, lists, rows: 0 })
    }

    /// The writer's word that no subject is added twice: the file says so, and is then read in passing in memory that does not grow with it.
    #[must_use]
    pub fn distinct(mut self) -> Self {
        self.subjects.sink.vouch(DISTINCT);
        self
    }

    /// Adds a subject; its id follows from its code, else from its name.
    ///
    /// # Errors
    /// Where it has neither, a number cannot be held exactly enough, or the disk refuses.
    pub fn push(&mut self, facts: &Facts) -> Result<(), LakeError> {
        let text = |id: AttributeId| match facts.plain(id) {
            Lookup::Known(Datum::Text(text), _) => Some(text.as_ref()),
            _ => None,
        };
        let id = match (self.kind.code.and_then(text), text(self.kind.title)) {
            (Some(code), _) => identity::code_id(self.kind, code),
            (None, Some(name)) => {
                let name = identity::full_name(self.kind, name, |id| match facts.plain(id) {
                    Lookup::Known(datum, _) => Some(datum.clone()),
                    _ => None,
                });
                identity::name_id(self.kind, identity::name_hash(&name))
            }
            (None, None) => {
                let message =
                    format!("第 {} 个{}既没有代码也没有名称，无法写出", self.rows + 1, self.kind.name);
                return Err(LakeError::Request(message));
            }
        };
        self.push_as(&id, facts)
    }

    /// Adds a subject under a given id.
    pub(crate) fn push_as(&mut self, subject: &str, facts: &Facts) -> Result<(), LakeError> {
        self.rows += 1;
        let layout = Layout { kind: self.kind, list: None };
        let table = &mut self.subjects;
        table.chunk.begin_row();
        table.chunk.set_text(&layout, &Key::Subject, subject);
        for (id, attribute) in self.kind.iter() {
            let shape = Shape::of(&attribute.r#type);
            let mut put = |key: Key, stated: Stated| -> Result<(), LakeError> {
                if stated == Stated::Unknown {
                    return Ok(());
                }
                let slot = table.chunk.slot(&layout, &key);
                let value = Value::pack(stated, shape).map(|(value, _)| value);
                let value = value.and_then(|value| match table.chunk.fits_slot(slot, &value) {
                    Ok(()) => Ok(value),
                    Err(_) => Err("同一列里既有 100 亿以上的数又有小数"),
                });
                let value = value
                    .map_err(|why| LakeError::Request(format!("{subject} 的“{}”：{why}", attribute.name)))?;
                table.chunk.set_slot(slot, &value);
                Ok(())
            };
            if attribute.yearly {
                for (year, cell) in facts.years(id) {
                    put(Key::Attribute(id, Some(year)), cell.stated.clone())?;
                }
            } else if let Some(list) = facts.list(id) {
                if list.items.is_empty() && list.complete {
                    put(Key::Attribute(id, None), Stated::Absent)?;
                }
                if !list.complete {
                    table.chunk.set(&layout, &Key::Incomplete(id), &Value::Bool(true));
                }
            } else {
                match facts.plain(id) {
                    Lookup::Unknown => {}
                    Lookup::Absent(_) => put(Key::Attribute(id, None), Stated::Absent)?,
                    Lookup::Known(datum, _) => put(Key::Attribute(id, None), Stated::Known(datum.clone()))?,
                }
            }
        }
        table.flush_when_full(&layout, &self.path)?;
        for (id, table) in &mut self.lists {
            if let Some(list) = facts.list(*id) {
                let layout = Layout { kind: self.kind, list: Some(*id) };
                push_records(&layout, table, subject, list)?;
                table.flush_when_full(&layout, &self.path)?;
            }
        }
        Ok(())
    }

    /// Sets what is in memory aside, whatever its size.
    #[cfg(test)]
    pub(crate) fn end_chunk(&mut self) -> Result<(), LakeError> {
        let layout = Layout { kind: self.kind, list: None };
        self.subjects.flush(&layout, &self.path)
    }

    /// Puts all files in place and names them, the file of the subjects first.
    pub fn finish(mut self) -> Result<Vec<PathBuf>, LakeError> {
        let (kind, path, staging) = (self.kind, &self.path, self.staging.path());
        let finish =
            |table: &mut Table, list: Option<AttributeId>| -> Result<(PathBuf, PathBuf), LakeError> {
                table.flush(&Layout { kind, list }, path)?;
                let (name, to) = match list {
                    None => ("subjects.parquet".to_owned(), path.clone()),
                    Some(id) => (format!("list-{}.parquet", id.0), list_path(path, &kind.get(id).name)),
                };
                let made = staging.join(name);
                table.sink.finish(&made)?;
                Ok((made, to))
            };
        let (subjects, lists) = (&mut self.subjects, &mut self.lists);
        // The lists beside the subjects: each alone leaves processors idle.
        let (first, rest) = std::thread::scope(|scope| {
            let rest = lists.iter_mut().map(|(id, table)| finish(table, Some(*id)));
            let rest = scope.spawn(|| rest.collect::<Result<Vec<_>, _>>());
            let first = finish(subjects, None);
            (first, rest.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        let mut files = vec![first?];
        files.extend(rest?);
        // The file of the subjects comes last into its place: whoever sees it finds its lists.
        for (made, path) in files.iter().rev() {
            disk::rename(made, path)?;
        }
        Ok(files.into_iter().map(|(_, path)| path).collect())
    }
}

fn push_records(
    layout: &Layout<'_>,
    table: &mut Table,
    subject: &str,
    list: &ListFact,
) -> Result<(), LakeError> {
    for record in &list.items {
        table.chunk.begin_row();
        table.chunk.set_text(layout, &Key::Subject, subject);
        for (at, field) in (0u16..).zip(layout.fields()) {
            let key = Key::Field(FieldId(at));
            let value = Value::pack(record.field(FieldId(at)).clone(), Shape::of(&field.r#type));
            let (value, _) =
                value.map_err(|why| LakeError::Request(format!("{subject} 的“{}”：{why}", field.name)))?;
            table.chunk.set(layout, &key, &value);
        }
    }
    Ok(())
}

fn subject_column() -> Columns {
    let field = Arc::new(Field::new(SUBJECT, DataType::Utf8, true));
    Columns(BTreeMap::from([((Key::Subject, false), field)]))
}

/// All columns of a list, so that its file looks the same whether or not anybody has such records.
fn list_columns(layout: &Layout<'_>) -> Columns {
    let mut columns = subject_column();
    for (at, field) in (0u16..).zip(layout.fields()) {
        let key = Key::Field(FieldId(at));
        let kind = match layout.shape(&key) {
            Shape::Bool | Shape::Marker => DataType::Boolean,
            Shape::Date => DataType::Date32,
            Shape::Text => DataType::Utf8,
            Shape::Ratio => DECIMAL,
            Shape::Money | Shape::Count => DataType::Int64,
        };
        let mut stored = Field::new(&field.name, kind, true);
        if let Some(unit) = layout.unit(&key) {
            stored = stored.with_metadata([(UNIT.to_owned(), unit.to_owned())].into());
        }
        columns.0.insert((key, false), Arc::new(stored));
    }
    columns
}
