// 数据: a sheet with three bad cells is reported cell by cell before anything is stored; then the good rows go in.
import assert from "node:assert/strict";
import { settled, visit } from "../browser.mjs";
import { BAD_CELLS, workbookWithThreeBadCells } from "../workbook.mjs";

/** Exactly the three bad cells, with sheet, row, column, value and reason. */
async function assertThreeBadCells(report) {
  await report.waitFor();
  const rows = await report.locator("tbody tr.ant-table-row").all();
  assert.equal(rows.length, BAD_CELLS.length, await report.innerText());
  for (const [index, bad] of BAD_CELLS.entries()) {
    const cells = await rows[index].locator("td").allInnerTexts();
    const [sheet, row, column, value, reason] = cells;
    assert.equal(sheet, "企业");
    assert.equal(row, String(bad.row));
    assert.match(column, new RegExp(`\\b${bad.letter}\\b`), `column ${column}`);
    assert.equal(value, bad.value);
    assert.ok(reason.length > 4, `a reason for ${bad.value}`);
  }
}

const file = async (tag) => ({
  name: `三处有误${tag}.xlsx`,
  mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  buffer: await workbookWithThreeBadCells(tag),
});

const sourceCount = async (page) => {
  await visit(page, "/data");
  return Number((await page.locator("section[aria-labelledby=sources] .aside b").innerText()).replaceAll(",", ""));
};

export default [
  {
    name: "import: 预检 shows exactly the three bad cells and stores nothing, 导入 takes the good rows",
    async run({ page }) {
      const before = await sourceCount(page);
      await page.locator("input[type=file]").setInputFiles(await file("一"));
      await page.getByLabel("来源名称").fill("浏览器测试 2025 自报");
      await page.getByRole("button", { name: "预检", exact: true }).click();
      await assertThreeBadCells(page.getByTestId("import-report"));
      assert.equal(await sourceCount(page), before, "a dry run stores nothing");

      await page.locator("input[type=file]").setInputFiles(await file("一"));
      await page.getByLabel("来源名称").fill("浏览器测试 2025 自报");
      await page.getByRole("button", { name: "预检", exact: true }).click();
      await page.getByRole("button", { name: "导入可用的 2 行" }).click();
      await page.getByText("已导入 2 行").waitFor();
      assert.equal(await sourceCount(page), before + 1);

      await visit(page, `/enterprises?q=${encodeURIComponent("测试甲一")}`);
      await page.getByRole("link", { name: "测试甲一有限公司" }).click();
      await settled(page);
      assert.match(await page.locator("main").innerText(), /浏览器测试 2025 自报/);
    },
  },
  {
    name: "import: a visitor's sheet gets the same three bad cells and assessments, and is not stored",
    async run({ page }) {
      const before = await sourceCount(page);
      await visit(page, "/self-check");
      await page.getByRole("tab", { name: "上传表格" }).click();
      await page.getByRole("tabpanel").locator("input[type=file]").setInputFiles(await file("二"));
      await page.getByRole("tabpanel").getByRole("button", { name: "开始自测" }).click();
      await assertThreeBadCells(page.getByTestId("import-report"));
      await page.locator(".sheet-subject", { hasText: "测试甲二有限公司" }).waitFor();
      assert.equal(await page.locator(".sheet-subject").count(), 2, "the two good rows are assessed");
      assert.equal(await sourceCount(page), before);
    },
  },
];
