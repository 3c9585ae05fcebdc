//! Floor 0: the words of the field. Kinds of things and their attributes, units, periods, regions, industries
//! and codes, and the facts that can be said with them. Knows no programme and no database.

pub mod cell;
pub mod credit_code;
pub mod fact;
pub mod facts_file;
pub mod industry;
pub mod kind;
pub mod number;
pub mod period;
pub mod region;
pub mod unit;
pub mod yaml;

pub use credit_code::{CreditCode, CreditCodeError};
pub use fact::{Cell, Datum, Facts, ListFact, Lookup, Record, SourceIndex};
pub use industry::{Industries, Industry};
pub use kind::{Attribute, AttributeType, Field, Kind, KindError, Sensitivity};
pub use number::Number;
pub use period::Period;
pub use region::{Region, Regions, WhyNot};
pub use unit::{Dimension, Unit};
