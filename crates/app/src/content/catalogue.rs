//! Content, read and checked: what the engines work with.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;
use programmes::lint::{FairCompetition, LintContext, lint, lint_programme};
use programmes::{Finding, Library, Programme};
use vocabulary::Kind;
use vocabulary::industry::Industries;
use vocabulary::region::Regions;

use super::{ContentFiles, ReportWords, Templates, files, kinds};
use crate::failure::{Code, Failure};

/// The kind whose subjects apply for programmes.
pub const ENTERPRISE: &str = "enterprise";

/// Content, read and checked.
#[derive(Debug)]
pub struct Catalogue {
    kinds: Vec<KindEntry>,
    /// Every programme without an error.
    pub library: Library,
    /// What is wrong with programme files.
    pub findings: Vec<Finding>,
    /// The files of programmes.
    documents: Vec<Document>,
    /// Which file stands for a programme, by its path.
    labels: HashMap<String, String>,
    /// Words that ask for a review of fair competition.
    fair_competition: Option<FairCompetition>,
    /// Files of measurement frameworks, shipped and of the region; each is checked when it is used.
    pub(crate) frameworks: Vec<FrameworkFile>,
    /// The words that reports are read with.
    pub report_words: ReportWords,
    /// Templates of documents, and what stands beside them.
    pub(crate) templates: Templates,
    /// GB/T 2260.
    pub regions: Regions,
    /// GB/T 4754.
    pub industries: Industries,
}

/// A file of programmes, read again when others are laid beside it.
#[derive(Debug)]
struct Document {
    id: String,
    path: String,
    text: String,
}

/// A file of a measurement framework.
#[derive(Clone, Debug)]
pub(crate) struct FrameworkFile {
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) text: String,
    /// The label and text of the units' table beside it, of the same name.
    pub(crate) table: Option<(String, String)>,
    /// The figures of places beside it, for cards: `NAME.figures.csv`.
    pub(crate) figures: Option<String>,
}

#[derive(Debug)]
struct KindEntry {
    kind: Arc<Kind>,
    label: String,
}

impl Catalogue {
    /// Reads content files. A programme with errors is left out and told in `findings`; a kind or table of codes with an
    /// error stops everything, since no fact could be read without it.
    ///
    /// # Errors
    /// Where a kind or a table of codes cannot be used, or the kind of enterprises is missing.
    pub fn read(files: &ContentFiles) -> Result<Self, Failure> {
        let invalid = |message: String, place: &str| {
            Failure::new(Code::InvalidContent, message, "请改正内容文件；本区域的文件在数据目录的 content 下")
                .at(place)
        };
        let read = kinds::read(files).map_err(|(message, place)| invalid(message, &place))?;
        let (mut kinds, labels): (Vec<Kind>, Vec<(String, String)>) =
            read.into_iter().map(|(kind, label)| (kind.clone(), (kind.id, label))).unzip();
        // Enterprises first, since most work is about them; the rest by id.
        kinds.sort_by_key(|kind| (kind.id != ENTERPRISE, kind.id.clone()));
        if kinds.first().is_none_or(|kind| kind.id != ENTERPRISE) {
            return Err(invalid("没有企业的属性文件".to_owned(), "kinds/enterprise.yaml"));
        }
        let table = |path: &str| {
            files
                .get(path)
                .ok_or_else(|| invalid("缺少代码表".to_owned(), path))
                .map(|file| (file.label(), &file.text))
        };
        let (label, text) = table("regions/gbt2260.csv")?;
        let regions = Regions::from_csv(&label, text).map_err(|error| invalid(error.to_string(), &label))?;
        let (label, text) = table("industries/gbt4754.csv")?;
        let industries =
            Industries::from_csv(&label, text).map_err(|error| invalid(error.to_string(), &label))?;
        let documents: Vec<Document> = files
            .folder("programmes")
            .map(|file| Document {
                id: file.identity(),
                path: file.path.clone(),
                text: file.text.to_string(),
            })
            .collect();
        let texts = documents.iter().map(|document| (document.path.clone(), document.text.clone()));
        let (library, findings) = Library::load(&kinds, texts);
        let kinds = kinds.into_iter().map(|kind| {
            let label = labels.iter().find(|(id, _)| *id == kind.id).map(|(_, label)| label.clone());
            KindEntry { kind: Arc::new(kind), label: label.unwrap_or_default() }
        });
        let kinds = kinds.collect();
        let labels = files.folder("programmes").map(|file| (file.path.clone(), file.label())).collect();
        let lexicon = files.get("lexicons/fair-competition.yaml").map(|file| (file.label(), &file.text));
        let fair_competition = lexicon
            .map(|(label, text)| FairCompetition::from_yaml(&label, text))
            .transpose()
            .map_err(|error| invalid(error.to_string(), "lexicons/fair-competition.yaml"))?;
        let mut frameworks: Vec<FrameworkFile> = files
            .folder("indices")
            .filter(|file| file.path.strip_suffix(".yaml").is_some())
            .map(|file| {
                let beside = |ending| files.get(&format!("{}.{ending}", file.path.trim_end_matches(".yaml")));
                FrameworkFile {
                    id: file.identity(),
                    label: file.label(),
                    text: file.text.to_string(),
                    table: beside("csv").map(|table| (table.label(), table.text.to_string())),
                    figures: beside("figures.csv").map(|table| table.text.to_string()),
                }
            })
            .collect();
        frameworks.sort_by(|a, b| a.id.cmp(&b.id));
        let report_words = ReportWords::of(files);
        let templates = Templates::of(files);
        Ok(Self {
            kinds,
            library,
            findings,
            documents,
            labels,
            fair_competition,
            frameworks,
            report_words,
            templates,
            regions,
            industries,
        })
    }

    /// The library with these programme files (path, text) beside the others, in the place of those of the same id. Only what
    /// they are found to have wrong is told; their programmes are those whose path is one of theirs.
    pub fn library_with(&self, own: Vec<(String, String)>) -> (Library, Vec<Finding>) {
        let kinds: Vec<Kind> = self.kinds().map(|kind| kind.as_ref().clone()).collect();
        let ids: HashSet<String> = own.iter().map(|(path, text)| files::identity(path, text)).collect();
        let paths: HashSet<String> = own.iter().map(|(path, _)| path.clone()).collect();
        let others = self.documents.iter().filter(|document| !ids.contains(&document.id));
        let others = others.map(|document| (document.path.clone(), document.text.clone()));
        let (library, mut findings) = Library::load(&kinds, own.into_iter().chain(others));
        findings.retain(|finding| paths.contains(&finding.path));
        (library, findings)
    }

    /// What the linter says of a library on a day.
    pub fn lint(&self, library: &Library, as_of: Date) -> Vec<Finding> {
        lint(library, &self.lint_context(as_of))
    }

    /// What the linter says of one of the catalogue's own programmes on a day.
    pub fn lint_programme(&self, programme: &Programme, as_of: Date) -> Vec<Finding> {
        lint_programme(programme, &self.library, &self.lint_context(as_of))
    }

    fn lint_context(&self, as_of: Date) -> LintContext<'_> {
        LintContext { as_of, fair_competition: self.fair_competition.as_ref() }
    }

    /// Every kind, enterprises first.
    pub fn kinds(&self) -> impl Iterator<Item = &Arc<Kind>> {
        self.kinds.iter().map(|entry| &entry.kind)
    }

    /// The kind of that id, and which file stands for it.
    ///
    /// # Errors
    /// Where there is none.
    pub fn kind(&self, id: &str) -> Result<(&Arc<Kind>, &str), Failure> {
        self.kinds
            .iter()
            .find(|entry| entry.kind.id == id)
            .map(|entry| (&entry.kind, entry.label.as_str()))
            .ok_or_else(|| {
                let known: Vec<_> =
                    self.kinds().map(|kind| format!("{}（{}）", kind.id, kind.name)).collect();
                Failure::new(
                    Code::UnknownKind,
                    format!("没有类别“{id}”"),
                    format!("可用的类别：{}", known.join("、")),
                )
                .at("kind")
            })
    }

    /// The kind of enterprises.
    ///
    /// # Panics
    /// Never: [`Catalogue::read`] refuses content without it.
    pub fn enterprise(&self) -> &Arc<Kind> {
        &self.kinds[0].kind
    }

    /// SHA-256 of the file of a programme that was read from `path`; empty where there is none.
    pub fn digest(&self, path: &str) -> String {
        let document = self.documents.iter().find(|document| document.path == path);
        let digest = document.map(|document| lake::FileDigest::of_bytes(document.text.as_bytes()).sha256);
        digest.unwrap_or_default()
    }

    /// Which file stands for a programme that was read from `path`.
    pub fn label<'a>(&'a self, path: &'a str) -> &'a str {
        self.labels.get(path).map_or(path, String::as_str)
    }
}
