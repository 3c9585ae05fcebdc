use std::path::Path;

use lake::Selection;

use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::Failure;
use crate::model::RosterEntry;
use crate::region::Region;
use crate::scoped_view::ScopedView;

/// Writes the view of a kind, as far as the reader may see it, to a `.parquet`, `.csv` or `.xlsx` file; tells how many subjects.
///
/// # Errors
/// Where the kind is unknown, the ending of the path is another, or the file cannot be written.
pub fn export(
    scope: &AccessScope,
    region: &Region,
    kind: &str,
    path: &Path,
    when: When,
) -> Result<usize, Failure> {
    let moment = region.moment(when);
    let (kind, _) = region.catalogue.kind(kind)?;
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let subjects: Vec<usize> = view.subjects().collect();
    let readable = kind.iter().filter(|(_, attribute)| view.may_read(attribute)).map(|(id, _)| id);
    let count = subjects.len();
    let selection = Selection { attributes: Some(readable.collect()), subjects: Some(subjects) };
    population.view.write(path, &selection)?;
    Ok(count)
}

/// Every subject of a kind by name.
///
/// # Errors
/// Where the kind is unknown or the lake cannot be read.
pub fn roster(
    scope: &AccessScope,
    region: &Region,
    kind: &str,
    when: When,
) -> Result<Vec<RosterEntry>, Failure> {
    let moment = region.moment(when);
    let (kind, _) = region.catalogue.kind(kind)?;
    let population = region.population(kind, moment)?;
    let view = ScopedView::new(scope, &population);
    let entry = |subject: usize| RosterEntry {
        id: view.id(subject).to_owned(),
        name: view.name(subject).to_owned(),
        code: view.code(subject).map(str::to_owned),
        example: view.is_example(subject),
    };
    Ok(view.subjects().map(entry).collect())
}
