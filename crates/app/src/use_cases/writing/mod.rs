//! Documents written from templates: which there are, whether they are right, and one of them as a file.

mod city;
mod course;
mod enterprises;
mod gaps;
mod index;
mod matters;
mod names;
mod panel;
mod population;
mod region;
mod source;
mod subject;

use documents::{Annex, Block, Document, Template};
use jiff::civil::Date;

use self::names::{Desk, NAMES};
use crate::access::AccessScope;
use crate::clock::When;
use crate::content::TemplateFile;
use crate::failure::{Code, Detail, Failure};
use crate::model::{ParameterChange, TemplateInfo, TemplateList, TemplateParameter};
use crate::region::Region;
use crate::use_cases::Listing;

/// What is written.
#[derive(Clone, Debug, Default)]
pub struct ReportOrder {
    /// Id of the template.
    pub template: String,
    /// The subject that it is about, where it is about one: id, code or unique name.
    pub subject: Option<String>,
    /// The kind of the subject; enterprises unless told.
    pub kind: Option<String>,
    /// Family or version of the programme that it is about.
    pub programme: Option<String>,
    /// A reform: parameters set otherwise.
    pub set: Vec<ParameterChange>,
    /// Who is on a list.
    pub listing: Option<Listing>,
    /// The template's own parameters: name and value.
    pub parameters: Vec<(String, String)>,
}

/// The format of a document's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ReportFormat {
    /// Word, in the layout of official documents.
    Docx,
    /// Excel: tables with live formulas, the data of charts, sources of figures.
    Xlsx,
    /// PDF with bookmarks, in the layout of official documents; needs a program built with it and a font with Chinese.
    Pdf,
}

impl ReportFormat {
    /// By the ending of a file's name.
    ///
    /// # Errors
    /// Where it is none of them.
    pub fn of_name(name: &str) -> Result<Self, Failure> {
        match name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).as_deref() {
            Some("docx") => Ok(Self::Docx),
            Some("xlsx") => Ok(Self::Xlsx),
            Some("pdf") => Ok(Self::Pdf),
            _ => {
                let message = format!("{name} 的扩展名应是 .docx、.xlsx 或 .pdf");
                Err(Failure::new(Code::InvalidArgument, message, "请改文件名").at("out"))
            }
        }
    }

    /// Ending of the file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
        }
    }
}

/// A document that was written.
#[derive(Clone, Debug)]
pub struct ReportWritten {
    /// Its title.
    pub title: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Figures in its sentences, each with a footnote.
    pub figures: usize,
    /// Numbers typed by hand, each marked.
    pub typed: usize,
}

/// Templates, with what is wrong with those that cannot be used.
pub fn report_templates(region: &Region) -> TemplateList {
    let mut list = TemplateList { items: Vec::new(), broken: Vec::new(), names: Vec::new() };
    list.names = NAMES.iter().map(|name| format!("{}：{}", name.name, name.what)).collect();
    for file in &region.catalogue.templates.files {
        match read(file) {
            Ok(template) => list.items.push(TemplateInfo {
                id: template.id().to_owned(),
                name: template.name().to_owned(),
                description: template.description().to_owned(),
                file: file.label.clone(),
                reads: template.reads().to_vec(),
                parameters: (template.parameters().iter())
                    .map(|own| TemplateParameter {
                        name: own.name.clone(),
                        description: own.description.clone(),
                        default: own.default.clone(),
                    })
                    .collect(),
            }),
            Err(failure) => {
                let told = failure.details.iter().map(|detail| {
                    let (line, column) = (detail.line.unwrap_or(1), detail.column.unwrap_or(1));
                    format!("{}:{line}:{column}: {}", file.label, detail.message)
                });
                list.broken.extend(told);
            }
        }
    }
    list
}

/// Checks the text of a template; `label` is how messages name it.
///
/// # Errors
/// Every problem with line and column.
pub fn check_template(label: &str, text: &str) -> Result<(), Failure> {
    let file = TemplateFile { id: String::new(), label: label.to_owned(), text: text.to_owned() };
    read(&file).map(|_| ())
}

/// Writes a document.
///
/// # Errors
/// Where there is no such template, it is wrong, asks for what is not there, or the format is not built in.
pub fn write_report(
    scope: &AccessScope,
    region: &Region,
    order: &ReportOrder,
    format: ReportFormat,
    when: When,
) -> Result<ReportWritten, Failure> {
    let document = report_document(scope, region, order, when)?;
    let failed = |message: String| Failure::new(Code::StorageFailed, format!("文稿不能写出：{message}"), "");
    let bytes = match format {
        ReportFormat::Docx => documents::docx::write(&document).map_err(failed)?,
        ReportFormat::Xlsx => documents::xlsx::write(&document).map_err(failed)?,
        ReportFormat::Pdf => pdf(&document)?,
    };
    let (mut figures, mut typed) = (0, 0);
    for run in document.all_blocks().flat_map(Block::runs) {
        match run.piece {
            documents::Piece::Figure(_) => figures += 1,
            documents::Piece::Typed(_) => typed += 1,
            documents::Piece::Text(_) => {}
        }
    }
    Ok(ReportWritten { title: document.title.clone(), bytes, figures, typed })
}

#[cfg(feature = "typeset")]
fn pdf(document: &Document) -> Result<Vec<u8>, Failure> {
    use std::sync::OnceLock;
    /// Found once: looking through the machine's fonts takes longer than setting a page.
    static FONTS: OnceLock<typeset::Fonts> = OnceLock::new();
    typeset::pdf(document, FONTS.get_or_init(typeset::Fonts::of_machine)).map_err(|error| {
        let (code, hint) = match &error {
            typeset::TypesetError::NoFont => (Code::NotBuilt, "装好以后重试；或写成 .docx"),
            typeset::TypesetError::Refused(_) => (Code::StorageFailed, "请写成 .docx"),
        };
        Failure::new(code, error.to_string(), hint)
    })
}

#[cfg(not(feature = "typeset"))]
fn pdf(_document: &Document) -> Result<Vec<u8>, Failure> {
    let message = "这个程序没有带 PDF 排版";
    Err(Failure::new(
        Code::NotBuilt,
        message,
        "请写成 .docx，再用 WPS 或 Word 另存为 PDF；或用带 typeset 功能的程序",
    ))
}

/// The document before any format.
fn report_document(
    scope: &AccessScope,
    region: &Region,
    order: &ReportOrder,
    when: When,
) -> Result<Document, Failure> {
    let file = region.catalogue.templates.find(&order.template)?;
    let template = read(file)?;
    parameters_known(&template, order)?;
    let desk = Desk::new(scope, region, order, &template, when)?;
    let mut data = Vec::new();
    for name in NAMES.iter().filter(|name| template.reads().iter().any(|read| read == name.name)) {
        data.push((name.name.to_owned(), (name.data)(&desk)?));
    }
    let date: Date = desk.moment.as_of;
    let mut document = template.write(&data, date).map_err(|problem| wrong(file, &[problem]))?;
    document.below = desk.below()?;
    with_chart_data(&mut document);
    Ok(document)
}

/// The data behind the charts, in an annex.
fn with_chart_data(document: &mut Document) {
    let blocks: Vec<Block> = document.charts().map(|chart| Block::Table(chart.table().into())).collect();
    document.annex = (!blocks.is_empty()).then(|| Annex { title: "图的数据".to_owned(), blocks });
}

fn read(file: &TemplateFile) -> Result<Template, Failure> {
    let names: Vec<&str> = NAMES.iter().map(|name| name.name).collect();
    Template::read(&file.text, &names).map_err(|problems| wrong(file, &problems))
}

fn wrong(file: &TemplateFile, problems: &[documents::Problem]) -> Failure {
    let detail = |problem: &documents::Problem| Detail {
        line: Some(problem.line),
        column: Some(problem.column),
        message: problem.message.clone(),
    };
    Failure::new(Code::InvalidContent, "模板不能使用", "请改正模板；可用的名称见 kechuang report templates")
        .at(file.label.clone())
        .with_details(problems.iter().map(detail).collect())
}

fn parameters_known(template: &Template, order: &ReportOrder) -> Result<(), Failure> {
    let known = template.parameters();
    match order.parameters.iter().find(|(name, _)| !known.iter().any(|own| own.name == *name)) {
        None => Ok(()),
        Some((name, _)) => {
            let names: Vec<&str> = known.iter().map(|own| own.name.as_str()).collect();
            let hint = if names.is_empty() {
                "这个模板没有参数".to_owned()
            } else {
                format!("可用的参数：{}", names.join("、"))
            };
            Err(Failure::new(Code::InvalidArgument, format!("模板没有参数“{name}”"), hint).at("with"))
        }
    }
}
