//! What the caller may say: roles of columns, thresholds, whether a row may have several partners, the region names.

use crate::error::ResolveError;
use crate::normal::organisation::Gazetteer;

/// What a column holds, hence how its values are normalised and compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// No evidence: row numbers, notes, what the caller excludes.
    Ignore,
    /// Name of an organisation, current, former, short or in another language; several such columns are one set of names.
    OrganisationName,
    /// Full name of a person (法定代表人, 联系人).
    PersonName,
    /// Given name.
    GivenName,
    /// Surname.
    Surname,
    /// 统一社会信用代码 (GB 32100) or 组织机构代码 (GB 11714).
    CreditCode,
    /// Any other code that is given to one thing: identity number, registration number.
    Identifier,
    /// Short code that many share: postcode, house number.
    Code,
    /// Date, or a year.
    Date,
    /// Quantity.
    Number,
    /// Address or a part of it.
    Address,
    /// Name of a place or another short word that many share: city, state, industry.
    Place,
    /// Phone or fax.
    Phone,
    /// Website or e-mail address.
    Website,
    /// Any other text.
    Text,
}

/// Whether a row may have several partners in the other table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cardinality {
    /// Found from the data: a side is taken to hold each thing once unless many rows have several near-certain partners.
    #[default]
    Auto,
    /// At most one partner on both sides.
    OneToOne,
    /// A left row may have several partners, a right row at most one.
    OneToMany,
    /// A right row may have several partners, a left row at most one.
    ManyToOne,
    /// No restriction.
    ManyToMany,
}

/// Settings of a run. The default is meant for everyday use.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Roles by heading; a column that is not named gets the role its heading and contents suggest.
    pub roles: Vec<(String, Role)>,
    /// Region names (GB/T 2260) for taking organisation names apart; without them regions stay part of the core.
    pub gazetteer: Gazetteer,
    /// Two rows are taken for the same from this probability on.
    pub threshold: f64,
    /// Pairs from this probability on …
    pub review_from: f64,
    /// … and below this one go to the review queue.
    pub review_until: f64,
    /// Partners a row may have when two tables are linked.
    pub cardinality: Cardinality,
    /// Seed of the random pairs. The same seed and tables give the same answer on any machine.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            roles: Vec::new(),
            gazetteer: Gazetteer::default(),
            threshold: 0.5,
            review_from: 0.1,
            review_until: 0.9,
            cardinality: Cardinality::Auto,
            seed: 1,
        }
    }
}

impl Settings {
    /// Sets the role of a column.
    #[must_use]
    pub fn role(mut self, column: &str, role: Role) -> Self {
        self.roles.push((column.trim().to_owned(), role));
        self
    }

    pub(crate) fn check(&self) -> Result<(), ResolveError> {
        let values =
            [("阈值", self.threshold), ("复核下限", self.review_from), ("复核上限", self.review_until)];
        if let Some((name, value)) = values.into_iter().find(|(_, value)| !(0.0..=1.0).contains(value)) {
            return Err(ResolveError::Threshold { name, value });
        }
        if self.review_from > self.review_until {
            return Err(ResolveError::Threshold { name: "复核下限", value: self.review_from });
        }
        Ok(())
    }
}
