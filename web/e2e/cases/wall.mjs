// 大屏, 大字 and paper.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { settled, visit } from "../browser.mjs";
import { openFirstSubject } from "../pages.mjs";

const OUT = new URL("../out/", import.meta.url).pathname;
const widest = (page) => page.evaluate(() => document.documentElement.scrollWidth);

const LARGE = [
  ["overview", "/"],
  ["reports", "/reports"],
  ["reports-write", "/reports?view=write"],
  ["data", "/data"],
  ["enterprises", "/enterprises"],
  ["programmes", "/programmes"],
  ["self-check", "/self-check"],
  ["indices", "/indices"],
  ["populations", "/populations"],
  ["sql", "/sql"],
  ["map", "/map?draw=svg"],
];

export default [
  {
    name: "wall: all of it at 1920×1080 without scrolling, read from afar, 示例 marked",
    viewport: { width: 1920, height: 1080 },
    async run({ page }) {
      await visit(page, "/wall");
      await page.locator(".wall-map svg path").first().waitFor();
      assert.equal(await page.locator(".topbar").count(), 0, "without the shell");
      const [height, width] = await page.evaluate(() => [document.documentElement.scrollHeight, document.documentElement.scrollWidth]);
      assert.deepEqual([width, height], [1920, 1080]);
      const text = await page.locator("main").innerText();
      assert.match(text, /数据最新日期\s*\d{4}-\d{2}-\d{2}/);
      assert.match(text, /预评估，不构成认定结论/);
      assert.match(text, /示例/);
      assert.ok((await page.locator(".wall-programmes li").count()) >= 5);
      // Nothing is cut off, and nothing is too small to read across a room.
      const small = await page.evaluate(() =>
        [...document.querySelectorAll(".wall :is(p, span, small, b, h1, h2, a)")]
          .filter((node) => node.childElementCount === 0 && node.textContent.trim() !== "")
          .map((node) => Number.parseFloat(getComputedStyle(node).fontSize))
          .filter((size) => size < 16),
      );
      assert.deepEqual(small, []);
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll(".wall-board > section, .wall-figures ul, .wall-programmes ul")]
          .filter((node) => node.scrollHeight > node.clientHeight + 1)
          .map((node) => node.className || node.parentElement.className),
      );
      assert.deepEqual(cut, []);
      mkdirSync(OUT, { recursive: true });
      await page.waitForTimeout(600);
      await page.screenshot({ path: `${OUT}wall-1920.png` });
    },
  },
  {
    name: "wall: asks again by itself",
    viewport: { width: 1920, height: 1080 },
    async run({ page }) {
      await page.clock.install();
      await visit(page, "/wall");
      const again = page.waitForRequest(/\/api\/v1\/overview/);
      await page.clock.fastForward(61_000);
      await again;
    },
  },
  ...[1440, 390].map((width) => ({
    name: `large type: no page breaks at ${width}`,
    viewport: { width, height: width === 390 ? 844 : 900 },
    async run({ page }) {
      await visit(page, "/");
      const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.querySelector(".page-head .lead")).fontSize));
      const before = await size();
      if (width === 390) await page.getByRole("button", { name: "打开导航" }).click();
      await page.getByRole("button", { name: "大字", exact: true }).locator("visible=true").click();
      assert.ok((await size()) >= before * 1.2, "type is larger by a fifth at least");
      if (width === 390) await page.keyboard.press("Escape");
      for (const [name, path] of LARGE) {
        await visit(page, path);
        await page.waitForTimeout(300);
        mkdirSync(OUT, { recursive: true });
        await page.screenshot({ path: `${OUT}large-${name}-${width}.png`, fullPage: true });
        const needed = await widest(page);
        assert.ok(needed <= width, `${name} needs ${needed}px at ${width}px`);
      }
      // What can be pressed is large enough to be hit.
      await visit(page, "/data");
      const heights = await page.locator(".form-actions .ant-btn").evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().height));
      assert.ok(heights.every((height) => height >= 44), `targets of ${heights}`);
      assert.equal(await page.evaluate(() => localStorage.getItem("kechuang.large")), "1", "kept");
    },
  })),
  {
    name: "print: a subject and a reading go to paper without what can only be clicked",
    async run({ page }) {
      await openFirstSubject(page, visit, "/enterprises?programme=cn.hnte&status=unmet");
      await page.locator("details.answer").first().waitFor();
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.locator(".topbar").isVisible(), false);
      assert.ok(await page.locator("details.answer .reasons, details.answer .answer-body, details.answer > *").last().isVisible(), "folded answers are printed open");
      mkdirSync(OUT, { recursive: true });
      await page.pdf({ path: `${OUT}print-subject.pdf`, preferCSSPageSize: true });
      await page.emulateMedia({ media: "screen" });
      await visit(page, "/reports");
      const text = `调研报告\n\n2023—2023年，全社会研发经费由396.8亿元增加到530.4亿元。\n\n二、对策建议\n\n强化概念验证中心建设，2027年底前达到10家。\n`;
      await page.locator("input[type=file]").setInputFiles({ name: "打印.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
      await page.locator(".report-reading").waitFor({ timeout: 60_000 });
      await settled(page);
      await page.emulateMedia({ media: "print" });
      for (const part of [".finding-list", ".figure-table", ".measure-table"]) {
        assert.ok(await page.locator(part).isVisible(), `${part} is printed`);
      }
      for (const part of [".report-drop", ".confirm-bar", ".report-text", ".ant-tabs-nav"]) {
        assert.equal(await page.locator(part).first().isVisible(), false, `${part} is not`);
      }
      await page.pdf({ path: `${OUT}print-report.pdf`, preferCSSPageSize: true });
    },
  },
];
