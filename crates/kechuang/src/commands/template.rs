//! `template`: a workbook to be filled in and imported.

use app::{AccessScope, Code, Failure};

use super::open;
use crate::args::Template;
use crate::exit::{Outcome, Verdict};
use crate::output;

pub(crate) fn run(args: &Template) -> Outcome {
    let is_workbook = args.out.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"));
    if !is_workbook {
        let failure = Failure::new(Code::InvalidArgument, "模板是 Excel 工作簿", "请把文件名写成 .xlsx");
        return Err(failure.at(args.out.display().to_string()));
    }
    let region = open(&args.data.data)?;
    let bytes = app::template(&AccessScope::visitor(), &region, &args.kind, args.list.as_deref())?;
    write(&args.out, &bytes)?;
    output::say(&format!("模板已写入 {}", args.out.display()));
    Ok(Verdict::Holds)
}

#[expect(clippy::disallowed_methods, reason = "the binary writes the file that it was asked for")]
fn write(path: &std::path::Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|error| {
        Failure::new(Code::StorageFailed, format!("不能写入：{error}"), "请检查路径和权限")
            .at(path.display().to_string())
    })
}
