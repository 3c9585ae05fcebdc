//! Reports, read and checked.

mod checks;
mod files;
mod hostile;
mod reading;
mod shipped;
