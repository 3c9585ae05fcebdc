use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use lake::ViewWriter;
use synthesis::{Generator, Place, Request};
use vocabulary::kind::AttributeId;
use vocabulary::{AttributeType, Facts, Kind};

use crate::clock::When;
use crate::content::ENTERPRISE;
use crate::failure::{Code, Failure};
use crate::region::Region;

/// Enterprises handed over at once, and how many such blocks are made ahead: a few dozen megabytes.
const BLOCK: usize = 128;
const AHEAD: usize = 2;

/// What to generate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GenerateOrder {
    /// GB/T 2260 code of the region: 330100.
    pub region: String,
    /// How many enterprises.
    pub enterprises: u64,
    /// Same seed, same bytes.
    pub seed: u64,
    /// The last calendar year that has accounts.
    pub last_year: i16,
}

/// Writes 示例 enterprises as Parquet into a directory, the file of the subjects and one per list beside it; tells how many.
/// Only the region's content is used.
///
/// # Errors
/// Where the region is unknown, too many are asked for, or the directory cannot be written.
pub fn generate(region: &Region, order: &GenerateOrder, out: &Path) -> Result<u64, Failure> {
    std::fs::create_dir_all(out).map_err(|error| {
        Failure::new(Code::StorageFailed, format!("目录不能建立：{error}"), "请检查路径和权限")
            .at(out.display().to_string())
    })?;
    generate_files(region, order, out).map(|generated| generated.enterprises)
}

/// What was written.
pub(crate) struct GeneratedFiles {
    pub(crate) enterprises: u64,
    /// The file of the subjects first, then those of the lists that have a record, with the name of the list attribute.
    pub(crate) files: Vec<(PathBuf, Option<String>)>,
}

/// Generates into an existing directory.
pub(crate) fn generate_files(
    region: &Region,
    order: &GenerateOrder,
    out: &Path,
) -> Result<GeneratedFiles, Failure> {
    let kind = region.catalogue.enterprise();
    let generator = Generator::new(kind, request(region, order)?)
        .map_err(|error| Failure::new(Code::InvalidArgument, error.to_string(), "请调整要求后再试"))?;
    let lists: Vec<(AttributeId, &str)> = kind
        .iter()
        .filter(|(_, attribute)| matches!(attribute.r#type, AttributeType::List(_)))
        .map(|(id, attribute)| (id, attribute.name.as_str()))
        .collect();
    let mut writer = ViewWriter::create(kind, &out.join(format!("{ENTERPRISE}.parquet")))?.distinct();
    let mut enterprises = 0;
    let mut with_records: BTreeSet<&str> = BTreeSet::new();
    std::thread::scope(|scope| {
        // Made beside the writing, a little ahead of it.
        let (sender, made) = std::sync::mpsc::sync_channel(AHEAD);
        scope.spawn(move || {
            let mut generator = generator;
            loop {
                let block: Vec<Facts> = generator.by_ref().take(BLOCK).collect();
                // Nobody takes it where the disk has refused.
                if block.is_empty() || sender.send(block).is_err() {
                    break;
                }
            }
        });
        for facts in made.into_iter().flatten() {
            writer.push(&facts)?;
            enterprises += 1;
            let lists =
                lists.iter().filter(|(id, _)| facts.list(*id).is_some_and(|list| !list.items.is_empty()));
            with_records.extend(lists.map(|(_, name)| *name));
        }
        Ok::<(), Failure>(())
    })?;
    let files = writer.finish()?.into_iter().map(|path| {
        let list = list_of(kind, &path);
        (path, list)
    });
    // A table without rows says nothing, and an import rightly takes it for the wrong file.
    let files = files.filter(|(_, list)| list.as_deref().is_none_or(|list| with_records.contains(list)));
    Ok(GeneratedFiles { enterprises, files: files.collect() })
}

fn request(region: &Region, order: &GenerateOrder) -> Result<Request, Failure> {
    let today = region.moment(When::default()).as_of;
    let table = &region.catalogue.regions;
    let place =
        |place: &vocabulary::region::Region| Place { code: place.code.clone(), name: place.name.clone() };
    let whole = table.at(&order.region, today).ok_or_else(|| {
        let message = format!("行政区划代码“{}”不在现行代码表中", order.region);
        Failure::new(Code::InvalidArgument, message, "请写六位代码，如 330100（杭州市）").at("region")
    })?;
    Ok(Request {
        districts: table.children(&order.region, today).map(place).collect(),
        region: place(whole),
        enterprises: order.enterprises,
        seed: order.seed,
        last_year: order.last_year,
    })
}

/// The list whose records a file `enterprise.知识产权.parquet` holds; `None` for the file of the subjects.
fn list_of(kind: &Kind, path: &Path) -> Option<String> {
    let stem = path.file_stem()?.to_str()?;
    let list = stem.strip_prefix(ENTERPRISE)?.strip_prefix('.')?;
    kind.attribute(list).map(|(_, attribute)| attribute.name.clone())
}
