//! Joining texts, as far as the result stays within what a step may hand on.

use std::sync::{Arc, LazyLock};

use arrow::array::{Array, ArrayRef, StringArray, StringBuilder};
use arrow::datatypes::DataType;
use datafusion::common::{Result, exec_err, plan_err};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use datafusion::scalar::ScalarValue;

use super::OWN;
use crate::limits::MAX_BATCH_BYTES;

static JOINED: LazyLock<Arc<ScalarUDF>> = LazyLock::new(|| udf(Joining::Operator));
static CONCAT: LazyLock<Arc<ScalarUDF>> = LazyLock::new(|| udf(Joining::Function));

fn udf(joining: Joining) -> Arc<ScalarUDF> {
    let signature = Signature::user_defined(Volatility::Immutable);
    Arc::new(ScalarUDF::new_from_impl(Concat { joining, signature }))
}

/// `a || b`: unknown where either is.
pub(super) fn joined() -> Arc<ScalarUDF> {
    Arc::clone(&JOINED)
}

/// `concat(a, b, …)`: leaves out what is unknown.
pub(crate) fn concat() -> Arc<ScalarUDF> {
    Arc::clone(&CONCAT)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Joining {
    Operator,
    Function,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Concat {
    joining: Joining,
    signature: Signature,
}

impl ScalarUDFImpl for Concat {
    fn name(&self) -> &'static str {
        match self.joining {
            Joining::Operator => "joined",
            Joining::Function => "concat",
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        if types.is_empty() {
            return plan_err!("concat takes at least one argument");
        }
        Ok(vec![DataType::Utf8; types.len()])
    }

    fn return_type(&self, _types: &[DataType]) -> Result<DataType> {
        Ok(DataType::Utf8)
    }

    fn schema_name(&self, args: &[Expr]) -> Result<String> {
        let names: Vec<String> = args.iter().map(|arg| arg.schema_name().to_string()).collect();
        Ok(match self.joining {
            Joining::Operator => names.join(" || "),
            Joining::Function => format!("concat({})", names.join(",")),
        })
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let scalar = args.args.iter().all(|arg| matches!(arg, ColumnarValue::Scalar(_)));
        let rows = if scalar { 1 } else { args.number_rows };
        let bytes: usize = args.args.iter().map(|arg| bytes(arg, rows)).fold(0, usize::saturating_add);
        if bytes > MAX_BATCH_BYTES {
            return exec_err!("{OWN}拼接出的文字太长，一批最多 {} MB", MAX_BATCH_BYTES >> 20);
        }
        let arrays: Vec<ArrayRef> = args.args.iter().map(|arg| arg.to_array(rows)).collect::<Result<_>>()?;
        let texts: Option<Vec<&StringArray>> =
            arrays.iter().map(|array| array.as_any().downcast_ref()).collect();
        let Some(texts) = texts else { return exec_err!("{} takes texts", self.name()) };
        let mut out = StringBuilder::with_capacity(rows, bytes);
        for row in 0..rows {
            if self.joining == Joining::Operator && texts.iter().any(|text| text.is_null(row)) {
                out.append_null();
                continue;
            }
            let joined: String =
                texts.iter().filter(|text| text.is_valid(row)).map(|text| text.value(row)).collect();
            out.append_value(joined);
        }
        let joined = out.finish();
        if scalar {
            return Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(&joined, 0)?));
        }
        Ok(ColumnarValue::Array(Arc::new(joined)))
    }
}

/// Bytes that an argument adds to the result.
fn bytes(argument: &ColumnarValue, rows: usize) -> usize {
    match argument {
        ColumnarValue::Array(array) => array.as_any().downcast_ref::<StringArray>().map_or(0, |texts| {
            let offsets = texts.value_offsets();
            let ends = offsets.first().zip(offsets.last());
            ends.map_or(0, |(first, last)| usize::try_from(last - first).unwrap_or(usize::MAX))
        }),
        ColumnarValue::Scalar(ScalarValue::Utf8(Some(text))) => text.len().saturating_mul(rows),
        ColumnarValue::Scalar(_) => 0,
    }
}
