// axe on every page, and the keyboard's way through.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { settled, visit } from "../browser.mjs";
import { openFirstSubject, PAGES } from "../pages.mjs";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const axeSource = await readFile(axePath, "utf8");
const GRAVE = ["serious", "critical"];

async function assertAccessible(page) {
  await page.waitForTimeout(300); // entrance transitions end: half-transparent text has no contrast
  // Injected through the debugger: the page's own policy rightly refuses inline scripts.
  await page.evaluate(axeSource);
  const result = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }),
  );
  const grave = result.violations.filter(({ impact }) => GRAVE.includes(impact));
  assert.deepEqual(
    grave.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" ; ")}`),
    [],
  );
}

const all = PAGES.map(([name, path]) => ({
  name: `axe: ${name}`,
  async run({ page }) {
    await visit(page, path);
    await assertAccessible(page);
  },
}));

export default [
  ...all,
  {
    name: "axe: an enterprise, clauses unfolded",
    async run({ page }) {
      await openFirstSubject(page, visit, "/enterprises?sort=name");
      await page.locator("details.answer").first().waitFor();
      await page.evaluate(() => document.querySelectorAll("details").forEach((node) => (node.open = true)));
      await assertAccessible(page);
    },
  },
  {
    name: "axe: self-check, the form with every field unfolded",
    async run({ page }) {
      await visit(page, "/self-check");
      await page.getByRole("tab", { name: "填写", exact: true }).click();
      await page.getByLabel("成立日期").first().waitFor();
      await page.evaluate(() => document.querySelectorAll("details").forEach((node) => (node.open = true)));
      await assertAccessible(page);
    },
  },
  {
    name: "axe: a programme, everything unfolded",
    async run({ page }) {
      await visit(page, "/programmes/cn.srdi.2022");
      await page.evaluate(() => document.querySelectorAll("details").forEach((node) => (node.open = true)));
      await assertAccessible(page);
    },
  },
  {
    name: "axe: a report that was read, each part",
    async run({ page }) {
      await visit(page, "/reports");
      const text = "调研报告\n\n2022年，杭州市研发经费723亿元，独角兽企业**家。\n2023—2023年，全社会研发经费由396.8亿元增加到530.4亿元。\n\n二、对策建议\n\n强化概念验证中心建设，2027年底前达到10家。\n";
      await page.locator("input[type=file]").setInputFiles({ name: "报告.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
      await page.locator(".finding-list").waitFor({ timeout: 60_000 });
      await page.getByRole("button", { name: "看原文" }).first().click();
      await assertAccessible(page);
      await page.getByRole("tab", { name: /^数字/ }).click();
      await page.locator(".figure-table .ant-table-row-expand-icon").first().click();
      await assertAccessible(page);
      await page.getByRole("tab", { name: /^举措/ }).click();
      await assertAccessible(page);
    },
  },
  {
    name: "axe: an import with its columns matched and its bad cells",
    async run({ page }) {
      await visit(page, "/data");
      const table = "名称,研发费用[2025],备注\n甲有限公司,约500,重点\n乙有限公司,1,\n";
      await page.locator("input[type=file]").setInputFiles({ name: "表.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
      await page.locator(".column-table").waitFor({ timeout: 60_000 });
      await page.getByRole("button", { name: "预检", exact: true }).click();
      await page.getByTestId("import-report").waitFor();
      await assertAccessible(page);
    },
  },
  {
    name: "keyboard: skip link first, then the way to every page, focus always visible",
    async run({ page }) {
      await visit(page, "/");
      assert.equal(await page.evaluate(() => document.documentElement.lang), "zh-CN");
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), "跳到正文");
      const seen = [];
      // The brand, then every entry of the navigation.
      const steps = 1 + (await page.locator(".topbar .nav a").count());
      for (let i = 0; i < steps; i += 1) {
        await page.keyboard.press("Tab");
        seen.push(await page.evaluate(() => document.activeElement?.textContent ?? ""));
        const ring = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
        assert.notEqual(ring, "none", `focus is visible on ${seen.at(-1)}`);
      }
      for (const word of ["区域总览", "企业", "政策", "全体主体", "区域指数", "自测", "名单核查", "数据"]) {
        assert.ok(seen.includes(word), `${word} is reached by Tab: ${seen.join(" → ")}`);
      }
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.press("Enter");
      await page.waitForURL(/check-list|data/);
      await settled(page);
    },
  },
];
