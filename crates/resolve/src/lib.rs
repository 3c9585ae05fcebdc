//! Who is who: which rows of one table, or of two, speak of the same organisation or person. No labels are needed.
//!
//! Plain data in, plain data out: no file, no clock, no network, and the same seed gives the same answer.
//!
//! 1. [`roles`] finds what each column holds, or is told by [`Settings`].
//! 2. [`normal`] folds values to one spelling and takes names of organisations apart.
//! 3. `blocking` proposes the pairs worth comparing.
//! 4. `compare` gives each pair of values a level of likeness.
//! 5. [`model`] learns from the tables how much each level says (Fellegi–Sunter, EM).
//! 6. `score` and `cluster` decide, with what people decided before ([`Decisions`]) above all.
//! 7. [`Linkage`] is the answer, with a review queue and an explanation of any pair.
//!
//! ```
//! use resolve::{Decisions, Node, Settings, Table, link};
//!
//! let mut register = Table::new(["名称", "城市", "电话"]);
//! let mut tax = Table::new(["名称", "城市", "电话"]);
//! for n in 0..40 {
//!     let (city, phone) = (["杭州", "南京", "宁波", "苏州"][n % 4], format!("0571-88{:06}", n * 7919));
//!     let core: String = [n, n * 7 + 3, n * 11 + 5].iter().map(|k| "恒信远达天成宏图瑞丰华泰安康盛德新锐鼎立".chars().nth(k % 20).unwrap_or('甲')).collect();
//!     register.push([Some(&*format!("{city}{core}科技有限公司")), Some(city), Some(&*phone)])?;
//!     tax.push([Some(&*format!("{core}科技（{city}）股份有限公司")), Some(city), Some(&*phone.replace('-', ""))])?;
//! }
//! let linkage = link(&register, &tax, &Settings::default(), &Decisions::none())?;
//! assert_eq!(linkage.pairs.len(), 40);
//! let why = linkage.explain(Node::Left(0), Node::Right(0)).expect("both rows are there");
//! assert!(why.probability > 0.9 && why.steps.iter().any(|step| step.level == "相同"));
//! # Ok::<(), resolve::ResolveError>(())
//! ```

mod blocking;
mod cluster;
mod compare;
mod decisions;
mod engine;
mod error;
mod evidence;
mod limits;
mod linkage;
pub mod model;
pub mod normal;
pub mod roles;
mod score;
mod settings;
mod table;

pub use decisions::{Decision, Decisions, Node, Verdict};
pub use engine::{dedupe, link};
pub use error::ResolveError;
pub use linkage::{Basis, Linkage, Pair, Step, Waterfall};
pub use normal::organisation::Gazetteer;
pub use settings::{Cardinality, Role, Settings};
pub use table::Table;
