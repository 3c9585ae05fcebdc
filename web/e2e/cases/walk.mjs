// The newcomer's walk: open the region, open an enterprise, see why it is not a 高企 and which facts are missing.
import assert from "node:assert/strict";
import { settled, visit } from "../browser.mjs";
import { Clicks } from "../clicks.mjs";

const HNTE = "高新技术企业";

/** From the overview through the count of one status to the first enterprise of that list: two clicks. */
async function openFirst(page, status, clicks = new Clicks()) {
  await visit(page, "/");
  const row = page.locator(".programme-bars > li", { has: page.getByRole("link", { name: HNTE, exact: true }) });
  await clicks.on(row.locator(".bar-legend a", { has: page.locator(`.status-${status}`) }));
  await page.waitForURL(/\/enterprises\?/);
  await settled(page);
  await clicks.on(page.locator("tbody .row-name").first());
  await page.locator(".answer").first().waitFor();
  const card = page.locator("details.answer", { has: page.locator(".answer-name", { hasText: new RegExp(`^${HNTE}$`) }) });
  if (!(await card.evaluate((node) => node.open))) await clicks.on(card.locator("> summary"));
  return card;
}

export default [
  {
    name: "walk: the overview shows counts, districts, statuses and the notice",
    async run({ page }) {
      await visit(page, "/");
      await assert.doesNotReject(page.getByRole("heading", { level: 1, name: /杭州/ }).waitFor());
      const districts = page.locator(".district-table tbody tr.ant-table-row");
      assert.ok((await districts.count()) >= 13, "Hangzhou has 13 districts");
      await page.locator(".map-frame svg path").first().waitFor();
      assert.ok((await page.locator(".map-frame svg path").count()) >= 13, "the map draws every district");
      assert.ok((await page.locator(".programme-bars > li").count()) >= 2, "both programmes are counted");
      const footer = await page.locator("footer").innerText();
      assert.match(footer, /预评估，不构成认定结论/);
      assert.match(footer, /数据最新日期：\d{4}-\d{2}-\d{2}/);
    },
  },
  {
    name: "walk: a click on the map leads to the enterprises of the district",
    async run({ page }) {
      await visit(page, "/");
      await page.locator(".map-frame svg text", { hasText: "淳安县" }).click({ force: true });
      await page.waitForURL(/\/enterprises\?district=330127/);
    },
  },
  {
    name: "walk: why an enterprise is not a 高企, with the article",
    async run({ page }) {
      const clicks = new Clicks();
      const card = await openFirst(page, "unmet", clicks);
      await card.getByText("为什么不符合").waitFor();
      clicks.atMost(4, "find why a firm is not a 高企");
      const reasons = card.locator(".reasons li");
      assert.ok((await reasons.count()) >= 1);
      const first = await reasons.first().innerText();
      assert.match(first, /不符合/);
      assert.match(first, /第.+条/, `a reason names its article: ${first}`);
      await card.locator("details.clauses > summary").click();
      assert.ok((await card.locator(".tree .clause").count()) >= 5, "every clause stands beside its verdict");
    },
  },
  {
    name: "walk: which facts are missing for 高企, most decisive first",
    async run({ page }) {
      const card = await openFirst(page, "unknown");
      await card.getByText("为什么还不能判断").waitFor();
      const missing = card.locator("[data-testid=missing] .missing li");
      assert.ok((await missing.count()) >= 1, "an undecided programme names what is missing");
      assert.ok((await missing.first().innerText()).trim().length > 0);
    },
  },
  {
    name: "walk: a fact says its source on keyboard focus",
    async run({ page }) {
      await openFirst(page, "unmet");
      const fact = page.locator("button.fact").first();
      const clicks = new Clicks();
      await clicks.on(fact);
      await page.locator(".origin").first().waitFor();
      clicks.atMost(2, "explain one number's source");
      await page.keyboard.press("Tab");
      await fact.focus();
      const origin = page.locator(".origin").first();
      await origin.waitFor();
      assert.match(await origin.innerText(), /来源/);
      assert.match((await fact.getAttribute("aria-label")) ?? "", /来源|算出/);
    },
  },
  {
    name: "walk: unknown is said in words, generated subjects are marked",
    async run({ page }) {
      await openFirst(page, "unmet");
      assert.ok((await page.locator(".untold").count()) >= 1, "unknown attributes are listed");
      await visit(page, "/enterprises?q=示例");
      const rows = page.locator("tbody tr.ant-table-row");
      const text = await page.locator("main").innerText();
      if ((await rows.count()) > 0) assert.match(text, /示例/);
    },
  },
  {
    name: "walk: a subject that does not exist is explained",
    expectErrors: true,
    async run({ page }) {
      await page.goto("/enterprises/enterprise:none");
      const alert = page.getByRole("alert");
      await alert.waitFor();
      assert.ok((await alert.innerText()).trim().length > 8, "message and hint");
    },
  },
  {
    name: "walk: a programme shows clauses beside conditions, and dated parameters",
    async run({ page }) {
      await visit(page, "/programmes");
      await page.getByRole("link", { name: HNTE, exact: true }).first().click();
      await page.locator("#clauses").waitFor();
      assert.ok((await page.locator(".formula").count()) >= 4, "formulas are shown");
      const parameters = await page.locator("section[aria-labelledby=parameters]").innerText();
      assert.match(parameters, /第.+条/);
      assert.match(parameters, /\d{4}-\d{2}-\d{2}/);
    },
  },
  {
    name: "walk: a programme is proofread in words: clause beside check, tables, dated parameters, tests, lint folded",
    async run({ page }) {
      await visit(page, "/programmes/cn.hnte.2016");
      const row = page.locator("section[aria-labelledby=clauses] .tree-row", { hasText: "科技人员占企业当年职工总数的比例不低于10%" });
      const said = await row.locator(".check-said").innerText();
      assert.match(said, /不低于 10%（参数“科技人员占比下限”，第十一条（四），自 2016-01-01 起）/);
      assert.match(said, /上年科技人员数 ÷ 上年职工总数/, "names are explained where they are first used");
      assert.equal(await row.locator("details.formula-fold").evaluate((node) => node.open), false, "words first");
      const table = page.locator(".decision", { hasText: "科技成果转化能力得分" }).getByRole("table");
      assert.equal(await table.locator("tbody tr").count(), 6);
      assert.match(await table.locator("tbody tr").first().innerText(), /不低于 5\s+25～30/);
      assert.match(await page.locator("section[aria-labelledby=score]").innerText(), /满分 100/);
      assert.match(await page.locator("section[aria-labelledby=tests] summary").innerText(), /共 \d+ 个测试/);
      const advice = page.locator("section[aria-labelledby=findings] details.more", { hasText: "条建议" });
      assert.equal(await advice.evaluate((node) => node.open), false, "advice is folded");
    },
  },
  {
    name: "walk: an amount is said in words, with its clause",
    async run({ page }) {
      await visit(page, "/programmes/cn.angel-deduction.2018");
      const amount = await page.locator("section[aria-labelledby=amount]").innerText();
      assert.match(amount, /一次性/);
      assert.match(amount, /投资\.投资额 × 70%（参数“抵扣比例”/);
      assert.match(amount, /按投资额的70%抵扣所得额，天使投资个人同为70%/, "the clause's own words");
    },
  },
  {
    name: "walk: from an old version to what the new one changed",
    async run({ page }) {
      await visit(page, "/programmes/cn.srdi.2022");
      assert.equal(await page.locator("#difference").count(), 0, "nothing came before it");
      await page.getByRole("link", { name: "看它改了什么" }).click();
      await page.waitForURL(/cn\.srdi\.2026#difference/);
      const panel = page.locator("section[aria-labelledby=difference]");
      await panel.locator(".changes").first().waitFor();
      const text = await panel.innerText();
      assert.match(text, /参数“营业收入下限”由 1000万元 改为 1500万元/);
      assert.match(text, /对库内 [\d,]+ 家/);
      assert.doesNotMatch(text, /工业规模档/, "what is imported is no difference");
      assert.ok((await panel.locator("ins").count()) > 0 && (await panel.locator("del").count()) > 0);
    },
  },
];
