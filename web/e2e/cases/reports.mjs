// 报告: a report read with its places shown, figures confirmed and imported and taken back; documents written.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { settled, visit } from "../browser.mjs";
import { Clicks } from "../clicks.mjs";

const SLOW = { timeout: 90_000 };

const REPORT = `杭州市创新情况调研报告

2022年，杭州市研发经费723亿元，地区生产总值18753亿元，高新技术企业超过1.5万家。
2023—2023年，全社会研发经费由396.8亿元增加到530.4亿元。
全市新增独角兽企业**家。

二、对策建议

强化概念验证中心建设，2027年底前达到10家。
`;

const report = (name = "调研报告.txt", text = REPORT) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) });

async function read(page, file) {
  await visit(page, "/reports");
  await page.locator("input[type=file]").setInputFiles(file);
  await page.locator(".report-reading").waitFor(SLOW);
  await settled(page);
}

export default [
  {
    name: "reports: findings are said in words with the place in the text marked",
    async run({ page }) {
      await read(page, report());
      const finding = page.locator(".finding-list li", { hasText: "起止年份相同或者颠倒" });
      await finding.first().waitFor();
      assert.match(await finding.first().innerText(), /建议/);
      await finding.first().getByRole("button", { name: "看原文" }).click();
      const marked = await page.locator(".text-frame .text-target").allInnerTexts();
      assert.match(marked.join(""), /2023—2023年/);
      const pane = page.locator(".text-frame");
      assert.equal((await pane.innerText()).includes("强化概念验证中心"), true, "the whole text is there");
      // A mark in the text leads back to its finding.
      await page.locator(".text-frame .text-finding").first().click();
      assert.ok((await page.locator(".finding-list li.is-shown").count()) === 1);
    },
  },
  {
    name: "reports: figures are filtered, a blacked out one is 未知, the quote stands in its context",
    async run({ page }) {
      await read(page, report());
      const clicks = new Clicks();
      await clicks.on(page.getByRole("tab", { name: /^数字/ }));
      await page.waitForURL(/part=figures/);
      const rows = page.locator(".figure-table tbody tr.ant-table-row");
      const all = await rows.count();
      assert.ok(all >= 5, `${all} figures`);
      await clicks.on(rows.filter({ hasText: "723" }).getByRole("button", { name: "全社会R&D经费支出" }));
      clicks.atMost(2, "explain one number's source");
      assert.match((await page.locator(".text-frame .text-target").allInnerTexts()).join(""), /723亿元/);
      await page.getByRole("textbox", { name: "只看含有这些字的" }).fill("独角兽");
      await page.waitForURL(/q=/);
      assert.equal(await rows.count(), 1);
      assert.match(await rows.first().innerText(), /未知/);
      assert.ok(await rows.first().getByRole("checkbox").isDisabled(), "nobody can confirm what is blacked out");
      await rows.first().locator(".ant-table-row-expand-icon").click();
      assert.match(await page.locator(".figure-context").innerText(), /全市新增.*独角兽/s);
      await page.getByRole("tab", { name: /^举措/ }).click();
      assert.match(await page.locator(".measure-table").innerText(), /概念验证中心/);
    },
  },
  {
    name: "reports: confirmed figures become a sheet and a source, and are taken back",
    async run({ page }) {
      await read(page, report("网页测试公报.txt"));
      await page.getByRole("tab", { name: /^数字/ }).click();
      const rows = page.locator(".figure-table tbody tr.ant-table-row");
      await rows.filter({ hasText: "723" }).getByRole("checkbox").check();
      await rows.filter({ hasText: "18,753" }).getByRole("checkbox").check();
      assert.ok(await page.getByRole("button", { name: "导入", exact: true }).isDisabled(), "nobody has said how it was checked");
      await page.getByRole("textbox", { name: "谁怎样核对的" }).fill("统计科，对照公报原件");
      const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "存成 CSV" }).click()]);
      const sheet = await readFile(await saved.path(), "utf8");
      assert.match(sheet, /编号,名称,指标,地区,年份,期间,比较,数值,单位,来源,原文,位置,核对/);
      assert.equal(sheet.trim().split("\n").length, 3, "a heading and the two that were ticked");
      assert.match(sheet, /统计科，对照公报原件/);
      await page.getByRole("button", { name: "导入", exact: true }).click();
      await page.getByText("已导入 2 个数字").waitFor(SLOW);
      await visit(page, "/subjects/figure");
      assert.ok((await page.locator("tbody tr.ant-table-row").count()) >= 2);
    },
  },
  {
    name: "reports: an import of figures is undone where it was done",
    async run({ page }) {
      await read(page, report("网页测试公报二.txt"));
      await page.getByRole("tab", { name: /^数字/ }).click();
      await page.locator(".figure-table tbody tr.ant-table-row").filter({ hasText: "723" }).getByRole("checkbox").check();
      await page.getByRole("textbox", { name: "谁怎样核对的" }).fill("统计科");
      await page.getByRole("button", { name: "导入", exact: true }).click();
      await page.getByRole("button", { name: "撤销导入" }).click(SLOW);
      await page.getByText("已撤销").waitFor(SLOW);
    },
  },
  {
    name: "reports: what cannot be read is refused with what to do",
    expectErrors: true,
    async run({ page }) {
      await visit(page, "/reports");
      await page.locator("input[type=file]").setInputFiles({ name: "坏的.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4 broken") });
      const alert = page.locator("main [role=alert]");
      await alert.waitFor();
      assert.ok((await alert.innerText()).length > 8);
    },
  },
  {
    name: "reports: a profile of an enterprise is written and downloaded",
    async run({ page }) {
      await visit(page, "/reports?view=write&template=enterprise-profile");
      const button = page.getByRole("button", { name: /写成 DOCX/ });
      assert.ok(await button.isDisabled(), "no subject as yet");
      const picker = page.getByRole("combobox", { name: "主体" });
      await picker.click();
      await picker.fill("示例");
      await page.locator(".ant-select-item-option").first().click();
      const waiting = page.waitForEvent("download", SLOW);
      await button.click();
      const saved = await waiting;
      assert.match(saved.suggestedFilename(), /^企业画像与政策建议书-.+\.docx$/);
      const bytes = await readFile(await saved.path());
      assert.equal(bytes.subarray(0, 2).toString(), "PK");
      await page.getByText("已写好并下载").waitFor();
    },
  },
  {
    name: "reports: a list of a programme is written as a workbook with its own parameters",
    async run({ page }) {
      await visit(page, "/reports?view=write&template=list-notice");
      await page.getByRole("combobox", { name: "政策" }).fill("高新技术企业");
      await page.locator(".ant-select-item-option", { hasText: /^高新技术企业$/ }).click();
      await page.getByRole("textbox", { name: "批次" }).fill("第一批");
      await page.getByRole("radio", { name: /XLSX/ }).check();
      const waiting = page.waitForEvent("download", SLOW);
      await page.getByRole("button", { name: /写成 XLSX/ }).click();
      assert.match((await waiting).suggestedFilename(), /\.xlsx$/);
    },
  },
];
