//! Headings, units, years, mapping files: what a column means.

use vocabulary::Number;

use super::*;
use crate::{Found, Mapping};

fn error(text: &str) -> String {
    checked(text.as_bytes()).expect_err(text).to_string()
}

fn mapped(text: &str, mapping: &str) -> Result<Checked, LakeError> {
    let mut request = request("统计局 2024");
    request.mapping = Some(Mapping::from_yaml("m.yaml", mapping)?);
    check(&enterprise(), table("表.csv", text.as_bytes()), &request)
}

#[test]
fn refusals_of_whole_files() {
    let none = "没有\n1\n";
    insta::assert_snapshot!([
        error(none),
        error(""),
        error("名称,职工总数[2024]\n"),
        error("名称,营业收入[2024],2024年营业收入（万元）\n甲,1,2\n"),
        error("名称,企业名称\n甲,乙\n"),
        error("名称,营业收入（人）[2024]\n甲,1\n"),
        error("名称,主营业务（万元）\n甲,1\n"),
        error("名\0称\n甲\n"),
        error("%PDF-1.7"),
        error("\u{feff}"),
    ].join("\n"), @"
    表.csv：找不到指明主体的列：需要表头“统一社会信用代码”或“名称”，或在映射文件里用 identity 指定；表中有：没有
    表.csv：文件是空的；第一行应是表头
    表.csv：只有表头，没有数据行；请检查是否选对了文件或工作表
    表.csv：营业收入[2024]（B 列） 和 2024年营业收入（万元）（C 列） 说的是同一项，无法判断以哪一列为准；请删去或改名一列，或在映射文件的 ignore 里写明不要哪一列
    表.csv：名称（A 列） 和 企业名称（B 列） 说的是同一项，无法判断以哪一列为准；请删去或改名一列，或在映射文件的 ignore 里写明不要哪一列
    表.csv：表头“营业收入（人）[2024]”里的单位“人”与“营业收入”的单位“元”不符；请改正表头
    表.csv：表头“主营业务（万元）”里的单位“万元”用不上：“主营业务”不是数；请改正表头
    表.csv：第 1 行（表头）里有空字符（NUL），不像文本表格；请用 Excel 另存为 .xlsx 或 CSV 后再导入
    表.csv：是 PDF，不是表格；请导入 CSV、XLSX 或 Parquet
    表.csv：文件是空的；第一行应是表头
    ");
}

#[test]
fn unmapped_columns_are_kept_and_told() {
    let text = "名称,研发费月[2024],备注,研发强度[2024]\n甲,5,好,5%\n";
    let Checked { report, view } = checked(text.as_bytes()).expect("good");
    let told: Vec<_> = report
        .unmapped
        .iter()
        .map(|c| (c.heading.as_str(), c.letter.as_str(), c.suggestion.as_deref()))
        .collect();
    assert_eq!(told[..2], [("研发费月[2024]", "B", Some("研发费用")), ("备注", "C", None)]);
    assert_eq!(told[2].0, "研发强度[2024]", "derived, never entered");
    assert_eq!(report.notes, ["“研发强度[2024]”由程序计算，不导入，按原文保留"]);
    assert_eq!(view.len(), 1);
}

#[test]
fn a_bare_year_is_the_one_before_delivery() {
    let Checked { report, view } = checked("名称,营业收入\n甲,7\n".as_bytes()).expect("good");
    assert_eq!(number(&view, 0, "营业收入", Some(2024)), Some(Number::from_integer(7)));
    assert_eq!(report.notes, ["“营业收入”没有写年份，按 2024 年（报送日期的上一年）导入"]);
}

#[test]
fn long_format_has_a_row_per_year() {
    let text = "名称,年度,营业收入,行政区划\n甲,2024年,2,330110\n甲,2023,1,330100\n甲,去年,9,330100\n";
    let Checked { report, view } = checked(text.as_bytes()).expect("good");
    assert_eq!(view.len(), 1);
    assert_eq!(number(&view, 0, "营业收入", Some(2023)), Some(Number::from_integer(1)));
    assert_eq!(number(&view, 0, "营业收入", Some(2024)), Some(Number::from_integer(2)));
    assert_eq!(super::text(&view, 0, "行政区划"), Some("330110"), "the latest year's, not the last row's");
    assert_eq!(rejects(&report), "4 | 年度（B 列） | 去年 | 年度应是四位年份，如 2024");
}

#[test]
fn a_mapping_says_what_headings_do_not() {
    let text = "填报说明,,,\n全称,研发支出,序号,员工\n甲,12,1,5\n";
    let mapping = "header_row: 2\nidentity: 全称\nignore: [序号]\ncolumns:\n  研发支出: {attribute: 研发费用, unit: 万元, year: 2023}\n  员工: 职工总数[2024]\n";
    let Checked { report, view } = mapped(text, mapping).expect("good");
    assert_eq!((report.rows_in, report.unmapped.len()), (1, 0), "{}", rejects(&report));
    let Found::One(firm) = view.find("甲") else { panic!("甲") };
    assert_eq!(view.name(firm), "甲", "the identity is the name too");
    assert_eq!(number(&view, firm, "研发费用", Some(2023)), Some(Number::from_integer(120_000)));
    assert_eq!(number(&view, firm, "职工总数", Some(2024)), Some(Number::from_integer(5)));
}

#[test]
fn mappings_that_do_not_fit_are_refused() {
    let error = |mapping: &str| mapped("名称,研发\n甲,1\n", mapping).expect_err(mapping).to_string();
    insta::assert_snapshot!([
        error("columns: {研发支出: 研发费用}"),
        error("columns: {研发: 研发费月}"),
        error("columns: {研发: {attribute: 研发费用, unit: 里}}"),
        error("columns: {研发: {attribute: 成立日期, year: 2024}}"),
        error("identity: 代码"),
        error("list: 营业收入"),
    ].join("\n"), @"
    表.csv：映射文件里的表头“研发支出”在表中找不到；表中有：名称、研发
    表.csv：映射文件把“研发”对到“研发费月”：没有这个属性；是否想写“研发费用”
    表.csv：映射文件把“研发”对到“研发费用”：不认识单位“里”
    表.csv：映射文件把“研发”对到“成立日期”：该属性不能这样导入（不分年度的属性不能写年份，由程序计算的属性不能填写）
    表.csv：映射文件里的表头“代码”在表中找不到；表中有：名称、研发
    企业没有列表属性“营业收入”；可用的有：技术合同、新购设备、知识产权、资质、科技奖励、标准、事故违法
    ");
}

#[test]
fn rows_without_identity_and_with_wrong_codes_stay_out() {
    let text = "名称,统一社会信用代码,示例,职工总数[2024]\n,,,5\n甲,91330100799655058X,,5\n乙,913301007996550588,,5\n丙,TEST01,是,5\n丁,无,,5\n";
    let Checked { report, view } = checked(text.as_bytes()).expect("good");
    assert_eq!(view.len(), 2, "a specimen and one known by name");
    insta::assert_snapshot!(rejects(&report), @"
    2 |  |  | 没有写明是谁：统一社会信用代码和名称都是空的；请至少填写一项
    3 | 统一社会信用代码（B 列） | 91330100799655058X | “91330100799655058X”第 18 位（校验码）是“X”，按前 17 位应为“B”，请核对是否有一位录错
    4 | 统一社会信用代码（B 列） | 913301007996550588 | “913301007996550588”第 18 位（校验码）是“8”，按前 17 位应为“B”，请核对是否有一位录错
    ");
}

#[test]
fn rounding_and_repetition_are_told() {
    let text = "名称,营业收入（万元）[2024]\n甲,0.1234567\n甲,2\n";
    let Checked { report, view } = checked(text.as_bytes()).expect("good");
    assert_eq!(number(&view, 0, "营业收入", Some(2024)), Some(Number::from_integer(20_000)), "the later row");
    insta::assert_snapshot!(report.notes.join("\n"), @"
    1 个数比存放的精度（金额到分，比例和小数到 8 位）更细，已四舍五入；第一个在第 2 行 营业收入（万元）[2024]（B 列）
    1 行的主体在前面已出现过，同一项以后面的行为准；第一处是第 2 行和第 3 行
    ");
}
