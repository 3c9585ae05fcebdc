// 自测 and 名单核查.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { settled, visit } from "../browser.mjs";
import { readRows } from "../workbook.mjs";

/** The tab with all fields. */
async function openForm(page) {
  await visit(page, "/self-check");
  await page.getByRole("tab", { name: "填写", exact: true }).click();
}

export default [
  {
    name: "self-check: a few facts give statuses and say what to ask next",
    async run({ page }) {
      await openForm(page);
      await page.getByLabel("成立日期").first().fill("2016-05-18");
      const year = new Date().getFullYear() - 1;
      await page.getByLabel(`职工总数 ${year} 年`).fill("120");
      await page.getByLabel(`营业收入 ${year} 年`).fill("6300");
      await page.getByRole("button", { name: "开始自测" }).click();
      await page.locator("#result").waitFor();
      assert.ok((await page.locator("details.answer").count()) >= 2);
      const next = page.locator(".next-questions button");
      await next.first().waitFor();
      assert.match(await page.locator(".next-questions").innerText(), /\d+ 项政策中 \d+ 项已有结论/);
      assert.ok((await next.count()) >= 1, "the form proposes what to fill in next");
      await next.first().click();
      const focused = await page.evaluate(() => document.activeElement?.id ?? "");
      assert.match(focused, /^fact-/, "a proposal leads to its field");
    },
  },
  {
    name: "self-check: the fact file is kept and opened again",
    async run({ page }) {
      await openForm(page);
      await page.getByLabel("成立日期").first().fill("2016-05-18");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "下载事实文件" }).click(),
      ]);
      const text = await readFile(await download.path(), "utf8");
      assert.match(text, /成立日期: "?2016-05-18"?/);
      await page.getByRole("button", { name: "清空" }).click();
      assert.equal(await page.getByLabel("成立日期").first().inputValue(), "");
      await page.locator("input[type=file]").first().setInputFiles({
        name: "企业事实.yaml",
        mimeType: "text/yaml",
        buffer: Buffer.from(text),
      });
      await page.waitForFunction(() => document.getElementById("fact-成立日期")?.value === "2016-05-18");
    },
  },
  {
    name: "self-check: pasted text that cannot be read is refused with line and reason",
    expectErrors: true,
    async run({ page }) {
      await visit(page, "/self-check");
      await page.getByRole("tab", { name: "粘贴事实文件" }).click();
      await page.getByLabel("事实文件内容（YAML 或 JSON）").fill("成立日期: 2016-05-18\n营业收入: {2024: 约500}\n");
      await page.getByRole("tabpanel").getByRole("button", { name: "开始自测" }).click();
      const alert = page.locator(".result [role=alert]");
      await alert.waitFor();
      const text = await alert.innerText();
      assert.match(text, /约500/);
      assert.match(text, /第 2 行|2:/, `names the line: ${text}`);
    },
  },
  {
    name: "check-list: statuses with reasons for what was found, a hint for what was not, the same as XLSX",
    async run({ page }) {
      await visit(page, "/enterprises?sort=name");
      const names = (await page.locator("tbody .row-name").allInnerTexts()).slice(0, 3);
      await visit(page, "/check-list");
      const box = page.getByLabel("统一社会信用代码或企业名称，每行一个");
      await box.fill([...names, "绝无此名的企业"].join("\n"));
      await page.getByText("4 条（去重后）").waitFor();
      await page.getByRole("button", { name: "核查", exact: true }).click();
      await page.locator("#result").waitFor();
      const rows = page.locator("tbody tr.ant-table-row");
      assert.equal(await rows.count(), 4);
      assert.ok((await rows.nth(0).locator(".status").count()) >= 2, "a status per programme");
      assert.equal(await rows.nth(3).locator(".status").count(), 0);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "下载 XLSX" }).click(),
      ]);
      const cells = (await readRows(await download.path())).flat();
      for (const name of names) assert.ok(cells.includes(name), `the workbook names ${name}`);
      assert.ok(cells.some((cell) => cell.includes("预评估，不构成认定结论")), "the workbook carries the disclaimer");
    },
  },
  {
    name: "check-list: the limit is said before anything is sent",
    async run({ page }) {
      await visit(page, "/check-list");
      const box = page.getByLabel("统一社会信用代码或企业名称，每行一个");
      const button = page.getByRole("button", { name: "核查", exact: true });
      const lines = (n) => Array.from({ length: n }, (_, i) => `某企业${i}`).join("\n");
      await box.fill(lines(1000));
      await settled(page);
      assert.ok(await button.isEnabled(), "1,000 entries are taken");
      await box.fill(lines(1001));
      await page.getByText("超过上限 1,000 条").waitFor();
      assert.ok(await button.isDisabled(), "1,001 are not");
    },
  },
];
