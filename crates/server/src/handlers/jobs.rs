//! `/jobs`: how far a long request has come.

use std::convert::Infallible;
use std::time::Duration;

use app::model::JobProgress;
use axum::response::sse::{Event, Sse};
use futures::{Stream, StreamExt};

use super::prelude::*;

/// How often is told.
const EVERY: Duration = Duration::from_millis(200);
/// How long is waited for a request that has not come yet: whoever watches may be ahead of it.
const PATIENCE: u32 = 10;

/// How far the request with this Kechuang-Job header has come, five times a second until it is answered, as server-sent events; the data
/// of each is a progress as JSON. Hanging up on the request itself stops it.
#[utoipa::path(get, path = "/jobs/{id}", operation_id = "jobProgress", tag = "region", params(("id" = String, Path, description = "The value of the header")), responses((status = 200, body = JobProgress, content_type = "text/event-stream"), (status = "default", body = Problem)))]
pub(crate) async fn progress(
    State(server): State<Server>,
    Path(name): Path<String>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let told = futures::stream::unfold(Some(0), move |waited| {
        let (server, name) = (server.clone(), name.clone());
        async move {
            let waited = waited?;
            tokio::time::sleep(EVERY).await;
            Some(match server.jobs.get(&name) {
                // Once it was there, it ends with it.
                Some(job) => (Told::Progress(job.progress()), Some(PATIENCE)),
                None if waited < PATIENCE => (Told::Nothing, Some(waited + 1)),
                None => (Told::End, None),
            })
        }
    });
    Sse::new(told.map(|told| Ok(told.event())))
}

/// What a watcher is told.
enum Told {
    Progress(JobProgress),
    Nothing,
    End,
}

impl Told {
    fn event(&self) -> Event {
        match self {
            Self::Progress(progress) => Event::default().json_data(progress).unwrap_or_default(),
            Self::Nothing => Event::default().comment(""),
            // An event of its own: the end of a stream alone makes a browser ask again.
            Self::End => Event::default().event("end").data("end"),
        }
    }
}
