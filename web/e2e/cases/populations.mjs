// 谁符合 and 改革测算: the tasks of a first-time user with their number of clicks, and that what is shown is what is exported.
import assert from "node:assert/strict";
import { settled, visit } from "../browser.mjs";
import { Clicks } from "../clicks.mjs";
import { readRows } from "../workbook.mjs";

const READY = { timeout: 60_000 }; // a debug build computes a population slowly
const number = (text) => Number(String(text).replaceAll(",", ""));

/** From the overview to a programme, its name clicked. */
async function openProgramme(page, clicks, name) {
  await visit(page, "/");
  await clicks.on(page.locator(".programme-bars").getByRole("link", { name, exact: true }));
  await page.waitForURL(/\/programmes\//);
  await settled(page);
}

export default [
  {
    name: "populations: what raising the R&D threshold by one point does, in at most 4 clicks",
    async run({ page }) {
      const clicks = new Clicks();
      await openProgramme(page, clicks, "高新技术企业");
      await clicks.on(page.getByRole("link", { name: "改革测算" }));
      const outcome = page.locator(".outcome");
      await outcome.waitFor(READY);
      const before = await outcome.innerText();
      await clicks.on(page.getByRole("button", { name: "小型研发强度下限加 1%" }));
      await page.waitForURL((url) => url.searchParams.get("set") === "小型研发强度下限:6%", READY);
      await page.waitForFunction((old) => document.querySelector(".outcome")?.innerText !== old && !document.querySelector(".outcome[aria-busy=true]"), before, READY);
      const text = await outcome.innerText();
      assert.match(text, /现行 [\d,]+ 至 [\d,]+；待定 [\d,]+，所以在 [\d,]+ 至 [\d,]+ 之间/, text);
      const figure = page.getByRole("figure", { name: /谁受影响/ });
      await figure.getByRole("img", { name: /各组的变化/ }).waitFor(READY);
      await figure.getByRole("button", { name: "数据表" }).click();
      assert.ok((await figure.locator("tbody tr").count()) >= 13, "every district is in the table");
      clicks.atMost(4, "改革测算");
    },
  },
  {
    name: "populations: firms one step from 专精特新 in a district are exported in at most 5 clicks, with their evidence",
    async run({ page }) {
      const clicks = new Clicks();
      await openProgramme(page, clicks, "专精特新中小企业");
      await clicks.on(page.getByRole("link", { name: "谁符合" }));
      const count = page.getByRole("button", { name: /^西湖区 只差一项 / });
      await count.waitFor(READY);
      const expected = number((await count.innerText()).trim());
      assert.ok(expected > 0);
      await clicks.on(count);
      await page.waitForURL(/within=.*330106.*list=near|list=near.*within=.*330106/, READY);
      await page.getByText(new RegExp(`共 ${expected} 家`)).waitFor(READY);
      const waiting = page.waitForEvent("download", READY);
      await clicks.on(page.getByRole("button", { name: "导出 XLSX" }));
      const download = await waiting;
      assert.match(download.suggestedFilename(), /专精特新.*西湖区-只差一项\.xlsx/);
      const rows = await readRows(await download.path());
      const listed = rows.filter((row) => row.includes("330106"));
      assert.equal(listed.length, expected, "as many as the page says");
      assert.ok(rows.some((row) => row[0] === "范围" && row[1].includes("西湖区")), "the evidence says of whom");
      clicks.atMost(5, "导出名单");
    },
  },
  {
    name: "populations: a slider is moved by keyboard, an older answer is given up, the address leads back to the same",
    async run({ page }) {
      await visit(page, "/programmes/cn.srdi.2026?view=reform");
      await page.locator(".outcome").waitFor(READY);
      const given = [];
      page.on("requestfailed", (request) => given.push(request.failure()?.errorText));
      const slider = page.getByRole("slider", { name: "营业收入下限" });
      await slider.focus();
      for (let i = 0; i < 4; i += 1) {
        await page.keyboard.press("ArrowLeft");
        await page.waitForTimeout(150); // longer than the hand's rest, shorter than the answer of a debug build
      }
      await page.waitForURL((url) => url.searchParams.get("set")?.startsWith("营业收入下限:") ?? false, READY);
      await page.waitForFunction(() => !document.querySelector(".outcome[aria-busy=true]"), undefined, READY);
      assert.ok(given.every((text) => text === "net::ERR_ABORTED"), given.join());
      const told = await page.locator(".outcome").innerText();
      await page.reload();
      await page.locator(".outcome").waitFor(READY);
      await page.waitForFunction((old) => document.querySelector(".outcome")?.innerText === old, told, READY);
    },
  },
  {
    name: "populations: a grid of two parameters holds today's value where the law is",
    async run({ page }) {
      await visit(page, "/programmes/cn.hnte.2016?view=reform&grid=科技人员占比下限:8%25,10%25;高新技术产品收入占比下限:50%25,60%25");
      const table = page.locator(".grid-table");
      await table.waitFor(READY);
      assert.equal(await table.locator("tbody tr").count(), 2);
      const law = number(await table.locator("tbody td.grid-law").innerText());
      const sure = number(await page.locator(".outcome b").first().innerText());
      assert.equal(law, sure, "the point of the law is the law");
      const loosest = number(await table.locator("tbody tr").first().locator("td").first().innerText());
      assert.ok(loosest >= law, "lower thresholds let more in");
    },
  },
  {
    name: "populations: all programmes beside everybody, a count leads to its names, a district narrows both",
    async run({ page }) {
      await visit(page, "/populations");
      const near = page.getByRole("button", { name: /^专精特新中小企业 只差一项 / });
      await near.waitFor(READY);
      const whole = number((await near.innerText()).trim());
      await near.click();
      await page.getByText(new RegExp(`共 ${whole.toLocaleString("zh-CN")} 家`)).waitFor(READY);
      await visit(page, "/populations?within=行政区划:330106&programme=cn.srdi&list=near");
      await page.getByRole("button", { name: "不再只看西湖区" }).waitFor(READY);
      await near.waitFor(READY);
      const there = number((await near.innerText()).trim());
      assert.ok(there > 0 && there < whole, `${there} of ${whole}`);
      await page.getByText(new RegExp(`共 ${there} 家`)).waitFor(READY);
      await page.getByRole("button", { name: "待定", exact: true }).last().focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/list=unknown/, READY);
    },
  },
  {
    name: "populations: programmes are found by what their clauses say, and narrowed by facets",
    async run({ page }) {
      await visit(page, "/programmes");
      const rows = page.locator("tbody tr.ant-table-row");
      const all = await rows.count();
      const words = page.getByRole("searchbox", { name: "在政策全文里查找" });
      await words.fill("研发费用 占比");
      await words.press("Enter");
      await page.waitForURL((url) => url.searchParams.get("q") === "研发费用 占比");
      await page.locator(".found mark").first().waitFor();
      const found = await rows.count();
      assert.ok(found > 0 && found < all, `${found} of ${all}`);
      for (const row of await rows.all()) assert.ok((await row.locator(".found li").count()) >= 1, "every row says where");
      const title = page.getByRole("group", { name: "可以得到" }).getByRole("button", { name: /^资格称号/ });
      const expected = Number(/\d+/.exec(await title.innerText())[0]);
      await title.click();
      await page.waitForURL(/outcome=/);
      assert.equal(await rows.count(), expected, "a facet leaves as many as it says");
      await page.locator(".found .article").first().click();
      await page.waitForURL(/\/programmes\/.+#/);
      await settled(page);
    },
  },
  {
    name: "populations: nothing found says what to do",
    async run({ page }) {
      await visit(page, "/programmes?q=没有这样的条文");
      await page.getByText("没有符合的政策").waitFor();
      await page.getByText(/多个词用空格隔开/).waitFor();
    },
  },
];
