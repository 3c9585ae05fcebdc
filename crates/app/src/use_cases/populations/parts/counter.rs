//! Counts parts of populations, wherever that is. The content of a request is read once, however many of its parts are counted here.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use lake::{FileDigest, ViewPart};

use super::super::run::Told;
use super::super::{Asked, scenarios};
use super::request::Request;
use super::wire::{Counted, Reply};
use crate::clock::Clock;
use crate::failure::{Code, Failure};
use crate::region::Region;

/// Counts parts.
#[derive(Debug)]
pub struct PartCounter {
    /// View files lie below this directory; anything else is nobody's business.
    shared: PathBuf,
    /// The request that was counted for last.
    last: Mutex<Option<(String, Arc<Prepared>)>>,
}

/// A request that was read.
#[derive(Debug)]
struct Prepared {
    request: Request,
    region: Region,
}

impl PartCounter {
    /// Counts view files below `shared`.
    ///
    /// # Errors
    /// Where there is no such directory.
    pub fn new(shared: &Path) -> Result<Self, Failure> {
        let shared = shared.canonicalize().ok().filter(|path| path.is_dir()).ok_or_else(|| {
            let hint = "请写放视图文件的目录，各台机器上路径相同";
            Failure::new(Code::InvalidArgument, "没有这个目录", hint).at(shared.display().to_string())
        })?;
        Ok(Self { shared, last: Mutex::default() })
    }

    /// Counts a part of what a request asks for. What is wrong is told in the reply: it would be as wrong on any other machine.
    pub fn count(&self, request: &[u8], part: &[u8]) -> Vec<u8> {
        self.counted(request, part)
            .map_or_else(|failure| Reply::Refused(failure.into()), Reply::Counted)
            .written()
    }

    fn counted(&self, request: &[u8], part: &[u8]) -> Result<Counted, Failure> {
        let prepared = self.prepared(request)?;
        let Prepared { request, region } = prepared.as_ref();
        let part: ViewPart = serde_json::from_slice(part).map_err(|error| {
            Failure::new(
                Code::InvalidArgument,
                format!("执行器看不懂这一段：{error}"),
                "请让各台机器用同一版程序",
            )
        })?;
        let (scope, moment) = (request.scope(), request.moment());
        let view = self.admitted(&request.view)?;
        let asked = Asked::new(region, &request.order, moment)?;
        let run =
            asked.run(&scope, region, &request.order, &scenarios(&request.order)?, moment, Told::Counts)?;
        let unreadable = |error: lake::NotInPassing| {
            let hint = "请检查执行器那台机器上的共享目录";
            Failure::new(Code::StorageFailed, format!("执行器读不了这个文件：{error}"), hint)
                .at(view.display().to_string())
        };
        if run.mark(&scope, asked.own, &view).map_err(unreadable)? != request.mark {
            let message = "执行器看到的文件与提问时的不同";
            let hint = "请检查各台机器的共享目录是不是同一个；文件刚换过的，再问一次";
            return Err(Failure::new(Code::StorageFailed, message, hint).at(view.display().to_string()));
        }
        Ok(Counted::of(&run, &run.over_part(&scope, asked.own, &view, &part).map_err(unreadable)?))
    }

    fn prepared(&self, packed: &[u8]) -> Result<Arc<Prepared>, Failure> {
        let digest = FileDigest::of_bytes(packed).sha256;
        // Held while content is read: the other parts of the same request wait for the very same.
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, prepared)) = last.as_ref()
            && *known == digest
        {
            return Ok(Arc::clone(prepared));
        }
        let request = Request::unpacked(packed)?;
        let region = Region::of_content(request.content.clone(), Clock::fixed(request.moment().known_at))?;
        let prepared = Arc::new(Prepared { request, region });
        *last = Some((digest, Arc::clone(&prepared)));
        Ok(prepared)
    }

    /// The view file, if it lies where it may; links are followed first.
    fn admitted(&self, view: &Path) -> Result<PathBuf, Failure> {
        let found = view.canonicalize().map_err(|error| {
            let hint = "视图文件要放在各台机器都以同一路径看得到的目录里";
            Failure::new(Code::StorageFailed, format!("执行器读不了这个文件：{error}"), hint)
                .at(view.display().to_string())
        })?;
        if !found.starts_with(&self.shared) {
            let message = format!("执行器只读 {} 之下的文件", self.shared.display());
            let hint = "请把视图文件放到共享目录里，或换 --shared 重启执行器";
            return Err(Failure::new(Code::Forbidden, message, hint).at(view.display().to_string()));
        }
        Ok(found)
    }
}
