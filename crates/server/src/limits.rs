//! Limits of requests. What a use-case limits by itself stands in `app::limits`.

use std::time::Duration;

/// Largest JSON body.
pub const MAX_JSON_BYTES: usize = 2 * 1024 * 1024;
/// Largest uploaded table.
pub const MAX_UPLOAD_BYTES: usize = app::limits::MAX_UPLOAD_BYTES;
/// What the other parts and the boundaries of a multipart body may take beside the table.
pub const MULTIPART_OVERHEAD_BYTES: usize = 256 * 1024;
/// Most parts of a multipart body.
pub const MAX_FORM_PARTS: usize = 20;
/// Largest text part of a multipart body (a mapping file is the longest).
pub const MAX_FORM_TEXT_BYTES: usize = 64 * 1024;
/// Most requests that are watched at a time.
pub const MAX_JOBS: usize = 256;
/// How long requests under way may take to end once the server was told to stop.
pub const SHUTDOWN_GRACE: Duration = Duration::from_secs(10);
/// How long browsers keep an asset whose name holds a hash of its content.
pub const ASSET_MAX_AGE_SECONDS: u32 = 31_536_000;
