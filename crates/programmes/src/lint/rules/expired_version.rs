//! A version that has ended and no other goes on.

use crate::lint::{Report, Subject};

rule! {
    /// ## 为什么
    ///
    /// 到期的版本留着评历史是对的；但一个族没有任何版本在施行，按族评估就会失败，人也不知道是政策停了还是库里没有更新。
    ///
    /// 检查按所给的日期看；同一族另有版本在施行时不报。
    ///
    /// ## 例子
    ///
    /// ```yaml
    /// id: cn.x.2019
    /// until: 2023-12-31      # 之后没有 cn.x.2024
    /// ```
    ///
    /// ## 怎样改
    ///
    /// 政策延续的，编新版本（`replaces` 写旧版本）或者按延期的文件改 `until`；政策停了的，在 `notes` 里说明，留着这条提醒。
    "expired-version", Warning, "版本已经到期，没有接续的版本"
}

fn check(subject: &Subject<'_>, report: &mut Report<'_>) {
    let programme = subject.programme;
    let Some(until) = programme.until.filter(|until| *until < subject.as_of) else { return };
    let mut others = subject.library.programmes().filter(|other| other.family == programme.family);
    let goes_on =
        others.any(|other| other.in_force(subject.as_of) || other.until.is_some_and(|later| later > until));
    if !goes_on {
        let message = format!(
            "已于 {until} 到期，“{}”没有接续的版本；请核对是否延期或另有新文件，停止的请在 notes 说明",
            programme.family
        );
        report.at(subject.at("until"), message);
    }
}
