//! Does a number count something?

use super::Scan;
use crate::figures::piece::Quantity;
use crate::numeral::Form;

/// Whether the quantity from `at` to `end` counts or measures something that a report would be asked about.
pub(super) fn counts(scan: &Scan<'_>, at: usize, end: usize, quantity: &Quantity, form: Form) -> bool {
    if quantity.unit.is_empty() && form != Form::Redacted {
        return is_bare_index(scan, at, end);
    }
    if ordinal(scan, at)
        || attribute(scan, end, quantity)
        || threshold(scan, at, end, quantity)
        || age(scan, end, quantity)
    {
        return false;
    }
    if quantity.unit == "年" {
        return true;
    }
    let base = base_unit(&quantity.unit);
    if matches!(base, "天" | "小时" | "分钟" | "秒" | "个月") && !is_duration(scan, at) {
        return false;
    }
    match form {
        Form::Redacted => is_redacted_count(scan, end, quantity),
        Form::Han => counts_in_characters(scan, at, end, quantity),
        Form::Digits if counts_nothing(scan, end, true) => false,
        // 1类新药, 5级 are names of sorts.
        Form::Digits if matches!(base, "类" | "级" | "届") => {
            let several = quantity.value.is_some_and(|value| value > 5.into());
            several && base == "类" && scan.words.counting_leads.ending(scan.lead(at, 8)).is_some()
        }
        Form::Digits => !(base == "分" && scan.chars.get(end) == Some(&'之')),
        _ => true,
    }
}

/// The unit without 万 and 亿.
pub(crate) fn base_unit(unit: &str) -> &str {
    unit.trim_start_matches(['万', '亿'])
}

/// 第三家, 每100人, 前10家 are places in an order or measures of measures.
fn ordinal(scan: &Scan<'_>, at: usize) -> bool {
    matches!(scan.before(at, 1).last(), Some('第' | '每' | '前'))
}

/// 2000万元以上工业企业, 60岁及以上人口: what is counted comes after, with its own number.
fn attribute(scan: &Scan<'_>, end: usize, quantity: &Quantity) -> bool {
    let tail: String = scan.chars.get(end.saturating_sub(2)..end).unwrap_or_default().iter().collect();
    let bounded = tail.ends_with("以上") || tail.ends_with("以下") || tail.ends_with("以内");
    let noun = scan.chars.get(end).is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    if !bounded || !noun {
        return false;
    }
    // Something else is counted in the same clause, or it is an age.
    let rest = scan.chars.get(end..).unwrap_or_default();
    let clause = rest.iter().take(24).take_while(|c| !matches!(c, '，' | '；' | '。'));
    quantity.unit == "岁" || clause.clone().any(char::is_ascii_digit)
}

/// 产值超千亿元的产业集群3个, 10亿元以上28个, 1亿—10亿元企业318家: what is counted has to pass the number.
fn threshold(scan: &Scan<'_>, at: usize, end: usize, quantity: &Quantity) -> bool {
    let rest = scan.chars.get(end..).unwrap_or_default();
    let noun: Vec<char> = rest
        .iter()
        .take(20)
        .take_while(|c| !matches!(c, '，' | '；' | '。' | '、' | '：') && !c.is_ascii_digit())
        .copied()
        .collect();
    let Some(next) = crate::numeral::numeral(scan.chars, end + noun.len()) else { return false };
    let counted = scan
        .chars
        .get(next.end)
        .is_some_and(|c| matches!(c, '家' | '个' | '项' | '户' | '名' | '人' | '所' | '座' | '件' | '种'));
    let tail = scan.chars.get(end.saturating_sub(2)..end).unwrap_or_default();
    let bounded = matches!(tail, ['以', '上' | '下' | '内'])
        || !noun.is_empty() && quantity.range && quantity.unit.ends_with('元')
        || !noun.is_empty() && scan.words.operators.ending(scan.lead(at, 6)).is_some();
    let joined = matches!(noun.first(), Some('和' | '与' | '及' | '至' | '到'));
    counted && bounded && !joined && !scan.words.changes.any_in(&noun)
}

/// 60岁 in 60岁及以上, 16-59岁的劳动年龄人口.
fn age(scan: &Scan<'_>, end: usize, quantity: &Quantity) -> bool {
    if !matches!(quantity.unit.as_str(), "岁" | "周岁") {
        return false;
    }
    let tail: String = scan.chars.get(end.saturating_sub(2)..end).unwrap_or_default().iter().collect();
    let bounded = tail.ends_with("以上") || tail.ends_with("以下") || tail.ends_with("以内");
    let next: String =
        scan.chars.get(end..(end + 4).min(scan.chars.len())).unwrap_or_default().iter().collect();
    bounded
        || quantity.range
        || ["及", "以", "的劳动", "劳动", "人口", "至", "老人", "儿童", "组"]
            .iter()
            .any(|word| next.starts_with(word))
}

fn is_duration(scan: &Scan<'_>, at: usize) -> bool {
    let lead = scan.lead(at, 10);
    scan.words.duration_leads.any_in(lead)
}

/// A number without a unit is an index or a coefficient: 居民消费价格指数100.3.
fn is_bare_index(scan: &Scan<'_>, at: usize, end: usize) -> bool {
    if !scan.chars.get(at).is_some_and(char::is_ascii_digit) {
        return false;
    }
    let lead: String = scan.lead(at, 10).iter().collect();
    let lead = lead.trim_end_matches(['为', '达', '到', '是', '约', '升', '降', '至']);
    let named = ["指数", "系数", "弹性", "得分", "总分", "PMI"].iter().any(|word| lead.ends_with(word));
    let ends = scan.chars.get(end).is_none_or(|c| matches!(c, '，' | '。' | '；' | '、' | '（' | '）'));
    named && ends
}

/// `*家`, `***余个`, `*/*左右`: a blacked-out count, not a blacked-out name.
fn is_redacted_count(scan: &Scan<'_>, end: usize, quantity: &Quantity) -> bool {
    if quantity.unit.is_empty() {
        return false;
    }
    let unit = base_unit(&quantity.unit);
    let next = scan.chars.get(end);
    // **所 and **级 are often the end of a blacked-out name: only plain classifiers are taken.
    matches!(
        unit,
        "家" | "人"
            | "名"
            | "个"
            | "项"
            | "件"
            | "亿元"
            | "元"
            | "%"
            | "所"
            | "位"
            | "户"
            | "套"
            | "亩"
            | "平方米"
            | "平方公里"
            | "比值"
    ) && !(unit == "人" && next == Some(&'才'))
        && !(unit == "家" && next == Some(&'庭'))
        && !(unit == "名" && next == Some(&'校'))
}

/// Numbers in characters are often part of an idiom; those that count stand in few patterns.
fn counts_in_characters(scan: &Scan<'_>, at: usize, end: usize, quantity: &Quantity) -> bool {
    let unit = base_unit(&quantity.unit);
    let single = quantity.value.is_some_and(|value| value < 10.into());
    let bare_round = scan.chars.get(at).is_some_and(|c| matches!(c, '百' | '千'));
    let lead = scan.lead(at, 8);
    let lead_last = lead.last().copied();
    if scan.words.units.at(scan.chars, end).is_some() && unit.is_empty() {
        return false;
    }
    if unit.is_empty() {
        return false;
    }
    if bare_round && quantity.operator.is_none() {
        return matches!(lead_last, Some('近' | '上' | '逾' | '超' | '过' | '破'));
    }
    if counts_nothing(scan, end, false) {
        return false;
    }
    if matches!(unit, "元" | "%" | "倍" | "亩" | "美元") {
        return true;
    }
    if !quantity.unit.is_empty() && quantity.unit != unit {
        // 五千万元, 三万人: a scale was written.
        return true;
    }
    if !single {
        let loose = scan.words.loose_units.at(scan.chars, end.saturating_sub(unit.chars().count())).is_some();
        let exact_ten = quantity.value == Some(10.into()) && quantity.operator.is_none();
        return !(loose && exact_ten || matches!(unit, "分" | "级" | "点" | "面" | "度"));
    }
    if unit == "位" && scan.words.rank_changes.ending(lead).is_some() {
        return true;
    }
    if quantity.value == Some(1.into()) {
        return false;
    }
    match unit {
        // 近六成, 八成以上, 占全市三成; not 三成员
        "成" => {
            let word =
                scan.chars.get(end).is_some_and(|c| matches!(c, '立' | '员' | '果' | '本' | '功' | '效'));
            let led = matches!(
                lead_last,
                Some(
                    '近' | '超'
                        | '约'
                        | '达'
                        | '占'
                        | '过'
                        | '足'
                        | '到'
                        | '的'
                        | '市'
                        | '省'
                        | '国'
                        | '区'
                        | '县'
                )
            );
            !word && (led || quantity.operator.is_some())
        }
        "家" | "所" | "座" | "名" | "张" | "户" | "套" | "台" | "处" => {
            !matches!(lead_last, Some('第' | '等'))
        }
        "人" => matches!(lead_last, Some('有' | '共' | '增' | '选' | '得' | '为' | '达')),
        "个" | "项" | "件" | "位" | "条" | "支" | "起" | "例" => {
            scan.words.counting_leads.ending(lead).is_some()
        }
        _ => false,
    }
}

/// 三个方面, 四个意识: what is counted is a way of speaking.
fn counts_nothing(scan: &Scan<'_>, end: usize, digits: bool) -> bool {
    let quantity_of = |at: usize| scan.words.not_counted.at(scan.chars, at);
    let unit_before = end.checked_sub(1).and_then(|at| scan.chars.get(at));
    if !unit_before.is_some_and(|c| matches!(c, '个' | '项' | '大' | '条' | '方' | '种' | '类')) {
        return false;
    }
    // The thing may stand after one or two words: 四个重要方面.
    let stopped = |at: usize| {
        quantity_of(at).is_some_and(|_| !digits || scan.words.counted_in_digits.at(scan.chars, at).is_none())
    };
    stopped(end) || stopped(end + 2) && !digits
}
