//! Extractors whose refusals are problems in our own form.

use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Json, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::problem::{Problem, ProblemCode};

/// The query string.
pub(crate) struct Params<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(params)) => Ok(Self(params)),
            Err(refusal) => Err(Problem::new(
                ProblemCode::InvalidArgument,
                format!("网址中的参数不能使用：{}", refusal.body_text()),
                "请按 /api/v1/openapi.json 中的参数填写",
            )),
        }
    }
}

/// A JSON body.
pub(crate) struct Body<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(JsonRejection::BytesRejection(refusal))
                if refusal.status() == StatusCode::PAYLOAD_TOO_LARGE =>
            {
                Err(Problem::too_large())
            }
            Err(refusal) => Err(Problem::new(
                ProblemCode::InvalidBody,
                format!("请求正文不能读作 JSON：{}", refusal.body_text()),
                "请以 Content-Type: application/json 发送，字段见 /api/v1/openapi.json",
            )),
        }
    }
}
