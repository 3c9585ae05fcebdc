// Long work says how far it is and can be stopped; a source can be taken out of use.
import assert from "node:assert/strict";
import { settled, visit } from "../browser.mjs";

/** A count that never ends, and what the server tells of it: the demo region is too small to wait for. */
async function holdCounts(page) {
  await page.route("**/api/v1/populations", () => {});
  await page.route("**/api/v1/jobs/*", (route) =>
    route.fulfill({ contentType: "text/event-stream", body: 'data: {"done":500,"of":2000}\n\n' }),
  );
}

export default [
  {
    name: "waiting: a long count says how far it is, is stopped, and begun again",
    async run({ page }) {
      await holdCounts(page);
      await page.goto("/programmes/cn.hnte.2016?view=population");
      await page.getByText("已算 500 个，共 2,000 个").waitFor();
      assert.equal(await page.getByRole("progressbar", { name: "进度" }).getAttribute("aria-valuenow"), "25");
      await page.getByRole("button", { name: "停止" }).click();
      await page.getByText("已停止，没有结果").waitFor();
      await page.unrouteAll({ behavior: "ignoreErrors" });
      await page.getByRole("button", { name: "重新计算" }).click();
      await page.getByRole("figure", { name: /谁符合/ }).waitFor({ timeout: 60_000 });
      assert.equal(await page.getByText("已停止").count(), 0);
    },
  },
  {
    name: "waiting: any source is retired with a reason, asked twice, and says so from then on",
    async run({ page }) {
      await visit(page, "/data");
      await page.locator("input[type=file]").setInputFiles({
        name: "待停用.csv",
        mimeType: "text/csv",
        buffer: Buffer.from("名称,行政区划\n待停用的测试有限公司,330106\n"),
      });
      await page.getByLabel("来源名称").fill("待停用的来源");
      await page.getByRole("button", { name: "预检", exact: true }).click();
      await page.getByRole("button", { name: "导入", exact: true }).click();
      await page.getByText("已导入 1 行").waitFor();

      await visit(page, "/data");
      const row = page.getByRole("row", { name: /待停用的来源/ });
      await row.getByRole("button").first().click();
      await page.getByText("退回 0 行，逐字重复 0 行，同一主体又出现 0 行").waitFor();
      await page.getByText(/^各列（\d+）$/).click();
      await page.getByRole("table").filter({ hasText: "说没有" }).getByRole("row", { name: /行政区划/ }).waitFor();
      const retire = page.getByRole("button", { name: "停用这个来源" });
      assert.ok(await retire.isDisabled(), "no reason, no retirement");
      await page.getByLabel("停用的理由").fill("测试完毕");
      await retire.click();
      await page.getByRole("button", { name: "不停用" }).click();
      assert.equal(await row.getByText("已停用").count(), 0, "asked twice");
      await retire.click();
      await page.getByRole("dialog").getByRole("button", { name: "停用", exact: true }).click();
      await row.getByText("已停用").waitFor();
      await settled(page);
      assert.match(await page.locator("main").innerText(), /测试完毕/);
      await visit(page, `/enterprises?q=${encodeURIComponent("待停用的测试")}`);
      assert.equal(await page.getByRole("link", { name: "待停用的测试有限公司" }).count(), 0);
    },
  },
];
