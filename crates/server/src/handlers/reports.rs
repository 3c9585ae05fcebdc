//! `/reports`: reports that people write, read back; documents written from templates. Nothing is stored.

use std::collections::BTreeMap;

use app::model::{ParameterChange, ReportReading, StatedFigure, TemplateList};
use app::{Listing, ReportFormat, ReportOrder};
use axum::extract::Multipart;

use super::prelude::*;
use crate::form::Form;

/// A report.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the parts of the multipart body in the OpenAPI document")]
pub(crate) struct ReportForm {
    /// TXT (UTF-8, GB18030), DOCX, PDF with a text layer, or HTML.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
    /// Figures confirmed by this date; today unless told.
    as_of: Option<Date>,
    /// `true`: the answer holds the text that offsets count in.
    text: Option<bool>,
}

/// The figures and measures of a report, and which figures do not hold or cannot be checked. Nothing is repaired, nothing is stored.
#[utoipa::path(post, path = "/reports/read", operation_id = "readReport", tag = "reports", request_body(content = ReportForm, content_type = "multipart/form-data"), responses((status = 200, body = ReportReading), (status = "default", body = Problem)))]
pub(crate) async fn read(server: State<Server>, access: Access, form: Multipart) -> Answer<ReportReading> {
    let form = Form::read(form, &["as_of", "text"]).await?;
    let when = When::on(form.date("as_of")?);
    let with_text = form.text("text").is_some_and(|wanted| wanted == "true");
    server
        .work(move |region| {
            let text = app::report_text(&form.file_name, &form.file)?;
            let reading = app::read_report(&access.0, region, &text, when)?;
            Ok(ReportReading { text: with_text.then_some(text), ..reading })
        })
        .await
        .map(Json)
}

/// Figures of a report that a person confirmed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConfirmedFigures {
    /// As the reading gave them.
    figures: Vec<StatedFigure>,
    /// Which report.
    source: String,
    /// Who checked them, and how.
    checked: String,
}

/// The sheet that an import with kind `figure` reads, as CSV: one row a figure, with the report's own words. Figures blacked out are left out.
#[utoipa::path(post, path = "/reports/figures.csv", operation_id = "confirmedFigures", tag = "reports", request_body = ConfirmedFigures, responses((status = 200, body = Vec<u8>, content_type = "text/csv"), (status = "default", body = Problem)))]
pub(crate) async fn figures(_access: Access, Body(body): Body<ConfirmedFigures>) -> File {
    let bytes = app::confirmed_figures(&body.figures, &body.source, &body.checked)?;
    Ok(Download { media_type: "text/csv; charset=utf-8", name: "figures.csv".to_owned(), bytes })
}

/// Templates with their parameters, what templates can read, and what is wrong with those that cannot be used.
#[utoipa::path(get, path = "/reports/templates", operation_id = "reportTemplates", tag = "reports", responses((status = 200, body = TemplateList), (status = "default", body = Problem)))]
pub(crate) async fn templates(server: State<Server>, _access: Access) -> Answer<TemplateList> {
    server.work(move |region| Ok(app::report_templates(region))).await.map(Json)
}

/// What is written.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WriteRequest {
    /// Id of the template.
    template: String,
    /// Format of the file.
    format: ReportFormat,
    /// The subject that it is about: id, code or unique name.
    subject: Option<String>,
    /// The kind of the subject; enterprises unless told.
    kind: Option<String>,
    /// Family or version of the programme that it is about.
    programme: Option<String>,
    /// A reform: parameters set otherwise, all at once.
    #[serde(default)]
    set: Vec<ParameterChange>,
    /// Who is on a list; those who qualify unless told.
    listing: Option<Listing>,
    /// The template's own parameters by name.
    #[serde(default)]
    parameters: BTreeMap<String, String>,
    /// Facts and law of this date; today unless told. The same data and date give the same bytes.
    as_of: Option<Date>,
}

/// A document as a file: Word in the layout of official documents, a workbook with live formulas, or PDF.
#[utoipa::path(post, path = "/reports/write", operation_id = "writeReport", tag = "reports", request_body = WriteRequest, responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = "default", body = Problem)))]
pub(crate) async fn write(server: State<Server>, access: Access, Body(request): Body<WriteRequest>) -> File {
    let WriteRequest { template, format, subject, kind, programme, set, listing, parameters, as_of } =
        request;
    let name = template.clone();
    let parameters = parameters.into_iter().collect();
    let order = ReportOrder { template, subject, kind, programme, set, listing, parameters };
    let written = server
        .work(move |region| app::write_report(&access.0, region, &order, format, When::on(as_of)))
        .await?;
    Ok(Download::report(&name, format, written.bytes))
}
