//! The steps of the handbook of OECD and JRC (*Handbook on Constructing Composite Indicators*, 2008), each a pure function of columns.

pub mod aggregate;
pub mod copeland;
pub mod denominate;
pub mod impute;
pub mod moments;
pub mod normalise;
pub mod panel;
pub mod screen;
pub mod transform;
pub mod treat;
pub mod weigh;
pub mod winsorise;
