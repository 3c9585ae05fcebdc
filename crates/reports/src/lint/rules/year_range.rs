use super::{Report, Subject};
use crate::time::{When, time};

rule! {
    /// ## 为什么
    ///
    /// “2023—2023年由甲增加到乙”不可能：一段时间的两头不能是同一年，也不能倒过来。多半是换年份时把两头都改了，
    /// 这样的数不知道属于哪一年，不能用来比较。
    ///
    /// ## 例子
    ///
    /// ```text
    /// 2023-2023年，全社会研发经费由396.8亿元增加到530.4亿元。
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 查原始出处，写明起、止两个年份。查不到就不要用这两个数。
    "year-range", "起止年份相同或者颠倒"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let chars = subject.text.chars();
    let mut at = 0;
    while at < chars.len() {
        let Some(found) = chars[at].is_ascii_digit().then(|| time(chars, at)).flatten() else {
            at += 1;
            continue;
        };
        if let When::Years(first, last) = found.when
            && first >= last
        {
            let sentence = sentence_around(chars, at);
            let what = if first == last { "起止是同一年" } else { "起年晚于止年" };
            report.at(
                sentence,
                format!("“{}”{what}，这段时间里的增减无从说起", subject.text.slice(at..found.end)),
                "查原始出处，写明起、止年份；确认以前，这些数不要用来比较",
            );
        }
        at = found.end.max(at + 1);
    }
}

/// The clauses around a place, up to the ends of its sentence or 60 characters either way.
fn sentence_around(chars: &[char], at: usize) -> std::ops::Range<usize> {
    let ends = |c: &char| matches!(c, '。' | '；' | '\n');
    let from = at.saturating_sub(20);
    let start = chars[from..at].iter().rposition(ends).map_or(from, |cut| from + cut + 1);
    let to = (at + 60).min(chars.len());
    let end = chars[at..to].iter().position(ends).map_or(to, |cut| at + cut);
    start..end
}
