use std::cmp::Reverse;
use std::collections::HashMap;

use programmes::Programme;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::cell::narrow;
use vocabulary::kind::AttributeId;
use vocabulary::{AttributeType, Kind};

use super::assess::{is_assessed, select, select_one};
use super::kinds::value_type;
use crate::access::AccessScope;
use crate::clock::{Moment, When};
use crate::failure::{Code, Failure};
use crate::limits::{DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, MAX_QUERY_CHARS};
use crate::model::{CodeName, ColumnInfo, ProgrammeStatus, Status, SubjectPage, SubjectRow};
use crate::population::{Population, code_of, status_of};
use crate::region::{Region, notice};
use crate::scoped_view::ScopedView;

/// Columns of the list of a kind whose file names none.
const DEFAULT_COLUMNS: usize = 4;
/// What `district` and `industry` take for subjects of which it is not known.
const NONE: &str = "none";

/// Direction of a sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Ascending.
    #[default]
    Asc,
    /// Descending.
    Desc,
}

/// What to list, in which order, which page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubjectQuery {
    /// Part of a name, or a code.
    pub text: Option<String>,
    /// GB/T 2260 code of a district; `none`: district unknown.
    pub district: Option<String>,
    /// GB/T 4754 section or division; `none`: industry unknown.
    pub industry: Option<String>,
    /// Family or version id; with `status`.
    pub programme: Option<String>,
    /// Only subjects with this status in `programme`.
    pub status: Option<Status>,
    /// `name` or the key of a column; by id where not given.
    pub sort: Option<String>,
    /// Direction of the sort.
    pub order: Order,
    /// From 1.
    pub page: Option<usize>,
    /// Rows on a page.
    pub size: Option<usize>,
    /// Clocks.
    pub when: When,
}

/// A page of the subjects of one kind.
///
/// # Errors
/// Where kind or programme is unknown, a limit is passed, or the reader may not sort by what they ask for.
pub fn subjects(
    scope: &AccessScope,
    region: &Region,
    kind: &str,
    query: &SubjectQuery,
) -> Result<SubjectPage, Failure> {
    let moment = region.moment(query.when);
    let (kind, _) = region.catalogue.kind(kind)?;
    let (page, size) = paging(query)?;
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let columns = columns(kind, moment);
    let mut found = filter(region, &population, &view, query, moment)?;
    let wanted = (page - 1).saturating_mul(size)..page.saturating_mul(size);
    sort(&view, &columns, query, wanted.end, &mut found)?;
    let programmes = if is_assessed(region, kind) { select(region, kind, &[], moment)? } else { Vec::new() };
    let on_page = found.get(wanted.start.min(found.len())..wanted.end.min(found.len())).unwrap_or_default();
    let statuses = statuses(&population, &view, &programmes, moment, on_page);
    let items = on_page.iter().zip(statuses).map(|(subject, statuses)| SubjectRow {
        id: view.id(*subject).to_owned(),
        name: view.name(*subject).to_owned(),
        code: view.code(*subject).map(str::to_owned),
        example: view.is_example(*subject),
        district: district(region, &view, *subject, moment),
        industry: industry(region, &view, *subject),
        values: columns.iter().map(|(column, id)| view.cell_text(*subject, *id, column.year)).collect(),
        statuses,
    });
    Ok(SubjectPage {
        total: found.len(),
        page,
        size,
        items: items.collect(),
        columns: columns.iter().map(|(column, _)| column.clone()).collect(),
        notice: notice(moment, view.all_sources()),
    })
}

fn paging(query: &SubjectQuery) -> Result<(usize, usize), Failure> {
    let (page, size) = (query.page.unwrap_or(1), query.size.unwrap_or(DEFAULT_PAGE_SIZE));
    if page == 0 {
        return Err(
            Failure::new(Code::InvalidArgument, "页码从 1 开始，收到 0", "请改为 1 或更大").at("page")
        );
    }
    if size == 0 || size > MAX_PAGE_SIZE {
        let message = format!("每页可取 1 至 {MAX_PAGE_SIZE} 行，收到 {size}");
        return Err(Failure::new(Code::LimitExceeded, message, "请改小每页行数").at("size"));
    }
    Ok((page, size))
}

/// What the list of a kind shows: as its file says, else its first plain attributes. A page may ask a yearly one for 上年 only.
fn columns(kind: &Kind, moment: Moment) -> Vec<(ColumnInfo, AttributeId)> {
    let plain = kind.iter().filter(|(id, attribute)| {
        *id != kind.title && Some(*id) != kind.code && !matches!(attribute.r#type, AttributeType::List(_))
    });
    let ids = if kind.columns.is_empty() {
        plain.map(|(id, _)| id).take(DEFAULT_COLUMNS).collect()
    } else {
        kind.columns.clone()
    };
    ids.into_iter()
        .map(|id| {
            let attribute = kind.get(id);
            let year = attribute.yearly.then(|| moment.as_of.year() - 1);
            let title = match year {
                Some(year) => format!("{}（{year}）", attribute.name),
                None => attribute.name.clone(),
            };
            (
                ColumnInfo {
                    key: attribute.name.clone(),
                    title,
                    r#type: value_type(&attribute.r#type),
                    year,
                },
                id,
            )
        })
        .collect()
}

fn filter(
    region: &Region,
    population: &Population,
    view: &ScopedView<'_>,
    query: &SubjectQuery,
    moment: Moment,
) -> Result<Vec<usize>, Failure> {
    let mut found: Vec<usize> = view.subjects().collect();
    if let Some(text) = query.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        if text.chars().count() > MAX_QUERY_CHARS {
            let message = format!("搜索内容超过 {MAX_QUERY_CHARS} 个字");
            return Err(Failure::new(Code::LimitExceeded, message, "请缩短").at("q"));
        }
        let text = narrow(text).to_uppercase();
        // Chinese has neither case nor width: names are copied only for a text that has.
        let folds = !text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        found.retain(|subject| {
            let name = view.name(*subject);
            let code = view.code(*subject).is_some_and(|code| code.starts_with(&text));
            code || name.contains(&text)
                || folds
                    && (view.id(*subject).eq_ignore_ascii_case(&text)
                        || narrow(name).to_uppercase().contains(&text))
        });
    }
    if let Some(district) = &query.district {
        found.retain(|subject| match view.district_code(*subject) {
            Some(code) => code == district,
            None => district == NONE,
        });
    }
    if let Some(wanted) = &query.industry {
        retain_industry(region, view, wanted, &mut found)?;
    }
    match (&query.programme, query.status) {
        (Some(programme), Some(status)) => {
            let programme = select_one(region, programme, moment)?;
            let wanted = code_of(status);
            let column =
                population.statuses(view.scope(), &[programme], moment.as_of).pop().unwrap_or_default();
            found.retain(|subject| column.get(*subject) == Some(&wanted));
        }
        (None, Some(_)) => {
            return Err(Failure::new(
                Code::InvalidArgument,
                "按状态筛选时要写明政策",
                "请同时给出 programme",
            )
            .at("status"));
        }
        (Some(programme), None) => {
            select_one(region, programme, moment)?;
        }
        (None, None) => {}
    }
    Ok(found)
}

fn retain_industry(
    region: &Region,
    view: &ScopedView<'_>,
    wanted: &str,
    found: &mut Vec<usize>,
) -> Result<(), Failure> {
    let table = &region.catalogue.industries;
    let level = table.find(wanted);
    if wanted != NONE && level.is_none() {
        let message = format!("国民经济行业分类中没有“{wanted}”");
        return Err(Failure::new(Code::InvalidArgument, message, "请用门类（如 I）或大类（如 C35）的代码")
            .at("industry"));
    }
    // Few codes, many subjects: each code is looked up once.
    let mut known: HashMap<&str, bool> = HashMap::new();
    found.retain(|subject| {
        let Some(code) = view.industry_code(*subject) else { return wanted == NONE };
        *known.entry(code).or_insert_with(|| match (level, table.find(code)) {
            (Some(wanted), Some(own)) => {
                wanted.section == own.section
                    && (wanted.division.is_none() || wanted.division == own.division)
                    && (wanted.group.is_none() || wanted.group == own.group)
            }
            _ => false,
        })
    });
    Ok(())
}

/// Sorts at least the first `needed`; what is not known comes last in either direction.
fn sort(
    view: &ScopedView<'_>,
    columns: &[(ColumnInfo, AttributeId)],
    query: &SubjectQuery,
    needed: usize,
    found: &mut [usize],
) -> Result<(), Failure> {
    let Some(sort) = query.sort.as_deref() else { return Ok(()) };
    let descending = query.order == Order::Desc;
    if sort == "name" {
        if descending {
            first_sorted(found, needed, |subject| (Reverse(view.name(subject)), subject));
        } else {
            first_sorted(found, needed, |subject| (view.name(subject), subject));
        }
        return Ok(());
    }
    let column = columns.iter().find(|(column, _)| column.key == sort);
    let Some((column, id)) = column else {
        let keys: Vec<&str> = columns.iter().map(|(column, _)| column.key.as_str()).collect();
        let hint = format!("可用的是 name、{}", keys.join("、"));
        return Err(Failure::new(Code::InvalidArgument, format!("不能按“{sort}”排序"), hint).at("sort"));
    };
    let attribute = view.kind().get(*id);
    if !view.may_read(attribute) {
        let message = format!("“{sort}”无权查看，因此不能按它排序");
        return Err(Failure::new(Code::WithheldAttribute, message, "请改按其他列排序").at("sort"));
    }
    match &attribute.r#type {
        AttributeType::Text | AttributeType::Enumeration(_) | AttributeType::Boolean => {
            let text = |subject: usize| view.text(subject, *id);
            if descending {
                first_sorted(found, needed, |subject| {
                    (text(subject).is_none(), Reverse(text(subject)), subject)
                });
            } else {
                first_sorted(found, needed, |subject| (text(subject).is_none(), text(subject), subject));
            }
        }
        AttributeType::List(_) => {
            let count = |subject: usize| view.record_count(subject, *id);
            if descending {
                first_sorted(found, needed, |subject| {
                    (count(subject).is_none(), Reverse(count(subject)), subject)
                });
            } else {
                first_sorted(found, needed, |subject| (count(subject).is_none(), count(subject), subject));
            }
        }
        AttributeType::Number(_) | AttributeType::Date => {
            let Some(keys) = view.sort_keys(*id, column.year) else { return Ok(()) };
            if descending {
                first_sorted(found, needed, |subject| {
                    (keys(subject).is_none(), Reverse(keys(subject)), subject)
                });
            } else {
                first_sorted(found, needed, |subject| (keys(subject).is_none(), keys(subject), subject));
            }
        }
    }
    Ok(())
}

/// A page needs only its own rows and those before it in order: selecting them first is much faster than sorting all.
fn first_sorted<K: Ord>(found: &mut [usize], needed: usize, key: impl Fn(usize) -> K) {
    let head = if needed < found.len() {
        found.select_nth_unstable_by_key(needed, |subject| key(*subject));
        &mut found[..needed]
    } else {
        found
    };
    head.sort_unstable_by_key(|subject| key(*subject));
}

/// Statuses of the subjects of one page: from the kept columns where they are there, else for these subjects alone.
fn statuses(
    population: &Population,
    view: &ScopedView<'_>,
    programmes: &[&Programme],
    moment: Moment,
    subjects: &[usize],
) -> Vec<Vec<ProgrammeStatus>> {
    let columns = population.known_statuses(view.scope(), programmes, moment.as_of);
    let status = |programme: &Programme, status: Status| ProgrammeStatus {
        programme: programme.id.clone(),
        family: programme.family.clone(),
        name: programme.name.clone(),
        status,
    };
    let row = |subject: &usize| -> Vec<ProgrammeStatus> {
        if let Some(columns) = &columns {
            let codes =
                columns.iter().map(|column| column.get(*subject).copied().map_or(Status::Unknown, status_of));
            return programmes.iter().zip(codes).map(|(programme, code)| status(programme, code)).collect();
        }
        let facts = view.facts(*subject);
        programmes
            .iter()
            .map(|programme| {
                let own = programmes::status(programme, &facts, moment.as_of);
                status(programme, own.into())
            })
            .collect()
    };
    subjects.iter().map(row).collect()
}

/// A subject's district by name; the code itself where the national table has none.
pub(super) fn district(
    region: &Region,
    view: &ScopedView<'_>,
    subject: usize,
    moment: Moment,
) -> Option<CodeName> {
    let code = view.district_code(subject)?;
    let name =
        region.catalogue.regions.at(code, moment.as_of).map_or(code, |district| district.name.as_str());
    Some(CodeName { code: code.to_owned(), name: name.to_owned() })
}

/// A subject's industry by name; the code itself where the national table has none.
pub(super) fn industry(region: &Region, view: &ScopedView<'_>, subject: usize) -> Option<CodeName> {
    let code = view.industry_code(subject)?;
    let found = region.catalogue.industries.find(code);
    Some(CodeName {
        code: code.to_owned(),
        name: found.map_or(code.to_owned(), |found| found.name().to_owned()),
    })
}
