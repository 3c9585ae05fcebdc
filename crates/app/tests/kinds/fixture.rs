//! A region without data, and the ways in and out of it.

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::ToSpan;

use app::model::{ImportAnswer, Profile, SubjectPage};
use app::{AccessScope, Clock, ContentFiles, ImportOrder, Region, SubjectQuery, Table, When};

/// The day all tests are on.
const NOW: &str = "2025-06-30T02:00:00Z";

pub(crate) struct Site {
    pub(crate) region: Region,
    pub(crate) directory: tempfile::TempDir,
}

impl Site {
    pub(crate) fn new() -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let clock = Clock::fixed(NOW.parse().expect("a timestamp"));
        let region = Region::open(directory.path(), ContentFiles::shipped(), clock).expect("good content");
        Self { region, directory }
    }

    /// A site where every look at the clock is a second after the one before.
    pub(crate) fn ticking() -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let start: jiff::Timestamp = NOW.parse().expect("a timestamp");
        let seconds = AtomicI64::new(0);
        let clock = Clock::new(move || start + seconds.fetch_add(1, Ordering::Relaxed).seconds());
        let region = Region::open(directory.path(), ContentFiles::shipped(), clock).expect("good content");
        Self { region, directory }
    }

    pub(crate) fn import(&self, kind: &str, name: &str, bytes: &[u8], list: Option<&str>) -> ImportAnswer {
        self.import_mapped(kind, name, bytes, list, None)
    }

    pub(crate) fn import_mapped(
        &self,
        kind: &str,
        name: &str,
        bytes: &[u8],
        list: Option<&str>,
        mapping: Option<&str>,
    ) -> ImportAnswer {
        let order = ImportOrder {
            kind: kind.to_owned(),
            source: "科技局台账".to_owned(),
            delivered: Some(jiff::civil::date(2025, 5, 31)),
            list: list.map(str::to_owned),
            mapping: mapping.map(str::to_owned),
            imported_by: "测试".to_owned(),
            ..ImportOrder::default()
        };
        app::import(
            &AccessScope::officer(),
            &self.region,
            Table::Bytes { name, bytes },
            &order,
            &app::Job::default(),
        )
        .unwrap_or_else(|failure| panic!("{kind}: {failure}"))
    }

    pub(crate) fn list(&self, kind: &str, query: &SubjectQuery) -> SubjectPage {
        app::subjects(&AccessScope::officer(), &self.region, kind, query)
            .unwrap_or_else(|failure| panic!("{kind}: {failure}"))
    }

    pub(crate) fn profile(&self, kind: &str, id: &str) -> Profile {
        app::profile(&AccessScope::officer(), &self.region, kind, id, When::default())
            .unwrap_or_else(|failure| panic!("{kind}: {failure}"))
    }

    pub(crate) fn export(&self, kind: &str, path: &Path) -> usize {
        app::export(&AccessScope::officer(), &self.region, kind, path, When::default())
            .unwrap_or_else(|failure| panic!("{kind}: {failure}"))
    }
}

/// The exact text of a plain attribute of a profile.
pub(crate) fn plain(profile: &Profile, name: &str) -> Option<String> {
    attribute(profile, name).value.as_ref().map(|value| value.value.clone())
}

/// The exact text of a yearly attribute of a profile.
pub(crate) fn yearly(profile: &Profile, name: &str, year: i16) -> Option<String> {
    let years = &attribute(profile, name).years;
    years.iter().find(|own| own.year == year)?.value.as_ref().map(|value| value.value.clone())
}

pub(crate) fn attribute<'p>(profile: &'p Profile, name: &str) -> &'p app::model::AttributeFacts {
    let attributes = profile.groups.iter().flat_map(|group| &group.attributes);
    attributes.into_iter().find(|own| own.name == name).unwrap_or_else(|| panic!("no attribute {name}"))
}
