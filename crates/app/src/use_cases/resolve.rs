//! Who is who: two tables linked, one freed of duplicates, the subjects of a region looked through, and what people decide.

use resolve::normal::organisation::Gazetteer;
use resolve::{Decisions, Linkage, Node, Role, Settings, Table};
use vocabulary::{AttributeType, Kind};

use super::assess::reference;
use super::import::{ImportOrder, Table as ImportTable, import, may_import};
use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::{Code, Failure};
use crate::identity::IDENTITY;
use crate::job::Job;
use crate::limits::{MAX_CHANGES, MAX_RESOLVE_BYTES};
use crate::model::{DecisionOrder, DecisionStored, DuplicatePair, Duplicates, Evidence, LinkedRows};
use crate::region::{Region, notice};
use crate::scoped_view::ScopedView;

/// What a decision may be, as people write it.
const VERDICTS: [&str; 3] = ["同一主体", "不是同一主体", "合并入"];
/// A table of rows to be linked: the name of its file, its bytes.
pub type Rows<'a> = (&'a str, &'a [u8]);

/// The pairs of rows of two CSV tables that are one and the same. `id`: the column that names rows, else the first one.
///
/// # Errors
/// Where a table cannot be read or holds nothing to compare.
pub fn link_rows(
    region: &Region,
    left: Rows<'_>,
    right: Rows<'_>,
    id: Option<&str>,
) -> Result<Vec<LinkedRows>, Failure> {
    let (left, right) = (Named::read(left, id)?, Named::read(right, id)?);
    let mut settings = settings(region).role(&left.column, Role::Ignore);
    if right.column != left.column {
        settings = settings.role(&right.column, Role::Ignore);
    }
    let linkage = resolve::link(&left.table, &right.table, &settings, &Decisions::none())?;
    Ok(told(&linkage, &left, &right))
}

/// The pairs of rows of one CSV table that are one and the same.
///
/// # Errors
/// As [`link_rows`].
pub fn duplicate_rows(
    region: &Region,
    table: Rows<'_>,
    id: Option<&str>,
) -> Result<Vec<LinkedRows>, Failure> {
    let rows = Named::read(table, id)?;
    let settings = settings(region).role(&rows.column, Role::Ignore);
    let linkage = resolve::dedupe(&rows.table, &settings, &Decisions::none())?;
    Ok(told(&linkage, &rows, &rows))
}

/// The subjects of a kind that may be one and the same, with what speaks for it. What people decided is not asked again.
///
/// # Errors
/// Where the kind is unknown, nothing can be compared, or the lake cannot be read.
pub fn duplicates(
    scope: &AccessScope,
    region: &Region,
    kind: &str,
    limit: usize,
    when: When,
) -> Result<Duplicates, Failure> {
    let moment = region.moment(when);
    let (kind, _) = region.catalogue.kind(kind)?;
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let subjects: Vec<usize> = view.subjects().collect();
    let table = table(kind, &view, &subjects)?;
    let mut decided = Decisions::none();
    let place = |id: &str| {
        let subject = view.find(id).ok()?;
        let at = subjects.binary_search(&subject).ok()?;
        u32::try_from(at).ok().map(Node::Left)
    };
    for decision in &region.rulings(kind, moment)?.decisions {
        if decision.verdict == lake::Verdict::Different
            && let (Some(left), Some(right)) = (place(&decision.left), place(&decision.right))
            && left != right
        {
            decided.different(left, right);
        }
    }
    let nobody = Duplicates {
        kind: kind.id.clone(),
        pairs: Vec::new(),
        total: 0,
        notice: notice(moment, view.all_sources()),
    };
    let linkage = match resolve::dedupe(&table, &settings(region), &decided) {
        // Of too few subjects, or of too few facts, nothing can be learnt.
        Err(resolve::ResolveError::NoEvidence { .. }) => return Ok(nobody),
        other => other?,
    };
    let mut found: Vec<_> = linkage.pairs.iter().chain(&linkage.review).copied().collect();
    found.sort_by(|a, b| {
        b.probability.total_cmp(&a.probability).then((a.left, a.right).cmp(&(b.left, b.right)))
    });
    found.dedup_by_key(|pair| (pair.left, pair.right));
    let subject = |node: Node| match node {
        Node::Left(at) | Node::Right(at) => subjects.get(at as usize).copied(),
    };
    let pairs = found.iter().take(limit.min(MAX_CHANGES)).filter_map(|pair| {
        let why = linkage.explain(pair.left, pair.right)?;
        let evidence = why.steps.into_iter().map(|step| Evidence {
            attribute: step.heading,
            level: step.level.to_owned(),
            left: step.left,
            right: step.right,
            bits: step.bits,
        });
        Some(DuplicatePair {
            left: reference(&view, subject(pair.left)?),
            right: reference(&view, subject(pair.right)?),
            probability: pair.probability,
            prior: why.prior,
            evidence: evidence.collect(),
        })
    });
    Ok(Duplicates { pairs: pairs.collect(), total: found.len(), ..nobody })
}

/// Stores what a person decided about two subjects: a source of its own, with its date of entry. Nothing else changes.
///
/// # Errors
/// Where the reader may not import, the kind or a subject is unknown, or the verdict is none.
pub fn decide(
    scope: &AccessScope,
    region: &Region,
    kind: &str,
    order: &DecisionOrder,
    by: &str,
) -> Result<DecisionStored, Failure> {
    may_import(scope)?;
    if !VERDICTS.contains(&order.verdict.as_str()) {
        let message = format!("决定“{}”不能识别，应是 {} 之一", order.verdict, VERDICTS.join("、"));
        return Err(Failure::new(Code::InvalidArgument, message, "请改正").at("verdict"));
    }
    let moment = region.moment(When::default());
    let (kind, _) = region.catalogue.kind(kind)?;
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let id = |text: &str| Ok::<_, Failure>(view.id(view.find(text)?).to_owned());
    let (subject, object) = match order.verdict.as_str() {
        // A name that stands for a code's subject is meant itself when it is kept apart.
        "不是同一主体" => {
            (lake::subject_id(kind, &order.subject), lake::subject_id(kind, &order.object))
        }
        _ => (id(&order.subject)?, id(&order.object)?),
    };
    if subject == object {
        let message = format!("“{}”和“{}”已经是同一个主体", order.subject, order.object);
        return Err(Failure::new(Code::InvalidArgument, message, "请核对编号").at("subject"));
    }
    // Of all that were ever entered: one that was taken back and is made again is a decision of its own, not the same table.
    let number = region.entered_sources(moment)?.iter().filter(|source| source.kind == IDENTITY).count() + 1;
    let mut row = csv::Writer::from_writer(Vec::new());
    let since = order.since.map(|day| day.to_string()).unwrap_or_default();
    let written = row
        .write_record(["编号", "类别", "主体", "决定", "对象", "生效日", "决定日", "决定人", "依据"])
        .and_then(|()| {
            row.write_record([
                &format!("{number:06} {subject}~{object}"),
                &kind.id,
                &subject,
                &order.verdict,
                &object,
                &since,
                &moment.as_of.to_string(),
                by,
                order.reason.as_deref().unwrap_or_default(),
            ])
        });
    let broken = |error: &dyn std::fmt::Display| {
        Failure::new(Code::StorageFailed, format!("决定不能写出：{error}"), "请重试")
    };
    written.map_err(|error| broken(&error))?;
    let bytes = row.into_inner().map_err(|error| broken(&error))?;
    let order_of_import = ImportOrder {
        kind: IDENTITY.to_owned(),
        source: "主体认定".to_owned(),
        delivered: Some(moment.as_of),
        imported_by: by.to_owned(),
        ..ImportOrder::default()
    };
    let stored = import(
        scope,
        region,
        ImportTable::Bytes { name: "主体认定.csv", bytes: &bytes },
        &order_of_import,
        &Job::default(),
    )?;
    Ok(DecisionStored {
        source: stored.source.unwrap_or_default(),
        subject,
        verdict: order.verdict.clone(),
        object,
    })
}

fn settings(region: &Region) -> Settings {
    Settings { gazetteer: Gazetteer::from_regions(&region.catalogue.regions), ..Settings::default() }
}

impl From<resolve::ResolveError> for Failure {
    fn from(error: resolve::ResolveError) -> Self {
        Self::new(Code::InvalidTable, error.to_string(), "")
    }
}

/// The plain attributes of subjects, as a table to be compared.
fn table(kind: &Kind, view: &ScopedView<'_>, subjects: &[usize]) -> Result<Table, Failure> {
    let compared: Vec<_> = (kind.iter())
        .filter(|(_, attribute)| !attribute.yearly && attribute.derived.is_none())
        .filter(|(_, attribute)| matches!(attribute.r#type, AttributeType::Text | AttributeType::Date))
        .filter(|(_, attribute)| view.may_read(attribute))
        .collect();
    let mut table = Table::new(compared.iter().map(|(_, attribute)| attribute.name.as_str()));
    for subject in subjects {
        let cells: Vec<Option<String>> =
            compared.iter().map(|(id, _)| view.cell_text(*subject, *id, None).text).collect();
        table.push(cells.iter().map(Option::as_deref))?;
    }
    Ok(table)
}

/// A table of rows with ids.
struct Named {
    table: Table,
    column: String,
    ids: Vec<String>,
}

impl Named {
    fn read((name, bytes): Rows<'_>, id: Option<&str>) -> Result<Self, Failure> {
        let unreadable = |message: String| Failure::new(Code::InvalidTable, message, "").at(name);
        if bytes.len() > MAX_RESOLVE_BYTES {
            let message = format!("文件超过 {} MB", MAX_RESOLVE_BYTES >> 20);
            return Err(Failure::new(Code::LimitExceeded, message, "请分开处理").at(name));
        }
        let mut read: Option<Self> = None;
        let mut at = 0;
        lake::text_rows(name, bytes, |record| {
            let Some(read) = &mut read else {
                let headings: Vec<&str> = record.iter().map(str::trim).collect();
                if let Some(id) = id {
                    at = headings
                        .iter()
                        .position(|heading| *heading == id)
                        .ok_or_else(|| format!("没有名为“{id}”的列；现有的列：{}", headings.join("、")))?;
                }
                let column = headings.get(at).copied().unwrap_or_default().to_owned();
                read = Some(Self { table: Table::new(&headings), column, ids: Vec::new() });
                return Ok(());
            };
            read.ids.push(record.get(at).unwrap_or_default().trim().to_owned());
            let cells = record.iter().map(str::trim).map(|cell| (!cell.is_empty()).then_some(cell));
            read.table.push(cells).map_err(|error| error.to_string())
        })?;
        read.ok_or_else(|| unreadable("表是空的，应有表头和数据".to_owned()))
    }

    fn id(&self, node: Node) -> String {
        let (Node::Left(at) | Node::Right(at)) = node;
        self.ids.get(at as usize).cloned().unwrap_or_default()
    }
}

fn told(linkage: &Linkage, left: &Named, right: &Named) -> Vec<LinkedRows> {
    let pairs = linkage.pairs.iter().map(|pair| LinkedRows {
        left_id: left.id(pair.left),
        right_id: right.id(pair.right),
        probability: pair.probability,
    });
    pairs.collect()
}
