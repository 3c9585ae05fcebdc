//! `/assess`: a visitor's own facts, typed or uploaded. Nothing is stored.

use app::model::{AssessmentSet, CheckSheet};
use app::{Failure, Planning};
use axum::extract::Multipart;

use super::prelude::*;
use crate::form::Form;

/// Facts to assess.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct AssessRequest {
    /// A facts file as text (YAML or JSON), or the same as an object: attribute to value.
    #[schema(value_type = FactsInput)]
    facts: FactsInput,
    /// Family or version ids; all programmes in force where empty.
    #[serde(default)]
    programmes: Vec<String>,
    /// Facts and law of this date; today unless told.
    as_of: Option<Date>,
    /// Whether to plan for what is not met.
    #[serde(default)]
    plan: bool,
    /// The day on which plans aim; the next window, or one to three years from now, unless told.
    target_date: Option<Date>,
    /// What moves take, as text (YAML), in place of the built-in assumptions.
    costs: Option<String>,
}

impl AssessRequest {
    fn planning(&self) -> Result<Option<Planning>, Failure> {
        let asked = self.plan || self.target_date.is_some() || self.costs.is_some();
        asked.then(|| planning(self.target_date, self.costs.as_deref())).transpose()
    }
}

/// What is asked of plans.
pub(super) fn planning(target: Option<Date>, costs: Option<&str>) -> Result<Planning, Failure> {
    match costs {
        None => Ok(Planning { target, ..Planning::default() }),
        Some(text) => Planning::with_costs(target, text),
    }
}

/// Facts as text or as an object.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum FactsInput {
    /// YAML or JSON text.
    Text(String),
    /// Attribute to value; money as text with unit (`5000万元`) or a plain number in 元.
    #[schema(value_type = Object)]
    Object(serde_json::Map<String, serde_json::Value>),
}

impl FactsInput {
    /// JSON is YAML: one reader, one set of messages.
    pub(super) fn text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Object(object) => serde_json::Value::Object(object).to_string(),
        }
    }
}

/// Assesses facts typed in, with plans where asked for. Nothing is stored.
#[utoipa::path(post, path = "/assess", operation_id = "assessFacts", tag = "check", request_body = AssessRequest, responses((status = 200, body = AssessmentSet), (status = "default", body = Problem)))]
pub(crate) async fn facts(
    server: State<Server>,
    access: Access,
    Body(request): Body<AssessRequest>,
) -> Answer<AssessmentSet> {
    let planning = request.planning()?;
    let text = request.facts.text();
    let when = When::on(request.as_of);
    server
        .work(move |region| {
            app::assess_facts(&access.0, region, &text, &request.programmes, planning.as_ref(), when)
        })
        .await
        .map(Json)
}

/// A table with one row per enterprise.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the parts of the multipart body in the OpenAPI document")]
pub(crate) struct SheetForm {
    /// CSV, XLSX or Parquet.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
    /// Family or version ids with commas between; all programmes in force unless told.
    programmes: Option<String>,
    /// Facts and law of this date; today unless told.
    as_of: Option<Date>,
}

/// Reads an uploaded table, says which cells cannot be read, assesses the rest. Nothing is stored.
#[utoipa::path(post, path = "/assess/sheet", operation_id = "assessSheet", tag = "check", request_body(content = SheetForm, content_type = "multipart/form-data"), responses((status = 200, body = CheckSheet), (status = "default", body = Problem)))]
pub(crate) async fn sheet(server: State<Server>, access: Access, form: Multipart) -> Answer<CheckSheet> {
    let form = Form::read(form, &["programmes", "as_of"]).await?;
    let when = When::on(form.date("as_of")?);
    let programmes = form.words("programmes");
    server
        .work(move |region| {
            app::check_sheet(&access.0, region, &form.file_name, &form.file, &programmes, when)
        })
        .await
        .map(Json)
}
