//! What is asked in a template: one column per attribute, per year where it is yearly, or per field of a list.

use vocabulary::kind::Field;
use vocabulary::{Attribute, AttributeType, Dimension, Kind, Unit};

/// Years that are asked of a yearly attribute: 近3年.
const YEARS: i16 = 3;

/// One column.
pub(super) struct Column<'k> {
    /// As the import reads it: `营业收入（万元）[2024]`.
    pub(super) heading: String,
    /// The attribute or field.
    pub(super) name: &'k str,
    pub(super) r#type: &'k AttributeType,
    /// May be negative.
    pub(super) signed: bool,
    /// Says whom the row is about.
    pub(super) identity: bool,
    /// What it means; may be empty.
    pub(super) meaning: &'k str,
    /// Who gives it, most trusted first; or who judges it.
    pub(super) given_by: String,
    /// 公开, 内部 or 授权; of an attribute.
    pub(super) sensitivity: &'static str,
}

impl Column<'_> {
    /// Unit of a plain number in it, as the heading says.
    pub(super) fn unit(&self) -> Option<&'static str> {
        match self.r#type {
            AttributeType::Number(unit) => heading_unit(*unit),
            _ => None,
        }
    }
}

/// The columns of a kind's own sheet. What the program computes and what stands in sheets of its own is not asked.
pub(super) fn subject_columns(kind: &Kind, last_year: i16) -> Vec<Column<'_>> {
    let mut columns = Vec::new();
    for (id, attribute) in kind.iter() {
        if attribute.derived.is_some() || matches!(attribute.r#type, AttributeType::List(_)) {
            continue;
        }
        let identity = kind.identity.contains(&id) || kind.code == Some(id);
        let years: Vec<Option<i16>> = if attribute.yearly {
            (0..YEARS).map(|back| Some(last_year - back)).collect()
        } else {
            vec![None]
        };
        columns.extend(years.into_iter().map(|year| Column {
            heading: heading(&attribute.name, &attribute.r#type, year),
            name: &attribute.name,
            r#type: &attribute.r#type,
            signed: attribute.signed,
            identity,
            meaning: &attribute.description,
            given_by: given_by(attribute),
            sensitivity: attribute.sensitivity.word(),
        }));
    }
    // Whom a row is about comes first.
    columns.sort_by_key(|column| !column.identity);
    columns
}

/// The columns of a list's sheet: whom the record belongs to, then its fields.
pub(super) fn list_columns<'k>(
    kind: &'k Kind,
    attribute: &'k Attribute,
    fields: &'k [Field],
) -> Vec<Column<'k>> {
    let column = |heading: String, name: &'k str, r#type: &'k AttributeType, identity: bool| Column {
        heading,
        name,
        r#type,
        signed: false,
        identity,
        meaning: "",
        given_by: given_by(attribute),
        sensitivity: attribute.sensitivity.word(),
    };
    let title = kind.get(kind.title);
    let code = kind.code.map(|id| kind.get(id));
    let code = code.map(|code| column(code.name.clone(), &code.name, &code.r#type, true));
    // A field may be called 名称 too: with the kind's name before it, it is the subject's.
    let title = column(format!("{}名称", kind.name), &title.name, &title.r#type, true);
    let fields = fields
        .iter()
        .map(|field| column(heading(&field.name, &field.r#type, None), &field.name, &field.r#type, false));
    code.into_iter().chain([title]).chain(fields).collect()
}

fn heading(name: &str, r#type: &AttributeType, year: Option<i16>) -> String {
    let unit = match r#type {
        AttributeType::Number(unit) => heading_unit(*unit),
        _ => None,
    };
    let unit = unit.map(|unit| format!("（{unit}）")).unwrap_or_default();
    let year = year.map(|year| format!("[{year}]")).unwrap_or_default();
    format!("{name}{unit}{year}")
}

/// Money is asked in 万元, as accounts are. A ratio has no unit in its heading, since a spreadsheet holds 4.3% as 0.043; neither has a
/// bare number such as a year.
fn heading_unit(unit: Unit) -> Option<&'static str> {
    match unit.symbol {
        "元" if unit.dimension == Dimension::MONEY => Some("万元"),
        "%" | "‰" | "个" => None,
        symbol => Some(symbol),
    }
}

fn given_by(attribute: &Attribute) -> String {
    match &attribute.assessor {
        Some(assessor) => format!("{assessor}评定"),
        None => attribute.sources.join("、"),
    }
}
