import { expect, it } from "vitest";
import type { Answer, AttributeInfo, QuestionInfo } from "../api/model";
import { CHECKLIST, isSaid, newlySettled, rows, standing, withBoxes, withSkipped } from "./asking";
import { EMPTY_SHEET } from "./factsText";

const question = (attribute: string, years: string[], ...names: string[]): QuestionInfo => ({
  form: "value",
  facts: [{ attribute, periods: years, tick: null }],
  names,
  programmes: names,
});
const checklist: QuestionInfo = {
  form: "checklist",
  facts: [
    { attribute: "技术合同", periods: [], tick: "签有技术合同" },
    { attribute: "技术转让所得", periods: ["2023", "2024"], tick: "有技术转让所得" },
    { attribute: "老字号", periods: [], tick: "是老字号" },
  ],
  names: ["甲", "乙"],
  programmes: ["甲", "乙"],
};
const answer = (programme: string, status: Answer["status"]) => ({ programme, status }) as Answer;
const NOTHING: ReadonlySet<string> = new Set<string>();

it("keeps the server's order", () => {
  expect(rows([question("居民企业", [], "甲"), question("研发费用", ["2023", "2024"], "甲", "乙")], NOTHING)).toEqual([
    { attribute: "居民企业", years: [], names: ["甲"] },
    { attribute: "研发费用", years: ["2023", "2024"], names: ["甲", "乙"] },
  ]);
});

it("asks for what was ticked before anything else, and lists it no more", () => {
  const [list] = rows([checklist, question("居民企业", [])], NOTHING);
  expect(list?.boxes?.map(({ tick }) => tick)).toEqual(["签有技术合同", "有技术转让所得", "是老字号"]);
  const asked = rows([checklist, question("居民企业", [])], NOTHING, new Set(["技术转让所得"]));
  expect(asked.map(({ attribute, years }) => [attribute, years])).toEqual([
    ["技术转让所得", ["2023", "2024"]],
    [CHECKLIST, []],
    ["居民企业", []],
  ]);
  expect(asked[1]?.boxes?.map(({ attribute }) => attribute)).toEqual(["技术合同", "老字号"]);
});

it("takes what is left unticked as 否 or 无", () => {
  const attributes = new Map(
    [
      { name: "技术合同", type: "list" },
      { name: "技术转让所得", type: "number" },
      { name: "老字号", type: "boolean" },
    ].map((one) => [one.name, one as AttributeInfo]),
  );
  const boxes = rows([checklist], NOTHING)[0]?.boxes ?? [];
  const none = withBoxes(EMPTY_SHEET, boxes, NOTHING, attributes);
  expect(none.lists).toEqual({ 技术合同: "无" });
  expect(none.draft).toEqual({ 技术转让所得: { "2023": "无", "2024": "无" }, 老字号: "否" });
  const all = withBoxes(EMPTY_SHEET, boxes, new Set(["技术合同", "技术转让所得", "老字号"]), attributes);
  expect(all).toEqual({ ...EMPTY_SHEET, draft: { 老字号: "是" } });
});

it("does not ask again for what is not known, year by year", () => {
  const questions = [question("研发费用", ["2023", "2024"]), question("居民企业", [])];
  const row = rows(questions, NOTHING)[0];
  if (!row) throw new Error("a row");
  const half = withSkipped(NOTHING, row, (year) => year === "2023");
  expect(rows(questions, half).map(({ attribute, years }) => [attribute, years])).toEqual([
    ["研发费用", ["2024"]],
    ["居民企业", []],
  ]);
  const none = withSkipped(half, { attribute: "居民企业", years: [], names: [] }, () => true);
  expect(rows(questions, none).map(({ attribute }) => attribute)).toEqual(["研发费用"]);
});

it("knows what the sheet says", () => {
  const sheet = { ...EMPTY_SHEET, draft: { 研发费用: { "2024": "300", "2023": " " }, 居民企业: "是" }, lists: { 资质: "无" as const } };
  expect(isSaid(sheet, "研发费用", ["2023", "2024"], "2024")).toBe(true);
  expect(isSaid(sheet, "研发费用", ["2023", "2024"], "2023")).toBe(false);
  expect(isSaid(sheet, "居民企业", [])).toBe(true);
  expect(isSaid(sheet, "成立日期", [])).toBe(false);
  expect(isSaid(sheet, "资质", [])).toBe(true);
});

it("tells what an answer has settled", () => {
  const before = [answer("甲", "unknown"), answer("乙", "unknown"), answer("丙", "met")];
  const after = [answer("甲", "unmet"), answer("乙", "unknown"), answer("丙", "met")];
  expect(newlySettled(before, after).map(({ programme }) => programme)).toEqual(["甲"]);
  expect(standing(after)).toEqual({ met: 1, unmet: 1, unknown: 1, not_applicable: 0 });
});
