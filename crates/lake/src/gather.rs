//! From cells to rows: reads every cell of a row by the plan; a row with a bad cell stays out, with all its bad cells told.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use vocabulary::AttributeType;
use vocabulary::kind::AttributeId;

use crate::chunk::{Batch, Chunk};
use crate::identity::{self, Named};
use crate::import::Watch;
use crate::layout::{Key, Layout};
use crate::limits::{CHUNK_CELLS, CHUNK_ROWS};
use crate::peek::{Peek, SheetColumns};
use crate::plan::{Plan, Role};
use crate::raw::Raw;
use crate::reject::RejectLog;
use crate::value::{Rounded, Scale, Shape, Value};
use crate::{LakeError, QualityCode, QualityFinding, Reject, SheetReport, headings};

mod identify;

/// The attribute that marks generated subjects, whose codes are no real ones.
const SPECIMEN: &str = "示例";

/// After so many rows whoever watches is told.
const WATCHED_ROWS: u64 = 1024;

/// Where finished chunks go.
pub(crate) trait Store {
    /// Takes a chunk.
    fn store(&mut self, batch: Batch) -> Result<(), LakeError>;
}

/// The cells of one row.
pub(crate) trait Cells {
    /// The cell of a column; empty beyond the last.
    fn cell(&self, column: usize) -> Raw<'_>;
}

/// What is told once about many cells or rows: how many there were, and the first of them.
#[derive(Debug, Default)]
struct Tally {
    count: u64,
    first: String,
}

impl Tally {
    fn add(&mut self, first: impl FnOnce() -> String) {
        if self.count == 0 {
            self.first = first();
        }
        self.count += 1;
    }
}

/// Negative numbers where none can be, by column.
#[derive(Debug, Default)]
pub(crate) struct Negatives(BTreeMap<String, (u64, u32)>);

impl Negatives {
    fn add(&mut self, column: &str, row: u32) {
        self.0.entry(column.to_owned()).or_insert((0, row)).0 += 1;
    }

    pub(crate) fn findings(&self) -> Vec<QualityFinding> {
        let finding = |(column, (count, first)): (&String, &(u64, u32))| QualityFinding {
            code: QualityCode::Negative,
            place: format!("{column}，第 {first} 行"),
            found: format!("{count} 个负数，这些行没有收下"),
            expected: "不小于 0；请核对符号，或改填到可以为负的属性".to_owned(),
        };
        self.0.iter().map(finding).collect()
    }
}

/// Gathers the rows of all sheets of a file.
pub(crate) struct Gather<'a, S> {
    layout: Layout<'a>,
    file: &'a str,
    max_rows: u64,
    watch: &'a Watch<'a>,
    pub(crate) store: S,
    pub(crate) log: RejectLog,
    pub(crate) sheets: Vec<SheetReport>,
    plan: Plan,
    /// Of each planned column, where its values go in the chunk, once it has any.
    slots: Vec<Option<usize>>,
    chunk: Chunk,
    specimen: Option<AttributeId>,
    rounded: Tally,
    repeated: Tally,
    pub(crate) negative: Negatives,
    /// Where a table is only looked into: what its columns mean, with the first values. No cell is read.
    peek: Option<Peek>,
    unheaded: BTreeSet<String>,
    /// Hash of each subject (and year), and the row it was first met in.
    subjects: HashMap<u64, u64>,
    /// Scratch of one row, reused.
    values: Vec<(usize, Key, Value)>,
    errors: Vec<Reject>,
}

impl<'a, S: Store> Gather<'a, S> {
    pub(crate) fn new(
        layout: Layout<'a>,
        file: &'a str,
        max_rows: u64,
        watch: &'a Watch<'a>,
        store: S,
        log: RejectLog,
    ) -> Self {
        Self {
            layout,
            file,
            max_rows,
            watch,
            store,
            log,
            sheets: Vec::new(),
            plan: Plan::default(),
            slots: Vec::new(),
            chunk: Chunk::default(),
            specimen: layout.kind.attribute(SPECIMEN).map(|(id, _)| id),
            rounded: Tally::default(),
            repeated: Tally::default(),
            negative: Negatives::default(),
            peek: None,
            unheaded: BTreeSet::new(),
            subjects: HashMap::new(),
            values: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// The same, of a table that is only looked into.
    #[must_use]
    pub(crate) fn peeking(self) -> Self {
        Self { peek: Some(Peek::default()), ..self }
    }

    /// What was seen.
    pub(crate) fn seen(self) -> Vec<SheetColumns> {
        self.peek.map(Peek::into_sheets).unwrap_or_default()
    }

    /// Begins a sheet (or the only table of a file).
    pub(crate) fn begin_sheet(&mut self, name: Option<&str>, plan: Plan) {
        self.slots = vec![None; plan.columns.len()];
        if let Some(peek) = &mut self.peek {
            peek.begin(self.layout, name, &plan);
        }
        self.plan = plan;
        self.sheets.push(SheetReport {
            name: name.map(str::to_owned),
            rows_read: 0,
            rows_in: 0,
            last_row: 0,
        });
    }

    fn sheet_name(&self) -> Option<&str> {
        self.sheets.last().and_then(|sheet| sheet.name.as_deref())
    }

    fn rows_read(&self) -> u64 {
        self.sheets.iter().map(|sheet| sheet.rows_read).sum()
    }

    /// Takes a row; `row` is its number as a person sees it. `problem`: what is wrong with the row as a whole.
    pub(crate) fn row(
        &mut self,
        row: u32,
        cells: &impl Cells,
        problem: Option<String>,
    ) -> Result<(), LakeError> {
        if problem.is_none() && self.plan.columns.iter().all(|column| cells.cell(column.index).is_blank()) {
            return Ok(());
        }
        if self.rows_read() >= self.max_rows {
            return Err(LakeError::too_many_rows(self.file, self.max_rows));
        }
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.rows_read += 1;
            sheet.last_row = row;
        }
        if self.rows_read().is_multiple_of(WATCHED_ROWS) && !(self.watch)(WATCHED_ROWS) {
            return Err(LakeError::Stopped);
        }
        if let Some(peek) = &mut self.peek {
            peek.row(cells);
            return Ok(());
        }
        self.values.clear();
        self.errors.clear();
        if let Some(reason) = problem {
            self.reject(row, String::new(), "", reason);
        } else {
            let year = self.year(row, cells);
            self.read_cells(row, cells, year);
            if let Some(named) = self.identify(row, cells)
                && self.errors.is_empty()
            {
                self.keep(row, year, &named);
                if self.chunk.rows() >= CHUNK_ROWS
                    || self.chunk.rows().saturating_mul(self.chunk.width()) >= CHUNK_CELLS
                {
                    self.flush()?;
                }
            }
        }
        if !self.errors.is_empty() {
            self.log.add(&mut self.errors)?;
        }
        Ok(())
    }

    /// Hands over what is still in memory, and tells what was noted on the way.
    pub(crate) fn finish(&mut self) -> Result<Vec<String>, LakeError> {
        self.flush()?;
        let mut notes = Vec::new();
        if self.rounded.count > 0 {
            let Tally { count, first } = &self.rounded;
            notes.push(format!(
                "{count} 个数比存放的精度（金额到分，比例和小数到 8 位）更细，已四舍五入；第一个在{first}"
            ));
        }
        if self.repeated.count > 0 {
            let Tally { count, first } = &self.repeated;
            notes.push(format!("{count} 行的主体在前面已出现过，同一项以后面的行为准；第一处是{first}"));
        }
        if !self.unheaded.is_empty() {
            let columns: Vec<&str> = self.unheaded.iter().map(String::as_str).collect();
            notes.push(format!("{} 没有表头但有内容，按原文保留", columns.join("、")));
        }
        Ok(notes)
    }

    fn flush(&mut self) -> Result<(), LakeError> {
        if self.chunk.rows() == 0 {
            return Ok(());
        }
        let batch = self.chunk.take(&self.layout);
        self.store.store(batch.map_err(|error| LakeError::unreadable(self.file, error.to_string()))?)
    }

    fn reject(&mut self, row: u32, column: String, value: &str, reason: String) {
        const SHOWN: usize = 60;
        let mut shown: String = value.chars().take(SHOWN).collect();
        if shown.len() < value.len() {
            shown.push('…');
        }
        let sheet = self.sheet_name().map(str::to_owned);
        self.errors.push(Reject { sheet, row: u64::from(row), column, value: shown, reason });
    }

    /// The year of a row in long format.
    fn year(&mut self, row: u32, cells: &impl Cells) -> Option<i16> {
        let column = self.plan.columns.iter().find(|column| column.role == Role::Year)?;
        let cell = cells.cell(column.index);
        let year = headings::year_of(&headings::fold(&cell.text()));
        if year.is_none() {
            let label = column.label();
            self.reject(row, label, &cell.text(), "年度应是四位年份，如 2024".to_owned());
        }
        year
    }

    fn read_cells(&mut self, row: u32, cells: &impl Cells, year: Option<i16>) {
        for at in 0..self.plan.columns.len() {
            let column = &self.plan.columns[at];
            let cell = cells.cell(column.index);
            if cell.is_blank() {
                continue;
            }
            let result = match &column.role {
                Role::Value { key, unit } => {
                    let kind = value_type(&self.layout, key);
                    kind.map(|kind| (key.clone(), cell.read(kind, Shape::of(kind), *unit)))
                }
                Role::OfRowYear { attribute, unit } => year.map(|year| {
                    let kind = &self.layout.kind.get(*attribute).r#type;
                    (Key::Attribute(*attribute, Some(year)), cell.read(kind, Shape::of(kind), *unit))
                }),
                Role::AbsentOf(key) => flag(&cell).map(|yes| {
                    (
                        key.clone(),
                        yes.map(|yes| (if yes { Value::Absent } else { Value::Unknown }, Rounded(false))),
                    )
                }),
                Role::IncompleteOf(id) => flag(&cell)
                    .map(|yes| (Key::Incomplete(*id), yes.map(|yes| (Value::Bool(yes), Rounded(false))))),
                Role::Raw(heading) => {
                    if column.heading == *heading && heading.ends_with(" 列") {
                        self.unheaded.insert(heading.clone());
                    }
                    let text = cell.read(&AttributeType::Text, Shape::Text, None);
                    // An unmapped number may have lost digits; as raw text it is still worth keeping.
                    let text = text.or_else(|why| match cell {
                        Raw::Float(_) => Ok((Value::Text(cell.text().into()), Rounded(false))),
                        Raw::Error(_) | Raw::NoResult | Raw::Unsupported(_) => {
                            Ok((Value::Unknown, Rounded(false)))
                        }
                        _ => Err(why),
                    });
                    Some((Key::Raw(heading.clone()), text))
                }
                Role::Year | Role::Code | Role::Name | Role::Id | Role::CodeOrName | Role::Ignored => None,
            };
            match result {
                None => {}
                Some((key, Ok((Value::Number(held, _), _))))
                    if held < 0 && !may_be_negative(&self.layout, &key) =>
                {
                    let label = self.plan.columns[at].label();
                    self.negative.add(&label, row);
                    let reason = format!("“{}”是负数；{}", cell.text(), vocabulary::facts_file::NOT_NEGATIVE);
                    self.reject(row, label, &cell.text(), reason);
                }
                Some((key, Ok((value, Rounded(rounded))))) => {
                    if rounded {
                        let label = column.label();
                        self.rounded.add(|| format!("第 {row} 行 {label}"));
                    }
                    if self.chunk.fits(&key, &value).is_err() {
                        let label = self.plan.columns[at].label();
                        let reason =
                            "这一列里既有 100 亿以上的数又有小数，无法精确存放；请换用更大的单位".to_owned();
                        self.reject(row, label, &cell.text(), reason);
                    } else if value != Value::Unknown {
                        self.values.push((at, key, value));
                    }
                }
                Some((_, Err(reason))) => {
                    let label = column.label();
                    self.reject(row, label, &cell.text(), reason);
                }
            }
        }
    }

    fn keep(&mut self, row: u32, year: Option<i16>, named: &Named) {
        if self.layout.list.is_none() {
            let mut hasher = DefaultHasher::new();
            let name = named.name.as_deref().filter(|_| named.code.is_none()).map(identity::fold_name);
            (&named.code, name, &named.id, year).hash(&mut hasher);
            if let Some(first) = self.subjects.insert(hasher.finish(), u64::from(row)) {
                self.repeated.add(|| format!("第 {first} 行和第 {row} 行"));
            }
        }
        self.chunk.begin_row();
        let layout = self.layout;
        self.chunk.set(&layout, &Key::Row, &Value::Number(i64::from(row), Scale::Whole));
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.rows_in += 1;
            if let Some(name) = &sheet.name {
                self.chunk.set_text(&layout, &Key::Sheet, name);
            }
        }
        if let Some(year) = year {
            self.chunk.set(&layout, &Key::Year, &Value::Number(i64::from(year), Scale::Whole));
        }
        for (key, own) in [(Key::Code, &named.code), (Key::Name, &named.name), (Key::Id, &named.id)] {
            if let Some(own) = own {
                self.chunk.set_text(&layout, &key, own);
            }
        }
        for (at, key, value) in &self.values {
            if matches!(key, Key::Attribute(_, Some(_))) && year.is_some() {
                self.chunk.set(&layout, key, value);
                continue;
            }
            let slot = match self.slots[*at] {
                Some(slot) if self.chunk.is(slot, key) => slot,
                _ => *self.slots[*at].insert(self.chunk.slot(&layout, key)),
            };
            self.chunk.set_slot(slot, value);
        }
    }
}

fn value_type<'k>(layout: &Layout<'k>, key: &Key) -> Option<&'k AttributeType> {
    match key {
        Key::Attribute(id, _) => Some(&layout.kind.get(*id).r#type),
        Key::Field(id) => layout.fields().get(usize::from(id.0)).map(|field| &field.r#type),
        _ => None,
    }
}

/// Whether a column holds profits and the like. An unknown value of any other number is taken as zero or more.
fn may_be_negative(layout: &Layout<'_>, key: &Key) -> bool {
    match key {
        Key::Attribute(id, _) => layout.kind.get(*id).signed,
        _ => false,
    }
}

/// A cell of a column of absences: true or false; nothing where it is empty.
fn flag(cell: &Raw<'_>) -> Option<Result<bool, String>> {
    match cell.read(&AttributeType::Boolean, Shape::Bool, None) {
        Ok((Value::Bool(yes), _)) => Some(Ok(yes)),
        Ok(_) => None,
        Err(reason) => Some(Err(reason)),
    }
}
