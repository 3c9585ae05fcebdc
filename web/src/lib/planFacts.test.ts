import { expect, test } from "vitest";
import type { Plan } from "../api/model";
import { type Change, factsOf, isNumeric, keyOf, range, sentence } from "./planFacts";

// The generated type of a value that may be anything admits nothing.
const change = (part: Record<string, unknown>): Change =>
  ({ attribute: "研发费用", period: "2026", from: "2400000", to: "3120000", unit: "元", from_shown: "240万元", to_shown: "312万元", lead_time: "30天", cost: "0", cost_shown: "0元", ...part }) as unknown as Change;
const RECORD = change({ attribute: "知识产权", period: null, from: 1, to: 3, unit: "", action: "取得Ⅰ类知识产权", record: { 类别: "Ⅰ类" } });
const WORD = change({ attribute: "研发机构级别", period: null, from: null, to: "市级", unit: "", to_shown: "市级" });

test("a change is told in a sentence", () => {
  expect(sentence(change({}))).toBe("2026 年研发费用达到 312万元");
  expect(sentence(change({ from: "10", to: "5", to_shown: "5人", attribute: "职工总数" }))).toBe("2026 年职工总数降到 5人");
  expect(sentence(WORD)).toBe("研发机构级别改为 市级");
  expect(sentence(RECORD)).toMatch(/取得Ⅰ类知识产权/);
});

test("a slider starts where the year stands and goes beyond what is asked", () => {
  const { least, most, step } = range(change({}));
  expect(least).toBe(2_400_000);
  expect(most).toBe(3_480_000);
  expect(step).toBe(10_000);
  expect(range(change({ from: 10, to: 4, unit: "人" })).least).toBeLessThan(4);
});

test("facts are the open years as projected, with what the user set", () => {
  const plan = {
    projection: [
      { attribute: "研发费用", period: "2026", value: "2400000" },
      { attribute: "学历人数.本科", period: "2026", value: 8 },
    ],
    changes: [change({}), RECORD, WORD],
  } as unknown as Plan;
  expect(plan.changes.map(isNumeric)).toEqual([true, false, false]);
  expect(factsOf(plan, new Map([[keyOf(change({})), 2_900_000]]), new Set([keyOf(RECORD)]))).toEqual({
    研发费用: { "2026": 2_900_000 },
    学历人数: { 本科: { "2026": 8 } },
    知识产权: [{ 类别: "Ⅰ类" }, { 类别: "Ⅰ类" }],
  });
  expect(factsOf(plan, new Map(), new Set([keyOf(WORD)]))["研发机构级别"]).toBe("市级");
});
