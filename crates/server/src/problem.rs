//! Errors as the client sees them, in the spirit of RFC 9457: one exhaustive table of codes, documented in `docs/api.md`.

use app::{Code, Failure};
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// Every code that the API answers, with its HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemCode {
    /// A use-case's failure.
    App(Code),
    /// The query string cannot be used.
    InvalidArgument,
    /// The body is not what the operation reads.
    InvalidBody,
    /// The body is larger than allowed.
    BodyTooLarge,
    /// No such operation.
    UnknownEndpoint,
    /// The operation exists, but not with this method.
    MethodNotAllowed,
    /// The Host header names another machine.
    ForeignHost,
    /// A page of another origin sent this.
    CrossOrigin,
    /// A defect of the program.
    Internal,
}

impl ProblemCode {
    /// Codes of the server itself; those of the use-cases are [`Code::ALL`].
    pub const OWN: [Self; 8] = [
        Self::InvalidArgument,
        Self::InvalidBody,
        Self::BodyTooLarge,
        Self::UnknownEndpoint,
        Self::MethodNotAllowed,
        Self::ForeignHost,
        Self::CrossOrigin,
        Self::Internal,
    ];

    /// As scripts see it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::App(code) => code.as_str(),
            Self::InvalidArgument => Code::InvalidArgument.as_str(),
            Self::InvalidBody => "invalid_body",
            Self::BodyTooLarge => "body_too_large",
            Self::UnknownEndpoint => "unknown_endpoint",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::ForeignHost => "foreign_host",
            Self::CrossOrigin => "cross_origin",
            Self::Internal => "internal",
        }
    }

    /// The HTTP status it is answered with.
    pub fn status(self) -> StatusCode {
        match self {
            Self::App(Code::InvalidArgument) | Self::InvalidArgument | Self::InvalidBody => {
                StatusCode::BAD_REQUEST
            }
            Self::App(Code::InvalidFacts | Code::InvalidTable | Code::InvalidSql) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::App(Code::LimitExceeded) => StatusCode::BAD_REQUEST,
            Self::App(Code::NotBuilt) => StatusCode::NOT_IMPLEMENTED,
            Self::App(Code::Stopped) => StatusCode::SERVICE_UNAVAILABLE,
            Self::App(
                Code::UnknownKind | Code::UnknownSubject | Code::UnknownProgramme | Code::UnknownSource,
            )
            | Self::UnknownEndpoint => StatusCode::NOT_FOUND,
            Self::App(Code::AmbiguousSubject | Code::RetiredSource) => StatusCode::CONFLICT,
            Self::App(Code::Forbidden | Code::WithheldAttribute) | Self::CrossOrigin => StatusCode::FORBIDDEN,
            Self::App(Code::StorageFailed | Code::InvalidContent) | Self::Internal => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::ForeignHost => StatusCode::MISDIRECTED_REQUEST,
        }
    }
}

/// An error: what, where, what was expected, how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// For scripts; the table is in docs/api.md.
    pub code: String,
    /// What is wrong, what was expected (Chinese, for people).
    pub message: String,
    /// How to mend it.
    pub hint: String,
    /// Which argument, file or place.
    #[schema(required = true)]
    pub r#where: Option<String>,
    /// Each thing that is wrong, where there are several.
    pub details: Vec<ProblemDetail>,
    #[serde(skip)]
    #[schema(ignore)]
    status: u16,
}

/// One of several things that are wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProblemDetail {
    /// Line from 1, where the input has lines.
    #[schema(required = true)]
    pub line: Option<usize>,
    /// Column from 1, in characters.
    #[schema(required = true)]
    pub column: Option<usize>,
    /// What is wrong and how to mend it.
    pub message: String,
}

impl Problem {
    /// A problem that says what is wrong and how to mend it.
    pub fn new(code: ProblemCode, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            code: code.as_str().to_owned(),
            message: message.into(),
            hint: hint.into(),
            r#where: None,
            details: Vec::new(),
            status: code.status().as_u16(),
        }
    }

    /// The body is larger than this operation reads.
    pub(crate) fn too_large() -> Self {
        Self::new(
            ProblemCode::BodyTooLarge,
            format!(
                "上传的内容超过上限（表格 {} MB，其他 {} MB）",
                crate::limits::MAX_UPLOAD_BYTES >> 20,
                crate::limits::MAX_JSON_BYTES >> 20
            ),
            "请拆分后再上传，或在服务器上用 kechuang import 导入大文件",
        )
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        let details = failure
            .details
            .into_iter()
            .map(|detail| ProblemDetail { line: detail.line, column: detail.column, message: detail.message })
            .collect();
        let mut problem = Self::new(ProblemCode::App(failure.code), failure.message, failure.hint);
        problem.r#where = failure.place;
        problem.details = details;
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        response.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json; charset=utf-8"),
        );
        response
    }
}
