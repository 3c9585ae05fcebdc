use crate::clock::When;
use crate::failure::Failure;
use crate::region::Region;

/// How much the region holds, for metrics. Counts only, so no scope is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Census {
    /// Sources in the lake.
    pub sources: usize,
    /// Subjects by id of their kind.
    pub subjects: Vec<(String, usize)>,
}

/// Counts sources and subjects.
///
/// # Errors
/// Where the lake cannot be read.
pub fn census(region: &Region) -> Result<Census, Failure> {
    let moment = region.moment(When::default());
    let mut subjects = Vec::new();
    for kind in region.catalogue.kinds() {
        subjects.push((kind.id.clone(), region.population(kind, moment)?.len()));
    }
    Ok(Census { sources: region.known_sources(moment)?.len(), subjects })
}
