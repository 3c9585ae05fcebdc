//! A join that compares every row with every row and keeps none hands nothing on that could be watched: its condition looks whether to
//! stop instead.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use arrow::datatypes::DataType;
use datafusion::common::tree_node::Transformed;
use datafusion::common::{Result, exec_err};
use datafusion::logical_expr::{
    ColumnarValue, LogicalPlan, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

use crate::stop::Stop;

/// The optimised plan with a watch in the condition of every join.
pub(crate) fn watch_joins(plan: LogicalPlan, stop: &Stop) -> Result<LogicalPlan> {
    let signature = Signature::exact(vec![DataType::Boolean], Volatility::Immutable);
    let function = Arc::new(ScalarUDF::new_from_impl(Watching { stop: stop.clone(), signature }));
    let watched = plan.transform_up_with_subqueries(|plan| match plan {
        LogicalPlan::Join(mut join) => {
            join.filter = join.filter.map(|condition| function.call(vec![condition]));
            Ok(Transformed::yes(LogicalPlan::Join(join)))
        }
        other => Ok(Transformed::no(other)),
    })?;
    Ok(watched.data)
}

/// Gives back its argument unless it is to stop.
#[derive(Debug)]
struct Watching {
    stop: Stop,
    signature: Signature,
}

impl PartialEq for Watching {
    fn eq(&self, _other: &Self) -> bool {
        // One query has one.
        true
    }
}

impl Eq for Watching {}

impl Hash for Watching {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl ScalarUDFImpl for Watching {
    fn name(&self) -> &'static str {
        "watch"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _types: &[DataType]) -> Result<DataType> {
        Ok(DataType::Boolean)
    }

    fn invoke_with_args(&self, mut args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        self.stop.check()?;
        if let Some(condition) = args.args.pop() {
            Ok(condition)
        } else {
            exec_err!("watch takes a condition")
        }
    }
}
