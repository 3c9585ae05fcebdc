//! `/subjects`: lists of subjects, one subject's facts and assessments.

use app::Planning;
use app::model::{AssessmentSet, Profile, SimilarAnswer, Status, SubjectPage};
use app::{Order, SubjectQuery};

use super::prelude::*;
use crate::form::split_words;

/// What to list, in which order, which page.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListParams {
    /// Part of a name, or a code.
    q: Option<String>,
    /// GB/T 2260 code of a district; `none`: district unknown.
    district: Option<String>,
    /// GB/T 4754 section or division, such as I or C35.
    industry: Option<String>,
    /// Family or version id; with `status`.
    programme: Option<String>,
    /// Only subjects with this status in `programme`.
    status: Option<Status>,
    /// `name` or the key of a column.
    sort: Option<String>,
    /// Ascending unless told.
    order: Option<Order>,
    /// From 1.
    page: Option<usize>,
    /// Rows on a page, at most 200.
    size: Option<usize>,
    /// Facts and law of this date; today unless told.
    as_of: Option<Date>,
}

impl ListParams {
    fn query(self) -> SubjectQuery {
        SubjectQuery {
            text: self.q,
            district: self.district,
            industry: self.industry,
            programme: self.programme,
            status: self.status,
            sort: self.sort,
            order: self.order.unwrap_or_default(),
            page: self.page,
            size: self.size,
            when: When::on(self.as_of),
        }
    }
}

/// A page of the subjects of one kind.
#[utoipa::path(get, path = "/subjects/{kind}", operation_id = "listSubjects", tag = "subjects", params(("kind" = String, Path, description = "enterprise, institution, platform, region"), ListParams), responses((status = 200, body = SubjectPage), (status = "default", body = Problem)))]
pub(crate) async fn list(
    server: State<Server>,
    access: Access,
    Path(kind): Path<String>,
    Params(params): Params<ListParams>,
) -> Answer<SubjectPage> {
    let query = params.query();
    server.work(move |region| app::subjects(&access.0, region, &kind, &query)).await.map(Json)
}

/// All that is known about one subject, with the source of each value.
#[utoipa::path(get, path = "/subjects/{kind}/{id}", operation_id = "getSubject", tag = "subjects", params(("kind" = String, Path, description = "enterprise, institution, platform, region"), ("id" = String, Path, description = "id, code or unique name"), AsOf), responses((status = 200, body = Profile), (status = "default", body = Problem)))]
pub(crate) async fn profile(
    server: State<Server>,
    access: Access,
    Path((kind, id)): Path<(String, String)>,
    Params(when): Params<AsOf>,
) -> Answer<Profile> {
    server.work(move |region| app::profile(&access.0, region, &kind, &id, when.when())).await.map(Json)
}

/// Which programmes to assess, on which date.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AssessParams {
    /// Family or version ids with commas between; all programmes in force unless told.
    programme: Option<String>,
    /// Facts and law of this date; today unless told.
    as_of: Option<Date>,
    /// true: plan for what is not met.
    plan: Option<bool>,
    /// The day on which plans aim; the next window, or one to three years from now, unless told.
    target_date: Option<Date>,
}

/// One subject assessed against programmes.
#[utoipa::path(get, path = "/subjects/{kind}/{id}/assessments", operation_id = "assessSubject", tag = "subjects", params(("kind" = String, Path, description = "enterprise"), ("id" = String, Path, description = "id, code or unique name"), AssessParams), responses((status = 200, body = AssessmentSet), (status = "default", body = Problem)))]
pub(crate) async fn assessments(
    server: State<Server>,
    access: Access,
    Path((kind, id)): Path<(String, String)>,
    Params(params): Params<AssessParams>,
) -> Answer<AssessmentSet> {
    let programmes = params.programme.as_deref().map(split_words).unwrap_or_default();
    let when = When::on(params.as_of);
    let asked = params.plan.unwrap_or(false) || params.target_date.is_some();
    let planning = asked.then(|| Planning { target: params.target_date, ..Planning::default() });
    server
        .work(move |region| {
            app::assess_subject(&access.0, region, &kind, &id, &programmes, planning.as_ref(), when)
        })
        .await
        .map(Json)
}

/// Subjects of the same industry and a like size, nearest first.
#[utoipa::path(get, path = "/subjects/{kind}/{id}/similar", operation_id = "similarSubjects", tag = "subjects", params(("kind" = String, Path, description = "enterprise"), ("id" = String, Path, description = "id, code or unique name"), AsOf), responses((status = 200, body = SimilarAnswer), (status = "default", body = Problem)))]
pub(crate) async fn similar(
    server: State<Server>,
    access: Access,
    Path((kind, id)): Path<(String, String)>,
    Params(when): Params<AsOf>,
) -> Answer<SimilarAnswer> {
    server.work(move |region| app::similar(&access.0, region, &kind, &id, when.when())).await.map(Json)
}
