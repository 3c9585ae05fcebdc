//! `/kinds`: the kinds of subjects and their attributes.

use app::model::{KindDetail, KindList};

use super::prelude::*;

/// Every kind.
#[utoipa::path(get, path = "/kinds", operation_id = "listKinds", tag = "content", responses((status = 200, body = KindList), (status = "default", body = Problem)))]
pub(crate) async fn list(server: State<Server>, access: Access) -> Answer<KindList> {
    server.work(move |region| app::kinds(&access.0, region)).await.map(Json)
}

/// One kind with its attributes.
#[utoipa::path(get, path = "/kinds/{kind}", operation_id = "getKind", tag = "content", params(("kind" = String, Path, description = "enterprise, institution, platform, region")), responses((status = 200, body = KindDetail), (status = "default", body = Problem)))]
pub(crate) async fn detail(
    server: State<Server>,
    access: Access,
    Path(kind): Path<String>,
) -> Answer<KindDetail> {
    server.work(move |region| app::kind(&access.0, region, &kind)).await.map(Json)
}

/// Which part of a template.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TemplateParams {
    /// Only this list attribute: 知识产权.
    list: Option<String>,
}

/// An Excel workbook to be filled in and imported: the kind and its lists, with drop-downs and what every column means.
#[utoipa::path(get, path = "/kinds/{kind}/template.xlsx", operation_id = "getTemplate", tag = "content", params(("kind" = String, Path, description = "enterprise, institution, platform, region"), TemplateParams), responses((status = 200, body = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (status = "default", body = Problem)))]
pub(crate) async fn template(
    server: State<Server>,
    access: Access,
    Path(kind): Path<String>,
    Params(params): Params<TemplateParams>,
) -> File {
    let name = ascii(&kind);
    let bytes =
        server.work(move |region| app::template(&access.0, region, &kind, params.list.as_deref())).await?;
    Ok(Download::workbook(&name, bytes))
}

/// A kind's id as a file name; a header holds no other letters.
fn ascii(kind: &str) -> String {
    kind.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}
