//! Parameters and their values over time, compared.

use super::items::{Item, difference};
use super::words::matched;
use super::{Difference, Subject};
use crate::document::{Document, RawParameter};
use crate::finding::Text;

/// Parameters by name; those that are imported are for another version to tell.
pub(super) fn parameters(a: &Document, b: &Document, out: &mut Vec<Difference>) {
    let items = |document: &Document| -> Vec<Item> {
        let each =
            document.parameters.iter().filter(|parameter| parameter.of.is_none()).map(|parameter| Item {
                name: parameter.name.text.clone(),
                article: parameter.article.text.clone(),
                says: values(parameter),
            });
        each.collect()
    };
    let (a, b) = (items(a), items(b));
    // A value alone is no likeness: 10% is 10% of anything.
    let found = matched(&a, &b, |item| &item.name, |_| String::new());
    for (before, after) in &found.pairs {
        if let Some((before, after)) = a.get(*before).zip(b.get(*after))
            && before.says != after.says
        {
            let text = format!("参数“{}”由 {} 改为 {}", after.name, before.says, after.says);
            out.push(difference(Subject::Parameter, after, Some(&before.says), Some(&after.says), text));
        }
    }
    for item in found.gone.iter().filter_map(|at| a.get(*at)) {
        let text = format!("删去参数“{}”（原为 {}）", item.name, item.says);
        out.push(difference(Subject::Parameter, item, Some(&item.says), None, text));
    }
    for item in found.new.iter().filter_map(|at| b.get(*at)) {
        let text = format!("新增参数“{}”：{}", item.name, item.says);
        out.push(difference(Subject::Parameter, item, None, Some(&item.says), text));
    }
}

/// `500人`, or with the days on which values begin where there are several.
fn values(parameter: &RawParameter) -> String {
    let value = |value: &Option<Text>| value.as_ref().map_or("未知".to_owned(), |text| text.text.clone());
    match parameter.values.as_slice() {
        [(_, only)] => value(only),
        several => {
            let each = several.iter().map(|(from, text)| match from {
                Some(from) => format!("{} 起 {}", from, value(text)),
                None => value(text),
            });
            each.collect::<Vec<_>>().join("、")
        }
    }
}
