//! The API, asked as a client asks it: through the whole router, over a small region in a temporary directory.

mod fixture;

mod assessing;
mod checking;
mod guarding;
mod importing;
mod limits;
mod reading;
mod sensitivity;
mod serving;
