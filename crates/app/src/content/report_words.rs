//! The words that reports are read with: read when the first report comes, since most commands read none.

use std::sync::OnceLock;

use reports::lexicon::{File, Files};
use reports::{Gazetteer, Lexicon};
use vocabulary::region::Regions;

use super::ContentFiles;
use crate::failure::{Code, Failure};

const WORDS: &str = "lexicons/report-words.yaml";
const INDICATORS: &str = "lexicons/report-indicators.yaml";
const LAUNDERED: &str = "lexicons/report-laundered.yaml";
const MECHANISMS: &str = "lexicons/report-mechanisms.yaml";

/// The lexicons as files, and as read.
#[derive(Debug, Default)]
pub struct ReportWords {
    /// Path, label, text.
    files: Vec<(String, String, String)>,
    read: OnceLock<Result<(Lexicon, Gazetteer), Failure>>,
}

impl ReportWords {
    pub(super) fn of(files: &ContentFiles) -> Self {
        let found = [WORDS, INDICATORS, LAUNDERED, MECHANISMS].iter().filter_map(|path| {
            let file = files.get(path)?;
            Some(((*path).to_owned(), file.label(), file.text.to_string()))
        });
        Self { files: found.collect(), read: OnceLock::new() }
    }

    /// The lexicon, and the places of the region table.
    ///
    /// # Errors
    /// Where a file is missing or is not the YAML that it should be.
    pub fn lexicon(&self, regions: &Regions) -> Result<&(Lexicon, Gazetteer), Failure> {
        self.read.get_or_init(|| self.load(regions)).as_ref().map_err(Clone::clone)
    }

    fn load(&self, regions: &Regions) -> Result<(Lexicon, Gazetteer), Failure> {
        let invalid = |message: String, place: &str| {
            Failure::new(Code::InvalidContent, message, "请改正词表；本区域的文件在数据目录的 content 下")
                .at(place)
        };
        let file = |path: &'static str| {
            let found = self.files.iter().find(|(own, ..)| own == path);
            found
                .map(|(_, label, text)| File { path: label, text })
                .ok_or_else(|| invalid("缺少词表".to_owned(), path))
        };
        let files = Files {
            words: file(WORDS)?,
            indicators: file(INDICATORS)?,
            laundered: file(LAUNDERED)?,
            mechanisms: file(MECHANISMS)?,
        };
        let lexicon = Lexicon::read(files).map_err(|error| invalid(error.message, &error.path))?;
        let places = Gazetteer::new(regions, &lexicon.words);
        Ok((lexicon, places))
    }
}
