//! What a move takes: the assumptions of the kind file, or what somebody says instead.

use std::collections::BTreeMap;

use vocabulary::kind::{Addition, Attribute};
use vocabulary::{Kind, Number};

use super::PlanError;

/// What somebody says about an attribute or the adding of a record, in place of the kind file. `None` keeps what the file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CostOverride {
    /// 元 for one step; not negative.
    pub cost: Option<Number>,
    /// Days until a move counts.
    pub lead_days: Option<u32>,
    /// The least move in base units; above zero, only of a number.
    pub step: Option<Number>,
}

/// Overrides by name of attribute or addition.
pub type Costs = BTreeMap<String, CostOverride>;

/// Step, cost and days of one move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Terms {
    pub(super) by: Number,
    pub(super) cost: Number,
    pub(super) lead_days: u32,
}

pub(super) fn of_attribute(attribute: &Attribute, costs: &Costs) -> Terms {
    let said = costs.get(&attribute.name);
    let step = attribute.step;
    Terms {
        by: said.and_then(|said| said.step).unwrap_or(step.by),
        cost: said.and_then(|said| said.cost).unwrap_or(step.cost),
        lead_days: said.and_then(|said| said.lead_days).unwrap_or(step.lead_days),
    }
}

pub(super) fn of_addition(addition: &Addition, costs: &Costs) -> Terms {
    let said = costs.get(&addition.name);
    Terms {
        by: Number::from_integer(1),
        cost: said.and_then(|said| said.cost).unwrap_or(addition.cost),
        lead_days: said.and_then(|said| said.lead_days).unwrap_or(addition.lead_days),
    }
}

/// Refuses names that are no move and figures that cannot be.
pub(super) fn check(kind: &Kind, costs: &Costs) -> Result<(), PlanError> {
    let zero = Number::from_integer(0);
    for (name, said) in costs {
        let refuse = |why: &str| Err(PlanError::Cost { name: name.clone(), why: why.to_owned() });
        let attribute = kind.attribute(name).map(|(_, attribute)| attribute);
        let mut additions = kind.attributes.iter().flat_map(|attribute| &attribute.additions);
        let is_addition = additions.any(|addition| addition.name == *name);
        if attribute.is_none() && !is_addition {
            let near = kind.nearest(name).map(|near| format!("；是否想写“{near}”")).unwrap_or_default();
            return refuse(&format!("{}没有这个属性，也没有这样的新增{near}", kind.name));
        }
        if said.cost.is_some_and(|cost| cost < zero) {
            return refuse("cost 不能小于零");
        }
        if said.step.is_some_and(|step| step <= zero) {
            return refuse("step 应大于零");
        }
        let is_number = attribute.is_some_and(|attribute| attribute.r#type.dimension().is_some());
        if said.step.is_some() && !is_number {
            return refuse("不是数，没有 step");
        }
    }
    Ok(())
}
