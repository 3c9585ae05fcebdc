//! `/subjects`: lists of subjects, one subject's facts and assessments.

use app::model::{AssessmentSet, Profile, Status, SubjectPage};
use app::subjects::Order;

use super::prelude::*;

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

/// A page of the subjects of one kind.
#[utoipa::path(get, path = "/subjects/{kind}", operation_id = "listSubjects", tag = "subjects", params(("kind" = String, Path, description = "enterprise, institution, platform, region"), ListParams), responses((status = 200, body = SubjectPage), (status = "default", body = Problem)))]
pub(crate) async fn list(
    _: State<Server>,
    Path(_kind): Path<String>,
    Params(_params): Params<ListParams>,
) -> Answer<SubjectPage> {
    pending()
}

/// All that is known about one subject, with the source of each value.
#[utoipa::path(get, path = "/subjects/{kind}/{id}", operation_id = "getSubject", tag = "subjects", params(("kind" = String, Path, description = "enterprise, institution, platform, region"), ("id" = String, Path, description = "id, code or unique name"), AsOf), responses((status = 200, body = Profile), (status = "default", body = Problem)))]
pub(crate) async fn profile(
    _: State<Server>,
    Path((_kind, _id)): Path<(String, String)>,
    Params(_when): Params<AsOf>,
) -> Answer<Profile> {
    pending()
}

/// Which programmes to assess, on which date.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AssessParams {
    /// Family or version ids with commas between; all programmes in force unless told.
    programme: Option<String>,
    /// Facts and law of this date; today unless told.
    as_of: Option<Date>,
}

/// One subject assessed against programmes.
#[utoipa::path(get, path = "/subjects/{kind}/{id}/assessments", operation_id = "assessSubject", tag = "subjects", params(("kind" = String, Path, description = "enterprise"), ("id" = String, Path, description = "id, code or unique name"), AssessParams), responses((status = 200, body = AssessmentSet), (status = "default", body = Problem)))]
pub(crate) async fn assessments(
    _: State<Server>,
    Path((_kind, _id)): Path<(String, String)>,
    Params(_params): Params<AssessParams>,
) -> Answer<AssessmentSet> {
    pending()
}
