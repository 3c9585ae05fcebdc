//! One command, one file.

pub(crate) mod assess;
pub(crate) mod author;
pub(crate) mod care;
pub(crate) mod cluster;
pub(crate) mod generate;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod index;
pub(crate) mod index_look;
pub(crate) mod index_region;
pub(crate) mod plan;
pub(crate) mod population;
pub(crate) mod programme;
pub(crate) mod records;
pub(crate) mod report;
pub(crate) mod resolve;
pub(crate) mod serve;
pub(crate) mod source;
pub(crate) mod sql;
pub(crate) mod template;
pub(crate) mod view;

use std::path::Path;

use app::model::Notice;
use app::{Clock, Code, ContentFiles, Failure, Planning, Region, When};

use crate::args::{Clocks, PlanningArgs};

/// The clock of the machine.
#[expect(clippy::disallowed_methods, reason = "the binary is where the clock is read and handed in")]
fn clock() -> Clock {
    Clock::new(jiff::Timestamp::now)
}

fn open(directory: &Path) -> Result<Region, Failure> {
    Region::open(directory, ContentFiles::shipped(), clock())
}

/// What every answer closes with.
fn closing(notice: &Notice) -> String {
    format!("{}\n", notice.disclaimer)
}

fn when(clocks: &Clocks) -> When {
    When { as_of: clocks.as_of, known_at: clocks.known_at }
}

/// What is asked of plans.
fn planning(args: &PlanningArgs) -> Result<Planning, Failure> {
    let Some(path) = &args.costs else {
        return Ok(Planning { target: args.target_date, ..Planning::default() });
    };
    let text = read_text(path)?;
    Planning::with_costs(args.target_date, &text).map_err(|failure| failure.at(path.display().to_string()))
}

/// Puts the name of the file in the place of `facts` in a failure about it.
fn in_file(failure: Failure, path: &Path) -> Failure {
    match failure.place.as_deref() {
        Some("facts") => failure.at(path.display().to_string()),
        _ => failure,
    }
}

/// Reads a file that was named on the command line.
#[expect(clippy::disallowed_methods, reason = "the binary reads the files that it is given")]
fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| {
        Failure::new(Code::InvalidArgument, format!("不能读取：{error}"), "请检查路径")
            .at(path.display().to_string())
    })
}

/// Writes a file that was named on the command line.
#[expect(clippy::disallowed_methods, reason = "the binary writes the files that it is told to")]
fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|error| {
        Failure::new(Code::StorageFailed, format!("不能写入：{error}"), "请检查路径和权限")
            .at(path.display().to_string())
    })
}

/// Reads a text file that was named on the command line; `-` is standard input.
#[expect(clippy::disallowed_methods, reason = "the binary reads the files that it is given")]
fn read_text(path: &Path) -> Result<String, Failure> {
    let text = if path == Path::new("-") {
        std::io::read_to_string(std::io::stdin())
    } else {
        std::fs::read_to_string(path)
    };
    text.map_err(|error| {
        let reason = match error.kind() {
            std::io::ErrorKind::NotFound => "文件不存在".to_owned(),
            std::io::ErrorKind::InvalidData => "不是 UTF-8 文本".to_owned(),
            _ => error.to_string(),
        };
        Failure::new(Code::InvalidArgument, format!("不能读取：{reason}"), "请检查路径；文本文件应为 UTF-8")
            .at(path.display().to_string())
    })
}
