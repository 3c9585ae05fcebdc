//! The items of two documents, compared.

use jiff::civil::Date;

use super::words::{marked, matched};
use super::{Difference, Subject};
use crate::document::{Document, RawBody, RawCondition, RawRow, RawTable};
use crate::finding::Text;

/// A thing to compare: what it is called, where it stands, what it says.
pub(super) struct Item {
    pub(super) name: String,
    pub(super) article: String,
    pub(super) says: String,
}

/// Compares named things of one sort: changed, gone, new.
fn compare(subject: Subject, what: &str, a: &[Item], b: &[Item], out: &mut Vec<Difference>) {
    let found = matched(a, b, |item| &item.name, |item| item.says.clone());
    for (before, after) in found.pairs {
        let Some((before, after)) = a.get(before).zip(b.get(after)) else { continue };
        let renamed = before.name != after.name;
        if before.says == after.says && !renamed {
            continue;
        }
        let mut text = format!("{what}“{}”", after.name);
        if renamed {
            text.push_str(&format!("（原“{}”）", before.name));
        }
        if before.says == after.says {
            text.push_str("改名");
        } else {
            text.push_str(&marked(&before.says, &after.says));
        }
        out.push(difference(subject, after, Some(&before.says), Some(&after.says), text));
    }
    for item in found.gone.iter().filter_map(|at| a.get(*at)) {
        let text = format!("删去{what}“{}”：{}", item.name, item.says);
        out.push(difference(subject, item, Some(&item.says), None, text));
    }
    for item in found.new.iter().filter_map(|at| b.get(*at)) {
        let text = format!("新增{what}“{}”：{}", item.name, item.says);
        out.push(difference(subject, item, None, Some(&item.says), text));
    }
}

pub(super) fn difference(
    subject: Subject,
    item: &Item,
    before: Option<&str>,
    after: Option<&str>,
    mut text: String,
) -> Difference {
    if !item.article.is_empty() {
        text.push_str(&format!("（{}）", item.article));
    }
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Difference {
        subject,
        name: item.name.clone(),
        article: item.article.clone(),
        before: owned(before),
        after: owned(after),
        text,
    }
}

fn said(text: Option<&Text>) -> String {
    text.map(|text| text.text.clone()).unwrap_or_default()
}

type Said<'s> = &'s dyn Fn(&Document) -> String;

/// Values under fixed keys: name, number, territory, validity and so on.
pub(super) fn identity(a: &Document, b: &Document, out: &mut Vec<Difference>) {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let windows = |document: &Document| {
        let windows = document.windows.iter();
        windows.map(|w| format!("{} 至 {}", w.opens.text, w.closes.text)).collect::<Vec<_>>().join("、")
    };
    let imports = |document: &Document| {
        document.imports.iter().map(|text| text.text.as_str()).collect::<Vec<_>>().join("、")
    };
    let transition = |document: &Document| {
        let rules = document.transition.iter();
        rules.map(|r| format!("{}至 {}", r.purpose.text, day(r.until))).collect::<Vec<_>>().join("、")
    };
    let keys: [(&str, Said<'_>); 13] = [
        ("名称", &|d| d.name.text.clone()),
        ("发文机关", &|d| d.authority.text.clone()),
        ("文件", &|d| d.document.text.clone()),
        ("施行地域", &|d| d.territory.text.clone()),
        ("施行之日", &|d| day(d.from)),
        ("失效之日", &|d| day(d.until)),
        ("引用的版本", &imports),
        ("过渡规则", &transition),
        ("申报期", &windows),
        ("有效期", &|d| said(d.validity.as_ref())),
        ("适用范围", &|d| said(d.applies.as_ref())),
        ("申报渠道", &|d| said(d.channel.as_ref())),
        ("咨询", &|d| said(d.contact.as_ref())),
    ];
    for (key, says) in keys {
        let (before, after) = (says(a), says(b));
        let text = match (before.as_str(), after.as_str()) {
            (a, b) if a == b => continue,
            ("", b) => format!("写明{key}：{b}"),
            (a, "") => format!("不再写{key}（原为 {a}）"),
            (a, b) => format!("{key}{}", marked(a, b)),
        };
        let some = |text: String| (!text.is_empty()).then_some(text);
        out.push(Difference {
            subject: Subject::Identity,
            name: key.to_owned(),
            article: String::new(),
            before: some(before),
            after: some(after),
            text,
        });
    }
}

pub(super) fn definitions(a: &Document, b: &Document, out: &mut Vec<Difference>) {
    let items = |document: &Document| -> Vec<Item> {
        let own = document.slots.iter().chain(&document.definitions);
        let own = own.filter(|definition| definition.of.is_none()).map(|definition| Item {
            name: definition.name.text.clone(),
            article: String::new(),
            says: definition.formula.text.clone(),
        });
        own.collect()
    };
    compare(Subject::Definition, "定义", &items(a), &items(b), out);
}

pub(super) fn tables(a: &Document, b: &Document, out: &mut Vec<Difference>) {
    let whole = |table: &RawTable| {
        let rows: Vec<String> = table.rows.iter().map(row).collect();
        format!("{}：{}", on(table), rows.join("；"))
    };
    let own = |document: &Document| -> Vec<RawTable> {
        document.tables.iter().filter(|table| table.of.is_none()).cloned().collect()
    };
    let (a, b) = (own(a), own(b));
    let found = matched(&a, &b, |table| &table.name.text, whole);
    let item = |table: &RawTable| Item {
        name: table.name.text.clone(),
        article: said(table.article.as_ref()),
        says: whole(table),
    };
    for (before, after) in &found.pairs {
        let Some((before, after)) = a.get(*before).zip(b.get(*after)) else { continue };
        let here = item(after);
        for (what, a, b) in [
            ("依据", on(before), on(after)),
            ("计法（hit）", said(before.hit.as_ref()), said(after.hit.as_ref())),
        ] {
            if a != b {
                let text = format!("表“{}”的{what}{}", here.name, marked(&a, &b));
                out.push(difference(Subject::Table, &here, Some(&a), Some(&b), text));
            }
        }
        rows(&here, before, after, out);
    }
    for table in found.gone.iter().filter_map(|at| a.get(*at)) {
        let here = item(table);
        let text = format!("删去表“{}”", here.name);
        out.push(difference(Subject::Table, &here, Some(&here.says), None, text));
    }
    for table in found.new.iter().filter_map(|at| b.get(*at)) {
        let here = item(table);
        let text = format!("新增表“{}”{}", here.name, here.says);
        out.push(difference(Subject::Table, &here, None, Some(&here.says), text));
    }
}

fn on(table: &RawTable) -> String {
    table.on.iter().map(|text| text.text.as_str()).collect::<Vec<_>>().join("、")
}

fn when(row: &RawRow) -> String {
    let tests: Vec<&str> = row.when.iter().map(|text| text.text.as_str()).collect();
    if tests.is_empty() { "其余情况".to_owned() } else { tests.join("，") }
}

fn row(row: &RawRow) -> String {
    format!("{} 给 {}", when(row), row.then.text)
}

/// Rows by their tests, then by what they give.
fn rows(here: &Item, a: &RawTable, b: &RawTable, out: &mut Vec<Difference>) {
    let named = |table: &RawTable| -> Vec<(String, String)> {
        table.rows.iter().map(|row| (when(row), row.then.text.clone())).collect()
    };
    let (rows_a, rows_b) = (named(a), named(b));
    let mut gone: Vec<&(String, String)> = rows_a.iter().filter(|row| !rows_b.contains(row)).collect();
    for after in rows_b.iter().filter(|row| !rows_a.contains(row)) {
        let partner = gone.iter().position(|before| before.0 == after.0);
        let partner = partner.or_else(|| gone.iter().position(|before| before.1 == after.1));
        let shown = |row: &(String, String)| format!("{} 给 {}", row.0, row.1);
        let before = partner.map(|at| shown(gone.remove(at)));
        let after = shown(after);
        let text = match &before {
            Some(before) => format!("表“{}”的一行由“{before}”改为“{after}”", here.name),
            None => format!("表“{}”新增一行：{after}", here.name),
        };
        out.push(difference(Subject::Table, here, before.as_deref(), Some(&after), text));
    }
    for row in gone {
        let shown = format!("{} 给 {}", row.0, row.1);
        let text = format!("表“{}”删去一行：{shown}", here.name);
        out.push(difference(Subject::Table, here, Some(&shown), None, text));
    }
}

pub(super) fn score(a: &Document, b: &Document, out: &mut Vec<Difference>) {
    let items = |document: &Document| -> Vec<Item> {
        let score = document.score.iter();
        let each = score.flat_map(|score| {
            let item = |name: &Text, of: &Text| Item {
                name: name.text.clone(),
                article: String::new(),
                says: format!("满分 {}", of.text),
            };
            let total = item(&score.name, &score.of);
            let items: Vec<Item> = score.items.iter().map(|(name, of)| item(name, of)).collect();
            std::iter::once(total).chain(items)
        });
        each.collect()
    };
    let (a, b) = (items(a), items(b));
    let (before, after): (Vec<_>, Vec<_>) =
        (a.iter().map(|i| (&i.name, &i.says)).collect(), b.iter().map(|i| (&i.name, &i.says)).collect());
    if before == after {
        return;
    }
    compare(Subject::Score, "评分", &a, &b, out);
}

/// Conditions, of groups too, each with the group it is in.
pub(super) fn conditions(a: &Document, b: &Document, out: &mut Vec<Difference>) {
    let (a, b) = (flat(&a.conditions), flat(&b.conditions));
    let words = |one: &Clause| format!("{}{}", one.text, one.asks);
    let found = matched(&a, &b, |one| &one.id, words);
    let item =
        |one: &Clause| Item { name: one.id.clone(), article: one.article.clone(), says: one.asks.clone() };
    for (before, after) in &found.pairs {
        let Some((before, after)) = a.get(*before).zip(b.get(*after)) else { continue };
        let here = item(after);
        let name = if before.id == after.id {
            format!("条件“{}”", after.id)
        } else {
            format!("条件“{}”（原“{}”）", after.id, before.id)
        };
        for (what, a, b) in [
            ("的条款", &before.text, &after.text),
            ("的判断", &before.asks, &after.asks),
            ("所在的组", &before.group, &after.group),
        ] {
            if a != b {
                let text = format!("{name}{what}{}", marked(a, b));
                out.push(difference(Subject::Condition, &here, Some(a), Some(b), text));
            }
        }
        if before.id != after.id && before.text == after.text && before.asks == after.asks {
            let text = format!("{name}改名");
            out.push(difference(Subject::Condition, &here, Some(&before.id), Some(&after.id), text));
        }
    }
    for one in found.gone.iter().filter_map(|at| a.get(*at)) {
        let text = format!("删去条件“{}”：{}〔{}〕", one.id, one.text, one.asks);
        out.push(difference(Subject::Condition, &item(one), Some(&one.asks), None, text));
    }
    for one in found.new.iter().filter_map(|at| b.get(*at)) {
        let text = format!("新增条件“{}”：{}〔{}〕", one.id, one.text, one.asks);
        out.push(difference(Subject::Condition, &item(one), None, Some(&one.asks), text));
    }
}

struct Clause {
    id: String,
    article: String,
    text: String,
    asks: String,
    group: String,
}

fn flat(conditions: &[RawCondition]) -> Vec<Clause> {
    fn open(conditions: &[RawCondition], group: &str, out: &mut Vec<Clause>) {
        for condition in conditions {
            let (asks, children): (String, &[RawCondition]) = match &condition.body {
                RawBody::Test(text) => (text.text.clone(), &[]),
                RawBody::Review(text) => (format!("由{}判断", text.text), &[]),
                RawBody::All(children) => ("全部符合".to_owned(), children),
                RawBody::Any(children) => ("符合之一".to_owned(), children),
                RawBody::AtLeast(n, children) => (format!("至少符合 {} 项", n.text), children),
            };
            out.push(Clause {
                id: condition.id.text.clone(),
                article: said(condition.article.as_ref()),
                text: said(condition.text.as_ref()),
                asks,
                group: group.to_owned(),
            });
            open(children, &condition.id.text, out);
        }
    }
    let mut out = Vec::new();
    open(conditions, "", &mut out);
    out
}

/// What one gets and hands in.
pub(super) fn lists(a: &Document, b: &Document, out: &mut Vec<Difference>) {
    let amount = |document: &Document| {
        document.amount.as_ref().map(|amount| {
            let cap = amount.cap.as_ref().map(|cap| format!("，不超过 {}", cap.text)).unwrap_or_default();
            let period = if amount.period.text == "year" { "每年" } else { "一次" };
            format!("{}{cap}，{period}", amount.formula.text)
        })
    };
    let title = |document: &Document| {
        document.grants.as_ref().map(|title| {
            let years = title.years.as_ref().map(|years| format!("，{} 年", years.text)).unwrap_or_default();
            format!("{}{}{years}", said(title.level.as_ref()), title.name.text)
        })
    };
    let single = |name: &str, says: Option<String>| {
        says.map(|says| Item { name: name.to_owned(), article: String::new(), says })
    };
    let gets = |document: &Document| -> Vec<Item> {
        single("金额", amount(document)).into_iter().chain(single("资质", title(document))).collect()
    };
    compare(Subject::Benefit, "", &gets(a), &gets(b), out);
    let texts = |texts: &[Text]| -> Vec<Item> {
        let each = texts.iter().map(|text| Item {
            name: text.text.clone(),
            article: String::new(),
            says: text.text.clone(),
        });
        each.collect()
    };
    text_list(Subject::Benefit, "支持内容", &texts(&a.benefits), &texts(&b.benefits), out);
    text_list(Subject::Evidence, "材料", &texts(&a.evidence), &texts(&b.evidence), out);
}

/// Lines without a name: one that is alike is a change.
fn text_list(subject: Subject, what: &str, a: &[Item], b: &[Item], out: &mut Vec<Difference>) {
    let found = matched(a, b, |item| &item.name, |item| item.says.clone());
    for (before, after) in found.pairs {
        if let Some((before, after)) = a.get(before).zip(b.get(after))
            && before.says != after.says
        {
            let text = format!("{what}{}", marked(&before.says, &after.says));
            out.push(difference(subject, after, Some(&before.says), Some(&after.says), text));
        }
    }
    for item in found.gone.iter().filter_map(|at| a.get(*at)) {
        out.push(difference(subject, item, Some(&item.says), None, format!("删去{what}：{}", item.says)));
    }
    for item in found.new.iter().filter_map(|at| b.get(*at)) {
        out.push(difference(subject, item, None, Some(&item.says), format!("新增{what}：{}", item.says)));
    }
}
