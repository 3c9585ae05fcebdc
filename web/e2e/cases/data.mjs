// 数据: columns matched before an import, an import taken back, conflicts, who is who by keyboard.
import assert from "node:assert/strict";
import { settled, visit } from "../browser.mjs";
import { Clicks } from "../clicks.mjs";
import { workbookWithThreeBadCells } from "../workbook.mjs";

const SLOW = { timeout: 90_000 };
const csv = (name, text) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const xlsx = (name, buffer) => ({ name, mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", buffer });
const input = (page) => page.locator("input[type=file]");

/** Opens the dialog of the browser by a click, as a person does, and gives it a file. */
async function chooseFile(page, clicks, file) {
  const waiting = page.waitForEvent("filechooser");
  await clicks.on(page.locator(".ant-upload-drag"));
  await (await waiting).setFiles(file);
}

const sources = async (page) => {
  await visit(page, "/data");
  return Number((await page.locator("section[aria-labelledby=sources] .aside b").innerText()).replaceAll(",", ""));
};

/** Sixty incubators, twelve of them written twice: enough to learn from, few enough to be quick. */
function namesTwice() {
  const words = [..."恒信远达天成宏图瑞丰华泰安康盛德新锐鼎立"];
  const rows = ["名称,来源"];
  for (let n = 0; n < 60; n += 1) {
    const core = [n, n * 7 + 3, n * 11 + 5].map((k) => words[k % words.length]).join("") + String.fromCodePoint(0x4e00 + n * 13);
    rows.push(`杭州${core}科技孵化器有限公司,名录第${n}页`);
    if (n % 5 === 0) rows.push(`${core}科技孵化器（杭州）有限公司,名录第${n}页`);
  }
  return `${rows.join("\n")}\n`;
}

export default [
  {
    name: "data: columns are matched, what was suggested is taken, the mapping is what gets imported",
    async run({ page }) {
      await visit(page, "/data");
      const table = "单位全称,研发支出,序号,营业收入（万元）[2025]\n对列测试甲有限公司,12,1,800\n对列测试乙有限公司,30,2,900\n";
      await input(page).setInputFiles(csv("对列.csv", table));
      await page.locator(".column-match [role=alert]").waitFor(SLOW);
      assert.match(await page.locator(".column-match [role=alert]").innerText(), /找不到指明主体的列/);
      const choose = async (heading, option) => {
        await page.getByRole("combobox", { name: `“${heading}”的含义` }).click();
        await page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option", { hasText: option }).first().click();
        await settled(page);
      };
      await choose("单位全称", "指明主体");
      await page.locator(".column-match [role=alert]").waitFor({ state: "detached" });
      await page.getByRole("combobox", { name: "“研发支出”的含义" }).fill("研发费用");
      await page.keyboard.press("Enter");
      await page.getByRole("spinbutton", { name: "“研发支出”的年份" }).fill("2025");
      await page.getByRole("textbox", { name: "“研发支出”的单位" }).fill("万元");
      await page.keyboard.press("Enter");
      await choose("序号", "不要这一列");
      await page.getByRole("button", { name: "预检", exact: true }).click();
      await page.getByText("每个单元格都读懂了").waitFor(SLOW);
      await page.getByRole("button", { name: "导入", exact: true }).click();
      await page.getByText("已导入 2 行").waitFor(SLOW);
      await visit(page, `/enterprises?q=${encodeURIComponent("对列测试乙")}`);
      await page.getByRole("link", { name: "对列测试乙有限公司" }).click();
      await settled(page);
      assert.match(await page.locator("main").innerText(), /30\s*万元/);
    },
  },
  {
    name: "data: a sheet with errors is imported, seen to be wrong, mended and imported again",
    async run({ page }) {
      await visit(page, "/data");
      const clicks = new Clicks();
      await chooseFile(page, clicks, xlsx("改错.xlsx", await workbookWithThreeBadCells("改错")));
      await clicks.on(page.getByRole("button", { name: "预检", exact: true }));
      const report = page.getByTestId("import-report");
      await report.getByText("约500", { exact: true }).waitFor(SLOW);
      assert.equal(await report.locator("tbody tr.ant-table-row").count(), 3);
      // Mended in the spreadsheet program: the same table without what was wrong.
      const mended = "名称,成立日期,职工总数[2025],营业收入（万元）[2025],研发费用（万元）[2025]\n测试甲改错有限公司,2016-05-18,120,6300,420\n测试乙改错有限公司,2018-01-09,45,500,61\n测试丙改错有限公司,2021-02-28,30,900,88\n";
      await chooseFile(page, clicks, csv("改好.csv", mended));
      await clicks.on(page.getByRole("button", { name: "预检", exact: true }));
      await page.getByText("每个单元格都读懂了").waitFor(SLOW);
      await clicks.on(page.getByRole("button", { name: "导入", exact: true }));
      await page.getByText("已导入 3 行").waitFor(SLOW);
      clicks.atMost(8, "import a sheet with errors and mend it");
    },
  },
  {
    name: "data: an import is undone: its source stays, out of use",
    async run({ page }) {
      const before = await sources(page);
      await input(page).setInputFiles(csv("撤销.csv", "名称,职工总数[2025]\n撤销测试有限公司,12\n"));
      await page.getByRole("button", { name: "预检", exact: true }).click();
      await page.getByRole("button", { name: "导入", exact: true }).click(SLOW);
      await page.getByText("已导入 1 行").waitFor(SLOW);
      await page.getByRole("button", { name: "撤销导入" }).click();
      await page.getByText("已撤销").waitFor(SLOW);
      assert.equal(await sources(page), before + 1, "nothing is deleted");
      assert.ok((await page.locator("section[aria-labelledby=sources]").getByText("已停用").count()) >= 1);
      await visit(page, `/enterprises?q=${encodeURIComponent("撤销测试")}`);
      await page.getByText("没有符合筛选的主体").waitFor();
    },
  },
  {
    name: "data: where sources disagree is told with what stands and why",
    async run({ page }) {
      await visit(page, "/data");
      for (const [name, staff] of [["冲突一.csv", 120], ["冲突二.csv", 360]]) {
        await input(page).setInputFiles(csv(name, `名称,职工总数[2025]\n冲突测试有限公司,${staff}\n`));
        await page.getByLabel("来源名称").fill(name);
        await page.getByRole("button", { name: "预检", exact: true }).click();
        await page.getByRole("button", { name: "导入", exact: true }).click(SLOW);
        await page.getByText("已导入 1 行").waitFor(SLOW);
      }
      const clicks = new Clicks();
      await clicks.on(page.getByText("冲突", { exact: true }));
      await page.waitForURL(/view=conflicts/);
      await page.locator(".conflict-table").waitFor(SLOW);
      const rows = page.locator(".conflict-table tbody", { hasText: "冲突测试有限公司" });
      const text = await rows.first().innerText();
      assert.match(text, /360人/);
      assert.match(text, /120人/);
      assert.match(text, /现取/);
      assert.match(text, /第 2 行/);
      clicks.atMost(2, "see what else is said of a number");
    },
  },
  {
    name: "data: pairs are decided by keys, and taken back",
    async run({ page }) {
      await visit(page, "/data");
      await page.getByRole("combobox", { name: "主体类型" }).fill("孵化载体");
      await page.keyboard.press("Enter");
      await input(page).setInputFiles(csv("名录.csv", namesTwice()));
      await page.getByRole("button", { name: "预检", exact: true }).click();
      await page.getByRole("button", { name: "导入", exact: true }).click(SLOW);
      await page.getByText(/已导入 72 行/).waitFor(SLOW);
      await visit(page, "/data?view=who&kind=carrier");
      await page.locator(".review").waitFor(SLOW);
      await page.locator(".pair-table").waitFor(SLOW);
      const status = page.locator(".review-bar [role=status]");
      assert.match(await status.innerText(), /第 1 对，共 \d+ 对；已定 0 对/);
      assert.ok((await page.locator(".pair-table .differs").count()) >= 1, "what differs is marked");
      await page.keyboard.press("j");
      await page.getByText(/第 2 对/).waitFor();
      await page.keyboard.press("k");
      await page.getByText(/第 1 对/).waitFor();
      await page.locator(".pair-table").waitFor(SLOW);
      await page.keyboard.press("y");
      await page.getByText(/第 2 对，共 \d+ 对；已定 1 对/).waitFor(SLOW);
      await page.locator(".pair-table").waitFor(SLOW);
      await page.keyboard.press("n");
      await page.getByText(/第 3 对，共 \d+ 对；已定 2 对/).waitFor(SLOW);
      await page.locator(".pair-table").waitFor(SLOW);
      await page.keyboard.press("u");
      await page.getByText(/第 2 对，共 \d+ 对；已定 1 对/).waitFor(SLOW);
      await page.keyboard.press("u");
      await page.getByText(/第 1 对，共 \d+ 对；已定 0 对/).waitFor(SLOW);
      // A letter typed elsewhere is a letter.
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox", { name: /查找企业/ }).fill("");
      await page.keyboard.type("ynju");
      await page.keyboard.press("Escape");
      assert.match(await status.innerText(), /第 1 对，共 \d+ 对；已定 0 对/);
    },
  },
];
