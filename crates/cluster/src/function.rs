//! The function: what a request asks of a part. Registered under its name in client, scheduler and executors; a plan carries the name.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use arrow::array::{ArrayRef, BinaryArray, BinaryBuilder};
use arrow::datatypes::DataType;
use datafusion::common::cast::as_binary_array;
use datafusion::common::{Result, exec_err};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

use crate::Work;

/// Its name in plans.
pub(crate) const NAME: &str = "kechuang_part";

/// The function that does `work`.
pub(crate) fn function(work: Arc<dyn Work>) -> ScalarUDF {
    // Volatile, or whoever plans would work out the whole answer as a constant.
    let signature = Signature::exact(vec![DataType::Binary, DataType::Binary], Volatility::Volatile);
    ScalarUDF::new_from_impl(Part { work, signature })
}

#[derive(Debug)]
struct Part {
    work: Arc<dyn Work>,
    signature: Signature,
}

// One name, one function.
impl PartialEq for Part {
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}

impl Eq for Part {}

impl Hash for Part {
    fn hash<H: Hasher>(&self, state: &mut H) {
        NAME.hash(state);
    }
}

impl ScalarUDFImpl for Part {
    fn name(&self) -> &str {
        NAME
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Binary)
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [requests, parts] = arguments.args.as_slice() else {
            return exec_err!("{NAME}: a request and a part were expected");
        };
        let (requests, parts) =
            (column(requests, arguments.number_rows)?, column(parts, arguments.number_rows)?);
        let (requests, parts) = (as_binary_array(&requests)?, as_binary_array(&parts)?);
        Ok(ColumnarValue::Array(Arc::new(self.done(requests, parts))))
    }
}

impl Part {
    fn done(&self, requests: &BinaryArray, parts: &BinaryArray) -> BinaryArray {
        let mut done = BinaryBuilder::new();
        for (request, part) in requests.iter().zip(parts) {
            match (request, part) {
                (Some(request), Some(part)) => {
                    log::info!("part {} begins", shown(part));
                    done.append_value(self.work.part(request, part));
                    log::info!("part {} is done", shown(part));
                }
                _ => done.append_null(),
            }
        }
        done.finish()
    }
}

/// Parts are mostly text; whatever it is, a line of a log takes the beginning of it.
fn shown(part: &[u8]) -> String {
    String::from_utf8_lossy(part).chars().take(60).collect()
}

fn column(value: &ColumnarValue, rows: usize) -> Result<ArrayRef> {
    match value {
        ColumnarValue::Array(array) => Ok(Arc::clone(array)),
        ColumnarValue::Scalar(scalar) => scalar.to_array_of_size(rows),
    }
}
