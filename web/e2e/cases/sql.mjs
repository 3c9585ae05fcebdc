// SQL 查询: run by keyboard, kept in the browser, taken along as a file; a mistake is told with its place.
import assert from "node:assert/strict";
import { visit } from "../browser.mjs";
import { readRows } from "../workbook.mjs";

const READY = { timeout: 60_000 };

export default [
  {
    name: "sql: a statement runs by keyboard, is in the address, and comes as a workbook",
    async run({ page }) {
      await visit(page, "/sql");
      const text = page.getByRole("textbox", { name: "SQL 语句" });
      await text.fill("SELECT 行政区划, count(*) AS 家数 FROM 企业 GROUP BY 行政区划 ORDER BY 家数 DESC");
      await page.keyboard.press("Control+Enter");
      const rows = page.locator(".sql-answer tbody tr.ant-table-row");
      await rows.first().waitFor(READY);
      const shown = await rows.count();
      assert.ok(shown >= 13);
      assert.match(new URL(page.url()).searchParams.get("sql") ?? "", /GROUP BY/);
      const waiting = page.waitForEvent("download", READY);
      await page.getByRole("button", { name: "XLSX" }).click();
      const file = await readRows(await (await waiting).path());
      assert.ok(file.length > shown, "all rows and a heading");
    },
  },
  {
    name: "sql: a query is kept in the browser, a draft outlives another page",
    async run({ page }) {
      await visit(page, "/sql");
      const text = page.getByRole("textbox", { name: "SQL 语句" });
      await text.fill("SELECT 1 AS 一");
      await page.getByRole("textbox", { name: "给这条查询起个名字" }).fill("最短的");
      await page.getByRole("button", { name: "保存", exact: true }).click();
      await text.fill("SELECT 2 AS 没有运行");
      await visit(page, "/data");
      await page.getByRole("link", { name: "SQL 查询" }).click();
      await page.waitForURL(/\/sql/);
      assert.equal(await text.inputValue(), "SELECT 2 AS 没有运行");
      await page.getByRole("button", { name: "最短的", exact: true }).click();
      await page.getByRole("columnheader", { name: "一" }).waitFor(READY);
      await page.getByRole("button", { name: "删除保存的“最短的”" }).click();
      assert.equal(await page.getByRole("button", { name: "最短的", exact: true }).count(), 0);
    },
  },
  {
    name: "sql: a mistake is told with its place, an unknown value in words",
    expectErrors: true,
    async run({ page }) {
      await visit(page, "/sql");
      const text = page.getByRole("textbox", { name: "SQL 语句" });
      await text.fill("SELECT 名称\nFROM 公司");
      await page.getByRole("button", { name: "运行", exact: true }).click();
      const alert = page.getByRole("alert");
      await alert.waitFor(READY);
      assert.match(await alert.innerText(), /公司/);
      await text.fill("SELECT CAST(NULL AS BIGINT) AS 数");
      await page.getByRole("button", { name: "运行", exact: true }).click();
      await page.locator(".sql-answer td", { hasText: "未知" }).waitFor(READY);
    },
  },
];
