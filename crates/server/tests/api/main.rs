//! The API, asked as a client asks it: through the whole router, over a small region in a temporary directory.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on says where and stops"
)]

mod fixture;

mod assessing;
mod checking;
mod confirming;
mod guarding;
mod history;
mod importing;
mod limits;
mod mapping;
mod populating;
mod programmes;
mod querying;
mod reading;
mod sensitivity;
mod serving;
mod watching;
mod writing;
