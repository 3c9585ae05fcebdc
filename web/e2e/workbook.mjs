// Spreadsheets as a bureau sends them, made here so that the tests need no file from elsewhere.
import ExcelJS from "exceljs";

const HEADER = ["名称", "成立日期", "职工总数[2025]", "营业收入（万元）[2025]", "研发费用（万元）[2025]"];

/** Two good rows and three bad cells, each in a row of its own. The places are as a person sees them: the header is row 1. */
export const BAD_CELLS = [
  { row: 3, letter: "D", value: "约500" },
  { row: 4, letter: "B", value: "2021-02-30" },
  { row: 6, letter: "C", value: "十二人" },
];

export async function workbookWithThreeBadCells(tag) {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("企业");
  sheet.addRow(HEADER);
  sheet.addRow([`测试甲${tag}有限公司`, "2016-05-18", 120, 6300, 420]);
  sheet.addRow([`测试乙${tag}有限公司`, "2018-01-09", 45, "约500", 61]);
  sheet.addRow([`测试丙${tag}有限公司`, "2021-02-30", 30, 900, 88]);
  sheet.addRow([`测试丁${tag}有限公司`, "2012-11-30", 310, "2.1亿元", "1,080"]);
  sheet.addRow([`测试戊${tag}有限公司`, "2019-07-01", "十二人", 700, 90]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Rows of every sheet, as text. */
export async function readRows(path) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const rows = [];
  for (const sheet of book.worksheets) {
    sheet.eachRow((row) => rows.push(row.values.slice(1).map((cell) => String(cell ?? ""))));
  }
  return rows;
}
