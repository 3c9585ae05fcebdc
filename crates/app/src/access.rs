//! Who asks, what for, and what they may therefore read (DESIGN §4). Every use-case takes an [`AccessScope`] first.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::Sensitivity;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Principal {
    /// Anybody: reads what is public, checks facts of their own.
    Visitor,
    /// An officer of the region: reads what is internal, imports.
    Officer,
}

/// What the answer is for. Consent is given for a named purpose, so a reader states one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Purpose {
    /// Public information.
    Information,
    /// The bureau's service to enterprises.
    Service,
    /// Facts that the reader brings along about themselves.
    OwnFacts,
}

/// Who asks, what for, and for which places and subjects.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AccessScope {
    /// Who asks.
    pub principal: Principal,
    /// What for.
    pub purpose: Purpose,
    /// GB/T 2260 codes of the districts whose subjects may be read; `None`: the whole region.
    pub regions: Option<Vec<String>>,
    /// Ids of the only subjects that may be read; `None`: any.
    pub subjects: Option<Vec<String>>,
}

impl AccessScope {
    /// Anybody.
    pub fn visitor() -> Self {
        Self { principal: Principal::Visitor, purpose: Purpose::Information, regions: None, subjects: None }
    }

    /// An officer of the whole region.
    pub fn officer() -> Self {
        Self { principal: Principal::Officer, purpose: Purpose::Service, regions: None, subjects: None }
    }

    /// Anybody, over the facts that they bring along and nothing else.
    pub fn own_facts() -> Self {
        Self { principal: Principal::Visitor, purpose: Purpose::OwnFacts, regions: None, subjects: None }
    }

    /// Whether this reader may see an attribute of that sensitivity. Consent is not recorded anywhere yet, so what
    /// needs it is withheld from everybody.
    pub fn may_read(&self, sensitivity: Sensitivity) -> bool {
        match sensitivity {
            _ if self.purpose == Purpose::OwnFacts => true,
            Sensitivity::Public => true,
            Sensitivity::Internal => self.principal == Principal::Officer,
            Sensitivity::Consent => false,
        }
    }

    /// Whether this reader may change what the region knows.
    pub fn may_import(&self) -> bool {
        self.principal == Principal::Officer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visitor_reads_only_what_is_public() {
        let (visitor, officer) = (AccessScope::visitor(), AccessScope::officer());
        let readable = |scope: &AccessScope| {
            [Sensitivity::Public, Sensitivity::Internal, Sensitivity::Consent].map(|s| scope.may_read(s))
        };
        assert_eq!(readable(&visitor), [true, false, false]);
        assert_eq!(readable(&officer), [true, true, false]);
        assert_eq!(readable(&AccessScope::own_facts()), [true; 3], "what they brought themselves");
        assert!(!visitor.may_import() && officer.may_import());
    }
}
