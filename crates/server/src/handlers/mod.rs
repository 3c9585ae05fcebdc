//! One small module per group of endpoints. A handler reads the request, calls one use-case, and writes its answer.

pub(crate) mod assess;
pub(crate) mod check_list;
pub(crate) mod health;
pub(crate) mod history;
pub(crate) mod identity;
pub(crate) mod indices;
pub(crate) mod jobs;
pub(crate) mod kinds;
pub(crate) mod lake;
pub(crate) mod map;
pub(crate) mod meta;
pub(crate) mod overview;
pub(crate) mod planning;
pub(crate) mod populations;
pub(crate) mod programmes;
pub(crate) mod query;
pub(crate) mod records;
pub(crate) mod regional;
pub(crate) mod reports;
pub(crate) mod search;
pub(crate) mod subjects;

/// What every handler module needs.
mod prelude {
    pub(super) use app::When;
    pub(super) use axum::Json;
    pub(super) use axum::extract::{Path, State};
    pub(super) use jiff::civil::Date;
    pub(super) use serde::Deserialize;
    pub(super) use utoipa::{IntoParams, ToSchema};

    pub(super) use crate::download::Download;
    pub(super) use crate::extract::{Body, Params};
    pub(super) use crate::jobs::Watched;
    pub(super) use crate::problem::Problem;
    pub(super) use crate::state::{Access, Server};

    /// A use-case's answer as JSON.
    pub(super) type Answer<T> = Result<Json<T>, Problem>;

    /// A use-case's answer as a file.
    pub(super) type File = Result<Download, Problem>;

    /// The date that an answer is for.
    #[derive(Debug, Default, Deserialize, IntoParams)]
    #[into_params(parameter_in = Query)]
    pub(crate) struct AsOf {
        /// Facts and law of this date; today unless told.
        as_of: Option<Date>,
    }

    impl AsOf {
        pub(super) fn when(&self) -> When {
            When::on(self.as_of)
        }
    }
}
