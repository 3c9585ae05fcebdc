// Lists keep all of their state in the address.
import assert from "node:assert/strict";
import { settled, visit } from "../browser.mjs";

const total = async (page) => Number((await page.locator(".toolbar b").first().innerText()).replaceAll(",", ""));

export default [
  {
    name: "list: search, district, sort and page travel in the address",
    async run({ page }) {
      await visit(page, "/enterprises");
      const all = await total(page);
      assert.ok(all >= 2000, `the demo region has at least 2,000 enterprises, found ${all}`);
      await page.getByRole("combobox", { name: "区县" }).click();
      await page.locator(".ant-select-item-option", { hasText: "西湖区" }).click();
      await page.waitForURL(/district=330106/);
      await settled(page);
      const some = await total(page);
      assert.ok(some > 0 && some < all, `西湖区 has some of them: ${some} of ${all}`);
      await page.locator("th", { hasText: "名称" }).click();
      await page.waitForURL(/sort=name/);
      await settled(page);
      const first = await page.locator("tbody .row-name").first().innerText();
      await page.locator(".ant-pagination-item-2").click();
      await page.waitForURL(/page=2/);
      await settled(page);
      assert.notEqual(await page.locator("tbody .row-name").first().innerText(), first);
      // The same address in a new visit leads to the same rows.
      const here = page.url();
      const rows = await page.locator("tbody .row-name").allInnerTexts();
      await visit(page, here);
      assert.deepEqual(await page.locator("tbody .row-name").allInnerTexts(), rows);
      await page.getByRole("button", { name: "清除筛选" }).click();
      await page.waitForURL((url) => url.search === "");
    },
  },
  {
    name: "list: nothing found says what to try",
    async run({ page }) {
      await visit(page, "/enterprises?q=绝无此名的企业");
      await page.getByText("没有符合筛选的主体").waitFor();
      assert.equal(await total(page), 0);
    },
  },
  {
    name: "list: status in a programme filters, and every row shows it",
    async run({ page }) {
      await visit(page, "/enterprises?programme=cn.tech-sme&status=met");
      const rows = page.locator("tbody tr.ant-table-row");
      const n = await rows.count();
      assert.ok(n > 0, "some 示例 enterprises are 科技型中小企业");
      for (const text of await rows.allInnerTexts()) assert.match(text, /符合/);
    },
  },
  {
    name: "list: institutions and platforms",
    async run({ page }) {
      for (const path of ["/institutions", "/platforms"]) {
        await visit(page, path);
        assert.ok((await total(page)) > 0, path);
        await page.locator("tbody .row-name").first().click();
        await page.locator("#sources").waitFor();
      }
    },
  },
];
