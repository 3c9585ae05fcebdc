use lake::{Quality, QualityFinding, Retirement, Source};

use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::{Code, Failure};
use crate::model::{
    ColumnInfoQuality, DamagedInfo, FindingInfo, QualityInfo, RetirementInfo, SourceDetail, SourceInfo,
    SourceList,
};
use crate::region::{Region, notice};

/// Every source, retired ones too. Which tables a region rests on is public; who imported them is the officers' matter.
///
/// # Errors
/// Where the lake cannot be read.
pub fn sources(scope: &AccessScope, region: &Region) -> Result<SourceList, Failure> {
    let moment = region.moment(When::default());
    let sources = region.entered_sources(moment)?;
    let items = sources.iter().map(|source| info(source, scope.may_import())).collect();
    let (_, damaged) = region.lake().readable_sources()?;
    let damaged = damaged.into_iter().filter(|own| own.retirement.is_none()).map(|own| DamagedInfo {
        // The message names files of this machine, which is nobody's business but its officers'.
        message: if scope.may_import() {
            own.error.to_string()
        } else {
            "已损坏，不能读取".to_owned()
        },
        id: own.id,
    });
    let standing = sources.iter().filter(|source| source.stands_at(moment.known_at));
    Ok(SourceList { items, damaged: damaged.collect(), notice: notice(moment, standing) })
}

/// One source, with what its table looks like, which is the officers' matter.
///
/// # Errors
/// Where there is none of that id, or it cannot be read.
pub fn source(scope: &AccessScope, region: &Region, id: &str) -> Result<SourceDetail, Failure> {
    let moment = region.moment(When::default());
    let sources = region.entered_sources(moment)?;
    let Some(own) = sources.iter().find(|source| source.id == id) else {
        if let Some(damaged) = region.lake().readable_sources()?.1.into_iter().find(|own| own.id == id) {
            return Err(damaged.error.into());
        }
        let message = format!("没有来源“{id}”");
        return Err(Failure::new(Code::UnknownSource, message, "编号见 kechuang source list").at("id"));
    };
    // A median over few rows is somebody's figure: a visitor is told none of them.
    let quality = own.quality.as_ref().filter(|_| scope.may_import());
    Ok(SourceDetail {
        source: info(own, scope.may_import()),
        quality: quality.map(|quality| quality_info(quality, own.rows_rejected)),
        notice: notice(moment, std::iter::once(own)),
    })
}

/// Takes a source out of use from now on. Nothing is deleted: an answer of what was known before stays what it was.
///
/// # Errors
/// Where the reader may not, there is no such source, it is retired already, or no reason is given.
pub fn retire_source(
    scope: &AccessScope,
    region: &Region,
    id: &str,
    reason: &str,
    by: &str,
) -> Result<RetirementInfo, Failure> {
    super::may_import(scope)?;
    let now = region.moment(When::default()).known_at;
    let record = region.lake().retire(id, reason, by, now)?;
    Ok(retirement_info(&record, true))
}

fn info(source: &Source, officer: bool) -> SourceInfo {
    SourceInfo {
        id: source.id.clone(),
        name: source.name.clone(),
        kind: source.kind.clone(),
        list: source.list.clone(),
        department: source.department.clone(),
        licence: source.licence.clone().or_else(|| source.authority.clone()),
        authority: source.authority.clone(),
        sharing: source.sharing.map(|class| class.word().to_owned()),
        period: source.period.map(|period| period.to_string()),
        basis: source.basis.map(|basis| basis.word().to_owned()),
        delivered: source.delivered,
        imported_at: source.imported_at,
        imported_by: if officer { source.imported_by.clone() } else { String::new() },
        file: source.file.name.clone(),
        sha256: source.file.sha256.clone(),
        rows: source.rows_in,
        rejects: source.rejects,
        findings: source.quality.as_ref().map_or(0, |quality| quality.findings.len() as u64),
        replaces: source.replaces.clone(),
        retired: source.retirement.as_ref().map(|record| retirement_info(record, officer)),
    }
}

fn retirement_info(record: &Retirement, officer: bool) -> RetirementInfo {
    RetirementInfo {
        retired_at: record.retired_at,
        retired_by: if officer { record.retired_by.clone() } else { String::new() },
        reason: record.reason.clone(),
        replaced_by: record.replaced_by.clone(),
    }
}

fn quality_info(quality: &Quality, rows_rejected: u64) -> QualityInfo {
    let columns = quality.columns.iter().map(|column| ColumnInfoQuality {
        column: column.column.clone(),
        attribute: column.attribute.clone(),
        rows: column.rows,
        unknown: column.unknown,
        unknown_share: if column.rows == 0 { 0.0 } else { column.unknown as f64 / column.rows as f64 },
        absent: column.absent,
        median: column.median.clone(),
        above_one: column.above_one,
        in_future: column.in_future,
    });
    QualityInfo {
        rows_rejected,
        duplicate_rows: quality.duplicate_rows,
        duplicate_keys: quality.duplicate_keys,
        columns: columns.collect(),
        findings: quality.findings.iter().map(finding_info).collect(),
    }
}

pub(super) fn finding_info(finding: &QualityFinding) -> FindingInfo {
    FindingInfo {
        code: finding.code.as_str().to_owned(),
        place: finding.place.clone(),
        found: finding.found.clone(),
        expected: finding.expected.clone(),
    }
}
