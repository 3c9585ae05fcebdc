//! Whole numbers: `+`, `-` and `*` that fail where the result does not fit 64 bits. Division by zero fails for every type of number.

use std::sync::{Arc, LazyLock};

use arrow::array::{Array, ArrayRef, Float64Array, Int64Array, PrimitiveArray};
use arrow::compute::kernels::arity::try_binary;
use arrow::datatypes::{DataType, Float64Type, Int64Type};
use datafusion::common::config::ConfigOptions;
use datafusion::common::tree_node::Transformed;
use datafusion::common::{DFSchema, Result, exec_err};
use datafusion::logical_expr::expr_rewriter::FunctionRewrite;
use datafusion::logical_expr::{
    BinaryExpr, ColumnarValue, Expr, ExprSchemable, Operator, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl,
    Signature, Volatility,
};
use datafusion::scalar::ScalarValue;

use super::{OWN, text};

/// Puts the functions of this module in the place of the operators.
#[derive(Debug)]
pub(crate) struct CheckedArithmetic;

impl FunctionRewrite for CheckedArithmetic {
    fn name(&self) -> &'static str {
        "checked_arithmetic"
    }

    fn rewrite(&self, expr: Expr, schema: &DFSchema, _config: &ConfigOptions) -> Result<Transformed<Expr>> {
        let Expr::BinaryExpr(binary) = &expr else { return Ok(Transformed::no(expr)) };
        let Some(function) = function(binary, schema)? else { return Ok(Transformed::no(expr)) };
        let Expr::BinaryExpr(BinaryExpr { left, right, .. }) = expr else {
            return Ok(Transformed::no(expr));
        };
        Ok(Transformed::yes(function.call(vec![*left, *right])))
    }
}

static ADD: LazyLock<Arc<ScalarUDF>> = LazyLock::new(|| udf(Checked::whole(Operator::Plus)));
static SUBTRACT: LazyLock<Arc<ScalarUDF>> = LazyLock::new(|| udf(Checked::whole(Operator::Minus)));
static MULTIPLY: LazyLock<Arc<ScalarUDF>> = LazyLock::new(|| udf(Checked::whole(Operator::Multiply)));
static DIVIDE: LazyLock<Arc<ScalarUDF>> = LazyLock::new(|| udf(Checked::fraction(Operator::Divide)));

fn udf(function: Checked) -> Arc<ScalarUDF> {
    Arc::new(ScalarUDF::new_from_impl(function))
}

fn function(binary: &BinaryExpr, schema: &DFSchema) -> Result<Option<Arc<ScalarUDF>>> {
    let types =
        || -> Result<[DataType; 2]> { Ok([binary.left.get_type(schema)?, binary.right.get_type(schema)?]) };
    let whole = |function: &Arc<ScalarUDF>| -> Result<Option<Arc<ScalarUDF>>> {
        // Unsigned ones beyond i64 do not occur in the tables.
        Ok(types()?.iter().all(DataType::is_integer).then(|| Arc::clone(function)))
    };
    match binary.op {
        Operator::Plus => whole(&ADD),
        Operator::Minus => whole(&SUBTRACT),
        Operator::Multiply => whole(&MULTIPLY),
        Operator::Divide => {
            let types = types()?;
            let floating = types.iter().any(DataType::is_floating) && types.iter().all(DataType::is_numeric);
            Ok(floating.then(|| Arc::clone(&DIVIDE)))
        }
        Operator::StringConcat => Ok(Some(text::joined())),
        _ => Ok(None),
    }
}

/// One operator as a function.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Checked {
    operator: Operator,
    r#type: DataType,
    name: &'static str,
    signature: Signature,
}

impl Checked {
    fn whole(operator: Operator) -> Self {
        Self::new(operator, DataType::Int64)
    }

    fn fraction(operator: Operator) -> Self {
        Self::new(operator, DataType::Float64)
    }

    fn new(operator: Operator, r#type: DataType) -> Self {
        let name = match operator {
            Operator::Plus => "add",
            Operator::Minus => "subtract",
            Operator::Multiply => "multiply",
            _ => "divide",
        };
        let signature = Signature::uniform(2, vec![r#type.clone()], Volatility::Immutable);
        Self { operator, r#type, name, signature }
    }

    fn sign(&self) -> &'static str {
        match self.operator {
            Operator::Plus => "+",
            Operator::Minus => "-",
            Operator::Multiply => "*",
            _ => "/",
        }
    }

    fn whole_numbers(&self, left: i64, right: i64) -> Result<i64> {
        let result = match self.operator {
            Operator::Plus => left.checked_add(right),
            Operator::Minus => left.checked_sub(right),
            _ => left.checked_mul(right),
        };
        if let Some(result) = result {
            Ok(result)
        } else {
            exec_err!("{OWN}{left} {} {right} 的结果超出 64 位整数", self.sign())
        }
    }

    fn compute(&self, left: &dyn Array, right: &dyn Array) -> Result<ArrayRef> {
        let any = (left.as_any(), right.as_any());
        if let (Some(left), Some(right)) =
            (any.0.downcast_ref::<Int64Array>(), any.1.downcast_ref::<Int64Array>())
        {
            return Ok(Arc::new(pairwise::<Int64Type>(left, right, |l, r| self.whole_numbers(l, r))?));
        }
        if let (Some(left), Some(right)) =
            (any.0.downcast_ref::<Float64Array>(), any.1.downcast_ref::<Float64Array>())
        {
            let divide = |left: f64, right: f64| {
                if right == 0.0 { exec_err!("{OWN}{left} / 0：除数为零") } else { Ok(left / right) }
            };
            return Ok(Arc::new(pairwise::<Float64Type>(left, right, divide)?));
        }
        exec_err!("{} of {} and {}", self.name, left.data_type(), right.data_type())
    }
}

/// Computes where both sides are known.
fn pairwise<T: arrow::datatypes::ArrowPrimitiveType>(
    left: &PrimitiveArray<T>,
    right: &PrimitiveArray<T>,
    compute: impl Fn(T::Native, T::Native) -> Result<T::Native>,
) -> Result<PrimitiveArray<T>> {
    let computed = |left, right| {
        compute(left, right).map_err(|error| arrow::error::ArrowError::ComputeError(error.to_string()))
    };
    Ok(try_binary::<_, _, _, T>(left, right, computed)?)
}

impl ScalarUDFImpl for Checked {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _types: &[DataType]) -> Result<DataType> {
        Ok(self.r#type.clone())
    }

    fn schema_name(&self, args: &[Expr]) -> Result<String> {
        let [left, right] = args else { return exec_err!("{} takes two arguments", self.name) };
        Ok(format!("{} {} {}", left.schema_name(), self.sign(), right.schema_name()))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let scalar = args.args.iter().all(|arg| matches!(arg, ColumnarValue::Scalar(_)));
        let arrays = ColumnarValue::values_to_arrays(&args.args)?;
        let [left, right] = arrays.as_slice() else {
            return exec_err!("{} takes two arguments", self.name);
        };
        let result = self.compute(left, right)?;
        if scalar && result.len() == 1 {
            return Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(&result, 0)?));
        }
        Ok(ColumnarValue::Array(result))
    }
}
