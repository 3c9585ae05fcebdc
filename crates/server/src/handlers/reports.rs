//! `/reports`: reports that people write, read back. Nothing is stored.

use app::model::ReportReading;
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
}

/// The figures and measures of a report, and which figures do not hold or cannot be checked. Nothing is repaired, nothing is stored.
#[utoipa::path(post, path = "/reports/read", operation_id = "readReport", tag = "reports", request_body(content = ReportForm, content_type = "multipart/form-data"), responses((status = 200, body = ReportReading), (status = "default", body = Problem)))]
pub(crate) async fn read(server: State<Server>, access: Access, form: Multipart) -> Answer<ReportReading> {
    let form = Form::read(form, &["as_of"]).await?;
    let when = When::on(form.date("as_of")?);
    server
        .work(move |region| {
            let text = app::report_text(&form.file_name, &form.file)?;
            app::read_report(&access.0, region, &text, when)
        })
        .await
        .map(Json)
}
