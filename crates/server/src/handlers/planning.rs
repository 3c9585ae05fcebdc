//! `/path`, `/bundle`, `/questions`: what would make it, what goes together, what to ask next. Of facts typed in nothing is stored.

use app::Planning;
use app::model::{AssessmentSet, BundleInfo, PathInfo, QuestionSet};

use super::assess::{FactsInput, planning};
use super::prelude::*;
use crate::form::split_words;

/// Questions where the request does not say how many.
const DEFAULT_QUESTIONS: usize = 5;

/// Facts to plan with.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct PathRequest {
    /// A facts file as text (YAML or JSON), or the same as an object: attribute to value.
    #[schema(value_type = FactsInput)]
    facts: FactsInput,
    /// What moves take, as text (YAML), in place of the built-in assumptions.
    costs: Option<String>,
    /// Facts and law of this date; today unless told.
    as_of: Option<Date>,
}

/// The cultivation path by facts typed in, rung by rung with plans.
#[utoipa::path(post, path = "/path", operation_id = "pathOfFacts", tag = "check", request_body = PathRequest, responses((status = 200, body = PathInfo), (status = "default", body = Problem)))]
pub(crate) async fn path_of_facts(
    server: State<Server>,
    access: Access,
    Body(request): Body<PathRequest>,
) -> Answer<PathInfo> {
    let planning = planning(None, request.costs.as_deref())?;
    let (text, when) = (request.facts.text(), When::on(request.as_of));
    server.work(move |region| app::path_of_facts(&access.0, region, &text, &planning, when)).await.map(Json)
}

/// The cultivation path of a subject, rung by rung with plans.
#[utoipa::path(get, path = "/subjects/{kind}/{id}/path", operation_id = "pathOfSubject", tag = "subjects", params(("kind" = String, Path, description = "enterprise"), ("id" = String, Path, description = "id, code or unique name"), AsOf), responses((status = 200, body = PathInfo), (status = "default", body = Problem)))]
pub(crate) async fn path_of_subject(
    server: State<Server>,
    access: Access,
    Path((kind, id)): Path<(String, String)>,
    Params(when): Params<AsOf>,
) -> Answer<PathInfo> {
    let planning = Planning::default();
    server
        .work(move |region| app::path_of_subject(&access.0, region, &kind, &id, &planning, when.when()))
        .await
        .map(Json)
}

/// Facts of which the best bundle is wanted.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct BundleRequest {
    /// A facts file as text (YAML or JSON), or the same as an object: attribute to value.
    #[schema(value_type = FactsInput)]
    facts: FactsInput,
    /// Family or version ids; all programmes in force where empty.
    #[serde(default)]
    programmes: Vec<String>,
    /// Facts and law of this date; today unless told.
    as_of: Option<Date>,
}

/// The best set of programmes by facts typed in, under exclusive groups and common caps.
#[utoipa::path(post, path = "/bundle", operation_id = "bundleOfFacts", tag = "check", request_body = BundleRequest, responses((status = 200, body = BundleInfo), (status = "default", body = Problem)))]
pub(crate) async fn bundle_of_facts(
    server: State<Server>,
    access: Access,
    Body(request): Body<BundleRequest>,
) -> Answer<BundleInfo> {
    let (text, when) = (request.facts.text(), When::on(request.as_of));
    server
        .work(move |region| app::bundle_of_facts(&access.0, region, &text, &request.programmes, when))
        .await
        .map(Json)
}

/// Which programmes, on which date.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct BundleParams {
    /// Family or version ids with commas between; all programmes in force unless told.
    programme: Option<String>,
    /// Facts and law of this date; today unless told.
    as_of: Option<Date>,
}

/// The best set of programmes of a subject, under exclusive groups and common caps.
#[utoipa::path(get, path = "/subjects/{kind}/{id}/bundle", operation_id = "bundleOfSubject", tag = "subjects", params(("kind" = String, Path, description = "enterprise"), ("id" = String, Path, description = "id, code or unique name"), BundleParams), responses((status = 200, body = BundleInfo), (status = "default", body = Problem)))]
pub(crate) async fn bundle_of_subject(
    server: State<Server>,
    access: Access,
    Path((kind, id)): Path<(String, String)>,
    Params(params): Params<BundleParams>,
) -> Answer<BundleInfo> {
    let programmes = params.programme.as_deref().map(split_words).unwrap_or_default();
    let when = When::on(params.as_of);
    server
        .work(move |region| app::bundle_of_subject(&access.0, region, &kind, &id, &programmes, when))
        .await
        .map(Json)
}

/// Facts known so far.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct QuestionsRequest {
    /// A facts file as text (YAML or JSON), or the same as an object: attribute to value.
    #[schema(value_type = FactsInput)]
    facts: FactsInput,
    /// Family or version ids; all programmes in force where empty.
    #[serde(default)]
    programmes: Vec<String>,
    /// Most questions wanted; five unless told.
    limit: Option<usize>,
    /// Facts and law of this date; today unless told.
    as_of: Option<Date>,
}

/// What to ask next, in the order that settles most programmes with fewest questions, and how they stand as yet.
#[utoipa::path(post, path = "/questions", operation_id = "questions", tag = "check", request_body = QuestionsRequest, responses((status = 200, body = QuestionSet), (status = "default", body = Problem)))]
pub(crate) async fn questions(
    server: State<Server>,
    access: Access,
    Body(request): Body<QuestionsRequest>,
) -> Answer<QuestionSet> {
    let (text, when) = (request.facts.text(), When::on(request.as_of));
    let limit = request.limit.unwrap_or(DEFAULT_QUESTIONS);
    server
        .work(move |region| app::questions(&access.0, region, &text, &request.programmes, limit, when))
        .await
        .map(Json)
}

/// What is to be otherwise.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct SubjectWhatIf {
    /// Facts that stand in place of those known, as in a facts file; records of lists are added.
    #[schema(value_type = FactsInput)]
    facts: FactsInput,
    /// Family or version ids; all programmes in force where empty.
    #[serde(default)]
    programmes: Vec<String>,
    /// Law and years of this date; today unless told.
    as_of: Option<Date>,
}

/// A subject assessed as if some of its facts were other ones. Nothing is stored.
#[utoipa::path(post, path = "/subjects/{kind}/{id}/what-if", operation_id = "whatIfSubject", tag = "subjects", params(("kind" = String, Path, description = "enterprise"), ("id" = String, Path, description = "id, code or unique name")), request_body = SubjectWhatIf, responses((status = 200, body = AssessmentSet), (status = "default", body = Problem)))]
pub(crate) async fn what_if(
    server: State<Server>,
    access: Access,
    Path((kind, id)): Path<(String, String)>,
    Body(request): Body<SubjectWhatIf>,
) -> Answer<AssessmentSet> {
    let (text, when) = (request.facts.text(), When::on(request.as_of));
    server
        .work(move |region| app::what_if(&access.0, region, (&kind, &id), &text, &request.programmes, when))
        .await
        .map(Json)
}
