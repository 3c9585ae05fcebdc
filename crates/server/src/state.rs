//! What every handler holds, and how it does its work.

use std::sync::Arc;

use app::{AccessScope, Failure, Principal, Region};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::jobs::Jobs;
use crate::metrics::Metrics;
use crate::problem::{Problem, ProblemCode};

/// Header by which a reader asks to see only what a visitor sees. It can take rights away, never give any.
pub(crate) const PRINCIPAL_HEADER: &str = "kechuang-principal";

/// State shared by the handlers.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) region: Arc<Region>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) jobs: Arc<Jobs>,
    /// The most that a request may be.
    pub(crate) principal: Principal,
}

impl Server {
    /// Runs a use-case on a thread that may compute and read files.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        use_case: impl FnOnce(&Region) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Problem> {
        let region = Arc::clone(&self.region);
        match tokio::task::spawn_blocking(move || use_case(&region)).await {
            Ok(answer) => answer.map_err(|failure| {
                if ProblemCode::App(failure.code).status().is_server_error() {
                    tracing::error!(code = failure.code.as_str(), "{failure}");
                }
                failure.into()
            }),
            Err(error) => {
                tracing::error!("a use-case ended abnormally: {error}");
                Err(Problem::new(
                    ProblemCode::Internal,
                    "程序内部出错，这次请求没有完成",
                    "请重试；如仍出错，请把服务日志交给维护人员",
                ))
            }
        }
    }
}

/// The access scope of a request.
pub(crate) struct Access(pub(crate) AccessScope);

impl FromRequestParts<Server> for Access {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let asked = match parts.headers.get(PRINCIPAL_HEADER).map(|value| value.to_str().unwrap_or("?")) {
            None | Some("officer") => server.principal,
            Some("visitor") => Principal::Visitor,
            Some(other) => {
                return Err(Problem::new(
                    ProblemCode::InvalidArgument,
                    format!("请求头 Kechuang-Principal 的值“{other}”不认识"),
                    "可用的值是 visitor 和 officer",
                ));
            }
        };
        Ok(Self(match asked {
            Principal::Visitor => AccessScope::visitor(),
            Principal::Officer => AccessScope::officer(),
        }))
    }
}
