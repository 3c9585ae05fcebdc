//! `sum` and `avg` of whole numbers and decimals, exact or an error. Floating numbers are left to the engine.

use std::collections::HashSet;
use std::mem::size_of;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, BooleanArray};
use arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::{Result, exec_err, plan_err};
use datafusion::functions_aggregate::average::avg_udaf;
use datafusion::functions_aggregate::sum::sum_udaf;
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::utils::{AggregateOrderSensitivity, format_state_name};
use datafusion::logical_expr::{
    Accumulator, AggregateUDF, AggregateUDFImpl, EmitTo, GroupsAccumulator, ReversedUDAF, Signature,
};
use datafusion::scalar::ScalarValue;

use super::totals::{DIGITS, MEAN_DIGITS, Made, Total, bytes, partial, result, results, state, unscaled};

/// `sum`.
pub(crate) fn sum() -> Arc<AggregateUDF> {
    exact(Made::Sum, sum_udaf())
}

/// `avg`: of whole numbers and decimals a decimal with four more digits behind the point.
pub(crate) fn avg() -> Arc<AggregateUDF> {
    exact(Made::Mean, avg_udaf())
}

fn exact(made: Made, floating: Arc<AggregateUDF>) -> Arc<AggregateUDF> {
    // The engine's avg would turn whole numbers into floating ones before it sees them.
    let signature = sum_udaf().signature().clone();
    Arc::new(AggregateUDF::new_from_impl(Exact { made, floating, signature }))
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Exact {
    made: Made,
    floating: Arc<AggregateUDF>,
    signature: Signature,
}

fn is_exact(r#type: &DataType) -> bool {
    matches!(r#type, DataType::Int64 | DataType::UInt64 | DataType::Decimal128(..))
}

impl AggregateUDFImpl for Exact {
    fn name(&self) -> &str {
        self.floating.name()
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, types: &[DataType]) -> Result<DataType> {
        let [own] = types else { return plan_err!("{} takes one argument", self.name()) };
        Ok(match (own, &self.made) {
            (DataType::Int64 | DataType::UInt64, Made::Sum) => own.clone(),
            (DataType::Int64 | DataType::UInt64, Made::Mean) => {
                DataType::Decimal128(20 + MEAN_DIGITS, MEAN_DIGITS.cast_signed())
            }
            (DataType::Decimal128(precision, scale), Made::Sum) => {
                DataType::Decimal128((precision + 10).min(DIGITS), *scale)
            }
            (DataType::Decimal128(precision, scale), Made::Mean) => DataType::Decimal128(
                (precision + MEAN_DIGITS).min(DIGITS),
                scale.saturating_add(MEAN_DIGITS.cast_signed()).min(DIGITS.cast_signed()),
            ),
            (DataType::Float64, _) => DataType::Float64,
            (other, _) => return plan_err!("{} of {other} is not supported", self.name()),
        })
    }

    fn accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        if !exactly(&args) {
            return self.floating.accumulator(args);
        }
        let (made, r#type) = (self.made.clone(), args.return_type().clone());
        if args.is_distinct {
            return Ok(Box::new(Distinct { made, r#type, seen: HashSet::new() }));
        }
        Ok(Box::new(Running { made, r#type, total: Total::default() }))
    }

    fn state_fields(&self, args: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        if !args.input_fields.first().is_some_and(|field| is_exact(field.data_type())) {
            return self.floating.state_fields(args);
        }
        let field = |part: &str, r#type: DataType| -> FieldRef {
            Arc::new(Field::new(format_state_name(args.name, part), r#type, true))
        };
        let sum = DataType::Decimal128(DIGITS, 0);
        if args.is_distinct {
            let item = Field::new_list_field(sum, true);
            return Ok(vec![field("distinct", DataType::List(Arc::new(item)))]);
        }
        Ok(vec![field("sum", sum), field("count", DataType::Int64)])
    }

    fn groups_accumulator_supported(&self, args: AccumulatorArgs<'_>) -> bool {
        if exactly(&args) { !args.is_distinct } else { self.floating.groups_accumulator_supported(args) }
    }

    fn create_groups_accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn GroupsAccumulator>> {
        if !exactly(&args) {
            return self.floating.create_groups_accumulator(args);
        }
        let r#type = args.return_type().clone();
        Ok(Box::new(Groups { made: self.made.clone(), r#type, totals: Vec::new() }))
    }

    fn create_sliding_accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        if exactly(&args) { self.accumulator(args) } else { self.floating.create_sliding_accumulator(args) }
    }

    fn reverse_expr(&self) -> ReversedUDAF {
        ReversedUDAF::Identical
    }

    fn order_sensitivity(&self) -> AggregateOrderSensitivity {
        AggregateOrderSensitivity::Insensitive
    }
}

fn exactly(args: &AccumulatorArgs<'_>) -> bool {
    args.expr_fields.first().is_some_and(|field| is_exact(field.data_type()))
}

fn first(values: &[ArrayRef]) -> Result<&ArrayRef> {
    if let Some(array) = values.first() { Ok(array) } else { exec_err!("a total takes one column") }
}

/// The total of one group.
#[derive(Debug)]
struct Running {
    made: Made,
    r#type: DataType,
    total: Total,
}

impl Accumulator for Running {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let array = first(values)?;
        let value = unscaled(array)?;
        (0..array.len()).filter_map(value).try_for_each(|value| self.total.add(value))
    }

    fn retract_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let array = first(values)?;
        let value = unscaled(array)?;
        (0..array.len()).filter_map(value).try_for_each(|value| self.total.remove(value))
    }

    fn supports_retract_batch(&self) -> bool {
        true
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        partial(states)?.into_iter().try_for_each(|total| self.total.merge(total))
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        result(self.total.make(&self.made)?, &self.r#type)
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        state(&[self.total])?.iter().map(|column| ScalarValue::try_from_array(column, 0)).collect()
    }

    fn size(&self) -> usize {
        size_of::<Self>()
    }
}

/// The total of the different values of one group.
#[derive(Debug)]
struct Distinct {
    made: Made,
    r#type: DataType,
    seen: HashSet<i128>,
}

impl Accumulator for Distinct {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let array = first(values)?;
        let value = unscaled(array)?;
        self.seen.extend((0..array.len()).filter_map(value));
        Ok(())
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        let array = first(states)?;
        let lists = array.as_any().downcast_ref::<arrow::array::ListArray>();
        let Some(lists) = lists else { return exec_err!("different values are a list") };
        lists.iter().flatten().try_for_each(|list| self.update_batch(&[list]))
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        let mut total = Total::default();
        self.seen.iter().try_for_each(|value| total.add(*value))?;
        result(total.make(&self.made)?, &self.r#type)
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        let r#type = DataType::Decimal128(DIGITS, 0);
        let values = self.seen.iter().map(|value| ScalarValue::Decimal128(Some(*value), DIGITS, 0));
        let list = ScalarValue::new_list(&values.collect::<Vec<_>>(), &r#type, true);
        Ok(vec![ScalarValue::List(list)])
    }

    fn size(&self) -> usize {
        size_of::<Self>() + self.seen.capacity() * (size_of::<i128>() + 1)
    }
}

/// The totals of many groups.
struct Groups {
    made: Made,
    r#type: DataType,
    totals: Vec<Total>,
}

impl Groups {
    /// The total of a group; the engine has said how many there are.
    fn total(&mut self, group: usize) -> Result<&mut Total> {
        if let Some(total) = self.totals.get_mut(group) { Ok(total) } else { exec_err!("no group {group}") }
    }
}

impl GroupsAccumulator for Groups {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        groups: &[usize],
        filter: Option<&BooleanArray>,
        count: usize,
    ) -> Result<()> {
        self.totals.resize(count, Total::default());
        let value = unscaled(first(values)?)?;
        for (row, group) in groups.iter().enumerate() {
            if passes(filter, row)
                && let Some(value) = value(row)
            {
                self.total(*group)?.add(value)?;
            }
        }
        Ok(())
    }

    fn merge_batch(&mut self, values: &[ArrayRef], groups: &[usize], count: usize) -> Result<()> {
        self.totals.resize(count, Total::default());
        for (group, total) in groups.iter().zip(partial(values)?) {
            self.total(*group)?.merge(total)?;
        }
        Ok(())
    }

    fn evaluate(&mut self, emit: EmitTo) -> Result<ArrayRef> {
        let totals = emit.take_needed(&mut self.totals);
        let values = totals.into_iter().map(|total| total.make(&self.made)).collect::<Result<_>>()?;
        results(values, &self.r#type)
    }

    fn state(&mut self, emit: EmitTo) -> Result<Vec<ArrayRef>> {
        state(&emit.take_needed(&mut self.totals))
    }

    fn convert_to_state(&self, values: &[ArrayRef], filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        let array = first(values)?;
        let value = unscaled(array)?;
        let rows = 0..array.len();
        let total = |row| match value(row).filter(|_| passes(filter, row)) {
            Some(sum) => Total { sum, count: 1 },
            None => Total::default(),
        };
        state(&rows.map(total).collect::<Vec<_>>())
    }

    fn size(&self) -> usize {
        size_of::<Self>() + bytes(&self.totals)
    }
}

fn passes(filter: Option<&BooleanArray>, row: usize) -> bool {
    filter.is_none_or(|filter| filter.is_valid(row) && filter.value(row))
}
