//! Writing: results to standard output, everything else to standard error. A reader who has seen enough (`| head`) is no error.

use std::io::Write;

use app::{Code, Failure};
use serde::Serialize;

/// Writes text as a result.
pub(crate) fn text(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            let message = format!("标准输出不能写入：{error}");
            Err(Failure::new(Code::StorageFailed, message, "请检查输出的去处是否已满或已关闭"))
        }
        _ => Ok(()),
    }
}

/// Writes a value as one JSON document.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let document = serde_json::to_string_pretty(value).map_err(|error| {
        Failure::new(Code::InvalidArgument, format!("结果不能写成 JSON：{error}"), "请改用 --format text")
    })?;
    text(&format!("{document}\n"))
}

/// Says something that is no result.
pub(crate) fn say(message: &str) {
    // Nobody may be listening on standard error; then there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "{message}");
}

/// Tells why a command could not be carried out.
pub(crate) fn complain(failure: &Failure) {
    let place = failure.place.as_deref();
    let mut message =
        format!("错误：{}{}", place.map(|place| format!("{place}：")).unwrap_or_default(), failure.message);
    for detail in &failure.details {
        let at = match (detail.line, detail.column) {
            (Some(line), Some(column)) => format!("{}:{line}:{column}: ", place.unwrap_or("输入")),
            _ => String::new(),
        };
        message.push_str(&format!("\n  {at}{}", detail.message));
    }
    if !failure.hint.is_empty() {
        message.push_str(&format!("\n提示：{}", failure.hint));
    }
    say(&message);
}
