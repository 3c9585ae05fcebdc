use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::Failure;
use crate::limits;
use crate::model::{LimitsInfo, Meta};
use crate::region::{Region, notice};

/// What a page needs to know before anything else.
///
/// # Errors
/// Where the region's settings or sources cannot be read.
pub fn meta(scope: &AccessScope, region: &Region, when: When) -> Result<Meta, Failure> {
    let moment = region.moment(when);
    Ok(Meta {
        product: "科创大脑".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        region: region.settings()?.name,
        principal: scope.principal,
        kinds: region.catalogue.kinds().map(|kind| super::kinds::summary(kind)).collect(),
        limits: LimitsInfo {
            page_size: limits::MAX_PAGE_SIZE,
            check_entries: limits::MAX_CHECK_ENTRIES,
            upload_bytes: limits::MAX_UPLOAD_BYTES,
            facts_bytes: limits::MAX_FACTS_BYTES,
            sheet_subjects: limits::MAX_SHEET_SUBJECTS,
        },
        notice: notice(moment, region.known_sources(moment)?.iter()),
    })
}
