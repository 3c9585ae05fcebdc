//! A multipart body: one table, and short texts beside it.

use std::collections::HashMap;

use axum::body::Bytes;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::http::StatusCode;
use jiff::civil::Date;

use crate::limits::{MAX_FORM_PARTS, MAX_FORM_TEXT_BYTES, MAX_UPLOAD_BYTES};
use crate::problem::{Problem, ProblemCode};

/// What was sent.
pub(crate) struct Form {
    /// Name of the file as the sender's machine has it.
    pub(crate) file_name: String,
    /// Its bytes.
    pub(crate) file: Bytes,
    texts: HashMap<String, String>,
}

impl Form {
    /// Reads a body whose parts are `file` and `allowed` texts.
    pub(crate) async fn read(mut body: Multipart, allowed: &[&str]) -> Result<Self, Problem> {
        let mut file = None;
        let mut texts = HashMap::new();
        let mut parts = 0;
        while let Some(part) = body.next_field().await.map_err(unreadable)? {
            parts += 1;
            if parts > MAX_FORM_PARTS {
                return Err(invalid(format!("表单超过 {MAX_FORM_PARTS} 项"), "请只发送文档中写明的各项"));
            }
            let name = part.name().unwrap_or_default().to_owned();
            if name == "file" {
                let file_name = part.file_name().unwrap_or("未命名").to_owned();
                let bytes = part.bytes().await.map_err(unreadable)?;
                if bytes.len() > MAX_UPLOAD_BYTES {
                    return Err(Problem::too_large());
                }
                file = Some((file_name, bytes));
                continue;
            }
            if !allowed.contains(&name.as_str()) {
                let message = format!("表单中有不认识的一项“{name}”");
                return Err(invalid(message, &format!("可用的是 file、{}", allowed.join("、"))));
            }
            let text = part.text().await.map_err(unreadable)?;
            if text.len() > MAX_FORM_TEXT_BYTES {
                let message = format!("“{name}”超过 {} KB", MAX_FORM_TEXT_BYTES >> 10);
                return Err(invalid(message, "请缩短"));
            }
            texts.insert(name, text);
        }
        let (file_name, file) =
            file.ok_or_else(|| invalid("没有收到文件".to_owned(), "请把表格放在名为 file 的一项里"))?;
        Ok(Self { file_name, file, texts })
    }

    /// A text; `None` where it was not sent or is blank.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.texts.get(name).map(|text| text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// A date.
    #[expect(clippy::result_large_err, reason = "a problem is made once per refused request")]
    pub(crate) fn date(&self, name: &str) -> Result<Option<Date>, Problem> {
        let Some(text) = self.text(name) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| {
            let mut problem = invalid(format!("“{text}”不能读作日期"), "请写成 2025-06-30 的样子");
            problem.r#where = Some(name.to_owned());
            problem
        })
    }

    /// Words with commas between.
    pub(crate) fn words(&self, name: &str) -> Vec<String> {
        self.text(name).map(|text| split_words(&text)).unwrap_or_default()
    }
}

/// Splits at Chinese and Latin commas; blanks are dropped.
pub(crate) fn split_words(text: &str) -> Vec<String> {
    text.split([',', '，', '、']).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn invalid(message: String, hint: &str) -> Problem {
    Problem::new(ProblemCode::InvalidBody, message, hint)
}

#[expect(clippy::needless_pass_by_value, reason = "handed to map_err")]
fn unreadable(error: MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::too_large();
    }
    invalid(format!("上传的内容不完整：{}", error.body_text()), "请重新上传")
}
