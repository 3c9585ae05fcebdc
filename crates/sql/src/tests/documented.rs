//! docs/sql.md says what there is.

use crate::limits;

const DOCUMENT: &str = include_str!("../../../../docs/sql.md");

#[test]
fn every_limit_is_documented() {
    let thousands = |number: usize| {
        let digits = number.to_string();
        let grouped: Vec<&str> =
            digits.as_bytes().rchunks(3).rev().filter_map(|part| str::from_utf8(part).ok()).collect();
        grouped.join(",")
    };
    for row in [
        format!("| 一条 SQL | {} 字 |", thousands(limits::MAX_SQL_CHARS)),
        format!("| 一个文字常量 | {} 字 |", thousands(limits::MAX_LITERAL_CHARS)),
        format!("| 括号与子查询嵌套 | {} 层 |", limits::MAX_NESTING),
        format!("| 连在一起的运算或 UNION | {} 个", limits::MAX_CHAIN),
        format!("| 表和子查询，WITH 的一步用几次算几次 | {} 个 |", limits::MAX_RELATIONS),
        format!("| 结果的列 | {} 列 |", thousands(limits::MAX_RESULT_COLUMNS)),
        format!("| 显示的结果 | {} 行；", thousands(limits::MAX_SHOWN_ROWS)),
        format!("| 写成文件的结果 | {} 行；", thousands(limits::MAX_FILE_ROWS)),
        format!("| 结果大小 | {} MB |", limits::MAX_RESULT_BYTES >> 20),
        format!("| 时间 | {} 秒 |", limits::MAX_TIME.as_secs()),
        format!("内存 | {} GB", limits::MAX_MEMORY_BYTES >> 30),
    ] {
        assert!(DOCUMENT.contains(&row), "docs/sql.md lacks {row}");
    }
}

#[test]
fn every_function_is_documented() {
    let trigonometric = [
        "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cos", "cosh", "cot", "sin", "sinh",
        "tan", "tanh",
    ];
    let own = ["arrow_typeof"];
    let names =
        crate::functions::SCALAR.iter().chain(&crate::functions::AGGREGATE).chain(&["concat", "sum", "avg"]);
    for name in names.filter(|name| !trigonometric.contains(name) && !own.contains(name)) {
        assert!(DOCUMENT.contains(&format!("`{name}`")), "docs/sql.md lacks {name}");
    }
}
