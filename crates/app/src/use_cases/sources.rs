use lake::Source;

use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::Failure;
use crate::model::{SourceInfo, SourceList};
use crate::region::{Region, notice};

/// Every source. Which tables a region rests on is public; who imported them is the officers' matter.
///
/// # Errors
/// Where the lake cannot be read.
pub fn sources(scope: &AccessScope, region: &Region) -> Result<SourceList, Failure> {
    let moment = region.moment(When::default());
    let sources = region.known_sources(moment)?;
    let items = sources.iter().map(|source| info(source, scope.may_import())).collect();
    Ok(SourceList { items, notice: notice(moment, sources.iter()) })
}

fn info(source: &Source, officer: bool) -> SourceInfo {
    SourceInfo {
        id: source.id.clone(),
        name: source.name.clone(),
        kind: source.kind.clone(),
        list: source.list.clone(),
        department: source.department.clone(),
        licence: source.licence.clone().or_else(|| source.authority.clone()),
        basis: source.basis.map(|basis| basis.word().to_owned()),
        delivered: source.delivered,
        imported_at: source.imported_at,
        imported_by: if officer { source.imported_by.clone() } else { String::new() },
        file: source.file.name.clone(),
        sha256: source.file.sha256.clone(),
        rows: source.rows_in,
        rejects: source.rejects,
    }
}
