//! The web app, embedded by the build script where it had been built; else a page that says how to build it.

use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::limits::ASSET_MAX_AGE_SECONDS;
use crate::problem::{Problem, ProblemCode};

/// (path below `web/dist`, content)
type Asset = (&'static str, &'static [u8]);

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

const NOT_BUILT: &str = include_str!("not_built.html");

/// Answers whatever no other route does: a file of the web app, or its first page for an address inside it.
pub(crate) async fn serve(uri: Uri) -> Response {
    respond(uri.path(), ASSETS)
}

fn respond(path: &str, assets: &[Asset]) -> Response {
    if path == "/api" || path.starts_with("/api/") {
        return Problem::new(
            ProblemCode::UnknownEndpoint,
            format!("没有接口 {path}"),
            "接口列表见 /api/v1/openapi.json",
        )
        .into_response();
    }
    let wanted = path.trim_start_matches('/');
    let find = |name: &str| assets.iter().find(|(path, _)| *path == name);
    match find(wanted) {
        Some((name, content)) => file(name, content),
        // A file that is missing: one of the bundle, or one beside the first page. Any other path is an address inside the
        // web app; programmes have dots in theirs (/programmes/cn.hnte.2016).
        None if wanted.starts_with("assets/") || (wanted.contains('.') && !wanted.contains('/')) => {
            Problem::new(ProblemCode::UnknownEndpoint, format!("没有文件 {path}"), "请从首页 / 打开")
                .into_response()
        }
        None => match find("index.html") {
            Some((name, content)) => file(name, content),
            None => (StatusCode::OK, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], NOT_BUILT)
                .into_response(),
        },
    }
}

fn file(name: &str, content: &'static [u8]) -> Response {
    // The bundler puts a hash of the content into every name under assets/.
    let cache = if name.starts_with("assets/") {
        HeaderValue::try_from(format!("public, max-age={ASSET_MAX_AGE_SECONDS}, immutable"))
            .unwrap_or(HeaderValue::from_static("no-cache"))
    } else {
        HeaderValue::from_static("no-cache")
    };
    let kind = HeaderValue::from_static(media_type(name));
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)], content).into_response()
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" | "geojson" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT: &[Asset] = &[("assets/index-abc123.js", b"1"), ("index.html", b"<html>")];

    fn header_of(response: &Response, name: header::HeaderName) -> &str {
        response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    #[test]
    fn hashed_files_are_kept_and_the_first_page_is_not() {
        let script = respond("/assets/index-abc123.js", BUILT);
        assert_eq!(script.status(), StatusCode::OK);
        assert!(header_of(&script, header::CACHE_CONTROL).contains("immutable"));
        assert!(header_of(&script, header::CONTENT_TYPE).starts_with("text/javascript"));
        for address in ["/enterprises/enterprise:91330100", "/programmes/cn.hnte.2016"] {
            let page = respond(address, BUILT);
            assert_eq!(
                (page.status(), header_of(&page, header::CACHE_CONTROL)),
                (StatusCode::OK, "no-cache"),
                "{address}"
            );
            assert!(header_of(&page, header::CONTENT_TYPE).starts_with("text/html"));
        }
    }

    #[test]
    fn missing_files_and_endpoints_are_not_found() {
        for path in ["/assets/index-old.js", "/favicon.ico", "/api/v1/nothing", "/api"] {
            assert_eq!(respond(path, BUILT).status(), StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[test]
    fn without_a_build_a_page_says_how() {
        let page = respond("/", &[]);
        assert_eq!(page.status(), StatusCode::OK);
        assert!(NOT_BUILT.contains("npm run build"));
    }
}
