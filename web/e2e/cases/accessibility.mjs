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
