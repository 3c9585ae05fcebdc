//! Facts about one subject as YAML (or JSON) text, by the rules of CONTRACT «Time, values, identity»: `null` or a missing year
//! is unknown, `无` or `[]` absent, a plain value of a yearly attribute stands for 上年.

use jiff::civil::Date;

use crate::cell;
use crate::fact::{Cell, Facts, ListFact, Record, Stated};
use crate::kind::{AttributeId, Field, nearest};
use crate::yaml::{self, Node, Position, Value, YamlError};
use crate::{Attribute, AttributeType, Kind};

/// Most mistakes told of one facts file: past that somebody has mistaken the file.
pub const MAX_ERRORS: usize = 100;
/// Why a negative number is refused: an unknown value of the attribute is taken as zero or more.
pub const NOT_NEGATIVE: &str = "这一项不会是负数，请核对";

/// Most records one list may have in a facts file.
pub const MAX_RECORDS: usize = 100_000;

/// Facts and the subject's name or code as the file states it.
#[derive(Clone, Debug)]
pub struct FactsFile {
    /// 名称, else 统一社会信用代码, else empty.
    pub subject: String,
    /// The facts.
    pub facts: Facts,
}

/// Reads a facts file for a subject of `kind`, assessed at `as_of` (which fixes what 上年 is).
///
/// # Errors
/// All that is wrong with the file, each with its place, what was expected and how to mend it.
pub fn read(kind: &Kind, text: &str, as_of: Date) -> Result<FactsFile, Vec<YamlError>> {
    let root = yaml::parse(text).map_err(|error| vec![error])?;
    read_node(kind, &root, as_of)
}

/// Reads facts that stand inside another document.
///
/// # Errors
/// As [`read`].
pub fn read_node(kind: &Kind, root: &Node, as_of: Date) -> Result<FactsFile, Vec<YamlError>> {
    let mut reader =
        Reader { kind, last_year: as_of.year() - 1, facts: Facts::empty(kind), errors: Vec::new() };
    match &root.value {
        Value::Mapping(entries) => {
            for (key, node) in entries {
                reader.entry(&key.text, key.at, node);
                if reader.errors.len() >= MAX_ERRORS {
                    reader.error(
                        key.at,
                        format!("错误已有 {MAX_ERRORS} 处，后面的不再检查；请确认这是事实文件"),
                    );
                    break;
                }
            }
        }
        _ if root.is_null() => {}
        _ => reader.error(root.at, "应是“属性: 值”的列表".to_owned()),
    }
    if !reader.errors.is_empty() {
        return Err(reader.errors);
    }
    Ok(FactsFile { subject: name_of(kind, &reader.facts), facts: reader.facts })
}

/// The subject's 名称, else its code, else empty text.
pub fn name_of(kind: &Kind, facts: &Facts) -> String {
    let text = |id: AttributeId| match facts.plain(id) {
        crate::Lookup::Known(crate::Datum::Text(text), _) => Some(text.to_string()),
        _ => None,
    };
    text(kind.title).or_else(|| kind.code.and_then(text)).unwrap_or_default()
}

struct Reader<'k> {
    kind: &'k Kind,
    last_year: i16,
    facts: Facts,
    errors: Vec<YamlError>,
}

impl Reader<'_> {
    fn error(&mut self, at: Position, message: String) {
        self.errors.push(YamlError { at, message });
    }

    fn entry(&mut self, name: &str, at: Position, node: &Node) {
        if let Some((id, attribute)) = self.kind.attribute(name) {
            if attribute.derived.is_some() {
                return self.error(at, format!("“{name}”由程序计算，不能填写；请填写计算它的各项"));
            }
            let attribute = attribute.clone();
            return self.value(id, &attribute, node);
        }
        let prefix = format!("{name}.");
        let is_group = self.kind.attributes.iter().any(|attribute| attribute.name.starts_with(&prefix));
        match &node.value {
            Value::Mapping(entries) if is_group => {
                for (key, part) in entries {
                    self.entry(&format!("{name}.{}", key.text), key.at, part);
                }
            }
            _ if is_group && node.is_null() => {}
            _ if is_group => self.error(node.at, format!("“{name}”应分项填写，如 {name}: {{…: …}}")),
            _ => {
                let hint = self.kind.nearest(name).map(|near| format!("；是否想写“{near}”"));
                self.error(at, format!("{}没有属性“{name}”{}", self.kind.name, hint.unwrap_or_default()));
            }
        }
    }

    fn value(&mut self, id: AttributeId, attribute: &Attribute, node: &Node) {
        if let AttributeType::List(fields) = &attribute.r#type {
            if let Some(list) = self.list(attribute, fields, node) {
                self.facts.set_list(id, list);
            }
            return;
        }
        let judged = attribute.assessor.is_some();
        let scalar = |reader: &mut Self, node: &Node| {
            reader.scalar(&attribute.name, &attribute.r#type, attribute.signed, judged, node)
        };
        match &node.value {
            Value::Mapping(years) if attribute.yearly => {
                for (key, node) in years {
                    let year = key.text.parse::<i16>().ok().filter(|year| (1900..=2200).contains(year));
                    match year {
                        None => self.error(key.at, format!("“{}”的键应是四位年份，如 2024", attribute.name)),
                        Some(year) => {
                            if let Some(cell) = scalar(self, node) {
                                self.facts.set_yearly(id, year, cell);
                            }
                        }
                    }
                }
            }
            _ => {
                let Some(cell) = scalar(self, node) else { return };
                if attribute.yearly {
                    self.facts.set_yearly(id, self.last_year, cell);
                } else {
                    self.facts.set_plain(id, cell);
                }
            }
        }
    }

    /// `4..6`: only a judgement may be given as an interval; any other fact is a number or unknown.
    fn range(
        &mut self,
        name: &str,
        kind: &AttributeType,
        judged: bool,
        node: &Node,
        (low, high): (&str, &str),
    ) -> Option<Cell> {
        use crate::Datum::{Number, Range};
        let bound = |text| cell::parse(kind, text, None);
        match (bound(low), bound(high)) {
            _ if !judged => {
                self.error(node.at, format!("“{name}”不是评审意见，应是一个数，不能是区间；不知道的留空"));
                None
            }
            (Ok(Stated::Known(Number(low))), Ok(Stated::Known(Number(high)))) if low <= high => {
                Some(Cell { stated: Stated::Known(Range(low, high)), provenance: None })
            }
            _ => {
                self.error(node.at, format!("{name}：区间应写作 4..6，前小后大"));
                None
            }
        }
    }

    fn scalar(
        &mut self,
        name: &str,
        kind: &AttributeType,
        signed: bool,
        judged: bool,
        node: &Node,
    ) -> Option<Cell> {
        if node.is_null() {
            return Some(Cell::default());
        }
        let Some(text) = node.text() else {
            let empty_sequence = matches!(&node.value, Value::Sequence(items) if items.is_empty());
            if empty_sequence {
                return Some(Cell { stated: Stated::Absent, provenance: None });
            }
            self.error(node.at, format!("“{name}”应是一个值"));
            return None;
        };
        if let Some((low, high)) = text.split_once("..").filter(|_| kind.dimension().is_some()) {
            return self.range(name, kind, judged, node, (low, high));
        }
        match cell::parse(kind, text, None) {
            Ok(Stated::Known(crate::Datum::Number(number))) if !signed && *number.numer() < 0 => {
                self.error(node.at, format!("{name}：“{text}”是负数；{NOT_NEGATIVE}"));
                None
            }
            Ok(stated) => Some(Cell { stated, provenance: None }),
            Err(error) => {
                self.error(node.at, format!("{name}：{error}"));
                None
            }
        }
    }

    fn list(&mut self, attribute: &Attribute, fields: &[Field], node: &Node) -> Option<ListFact> {
        match &node.value {
            _ if node.is_null() => None,
            Value::Scalar { text, .. } if text == "无" => {
                Some(ListFact { complete: true, items: Vec::new() })
            }
            Value::Sequence(items) => self.records(&attribute.name, fields, items, node.at, true),
            Value::Mapping(entries) => {
                let mut complete = true;
                let mut records: Option<&Node> = None;
                for (key, value) in entries {
                    match key.text.as_str() {
                        "complete" => match value.text() {
                            Some("true" | "是") => complete = true,
                            Some("false" | "否") => complete = false,
                            _ => self.error(value.at, "complete 应是 true 或 false".to_owned()),
                        },
                        "items" => records = Some(value),
                        other => {
                            self.error(
                                key.at,
                                format!("“{}”里不认识“{other}”，只有 complete 和 items", attribute.name),
                            );
                        }
                    }
                }
                match records {
                    Some(Node { value: Value::Sequence(items), at }) => {
                        self.records(&attribute.name, fields, items, *at, complete)
                    }
                    Some(other) if !other.is_null() => {
                        self.error(other.at, "items 应是一组记录".to_owned());
                        None
                    }
                    _ if complete => None,
                    _ => Some(ListFact { complete, items: Vec::new() }),
                }
            }
            Value::Scalar { .. } => {
                self.error(node.at, format!("“{}”应是一组记录，没有则写 []", attribute.name));
                None
            }
        }
    }

    fn records(
        &mut self,
        name: &str,
        fields: &[Field],
        items: &[Node],
        at: Position,
        complete: bool,
    ) -> Option<ListFact> {
        if items.len() > MAX_RECORDS {
            self.error(at, format!("“{name}”超过 {MAX_RECORDS} 条"));
            return None;
        }
        let mut records = Vec::with_capacity(items.len());
        for item in items {
            let Value::Mapping(entries) = &item.value else {
                self.error(item.at, format!("“{name}”的每一条应是 {{字段: 值}}"));
                continue;
            };
            let mut record = Record { fields: vec![Stated::Unknown; fields.len()], provenance: None };
            for (key, node) in entries {
                let Some(position) = fields.iter().position(|field| field.name == key.text) else {
                    let near = nearest(&key.text, fields.iter().map(|field| field.name.as_str()));
                    let hint = near.map(|near| format!("；是否想写“{near}”")).unwrap_or_default();
                    self.error(key.at, format!("“{name}”没有字段“{}”{hint}", key.text));
                    continue;
                };
                let label = format!("{name}.{}", key.text);
                if let Some(cell) = self.scalar(&label, &fields[position].r#type, false, false, node) {
                    record.fields[position] = cell.stated;
                }
            }
            infer(fields, &mut record);
            records.push(record);
        }
        Some(ListFact { complete, items: records })
    }
}

/// Fills fields that were not stated but follow from another field of the record (类型 → 类别).
pub fn infer(fields: &[Field], record: &mut Record) {
    record.fields.resize(fields.len(), Stated::Unknown);
    for (position, field) in fields.iter().enumerate() {
        let Some((from, values)) = &field.infer else { continue };
        if record.fields[position] != Stated::Unknown {
            continue;
        }
        if let Stated::Known(crate::Datum::Text(word)) = record.field(*from)
            && let Some(value) = values.get(word.as_ref())
        {
            record.fields[position] = Stated::Known(crate::Datum::Text(value.as_str().into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Datum, Lookup, Number};

    fn enterprise() -> Kind {
        Kind::from_yaml("enterprise.yaml", include_str!("../../../content/kinds/enterprise.yaml"))
            .expect("shipped kind")
    }

    fn as_of() -> Date {
        jiff::civil::date(2025, 6, 30)
    }

    #[test]
    fn values_as_in_the_contract() {
        let kind = enterprise();
        let text = "研发费用: {2024: 100万元, '2023': null}\n职工总数: 20\n资质: []\n知识产权: {complete: false, items: [{类型: 发明专利}]}\n学历人数: {本科: {2024: 5}}\n";
        let facts = read(&kind, text, as_of()).expect("valid facts").facts;
        let id = |name: &str| kind.attribute(name).expect(name).0;
        let number = |n: i128| Datum::Number(Number::from_integer(n));
        assert_eq!(facts.yearly(id("研发费用"), 2024), Lookup::Known(&number(1_000_000), None));
        assert_eq!(facts.yearly(id("研发费用"), 2023), Lookup::Unknown);
        assert_eq!(facts.yearly(id("职工总数"), 2024), Lookup::Known(&number(20), None));
        assert_eq!(facts.yearly(id("学历人数.本科"), 2024), Lookup::Known(&number(5), None));
        assert_eq!(facts.list(id("资质")).map(|l| (l.complete, l.items.len())), Some((true, 0)));
        let list = facts.list(id("知识产权")).expect("a list");
        assert!(!list.complete);
        assert_eq!(
            list.items[0].fields[3],
            Stated::Known(Datum::Text("Ⅰ类".into())),
            "class follows from the type"
        );
    }

    #[test]
    fn what_cannot_be_negative_is_refused() {
        let errors = read(&enterprise(), "研发费用: {2024: -7}\n净利润: {2024: -7}\n", as_of())
            .expect_err("one mistake");
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(lines, ["1:14: 研发费用：“-7”是负数；这一项不会是负数，请核对"]);
    }

    #[test]
    fn only_a_judgement_may_be_an_interval() {
        let kind = enterprise();
        let facts = read(&kind, "组织管理得分: {人才: 2..3.5}", as_of()).expect("a judgement").facts;
        let id = kind.attribute("组织管理得分.人才").expect("a judgement").0;
        let range = Datum::Range(Number::from_integer(2), Number::new(7, 2));
        assert_eq!(facts.plain(id), Lookup::Known(&range, None));
        for (text, told) in [
            ("职工总数: 2..3", "1:7: “职工总数”不是评审意见，应是一个数，不能是区间；不知道的留空"),
            ("组织管理得分: {人才: 3..2}", "1:14: 组织管理得分.人才：区间应写作 4..6，前小后大"),
        ] {
            let errors = read(&kind, text, as_of()).expect_err(text);
            assert_eq!(errors[0].to_string(), told);
        }
    }

    #[test]
    fn roles_stand_beside_the_applicant() {
        let kind = enterprise();
        let both = kind.with_roles([("被投企业", &kind)]).expect("a role");
        assert_eq!(
            both.attribute("职工总数").map(|(id, _)| id),
            kind.attribute("职工总数").map(|(id, _)| id)
        );
        let facts = read(&both, "被投企业: {成立日期: 2020-01-01, 职工总数: {2024: 9}}", as_of())
            .expect("valid")
            .facts;
        let (id, attribute) = both.attribute("被投企业.职工总数").expect("of the role");
        assert_eq!(facts.yearly(id, 2024), Lookup::Known(&Datum::Number(Number::from_integer(9)), None));
        assert_eq!(attribute.born, both.attribute("被投企业.成立日期").map(|(id, _)| id));
        assert!(kind.with_roles([("知识产权", &kind)]).is_err(), "a role has a name of its own");
    }

    #[test]
    fn mistakes_are_told_up_to_a_limit() {
        let lines = |count: usize| (0..count).map(|n| format!("甲{n}: 1")).collect::<Vec<_>>().join("\n");
        let told = |count| read(&enterprise(), &lines(count), as_of()).expect_err("mistakes").len();
        assert_eq!((told(MAX_ERRORS - 1), told(MAX_ERRORS), told(MAX_ERRORS + 50)), (99, 101, 101));
    }

    #[test]
    fn errors_name_place_and_mend() {
        let text = "研发费月: 5\n职工总数: 很多\n研发强度: 5%\n知识产权: [{类形: 发明专利}]\n";
        let errors = read(&enterprise(), text, as_of()).expect_err("four mistakes");
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "1:1: 企业没有属性“研发费月”；是否想写“研发费用”",
                "2:7: 职工总数：“很多”不能读作数（单位 人）",
                "3:1: “研发强度”由程序计算，不能填写；请填写计算它的各项",
                "4:9: “知识产权”没有字段“类形”；是否想写“类型”",
            ]
        );
    }
}
