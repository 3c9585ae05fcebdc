use std::num::NonZero;

use programmes::Programme;

use super::assess::{assess_all, select};
use crate::access::AccessScope;
use crate::clock::{Moment, When};
use crate::failure::{Code, Failure};
use crate::limits::{MAX_CHECK_ENTRIES, MAX_ENTRY_CHARS};
use crate::model::{Assessment, CheckList, CheckResult, CheckRow, Condition, Found, Status, StatusCount};
use crate::region::{Region, notice};
use crate::scoped_view::ScopedView;

/// Most reasons told per programme; the subject's page tells all.
const MAX_REASONS: usize = 12;

/// Status and reasons for a list of codes, names or ids, in the order of the list. Blank lines are left out.
///
/// # Errors
/// Where the list is empty or too long, or a programme is unknown.
pub fn check_list(
    scope: &AccessScope,
    region: &Region,
    entries: &[String],
    programmes: &[String],
    when: When,
) -> Result<CheckList, Failure> {
    let moment = region.moment(when);
    let kind = region.catalogue.enterprise();
    let entries = clean(entries)?;
    let programmes = select(region, kind, programmes, moment)?;
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let rows = in_parallel(&entries, |entry| row(&view, &programmes, entry, moment));
    let counts = programmes.iter().enumerate().map(|(at, programme)| count(programme, at, &rows));
    Ok(CheckList { counts: counts.collect(), rows, notice: notice(moment, view.all_sources()) })
}

fn clean(entries: &[String]) -> Result<Vec<&str>, Failure> {
    let entries: Vec<&str> =
        entries.iter().map(|entry| entry.trim()).filter(|entry| !entry.is_empty()).collect();
    if entries.is_empty() {
        let hint = "请每行填写一个统一社会信用代码或企业名称";
        return Err(Failure::new(Code::InvalidArgument, "名单是空的", hint).at("entries"));
    }
    if entries.len() > MAX_CHECK_ENTRIES {
        let message = format!("名单有 {} 行，一次最多 {MAX_CHECK_ENTRIES} 行", entries.len());
        return Err(Failure::new(Code::LimitExceeded, message, "请分几次核查").at("entries"));
    }
    if let Some(at) = entries.iter().position(|entry| entry.chars().count() > MAX_ENTRY_CHARS) {
        let message = format!("第 {} 行超过 {MAX_ENTRY_CHARS} 个字", at + 1);
        return Err(Failure::new(Code::LimitExceeded, message, "每行只写一个代码或名称").at("entries"));
    }
    Ok(entries)
}

/// Explaining a thousand enterprises takes all cores a while; the order of the list is kept.
fn in_parallel<T: Send>(entries: &[&str], work: impl Fn(&str) -> T + Sync) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let share = entries.len().div_ceil(threads).max(1);
    let work = &work;
    let chunk = move |entries: &[&str]| -> Vec<T> { entries.iter().map(|entry| work(entry)).collect() };
    std::thread::scope(|scope| {
        let running: Vec<_> =
            entries.chunks(share).map(|part| (part, scope.spawn(move || chunk(part)))).collect();
        // A thread that panicked is a defect; computing its share here brings it to whoever asked.
        running.into_iter().flat_map(|(part, thread)| thread.join().unwrap_or_else(|_| chunk(part))).collect()
    })
}

fn row(view: &ScopedView<'_>, programmes: &[&Programme], entry: &str, moment: Moment) -> CheckRow {
    let mut row = CheckRow {
        entry: entry.to_owned(),
        found: Found::None,
        id: None,
        name: None,
        code: None,
        example: false,
        candidates: Vec::new(),
        message: None,
        results: Vec::new(),
    };
    match view.find(entry) {
        Ok(subject) => {
            let facts = view.facts(subject);
            row.found = Found::One;
            row.id = Some(view.id(subject).to_owned());
            row.name = Some(view.name(subject).to_owned());
            row.code = view.code(subject).map(str::to_owned);
            row.example = view.is_example(subject);
            let answers = assess_all(view, programmes, &facts, view.name(subject), moment);
            row.results = answers.iter().map(result).collect();
        }
        Err(failure) => {
            if failure.code == Code::AmbiguousSubject {
                row.found = Found::Ambiguous;
                row.candidates = failure.details.into_iter().map(|detail| detail.message).collect();
            }
            row.message = Some(format!("{}；{}", failure.message, failure.hint));
        }
    }
    row
}

fn result(answer: &Assessment) -> CheckResult {
    let mut reasons = Vec::new();
    if answer.status != Status::Met {
        answer.conditions.iter().for_each(|condition| gather(condition, answer.status, &mut reasons));
        reasons.truncate(MAX_REASONS);
    }
    CheckResult {
        programme: answer.programme.clone(),
        name: answer.name.clone(),
        status: answer.status,
        reasons,
        missing: answer
            .missing
            .iter()
            .map(|missing| match &missing.period {
                Some(period) => format!("{}（{period}）", missing.attribute),
                None => missing.attribute.clone(),
            })
            .collect(),
    }
}

/// The sentences of the tests that made the whole come out as it did: the failed ones, or the open ones where none failed.
fn gather(condition: &Condition, wanted: Status, reasons: &mut Vec<String>) {
    if condition.status != wanted {
        return;
    }
    if condition.children.is_empty() {
        let reason = condition.reason.as_deref().unwrap_or(&condition.text);
        reasons.push(match &condition.article {
            Some(article) => format!("{article}：{reason}"),
            None => reason.to_owned(),
        });
    }
    condition.children.iter().for_each(|child| gather(child, wanted, reasons));
}

fn count(programme: &Programme, at: usize, rows: &[CheckRow]) -> StatusCount {
    let of = |status: Status| {
        rows.iter().filter(|row| row.results.get(at).is_some_and(|result| result.status == status)).count()
    };
    StatusCount {
        programme: programme.id.clone(),
        name: programme.name.clone(),
        met: of(Status::Met),
        unmet: of(Status::Unmet),
        unknown: of(Status::Unknown),
        not_applicable: of(Status::NotApplicable),
    }
}
