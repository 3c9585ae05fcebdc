//! A view straight from a view file, without a lake: `population --view FILE.parquet`.

use std::path::Path;

use jiff::Timestamp;
use vocabulary::{AttributeType, Kind};

use super::{Origin, View, build};
use crate::source::{MANIFEST_FORMAT, OriginalFile, Source, SourceSheet};
use crate::writer::list_path;
use crate::{LakeError, Rulings, disk};

impl View {
    /// Reads a view file and the files of its lists beside it, as they were written by [`View::write_parquet`] or
    /// [`crate::ViewWriter`]. The values' source is the file, read at `now`.
    pub fn open(kind: &Kind, path: &Path, now: Timestamp) -> Result<Self, LakeError> {
        let mut origins = vec![Origin::file(whole_file(kind, path, None, now), None, path.to_owned())];
        for (id, attribute) in kind.iter() {
            let beside = list_path(path, &attribute.name);
            if matches!(attribute.r#type, AttributeType::List(_)) && disk::exists(&beside) {
                let source = whole_file(kind, &beside, Some(&attribute.name), now);
                origins.push(Origin::file(source, Some(id), beside));
            }
        }
        build(kind, &origins, &Rulings::default(), None).map_err(|error| match error {
            // The file is the user's own: nobody shall be told to delete the directory it lies in.
            LakeError::Damaged { path, message } => {
                let advice =
                    format!("不是视图格式的 Parquet（{message}）；请用 kechuang view 或 generate 重新生成");
                LakeError::unreadable(&path.display().to_string(), advice)
            }
            other => other,
        })
    }
}

fn whole_file(kind: &Kind, path: &Path, list: Option<&str>, now: Timestamp) -> Source {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Source {
        format: MANIFEST_FORMAT,
        id: name.clone(),
        kind: kind.id.clone(),
        name: name.clone(),
        department: None,
        authority: None,
        licence: None,
        sharing: None,
        period: None,
        basis: None,
        delivered: None,
        imported_at: now,
        imported_by: String::new(),
        file: OriginalFile { name, bytes: 0, sha256: String::new(), format: "Parquet".to_owned() },
        sheets: vec![SourceSheet { name: None, offset: 0 }],
        mapping: None,
        list: list.map(str::to_owned),
        complete: true,
        rows_read: 0,
        rows_in: 0,
        rows_rejected: 0,
        rejects: 0,
        unmapped: Vec::new(),
        notes: Vec::new(),
        sheet_reports: Vec::new(),
        first_rejects: Vec::new(),
        replaces: Vec::new(),
        quality: None,
        table: None,
        rejects_file: None,
        retirement: None,
    }
}
