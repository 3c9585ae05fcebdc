use std::sync::Arc;

use lake::{ImportRequest, check};

use super::assess::{assess_all, select};
use super::import::{Table, answer, base_name, table_file};
use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::Failure;
use crate::limits::MAX_SHEET_SUBJECTS;
use crate::model::{CheckSheet, SheetSubject};
use crate::population::Population;
use crate::region::{Region, notice};
use crate::scoped_view::ScopedView;

/// Reads an uploaded table, tells which cells cannot be read, and assesses the subjects of the good rows. Nothing is stored.
///
/// # Errors
/// Where the table as a whole cannot be read, is too large, or a programme is unknown.
pub fn check_sheet(
    _scope: &AccessScope,
    region: &Region,
    name: &str,
    bytes: &[u8],
    programmes: &[String],
    when: When,
) -> Result<CheckSheet, Failure> {
    let moment = region.moment(when);
    let kind = region.catalogue.enterprise();
    let programmes = select(region, kind, programmes, moment)?;
    let name = base_name(name);
    let mut request = ImportRequest::new("自测表", moment.known_at, "访客");
    // A bare heading of a yearly attribute means the year before the assessment.
    request.delivered = Some(moment.as_of);
    let checked = check(kind, table_file(Table::Bytes { name, bytes }, name)?, &request)?;
    let own = Population::new(Arc::clone(kind), checked.view);
    // What readers say of themselves is theirs to see, whoever they are.
    let everything = AccessScope::own_facts();
    let view = ScopedView::new(&everything, &own);
    let subjects: Vec<usize> = view.subjects().collect();
    let mut report = answer(region, checked.report, true, moment)?;
    if subjects.len() > MAX_SHEET_SUBJECTS {
        report.notes.push(format!(
            "表中有 {} 个企业，只评估前 {MAX_SHEET_SUBJECTS} 个；更多请导入后用名单核查",
            subjects.len()
        ));
    }
    let subjects = subjects.into_iter().take(MAX_SHEET_SUBJECTS).map(|subject| SheetSubject {
        name: view.name(subject).to_owned(),
        answers: assess_all(&view, &programmes, &view.facts(subject), view.name(subject), moment),
    });
    Ok(CheckSheet { report, subjects: subjects.collect(), notice: notice(moment, std::iter::empty()) })
}
