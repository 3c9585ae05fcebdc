// 一张图: what stands where, never more exactly than is known; by mouse, by keyboard, and without WebGL.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settled, visit } from "../browser.mjs";

/** Waits until WebGL has drawn; the address may ask for the fallback instead. */
async function ready(page) {
  await page.locator(".gl-map[data-ready=true]").waitFor({ timeout: 60_000 });
}

const row = (page, name) => page.locator("section[aria-labelledby=areas-title] tbody tr", { hasText: name });

export default [
  {
    name: "map: firms known to the district only are counted there, none is drawn as a point",
    async run({ page }) {
      await visit(page, "/map");
      await ready(page);
      const badge = page.getByRole("button", { name: /^滨江区 \d+/ });
      await badge.waitFor();
      const n = /企业 ([\d,]+)/.exec(await badge.getAttribute("title"))[1];
      assert.equal((await row(page, "滨江区").locator("td").nth(1).innerText()).trim(), n, "map and table agree");
      assert.equal(
        await page.locator(".gl-map").evaluate((node) => node.map.querySourceFeatures("points-enterprise").length),
        0,
        "nobody told a point",
      );
      assert.match(await page.locator(".off-map").innerText(), /只知在市内：企业 \d+/);
      // Leaving takes the map down without an error; the runner looks at the page's errors.
      await page.getByRole("link", { name: "数据", exact: true }).first().click();
      await page.waitForURL(/\/data/);
      await settled(page);
    },
  },
  {
    name: "map: a district by keyboard, its subjects as a list and as a file; the address keeps it",
    async run({ page }) {
      await visit(page, "/map");
      await ready(page);
      await page.getByRole("button", { name: /^余杭区 \d/ }).focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(/district=330110/);
      await page.getByRole("heading", { name: /余杭区的主体/ }).waitFor();
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "导出 CSV" }).click()]);
      const text = await readFile(await file.path(), "utf8");
      assert.match(text, /^\ufeff类别,名称,编号,示例,分类,所在,位置精度/);
      assert.match(text, /科创平台,之江实验室,[^\n]*余杭区,只到区县,,/, "no coordinates are made up");
      await page.reload();
      await settled(page);
      await page.getByRole("heading", { name: /余杭区的主体/ }).waitFor();
    },
  },
  {
    name: "map: shaded by a figure of a year, with what it rests on; the year moves what there was",
    async run({ page }) {
      await visit(page, "/map?by=number|enterprise|研发费用|sum&year=2023");
      const legend = page.locator(".map-legend");
      await legend.getByText("2023 年研发费用合计").waitFor();
      assert.match(await legend.innerText(), /亿元/);
      assert.match(await legend.innerText(), /有未知的，合计是下限/);
      assert.match(await row(page, "西湖区").innerText(), /已知 \d+，未知 \d+，其中示例 \d+/);
      const then = Number((await row(page, "西湖区").locator("td").nth(1).innerText()).replace(",", ""));
      await page.getByRole("button", { name: "回到现在" }).click();
      await page.waitForURL((url) => !url.search.includes("year="));
      const now = Number((await row(page, "西湖区").locator("td").nth(1).innerText()).replace(",", ""));
      assert.ok(now > then, `${now} firms now, ${then} in 2023`);
    },
  },
  {
    name: "map: a zone by typed coordinates, its file saved and read again; what is too rough is said",
    async run({ page }) {
      await visit(page, "/map");
      await page.getByRole("button", { name: "画一个" }).click();
      await page.getByLabel("名称", { exact: true }).fill("测试片区");
      await page.getByLabel(/^坐标/).fill("120.1, 30.2\n120.3, 30.2\n120.3, 杭州");
      await page.getByRole("button", { name: "按坐标画" }).click();
      assert.match(await page.getByRole("alert").innerText(), /第 3 行/);
      await page.getByLabel(/^坐标/).fill("120.1, 30.2\n120.3, 30.2\n120.3, 30.4");
      await page.getByRole("button", { name: "按坐标画" }).click();
      await page.getByRole("button", { name: "画好了" }).click();
      await page.getByRole("button", { name: "选出里面的主体" }).click();
      await page.getByText(/只知到区县或更粗，不能判断是否在“测试片区”里/).waitFor();
      const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "存成文件" }).click()]);
      const saved = JSON.parse(await readFile(await file.path(), "utf8"));
      assert.deepEqual(saved.features[0].geometry.coordinates[0].length, 4, "a closed ring");
      await page.getByRole("button", { name: "删除 测试片区" }).click();
      assert.equal(await page.locator(".zone-row").count(), 0);
      const kept = join(tmpdir(), `kechuang-zones-${process.pid}.geojson`);
      await writeFile(kept, JSON.stringify(saved));
      await page.locator("section[aria-labelledby=zones-title] input[type=file]").setInputFiles(kept);
      await page.waitForFunction(() => document.querySelector(".zone-row input")?.value === "测试片区");
    },
  },
  {
    name: "map: a corridor by clicks on the map",
    async run({ page }) {
      await visit(page, "/map");
      await ready(page);
      await page.getByLabel("走廊（线）").check();
      await page.getByRole("button", { name: "画一个" }).click();
      // The button stands below the map, and clicking it may have scrolled the map away.
      await page.locator(".gl-map").scrollIntoViewIfNeeded();
      await page.evaluate(() => window.scrollTo(0, 0));
      const box = await page.locator(".gl-map").boundingBox();
      // As a hand does it: each point stands before the next is set.
      for (const [at, share] of [0.2, 0.4, 0.6].entries()) {
        await page.mouse.click(box.x + box.width * share, box.y + box.height * 0.2);
        await page.getByText(`走廊（线），${at + 1} 个点`).waitFor();
      }
      assert.equal(await page.locator(".zone-handle").count(), 3);
      await page.getByRole("button", { name: "退一点" }).click();
      await page.getByText("走廊（线），2 个点").waitFor();
    },
  },
  {
    name: "map: the same without WebGL, as vector graphics",
    async run({ page }) {
      await visit(page, "/map?draw=svg&by=count|enterprise");
      await page.locator(".svg-map svg path").first().waitFor();
      assert.ok((await page.locator(".svg-map svg path").count()) >= 13, "every district is drawn");
      assert.match(await page.locator(".svg-map svg").innerHTML(), /滨江区/);
      assert.equal(await page.locator(".gl-map").count(), 0, "MapLibre is not even loaded");
    },
  },
  {
    name: "map: as vector graphics, hidden for a moment and shown again in another size",
    async run({ page }) {
      await visit(page, "/map?draw=svg");
      const frame = page.locator(".svg-map");
      await frame.locator("svg path").first().waitFor();
      const widthOfDrawing = async () => Number(await frame.locator("svg").getAttribute("width"));
      const before = await widthOfDrawing();
      // An error in the page, which is what a chart of no width once made, fails every case.
      await frame.evaluate((own) => (own.style.width = "0"));
      await page.waitForTimeout(300);
      await frame.evaluate((own) => (own.style.width = "60%"));
      await page.waitForFunction((was) => Number(document.querySelector(".svg-map svg").getAttribute("width")) < was, before);
      assert.ok((await widthOfDrawing()) > before * 0.5, "drawn again at the new width");
      assert.ok((await frame.locator("svg path").count()) >= 13, "every district is drawn");
    },
  },
];
