// 自测 by questions: the server asks, one row at a time, and says after each answer how many programmes are settled.
import assert from "node:assert/strict";
import { visit } from "../browser.mjs";

const QUESTIONS = "**/api/v1/questions";

async function settled(page) {
  return Number(await page.locator(".standing-count b").nth(1).innerText());
}

/** Says no to what is asked, where that can be said with one click. Returns the name of what was asked. */
async function answer(page) {
  const card = page.locator("form.question");
  const name = await card.locator("h3").innerText();
  const no = card.locator(".ant-radio-button-wrapper", { hasText: "否" });
  const none = card.getByRole("button", { name: "确认没有" });
  if (await no.count()) await no.click();
  else if (await none.count()) await none.click();
  const number = await card.locator("p").first().innerText();
  await card.locator("button[type=submit]").click();
  await page.waitForFunction(
    (old) => document.querySelector(".question p")?.textContent !== old || !document.querySelector("form.question"),
    number,
  );
  return name;
}

export default [
  {
    name: "asking: each answer tells how many programmes are settled, and is asked about once",
    async run({ page }) {
      const sent = [];
      page.on("request", (request) => {
        if (request.url().endsWith("/api/v1/questions")) sent.push(request.postDataJSON().facts);
      });
      await visit(page, "/self-check");
      await page.locator("form.question").waitFor();
      assert.equal(await settled(page), 0, "nothing is known, nothing is settled");
      const asked = [];
      const counts = [0];
      while (asked.length < 10) {
        asked.push(await answer(page));
        counts.push(await settled(page));
      }
      assert.equal(new Set(asked).size, asked.length, `nothing is asked twice: ${asked.join("、")}`);
      assert.deepEqual(counts, [...counts].sort((a, b) => a - b), "conclusions are never taken back");
      assert.match(asked[0], /有没有下列情况/, "a checklist settles most at once");
      assert.ok(counts[1] >= 10, `nothing ticked settles what is for the few: ${counts.join("、")}`);
      assert.match(await page.locator(".standing").innerText(), /刚才的回答/);
      assert.equal(await page.locator(".standing-list li").count(), counts.at(-1));
      const told = Object.keys(sent.at(-1));
      assert.ok(told.length > 0 && told.length > Object.keys(sent[0]).length, "answers go to the server, which orders the rest");
      await page.getByRole("button", { name: "看逐条结果和还差多少" }).click();
      await page.locator("#result").waitFor();
      assert.ok((await page.locator("details.answer").count()) >= 2);
    },
  },
  {
    name: "asking: years of one attribute are one row, in the server's order",
    async run({ page }) {
      await page.route(QUESTIONS, async (route) => {
        const response = await route.fetch();
        const body = await response.json();
        const question = (attribute, periods) => ({ form: "value", facts: [{ attribute, periods, tick: null }], programmes: [], names: ["某政策"] });
        const said = route.request().postDataJSON().facts["职工总数"] !== undefined;
        body.questions = [...(said ? [] : [question("职工总数", ["2022", "2023", "2024"])]), question("居民企业", [])];
        await route.fulfill({ response, json: body });
      });
      await visit(page, "/self-check");
      const card = page.locator("form.question");
      await card.waitFor();
      assert.match(await card.locator("h3").innerText(), /职工总数（2022、2023、2024 年）/);
      assert.equal(await card.getByRole("textbox").count(), 3);
      await card.getByLabel("职工总数 2023 年").fill("120");
      await card.getByRole("button", { name: "下一题" }).click();
      await card.getByText("居民企业", { exact: true }).waitFor();
      await card.getByRole("button", { name: "返回上一题" }).click();
      assert.equal(await card.getByLabel("职工总数 2023 年").inputValue(), "120", "the way back keeps what was said");
    },
  },
  {
    name: "asking: what is not known is not asked again, until the visitor wants it",
    async run({ page }) {
      await page.route(QUESTIONS, async (route) => {
        const response = await route.fetch();
        const body = await response.json();
        const question = (attribute) => ({ form: "value", facts: [{ attribute, periods: [], tick: null }], programmes: [], names: ["某政策"] });
        body.questions = [question("居民企业"), question("老字号"), question("被投企业.资质")];
        await route.fulfill({ response, json: body });
      });
      await visit(page, "/self-check");
      const title = page.locator(".question h3");
      for (const name of ["居民企业", "老字号"]) {
        await page.getByRole("heading", { name, exact: true }).waitFor();
        await page.getByRole("button", { name: "不知道，下一题" }).click();
      }
      await page.getByText("眼下能问的都问过了").waitFor();
      assert.match(await page.locator(".question").innerText(), /2 项回答“不知道”[\s\S]*被投企业\.资质/, "what stays open is said");
      await page.getByRole("button", { name: "再问一遍不知道的" }).click();
      assert.equal(await title.innerText(), "居民企业");
    },
  },
  {
    name: "asking: what is said here stands in the form, and the other way round",
    async run({ page }) {
      await visit(page, "/self-check");
      await page.locator("form.question").waitFor();
      await page.getByRole("tab", { name: "填写", exact: true }).click();
      await page.getByLabel("成立日期").first().fill("2016-05-18");
      const [request] = await Promise.all([
        page.waitForRequest((one) => one.url().endsWith("/api/v1/questions")),
        page.getByRole("tab", { name: "问答" }).click(),
      ]);
      assert.equal(request.postDataJSON().facts["成立日期"], "2016-05-18");
    },
  },
  {
    name: "asking: an answer that cannot be read is refused with its reason, and the question stays",
    expectErrors: true,
    async run({ page }) {
      await page.route(QUESTIONS, async (route) => {
        const facts = route.request().postDataJSON().facts;
        if (Object.keys(facts).length > 0) return route.continue();
        const response = await route.fetch();
        const body = await response.json();
        body.questions = [{ form: "value", facts: [{ attribute: "成立日期", periods: [], tick: null }], programmes: [], names: ["某政策"] }];
        return route.fulfill({ response, json: body });
      });
      await visit(page, "/self-check");
      const card = page.locator("form.question");
      await card.getByLabel("成立日期").fill("去年夏天");
      await card.getByRole("button", { name: "下一题" }).click();
      const alert = page.locator(".ask [role=alert]");
      await alert.waitFor();
      assert.match(await alert.innerText(), /去年夏天/);
      assert.equal(await card.getByLabel("成立日期").inputValue(), "去年夏天");
    },
  },
];
