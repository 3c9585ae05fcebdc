//! What is asked of whoever counts a part, as bytes: JSON, compressed, since content is text that says much alike.

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;
use lake::ViewMark;
use serde::{Deserialize, Serialize};

use super::unwritable;
use crate::access::{AccessScope, Principal, Purpose};
use crate::clock::Moment;
use crate::content::ContentFiles;
use crate::failure::{Code, Failure};
use crate::limits::MAX_REQUEST_BYTES;
use crate::model::PopulationOrder;

/// Of this program; another one may count otherwise, so its requests are refused.
const PROGRAM: &str = concat!(env!("CARGO_PKG_VERSION"), "/1");
/// Level of compression: a request is written once and read on every machine.
const LEVEL: i32 = 9;

/// What is asked, and all that the answer rests on but the view file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request {
    program: String,
    principal: Principal,
    purpose: Purpose,
    pub(super) content: ContentFiles,
    /// The view file, as an absolute path.
    pub(super) view: PathBuf,
    pub(super) mark: ViewMark,
    pub(super) order: PopulationOrder,
    as_of: Date,
    known_at: Timestamp,
}

impl Request {
    pub(super) fn new(
        scope: &AccessScope,
        content: &ContentFiles,
        view: PathBuf,
        mark: ViewMark,
        order: &PopulationOrder,
        moment: Moment,
    ) -> Self {
        Self {
            program: PROGRAM.to_owned(),
            principal: scope.principal,
            purpose: scope.purpose,
            content: content.clone(),
            view,
            mark,
            order: order.clone(),
            as_of: moment.as_of,
            known_at: moment.known_at,
        }
    }

    pub(super) fn packed(&self) -> Result<Vec<u8>, Failure> {
        let text = serde_json::to_vec(self).map_err(unwritable)?;
        let packed = zstd::bulk::compress(&text, LEVEL).map_err(unwritable)?;
        if text.len() > MAX_REQUEST_BYTES {
            let message = format!("政策与代码表共 {} 字节，超过 {MAX_REQUEST_BYTES}", text.len());
            return Err(Failure::new(Code::LimitExceeded, message, "请在本机算").at("engine"));
        }
        Ok(packed)
    }

    pub(super) fn unpacked(bytes: &[u8]) -> Result<Self, Failure> {
        let unreadable = |error: String| {
            let hint = "请让各台机器用同一版程序";
            Failure::new(Code::InvalidArgument, format!("执行器看不懂这个请求：{error}"), hint)
        };
        let text = zstd::bulk::decompress(bytes, MAX_REQUEST_BYTES)
            .map_err(|error| unreadable(error.to_string()))?;
        let request: Self = serde_json::from_slice(&text).map_err(|error| unreadable(error.to_string()))?;
        if request.program != PROGRAM {
            let message = format!("提问的程序是 {} 版，执行器是 {PROGRAM} 版", request.program);
            return Err(unreadable(message));
        }
        Ok(request)
    }

    pub(super) fn scope(&self) -> AccessScope {
        AccessScope { principal: self.principal, purpose: self.purpose, regions: None, subjects: None }
    }

    pub(super) fn moment(&self) -> Moment {
        Moment { as_of: self.as_of, known_at: self.known_at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> Request {
        let moment = Moment { as_of: jiff::civil::date(2026, 6, 30), known_at: Timestamp::UNIX_EPOCH };
        let order = PopulationOrder { programmes: vec!["cn.hnte".to_owned()], ..PopulationOrder::default() };
        let mark = serde_json::from_str(r#"{"files": {"": [12, "ab"]}}"#).expect("a mark");
        let content = ContentFiles::shipped().of_programmes();
        Request::new(&AccessScope::officer(), &content, "/共享/企业.parquet".into(), mark, &order, moment)
    }

    #[test]
    fn what_is_packed_is_unpacked() {
        let request = request();
        let packed = request.packed().expect("packed");
        let again = Request::unpacked(&packed).expect("unpacked");
        assert_eq!((again.scope(), again.moment()), (request.scope(), request.moment()));
        assert_eq!((again.order, again.view, again.mark), (request.order, request.view, request.mark));
        let text = |content: &ContentFiles| serde_json::to_string(content).expect("text");
        assert_eq!(text(&again.content), text(&request.content));
        assert!(packed.len() < 1 << 19, "content is small: {} bytes", packed.len());
    }

    #[test]
    fn another_program_and_noise_are_refused() {
        let other = Request { program: "0.0.9/1".to_owned(), ..request() };
        let failure = Request::unpacked(&other.packed().expect("packed")).expect_err("another version");
        assert!(failure.message.contains("0.0.9/1"), "{failure}");
        assert!(Request::unpacked(b"noise").is_err());
    }
}
