//! What a region says of itself: `DIR/region.yaml` (`code`, `name`) and `DIR/districts.geojson`.

use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::failure::{Code, Failure};

const SETTINGS: &str = "region.yaml";
const DISTRICTS: &str = "districts.geojson";
/// Largest map in bytes.
pub(crate) const MAX_MAP_BYTES: u64 = 16 * 1024 * 1024;

/// Who the region is. Both may be left out: then pages show every district that occurs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// GB/T 2260 code: 330100.
    #[serde(default)]
    pub(crate) code: Option<String>,
    /// 杭州市.
    #[serde(default)]
    pub(crate) name: Option<String>,
}

impl Settings {
    pub(crate) fn read(directory: &Path) -> Result<Self, Failure> {
        let path = directory.join(SETTINGS);
        let Some(text) = read_if_there(&path)? else { return Ok(Self::default()) };
        serde_saphyr::from_str(&text).map_err(|error| {
            Failure::new(
                Code::InvalidContent,
                format!("区域设置不能使用：{error}"),
                "应写明 code（六位行政区划代码）和 name，如 code: \"330100\"",
            )
            .at(path.display().to_string())
        })
    }

    /// Writes settings and map of a new region; what is already there stays.
    pub(crate) fn found(&self, directory: &Path, map: Option<&str>) -> Result<(), Failure> {
        let text = format!(
            "code: \"{}\"\nname: {}\n",
            self.code.as_deref().unwrap_or(""),
            self.name.as_deref().unwrap_or("")
        );
        write_if_missing(directory, SETTINGS, &text)?;
        map.map_or(Ok(()), |map| write_if_missing(directory, DISTRICTS, map))
    }
}

/// Outlines of the region's districts as GeoJSON; one without features where the region has no map.
pub(crate) fn districts_map(directory: &Path) -> Result<String, Failure> {
    let map = read_if_there(&directory.join(DISTRICTS))?;
    Ok(map.unwrap_or_else(|| r#"{"type":"FeatureCollection","features":[]}"#.to_owned()))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the region's own settings are read from its data directory here"
)]
fn read_if_there(path: &Path) -> Result<Option<String>, Failure> {
    let failed = |error: &std::io::Error| {
        Failure::new(Code::StorageFailed, format!("文件不能读取：{error}"), "请检查文件及其权限")
            .at(path.display().to_string())
    };
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.len() > MAX_MAP_BYTES => {
            let message = format!("文件超过 {} MB", MAX_MAP_BYTES >> 20);
            Err(Failure::new(Code::LimitExceeded, message, "请简化后再用").at(path.display().to_string()))
        }
        Ok(_) => std::fs::read_to_string(path).map(Some).map_err(|error| failed(&error)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(&error)),
    }
}

fn write_if_missing(directory: &Path, name: &str, text: &str) -> Result<(), Failure> {
    let path = directory.join(name);
    if path.exists() {
        return Ok(());
    }
    let write = || -> std::io::Result<()> {
        std::fs::create_dir_all(directory)?;
        let mut file = tempfile::NamedTempFile::new_in(directory)?;
        file.write_all(text.as_bytes())?;
        file.persist(&path)?;
        Ok(())
    };
    write().map_err(|error| {
        Failure::new(Code::StorageFailed, format!("文件不能写入：{error}"), "请检查数据目录的权限和剩余空间")
            .at(path.display().to_string())
    })
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests lay out the files that they read")]
mod tests {
    use super::*;

    #[test]
    fn a_region_says_who_it_is_and_is_not_overwritten() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        assert_eq!(Settings::read(directory.path()), Ok(Settings::default()));
        assert!(districts_map(directory.path()).expect("an empty map").contains("[]"));
        let hangzhou = Settings { code: Some("330100".to_owned()), name: Some("杭州市".to_owned()) };
        hangzhou.found(directory.path(), Some("{}")).expect("writable");
        assert_eq!(Settings::read(directory.path()), Ok(hangzhou.clone()));
        let other = Settings { code: Some("320100".to_owned()), name: Some("南京市".to_owned()) };
        other.found(directory.path(), None).expect("nothing to do");
        assert_eq!(Settings::read(directory.path()), Ok(hangzhou));
        assert_eq!(districts_map(directory.path()).as_deref(), Ok("{}"));
    }

    #[test]
    fn a_slip_in_the_settings_is_named() {
        let directory = tempfile::tempdir().expect("a temporary directory");
        std::fs::write(directory.path().join(SETTINGS), "nmae: 杭州市\n").expect("writable");
        let failure = Settings::read(directory.path()).expect_err("an unknown key");
        assert_eq!(failure.code, Code::InvalidContent);
        assert!(failure.hint.contains("name"), "{failure}");
    }
}
