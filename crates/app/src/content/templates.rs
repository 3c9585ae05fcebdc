//! Templates of documents (`templates/*.md`), and what they need to know beside the data: targets that a law or a plan sets, and
//! which programmes and mechanisms bear on an indicator. Each is read when it is used, since most commands write nothing.

use serde::Deserialize;

use super::ContentFiles;
use crate::failure::{Code, Failure};

const FOLDER: &str = "templates";
const TARGETS: &str = "templates/targets.yaml";
const REMEDIES: &str = "templates/remedies.yaml";

/// A template's file.
#[derive(Clone, Debug)]
pub(crate) struct TemplateFile {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) text: String,
}

/// The files.
#[derive(Clone, Debug, Default)]
pub(crate) struct Templates {
    pub(crate) files: Vec<TemplateFile>,
    targets: Option<(String, String)>,
    remedies: Option<(String, String)>,
}

/// A target that somebody set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetTarget {
    /// Code of the place for which it was set (GB/T 2260).
    pub(crate) place: String,
    /// Column of the yearly figures, or attribute of the kind `region`.
    pub(crate) indicator: String,
    /// The year it is counted from.
    pub(crate) from: i32,
    /// The year by which it is to be reached; none: every year.
    #[serde(default)]
    pub(crate) until: Option<i32>,
    /// At least this figure, in the unit of the indicator.
    #[serde(default)]
    pub(crate) level: Option<f64>,
    /// At least this growth a year: 0.15.
    #[serde(default)]
    pub(crate) growth: Option<f64>,
    /// To grow faster than another column.
    #[serde(default)]
    pub(crate) faster: Option<Faster>,
    /// The words in which it was set.
    pub(crate) text: String,
    /// Where.
    pub(crate) source: String,
    /// In what the figures at hand differ from what it speaks of.
    #[serde(default)]
    pub(crate) note: String,
}

/// To grow faster than another column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Faster {
    /// The other column.
    pub(crate) than: String,
    /// By so many percentage points.
    #[serde(default)]
    pub(crate) by: f64,
}

/// What bears on an indicator.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Remedy {
    /// Id of the indicator in the framework.
    pub(crate) indicator: String,
    /// Families of programmes.
    #[serde(default)]
    pub(crate) programmes: Vec<String>,
    /// Ids of mechanisms in `lexicons/report-mechanisms.yaml`.
    #[serde(default)]
    pub(crate) mechanisms: Vec<String>,
    /// How they bear on it.
    pub(crate) how: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TargetsFile {
    targets: Vec<SetTarget>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RemediesFile {
    remedies: Vec<Remedy>,
}

impl Templates {
    pub(super) fn of(files: &ContentFiles) -> Self {
        let templates = files.folder(FOLDER).filter(|file| file.path.strip_suffix(".md").is_some());
        let mut templates: Vec<TemplateFile> = templates
            .map(|file| TemplateFile {
                id: file.identity(),
                label: file.label(),
                text: file.text.to_string(),
            })
            .collect();
        templates.sort_by(|a, b| a.id.cmp(&b.id));
        let beside = |path: &str| files.get(path).map(|file| (file.label(), file.text.to_string()));
        Self { files: templates, targets: beside(TARGETS), remedies: beside(REMEDIES) }
    }

    /// The template of that id.
    ///
    /// # Errors
    /// Where there is none.
    pub(crate) fn find(&self, id: &str) -> Result<&TemplateFile, Failure> {
        self.files.iter().find(|file| file.id == id).ok_or_else(|| {
            let known: Vec<&str> = self.files.iter().map(|file| file.id.as_str()).collect();
            let hint = format!("现有的模板：{}", known.join("、"));
            Failure::new(Code::InvalidArgument, format!("没有模板“{id}”"), hint).at("template")
        })
    }

    /// Targets that were set; none where there is no such file.
    ///
    /// # Errors
    /// Where the file cannot be used.
    pub(crate) fn targets(&self) -> Result<Vec<SetTarget>, Failure> {
        read::<TargetsFile>(self.targets.as_ref()).map(|file| file.map_or(Vec::new(), |file| file.targets))
    }

    /// What bears on which indicator; nothing where there is no such file.
    ///
    /// # Errors
    /// Where the file cannot be used.
    pub(crate) fn remedies(&self) -> Result<Vec<Remedy>, Failure> {
        read::<RemediesFile>(self.remedies.as_ref()).map(|file| file.map_or(Vec::new(), |file| file.remedies))
    }
}

fn read<T: serde::de::DeserializeOwned>(file: Option<&(String, String)>) -> Result<Option<T>, Failure> {
    let Some((label, text)) = file else { return Ok(None) };
    serde_saphyr::from_str(text).map(Some).map_err(|error| {
        let hint = "请改正内容文件；本区域的文件在数据目录的 content 下";
        Failure::new(Code::InvalidContent, error.to_string(), hint).at(label.clone())
    })
}
