//! Two versions of a family in force on one day.

use crate::lint::{Report, Subject};
use crate::programme::Programme;

rule! {
    /// ## 为什么
    ///
    /// 同一天有两个版本在施行时，“按族评估”取后开始的一个，历史就可能按错的版本重评。新旧并行只有文件写了过渡规则才可以，写进 `transition`。
    ///
    /// ## 例子
    ///
    /// ```yaml
    /// # cn.x.2022：没有写 until
    /// # cn.x.2026：from: 2026-04-01
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 旧版本写 `until: 2026-03-31`；对复核等申请仍用旧版本的，另写
    /// `transition: [{purpose: 复核, until: 2026-12-31, article: …}]`。
    "overlapping-versions", Error, "同一族的两个版本同时施行，又没有过渡规则"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let later = subject.programme;
    // Told once, at the version that begins later.
    let earlier = subject.library.programmes().find(|other| {
        other.family == later.family
            && (other.from, &other.id) < (later.from, &later.id)
            && overlap(other, later)
    });
    if let Some(earlier) = earlier.filter(|earlier| !has_transition(earlier) && !has_transition(later)) {
        let mend = match later.from.and_then(|from| from.yesterday().ok()) {
            Some(day) => format!("请在“{}”写 until: {day}", earlier.id),
            None => "请写明两个版本的 from 和 until".to_owned(),
        };
        let message =
            format!("与“{}”同时施行，又没有过渡规则；{mend}，文件有过渡规则的写 transition", earlier.id);
        report.at(subject.top(), message);
    }
}

fn overlap(a: &Programme, b: &Programme) -> bool {
    let before = |a: &Programme, b: &Programme| a.until.zip(b.from).is_some_and(|(until, from)| until < from);
    !before(a, b) && !before(b, a)
}

fn has_transition(programme: &Programme) -> bool {
    !programme.transition.is_empty()
}
