// 企业: what it has, what is one step away, what has to be told; years with sources; a plan that answers to the hand.
import assert from "node:assert/strict";
import { settled, visit } from "../browser.mjs";

const HNTE = /^高新技术企业$/;

/** Ids of enterprises with a status in a programme, from the API. */
async function some(page, programme, status, size = 30) {
  const answer = await page.request.get(`/api/v1/subjects/enterprise?programme=${programme}&status=${status}&size=${size}`);
  return (await answer.json()).items;
}

export default [
  {
    name: "subject: why firm X is no 高企, in three actions from anywhere: search, Enter, unfold",
    async run({ page }) {
      const [firm] = await some(page, "cn.hnte", "unmet");
      await visit(page, "/data");
      let actions = 0;
      await page.keyboard.press("Control+K");
      await page.getByRole("combobox", { name: /查找/ }).fill(firm.code);
      await page.getByRole("option", { name: new RegExp(firm.name.slice(3, 9)) }).waitFor();
      await page.keyboard.press("Enter");
      actions += 1;
      await page.waitForURL(/\/enterprises\//);
      await settled(page);
      const card = page.locator("details.answer", { has: page.locator(".answer-name", { hasText: HNTE }) });
      await card.waitFor({ state: "attached" });
      const fold = page.locator("details.answer-fold", { has: card });
      if ((await fold.count()) > 0 && !(await fold.first().evaluate((node) => node.open))) {
        await fold.first().locator("> summary").click();
        actions += 1;
      }
      if (!(await card.evaluate((node) => node.open))) {
        await card.locator("> summary").click();
        actions += 1;
      }
      assert.match(await card.locator(".reasons li").first().innerText(), /不符合[\s\S]*第.+条/);
      assert.ok(actions <= 4, `${actions} clicks`);
    },
  },
  {
    name: "subject: every answer stands in one of the groups, and the counts above say so",
    async run({ page }) {
      const [firm] = await some(page, "cn.hnte", "unmet");
      await visit(page, `/enterprises/${firm.id}`);
      await page.locator(".answer-group").first().waitFor();
      const told = await page.locator(".standing > div").evaluateAll((nodes) =>
        nodes.map((node) => [node.querySelector(".standing-word").textContent, Number(node.querySelector("b").textContent)]),
      );
      assert.deepEqual(told.map(([word]) => word), ["符合", "差一步", "待补充"]);
      for (const [word, n] of told) {
        const group = page.locator(".answer-group", { has: page.locator("h3", { hasText: new RegExp(`^${word} `) }) });
        assert.equal(await group.locator("details.answer").count(), n, word);
      }
      const all = (await (await page.request.get(`/api/v1/subjects/enterprise/${firm.id}/assessments`)).json()).answers.length;
      assert.equal(await page.locator("details.answer").count(), all);
    },
  },
  {
    name: "subject: a year says its source on focus, a missing one says unknown",
    async run({ page }) {
      const [firm] = await some(page, "cn.hnte", "unmet");
      await visit(page, `/enterprises/${firm.id}`);
      const charts = page.locator(".year-chart");
      assert.ok((await charts.count()) >= 3);
      assert.equal(await charts.first().locator(".year-bar").count(), 5, "five years, told or not");
      await charts.first().locator("button.fact").first().focus();
      assert.match(await page.locator(".origin").first().innerText(), /来源/);
    },
  },
  {
    name: "subject: a plan as sliders; less than it asks is not enough, back at the plan it is",
    async run({ page }) {
      let found = null;
      for (const programme of ["cn.tech-sme", "cn.innovative-sme"]) {
        for (const firm of await some(page, programme, "unmet", 40)) {
          const answer = await (await page.request.get(`/api/v1/subjects/enterprise/${firm.id}/assessments?programme=${programme}&plan=true`)).json();
          const changes = answer.answers[0].plan?.changes ?? [];
          if (changes.some(({ period, record }) => period && !record)) {
            found = { firm, programme };
            break;
          }
        }
        if (found) break;
      }
      assert.ok(found, "the demo region has a firm with a plan");
      await visit(page, `/enterprises/${found.firm.id}?programme=${found.programme}`);
      const plan = page.locator(".plan-sliders");
      await plan.waitFor({ timeout: 60_000 });
      assert.match(await plan.locator(".plan-said").innerText(), /到 \d{4}-\d{2}-\d{2}：.+即可/);
      const outcome = plan.locator(".plan-outcome");
      const met = outcome.locator(".status-met");
      await met.waitFor({ timeout: 60_000 });
      const handle = plan.getByRole("slider").first();
      const asked = Number(await handle.getAttribute("aria-valuenow"));
      await handle.focus();
      // To where the year stands without any change: the end that the plan moves away from.
      const least = Number(await handle.getAttribute("aria-valuemin"));
      const most = Number(await handle.getAttribute("aria-valuemax"));
      await page.keyboard.press(asked - least > most - asked ? "Home" : "End");
      await met.waitFor({ state: "detached", timeout: 60_000 });
      await outcome.locator(".status-unmet, .status-unknown").waitFor();
      await plan.getByRole("button", { name: "回到计划" }).click();
      await met.waitFor({ timeout: 60_000 });
    },
  },
  {
    name: "search: names, initials and pages; arrow keys and Enter; Esc closes; nothing found is said",
    async run({ page }) {
      await visit(page, "/");
      await page.getByRole("button", { name: "查找" }).click();
      const box = page.getByRole("combobox", { name: /查找/ });
      await box.fill("yzt");
      await page.getByRole("option", { name: /一张图/ }).waitFor();
      await box.fill("gxjsqy");
      await page.getByRole("option", { name: /^政策\s*高新技术企业/ }).first().waitFor();
      await box.fill("之江");
      await page.getByRole("option", { name: /之江实验室/ }).waitFor();
      await box.fill("没有这样的名字");
      await page.getByText(/没有查到/).waitFor();
      await box.fill("实验室");
      await page.getByRole("option").nth(1).waitFor();
      await page.keyboard.press("ArrowDown");
      assert.equal(await page.getByRole("option").nth(1).getAttribute("aria-selected"), "true");
      await page.keyboard.press("Escape");
      await box.waitFor({ state: "detached" });
    },
  },
  {
    name: "search: on a phone too",
    viewport: { width: 390, height: 844 },
    async run({ page }) {
      await visit(page, "/");
      await page.getByRole("button", { name: "查找" }).click();
      await page.getByRole("combobox", { name: /查找/ }).fill("xhsys");
      await page.getByRole("option", { name: /西湖实验室/ }).click();
      await page.waitForURL(/\/platforms\//);
    },
  },
];
