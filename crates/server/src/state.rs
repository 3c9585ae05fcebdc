//! What every handler holds.

/// State shared by the handlers.
#[derive(Clone)]
pub(crate) struct Server {}
