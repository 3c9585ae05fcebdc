//! Running totals of whole numbers in 128 bits: they hold every sum of 64-bit values that fits memory, so that whether a sum is too large
//! is known at the end, in whatever order the rows came.

use std::mem::size_of;

use arrow::array::{Array, ArrayRef, Decimal128Array, Int64Array, UInt64Array};
use arrow::datatypes::DataType;
use datafusion::common::{Result, exec_err};
use datafusion::scalar::ScalarValue;

use super::OWN;

/// Most digits of a decimal.
pub(super) const DIGITS: u8 = 38;
/// Digits behind the point that a mean has more than its values.
pub(super) const MEAN_DIGITS: u8 = 4;

/// What is made of a total.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Made {
    Sum,
    Mean,
}

/// A total and how many values are in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Total {
    pub(super) sum: i128,
    pub(super) count: i64,
}

impl Total {
    pub(super) fn add(&mut self, value: i128) -> Result<()> {
        self.merge(Self { sum: value, count: 1 })
    }

    pub(super) fn merge(&mut self, other: Self) -> Result<()> {
        self.sum = in_range(self.sum.checked_add(other.sum))?;
        self.count += other.count;
        Ok(())
    }

    pub(super) fn remove(&mut self, value: i128) -> Result<()> {
        self.sum = in_range(self.sum.checked_sub(value))?;
        self.count -= 1;
        Ok(())
    }

    /// The unscaled value of the result; `None` where there was no value.
    pub(super) fn make(self, made: &Made) -> Result<Option<i128>> {
        if self.count == 0 {
            return Ok(None);
        }
        match made {
            Made::Sum => Ok(Some(self.sum)),
            Made::Mean => {
                let count = i128::from(self.count);
                let scaled = in_range(self.sum.checked_mul(10i128.pow(u32::from(MEAN_DIGITS))))?;
                // Half goes away from zero, as people round.
                let half = if scaled < 0 { -count / 2 } else { count / 2 };
                Ok(Some((scaled + half) / count))
            }
        }
    }
}

fn in_range(sum: Option<i128>) -> Result<i128> {
    // 10^38 is the first that a decimal cannot hold.
    if let Some(sum) = sum.filter(|sum| sum.unsigned_abs() < 10u128.pow(u32::from(DIGITS))) {
        Ok(sum)
    } else {
        exec_err!("{OWN}合计超出 {DIGITS} 位数")
    }
}

/// The unscaled values of an array, in its own scale.
pub(super) fn unscaled(array: &dyn Array) -> Result<impl Fn(usize) -> Option<i128> + '_> {
    enum Kind<'a> {
        Signed(&'a Int64Array),
        Unsigned(&'a UInt64Array),
        Decimal(&'a Decimal128Array),
    }
    let any = array.as_any();
    let kind = if let Some(array) = any.downcast_ref::<Int64Array>() {
        Kind::Signed(array)
    } else if let Some(array) = any.downcast_ref::<UInt64Array>() {
        Kind::Unsigned(array)
    } else if let Some(array) = any.downcast_ref::<Decimal128Array>() {
        Kind::Decimal(array)
    } else {
        return exec_err!("no total of {}", array.data_type());
    };
    Ok(move |row: usize| {
        array.is_valid(row).then(|| match kind {
            Kind::Signed(array) => i128::from(array.value(row)),
            Kind::Unsigned(array) => i128::from(array.value(row)),
            Kind::Decimal(array) => array.value(row),
        })
    })
}

/// Results as an array of the type that the function returns.
pub(super) fn results(values: Vec<Option<i128>>, r#type: &DataType) -> Result<ArrayRef> {
    use std::sync::Arc;
    Ok(match r#type {
        DataType::Int64 => {
            let whole = |value: Option<i128>| value.map(fit::<i64>).transpose();
            Arc::new(values.into_iter().map(whole).collect::<Result<Int64Array>>()?)
        }
        DataType::UInt64 => {
            let whole = |value: Option<i128>| value.map(fit::<u64>).transpose();
            Arc::new(values.into_iter().map(whole).collect::<Result<UInt64Array>>()?)
        }
        DataType::Decimal128(precision, scale) => {
            let limit = 10u128.pow(u32::from(*precision));
            if values.iter().flatten().any(|value| value.unsigned_abs() >= limit) {
                return exec_err!("{OWN}合计超出 {precision} 位数");
            }
            Arc::new(Decimal128Array::from(values).with_precision_and_scale(*precision, *scale)?)
        }
        other => return exec_err!("no total as {other}"),
    })
}

fn fit<T: TryFrom<i128>>(value: i128) -> Result<T> {
    match T::try_from(value) {
        Ok(value) => Ok(value),
        Err(_) => {
            exec_err!(
                "{OWN}合计 {value} 超出 64 位整数；可先除小，或转成小数：sum(CAST(列 AS DECIMAL(20,0)))"
            )
        }
    }
}

/// One result.
pub(super) fn result(value: Option<i128>, r#type: &DataType) -> Result<ScalarValue> {
    ScalarValue::try_from_array(&results(vec![value], r#type)?, 0)
}

/// The columns of partial totals: sums as decimals without a point, and counts.
pub(super) fn state(totals: &[Total]) -> Result<Vec<ArrayRef>> {
    use std::sync::Arc;
    let sums: Decimal128Array = totals.iter().map(|total| Some(total.sum)).collect();
    let counts: Int64Array = totals.iter().map(|total| Some(total.count)).collect();
    Ok(vec![Arc::new(sums.with_precision_and_scale(DIGITS, 0)?), Arc::new(counts)])
}

/// Partial totals read back.
pub(super) fn partial(columns: &[ArrayRef]) -> Result<Vec<Total>> {
    let [sums, counts] = columns else { return exec_err!("a partial total has two columns") };
    let (sums, counts) = (unscaled(sums)?, unscaled(counts)?);
    let len = columns.first().map_or(0, Array::len);
    let total = |row| {
        let count = counts(row).and_then(|count| i64::try_from(count).ok());
        Total { sum: sums(row).unwrap_or_default(), count: count.unwrap_or_default() }
    };
    Ok((0..len).map(total).collect())
}

/// Bytes that so many totals take.
pub(super) fn bytes(totals: &Vec<Total>) -> usize {
    totals.capacity() * size_of::<Total>()
}
