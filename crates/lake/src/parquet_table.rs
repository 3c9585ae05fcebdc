//! Parquet: the view layout comes back as it went out; tables of other programs are read by their columns' names and types.

use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, Float64Array, Int64Array, StringArray,
};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Date32Type, Field, Float64Type, Int64Type};
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::errors::ParquetError;
use vocabulary::Unit;

use crate::LakeError;
use crate::gather::{Cells, Gather, Store};
use crate::import::{self, Told};
use crate::layout::{FEN, SUBJECT, UNIT};
use crate::limits::MAX_COLUMNS;
use crate::plan::{Plan, PlanError, Planner, Role};
use crate::raw::Raw;
use crate::scan::Bytes;
use crate::value::{Shape, date_of};

const BATCH_ROWS: usize = 1 << 14;

/// A column in one of the few types that are read.
enum Typed {
    Text(StringArray),
    Int(Int64Array),
    /// Money in 分.
    Fen(Int64Array),
    Float(Float64Array),
    Bool(BooleanArray),
    Date(Date32Array),
    Unsupported(ArrayRef),
}

impl Typed {
    fn of(array: &ArrayRef, is_fen: bool) -> Self {
        let to = |kind: DataType| cast(array, &kind).ok();
        let typed = match array.data_type() {
            DataType::Boolean => Some(Self::Bool(array.as_boolean().clone())),
            kind if kind.is_integer() => to(DataType::Int64)
                .filter(|cast| cast.null_count() == array.null_count())
                .map(|cast| cast.as_primitive::<Int64Type>().clone())
                .map(|array| if is_fen { Self::Fen(array) } else { Self::Int(array) }),
            kind if kind.is_floating() => {
                to(DataType::Float64).map(|cast| Self::Float(cast.as_primitive::<Float64Type>().clone()))
            }
            DataType::Date32 | DataType::Date64 | DataType::Timestamp(_, None) => {
                to(DataType::Date32).map(|cast| Self::Date(cast.as_primitive::<Date32Type>().clone()))
            }
            DataType::Utf8
            | DataType::LargeUtf8
            | DataType::Utf8View
            | DataType::Dictionary(..)
            | DataType::Decimal32(..)
            | DataType::Decimal64(..)
            | DataType::Decimal128(..)
            | DataType::Decimal256(..)
            | DataType::Null => to(DataType::Utf8).map(|cast| Self::Text(cast.as_string::<i32>().clone())),
            _ => None,
        };
        typed.unwrap_or_else(|| Self::Unsupported(Arc::clone(array)))
    }

    fn is_null(&self, row: usize) -> bool {
        match self {
            Self::Text(array) => array.is_null(row),
            Self::Int(array) | Self::Fen(array) => array.is_null(row),
            Self::Float(array) => array.is_null(row),
            Self::Bool(array) => array.is_null(row),
            Self::Date(array) => array.is_null(row),
            Self::Unsupported(array) => array.is_null(row),
        }
    }

    fn cell(&self, row: usize) -> Raw<'_> {
        if self.is_null(row) {
            return Raw::Empty;
        }
        match self {
            Self::Text(array) => Raw::Text(Cow::Borrowed(array.value(row))),
            Self::Int(array) => Raw::Int(array.value(row)),
            Self::Fen(array) => Raw::Text(Cow::Owned(yuan(array.value(row)))),
            Self::Float(array) => Raw::Float(array.value(row)),
            Self::Bool(array) => Raw::Bool(array.value(row)),
            Self::Date(array) => {
                date_of(array.value(row)).map_or(Raw::Unsupported("日期超出范围".to_owned()), Raw::Date)
            }
            Self::Unsupported(array) => Raw::Unsupported(array.data_type().to_string()),
        }
    }
}

/// 分 as the text of an amount in 元.
fn yuan(fen: i64) -> String {
    let (whole, rest) = (fen.unsigned_abs() / 100, fen.unsigned_abs() % 100);
    format!("{}{whole}.{rest:02}元", if fen < 0 { "-" } else { "" })
}

struct Row<'b> {
    columns: &'b [Typed],
    row: usize,
}

impl Cells for Row<'_> {
    fn cell(&self, column: usize) -> Raw<'_> {
        self.columns.get(column).map_or(Raw::Empty, |typed| typed.cell(self.row))
    }
}

/// Reads a Parquet file from its beginning. Rows are numbered from 1: there is no heading row.
pub(crate) fn read<S: Store>(
    file: &str,
    bytes: Bytes<'_>,
    planner: &Planner<'_>,
    told: &mut Told,
    gather: &mut Gather<'_, S>,
) -> Result<(), LakeError> {
    let broken = |error: ParquetError| {
        LakeError::unreadable(
            file,
            format!("不是完好的 Parquet（{error}），可能没有下载完整；请重新下载或重新导出"),
        )
    };
    let (fields, mut reader) = contained(|| open(bytes)).map_err(broken)?;
    if fields.len() > MAX_COLUMNS {
        return Err(LakeError::too_many_columns(file));
    }
    let headings: Vec<String> = fields.iter().map(|field| field.name().clone()).collect();
    let mut plan = told.plan(planner, file, None, &headings)?.map_err(|error| match error {
        PlanError::NoIdentity(message) | PlanError::Wrong(message) => {
            LakeError::headings(file, None, message)
        }
    })?;
    if is_view(&fields) {
        in_base_units(planner, &mut plan);
    }
    let fen = fen_columns(planner, &plan, &fields, told);
    gather.begin_sheet(None, plan);
    let mut row = 0u32;
    while let Some(batch) = contained(|| reader.next().transpose()).map_err(broken)? {
        let columns: Vec<Typed> =
            batch.columns().iter().zip(&fen).map(|(array, is_fen)| Typed::of(array, *is_fen)).collect();
        for at in 0..batch.num_rows() {
            row = row.saturating_add(1);
            gather.row(row, &Row { columns: &columns, row: at }, None)?;
        }
    }
    Ok(())
}

/// Runs the Parquet reader; a panic of it is a damaged file like any other.
pub(crate) fn contained<T, E: Into<ParquetError>>(
    read: impl FnOnce() -> Result<T, E>,
) -> Result<T, ParquetError> {
    let read = import::contained(read);
    read.map_or_else(
        || Err(ParquetError::General("corrupt file".to_owned())),
        |read| read.map_err(Into::into),
    )
}

fn open(mut bytes: Bytes<'_>) -> Result<(Vec<Arc<Field>>, ParquetRecordBatchReader), ParquetError> {
    match bytes {
        Bytes::File(file) => finish(ParquetRecordBatchReaderBuilder::try_new(file)?),
        Bytes::Memory(_) => {
            let mut all = Vec::new();
            bytes.read_to_end(&mut all).map_err(|error| ParquetError::External(Box::new(error)))?;
            finish(ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(all))?)
        }
    }
}

fn finish<T: parquet::file::reader::ChunkReader + 'static>(
    builder: ParquetRecordBatchReaderBuilder<T>,
) -> Result<(Vec<Arc<Field>>, ParquetRecordBatchReader), ParquetError> {
    let fields = builder.schema().fields().iter().cloned().collect();
    Ok((fields, builder.with_batch_size(BATCH_ROWS).build()?))
}

/// Whether the file has the layout of a view.
fn is_view(fields: &[Arc<Field>]) -> bool {
    fields.iter().any(|field| field.name() == SUBJECT)
}

/// Numbers of a view are held in base units (人, not 万人). Money says its own unit.
fn in_base_units(planner: &Planner<'_>, plan: &mut Plan) {
    for column in &mut plan.columns {
        if let Role::Value { key, unit: unit @ None } = &mut column.role
            && planner.shape(key) == Shape::Count
        {
            *unit = planner.unit(key).map(Unit::base);
        }
    }
}

/// Which columns hold money in 分: those that say so, and those of the view layout, which programs that drop metadata may have
/// rewritten.
fn fen_columns(planner: &Planner<'_>, plan: &Plan, fields: &[Arc<Field>], told: &mut Told) -> Vec<bool> {
    let is_view = is_view(fields);
    let mut fen = vec![false; fields.len()];
    let mut assumed = Vec::new();
    for column in &plan.columns {
        let Role::Value { key, unit: None } = &column.role else { continue };
        let field = &fields[column.index];
        if planner.shape(key) != Shape::Money || !field.data_type().is_integer() {
            continue;
        }
        let unit = field.metadata().get(UNIT).map(String::as_str);
        fen[column.index] = unit == Some(FEN) || unit.is_none() && is_view;
        if unit.is_none() && is_view {
            assumed.push(column.heading.clone());
        }
    }
    if let Some(first) = assumed.first() {
        told.notes
            .push(format!("“{first}”等 {} 列金额是整数且没有写单位，按视图格式以“分”读取", assumed.len()));
    }
    fen
}
