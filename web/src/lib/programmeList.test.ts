import { expect, test } from "vitest";
import type { ProgrammeSummary } from "../api/model";
import { chosen, facetCounts, levelOf, marked, readProgrammesSearch } from "./programmeList";

const programme = (change: Partial<ProgrammeSummary>): ProgrammeSummary => ({
  id: "cn.x.2020",
  family: "cn.x",
  name: "甲",
  authority: "",
  document: "",
  territory: "全国",
  kind: "enterprise",
  from: null,
  until: null,
  in_force: true,
  confidence: "certain",
  outcomes: ["title"],
  open: null,
  ...change,
});

const ALL = [
  programme({}),
  programme({ outcomes: ["title", "money"], open: true }),
  programme({ territory: "杭州市 330100", outcomes: ["money"], open: false, in_force: false }),
];

test("a territory says its level", () => {
  expect(["全国", "浙江省 330000", "杭州市 330100", "西湖区 330106", "长三角"].map(levelOf)).toEqual(["国家", "省级", "市级", "区县级", "其他"]);
});

test("facets narrow together, and each counts what it would leave", () => {
  const search = { outcome: "资金或减免", window: "正在申报" };
  expect(chosen(ALL, search)).toEqual([ALL[1]]);
  expect(facetCounts(ALL, search, "window")).toEqual([
    ["正在申报", 1],
    ["不在申报期", 1],
    ["未注明", 0],
  ]);
  expect(facetCounts(ALL, {}, "outcome")).toEqual([
    ["资格称号", 2],
    ["资金或减免", 2],
  ]);
  expect(facetCounts(ALL, {}, "territory")).toContainEqual(["杭州市", 1]);
});

test("what is looked for is marked, signs of patterns are signs", () => {
  expect(marked("研发费用占比不低于5%", "研发 5%").filter(({ hit }) => hit).map(({ text }) => text)).toEqual(["研发", "5%"]);
  expect(marked("a.b", ".").map(({ text }) => text)).toEqual(["a", ".", "b"]);
  expect(marked("没有", "")).toEqual([{ text: "没有", hit: false }]);
});

test("an old link still opens", () => {
  expect(readProgrammesSearch({ q: " 研发 ", level: "国家", colour: "red", window: 3 })).toEqual({ q: "研发", level: "国家" });
});
