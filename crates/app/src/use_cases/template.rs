use vocabulary::AttributeType;

use crate::access::AccessScope;
use crate::clock::When;
use crate::failure::{Code, Failure};
use crate::region::Region;
use crate::template::workbook;

/// A workbook to be filled in and imported: the kind and its lists, or one list alone. Which attributes there are is public.
///
/// # Errors
/// Where the kind or the list is unknown, or the workbook cannot be written.
pub fn template(
    _scope: &AccessScope,
    region: &Region,
    kind: &str,
    list: Option<&str>,
) -> Result<Vec<u8>, Failure> {
    let (kind, _) = region.catalogue.kind(kind)?;
    let list = match list {
        None => None,
        Some(name) => match kind.attribute(name) {
            Some((id, attribute)) if matches!(attribute.r#type, AttributeType::List(_)) => Some(id),
            _ => {
                let lists: Vec<&str> = kind
                    .attributes
                    .iter()
                    .filter(|attribute| matches!(attribute.r#type, AttributeType::List(_)))
                    .map(|attribute| attribute.name.as_str())
                    .collect();
                let hint = if lists.is_empty() {
                    format!("{}没有列表属性，请不写 list", kind.name)
                } else {
                    format!("可用的列表：{}", lists.join("、"))
                };
                let message = format!("{}没有列表属性“{name}”", kind.name);
                return Err(Failure::new(Code::InvalidArgument, message, hint).at("list"));
            }
        },
    };
    let last_year = region.moment(When::default()).as_of.year() - 1;
    workbook(kind, list, last_year).map_err(|error| {
        Failure::new(Code::StorageFailed, format!("模板不能写出：{error}"), "请报告这个问题并附上类别文件")
    })
}
