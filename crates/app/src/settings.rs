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
    /// A base map from elsewhere, such as 天地图. Without it nothing but this server is ever asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) tiles: Option<Tiles>,
}

/// Where the base map of 一张图 comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tiles {
    /// Address with `{z}`, `{x}` and `{y}`, over https.
    pub(crate) url: String,
    /// What the source wants to be named, with its approval number (审图号) where it has one.
    pub(crate) attribution: String,
}

impl Tiles {
    /// The one origin that pages may then ask: `https://t0.tianditu.gov.cn`.
    pub(crate) fn origin(&self) -> Option<String> {
        let host = self.url.strip_prefix("https://")?.split(['/', '?', '#']).next()?;
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        let whole = ["{z}", "{x}", "{y}"].iter().all(|part| self.url.contains(part));
        (whole && !host.is_empty() && host.chars().all(plain)).then(|| format!("https://{host}"))
    }
}

impl Settings {
    pub(crate) fn read(directory: &Path) -> Result<Self, Failure> {
        let path = directory.join(SETTINGS);
        let Some(text) = read_if_there(&path)? else { return Ok(Self::default()) };
        let settings: Self = serde_saphyr::from_str(&text).map_err(|error| {
            Failure::new(
                Code::InvalidContent,
                format!("区域设置不能使用：{error}"),
                "应写明 code（六位行政区划代码）和 name，如 code: \"330100\"",
            )
            .at(path.display().to_string())
        })?;
        match &settings.tiles {
            Some(tiles) if tiles.origin().is_none() => Err(Failure::new(
                Code::InvalidContent,
                format!("底图地址“{}”不能使用", tiles.url),
                "tiles.url 应以 https:// 开头，含 {z}、{x}、{y}，主机名里不能有花括号",
            )
            .at(path.display().to_string())),
            _ => Ok(settings),
        }
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
        let hangzhou =
            Settings { code: Some("330100".to_owned()), name: Some("杭州市".to_owned()), tiles: None };
        hangzhou.found(directory.path(), Some("{}")).expect("writable");
        assert_eq!(Settings::read(directory.path()), Ok(hangzhou.clone()));
        let other =
            Settings { code: Some("320100".to_owned()), name: Some("南京市".to_owned()), tiles: None };
        other.found(directory.path(), None).expect("nothing to do");
        assert_eq!(Settings::read(directory.path()), Ok(hangzhou));
        assert_eq!(districts_map(directory.path()).as_deref(), Ok("{}"));
    }

    #[test]
    fn a_base_map_names_one_origin_or_is_refused() {
        let tiles = |url: &str| Tiles { url: url.to_owned(), attribution: String::new() }.origin();
        let good = "https://t0.tianditu.gov.cn/vec_w/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=0";
        assert_eq!(tiles(good).as_deref(), Some("https://t0.tianditu.gov.cn"));
        for bad in [
            "http://a/{z}/{x}/{y}",
            "https://a/{z}/{x}",
            "https:///{z}/{x}/{y}",
            "https://a; img-src */{z}{x}{y}",
        ] {
            assert_eq!(tiles(bad), None, "{bad}");
        }
        let directory = tempfile::tempdir().expect("a temporary directory");
        let text = "tiles: {url: \"http://a/{z}/{x}/{y}\", attribution: 甲}\n";
        std::fs::write(directory.path().join(SETTINGS), text).expect("writable");
        let failure = Settings::read(directory.path()).expect_err("not over https");
        assert!(failure.hint.contains("https"), "{failure}");
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
