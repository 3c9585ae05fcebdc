//! What stands around the conditions: identity, windows, amounts, groups, what to hand in.

use crate::programme::{Programme, Window, WindowDay};

/// How years and unknown facts are meant, for who has not read docs/language.md.
pub const READING: &str = "上年是评估日所在公历年的前一年，近N年是到上年为止的N年，往前第N年是单独那一年；成立以前的年份不计。\
    没有填报的事实是未知，不当作零或否；未知会影响结论的，结论是待定。〔〕里的是一个整体。";

/// Heading and identity.
pub(super) fn identity(programme: &Programme, out: &mut String) {
    out.push_str(&format!("# {}\n\n", programme.name));
    let mut row = |name: &str, value: &str| {
        if !value.is_empty() {
            out.push_str(&format!("- {name}：{value}\n"));
        }
    };
    row("版本", &programme.id);
    row("依据", &programme.document);
    row("发文机关", &programme.authority);
    row("施行地域", &programme.territory);
    let roles: Vec<String> =
        programme.roles.iter().map(|(role, kind)| format!("，{role}（{kind}）")).collect();
    row("申请主体", &format!("{}{}", programme.subject.name, roles.concat()));
    row("施行", &validity(programme));
    row("替代", &programme.replaces.join("、"));
    for transition in &programme.transition {
        row(
            "过渡",
            &format!("{}用这个版本到 {}（{}）", transition.purpose, transition.until, transition.article),
        );
    }
    for window in windows(programme) {
        row("申报期", &window);
    }
    row("引用", &programme.imports.join("、"));
    row("把握", if programme.confidence == "certain" { "确定" } else { "转引" });
    out.push_str(&format!("\n读法：{READING}\n\n"));
}

/// From when until when it is in force.
pub fn validity(programme: &Programme) -> String {
    let from = programme.from.map_or("起始日未知".to_owned(), |from| format!("自 {from}"));
    let until = programme.until.map_or(String::new(), |until| format!(" 至 {until}"));
    format!("{from}{until}")
}

/// When one can apply; empty: not known.
pub fn windows(programme: &Programme) -> Vec<String> {
    programme.windows.iter().map(window_in_words).collect()
}

fn window_in_words(window: &Window) -> String {
    let day = |day: WindowDay| match day {
        WindowDay::Yearly(month, day) => format!("每年 {month} 月 {day} 日"),
        WindowDay::On(date) => date.to_string(),
    };
    let article = if window.article.is_empty() { String::new() } else { format!("（{}）", window.article) };
    format!("{} 至 {}{article}", day(window.opens), day(window.closes))
}

/// What it is beside other programmes: groups and limits, titles, what comes next, what is left to lower layers. `called` says how
/// a family is called.
pub fn relations(programme: &Programme, called: &dyn Fn(&str) -> String) -> Vec<String> {
    let all =
        |families: &[String]| families.iter().map(|family| called(family)).collect::<Vec<_>>().join("、");
    let mut others = Vec::new();
    for group in &programme.exclusive {
        others.push(format!("就高不重复：“{group}”组的政策只能享受一个"));
    }
    for cap in &programme.caps {
        others.push(format!("合计上限：“{}”组的政策合计不超过 {}", cap.group, cap.written));
    }
    if !programme.tops_up.is_empty() {
        others.push(format!("配套：{}", all(&programme.tops_up)));
    }
    if let Some(title) = &programme.grants {
        let level = title.level.as_ref().map_or(String::new(), |level| format!("（{level}）"));
        let years = title.years.map_or(String::new(), |years| format!("，有效 {years} 年"));
        others.push(format!("认定后获得资质：{}{level}{years}", title.name));
    }
    if !programme.next.is_empty() {
        others.push(format!("培育路径的下一级：{}", all(&programme.next)));
    }
    for slot in &programme.delegates {
        let of = slot.of.map_or(String::new(), |of| format!("，满分 {of}"));
        others.push(format!("留给{}规定：{}{of}（{}）", slot.to, slot.name, slot.article));
    }
    others
}

/// What comes after the conditions.
pub(super) fn closing(programme: &Programme, out: &mut String) {
    section(out, "与其他政策", &relations(programme, &str::to_owned));
    section(out, "得到什么", &programme.benefits);
    section(out, "有效多久", programme.validity.as_slice());
    section(out, "交什么材料", &programme.evidence);
    section(out, "从哪里申报", programme.channel.as_slice());
    section(out, "问谁", programme.contact.as_slice());
    section(out, "编写说明", &programme.notes);
    while out.ends_with("\n\n") {
        out.pop();
    }
}

fn section(out: &mut String, heading: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    out.push_str(&format!("## {heading}\n\n"));
    for line in lines {
        out.push_str(&format!("- {line}\n"));
    }
    out.push('\n');
}
