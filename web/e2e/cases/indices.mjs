// The index workbench: weights move places, places have intervals, every figure has its table.
import assert from "node:assert/strict";
import { settled, visit } from "../browser.mjs";

const PROVINCES = "/indices/cn-provinces?unit=330000";
const READY = { timeout: 60_000 }; // a debug build computes intervals slowly

export default [
  {
    name: "indices: a weight is moved with the keyboard, places follow, the address keeps it",
    async run({ page }) {
      await visit(page, PROVINCES);
      const figure = page.getByRole("figure", { name: /位次与区间/ });
      await figure.getByRole("img", { name: /位次与区间/ }).waitFor(READY);
      const before = await figure.locator(".rank-row").allTextContents();
      const slider = page.getByRole("slider", { name: "创新投入的权重" });
      await slider.focus();
      await page.keyboard.press("Home");
      await page.waitForURL(/w=/, READY);
      await page.waitForFunction(
        (old) => [...document.querySelectorAll(".rank-row")].map((row) => row.textContent).join() !== old,
        before.join(),
        READY,
      );
      await page.getByRole("button", { name: /恢复框架的权重/ }).click();
      await page.waitForURL((url) => !url.search.includes("w="), READY);
    },
  },
  {
    name: "indices: the picture's numbers are a table, with an interval for every place",
    async run({ page }) {
      await visit(page, PROVINCES);
      const figure = page.getByRole("figure", { name: /位次与区间/ });
      await figure.getByText(/落在的范围/).waitFor(READY);
      await figure.getByRole("button", { name: "数据表" }).click();
      const rows = figure.locator("tbody tr");
      assert.equal(await rows.count(), 31);
      assert.match((await rows.first().locator("td").nth(4).textContent()) ?? "", /^\d/);
      await figure.getByText("来源：").waitFor();
    },
  },
  {
    name: "indices: a city card refuses what counts something else, and proposes a year without using it",
    async run({ page }) {
      await visit(page, "/indices/city-comparison");
      const card = page.getByRole("region", { name: "城市卡：杭州" });
      await card.getByText("不可比", { exact: true }).waitFor(READY);
      await card.getByText(/范围“在建”与“已建\+在建”/).waitFor();
      await card.getByText(/推定 2017 年（确定，没有采用）/).first().waitFor();
      await card.getByLabel(/采用推定的年份/).click();
      await card.getByText(/推定 2017 年（确定，已采用）/).first().waitFor(READY);
      await settled(page);
    },
  },
];
