import { expect, it } from "vitest";
import type { Answer, QuestionInfo } from "../api/model";
import { LOOK_AHEAD, isSaid, newlySettled, rows, standing, withSkipped, yearsOf } from "./asking";
import { EMPTY_SHEET } from "./factsText";

const question = (attribute: string, period: string | null, ...names: string[]): QuestionInfo => ({
  attribute,
  period,
  names,
  programmes: names,
});
const answer = (programme: string, status: Answer["status"]) => ({ programme, status }) as Answer;
const NOTHING = new Set<string>();

it("reads every way to write years", () => {
  expect(yearsOf("2024")).toEqual(["2024"]);
  expect(yearsOf("2022..2024")).toEqual(["2022", "2023", "2024"]);
  expect(yearsOf("2023、2024")).toEqual(["2023", "2024"]);
  expect(yearsOf(null)).toEqual([]);
});

it("keeps the server's order, and asks all years of an attribute in one row", () => {
  const asked = rows(
    [
      question("居民企业", null, "甲"),
      question("研发费用", "2024", "甲", "乙"),
      question("成立日期", null, "乙"),
      question("研发费用", "2023", "乙", "丙"),
      question("营业收入", "2022..2024", "丙"),
    ],
    NOTHING,
  );
  expect(asked).toEqual([
    { attribute: "居民企业", years: [], names: ["甲"] },
    { attribute: "研发费用", years: ["2023", "2024"], names: ["甲", "乙", "丙"] },
    { attribute: "成立日期", years: [], names: ["乙"] },
    { attribute: "营业收入", years: ["2022", "2023", "2024"], names: ["丙"] },
  ]);
});

it("does not bring a year forward from far down the list", () => {
  const between = Array.from({ length: LOOK_AHEAD - 1 }, (_, at) => question(`属性${at}`, null));
  const near = [question("研发费用", "2024"), ...between.slice(1), question("研发费用", "2023")];
  const far = [question("研发费用", "2024"), ...between, question("研发费用", "2023")];
  expect(rows(near, NOTHING)[0]?.years).toEqual(["2023", "2024"]);
  expect(rows(far, NOTHING)[0]?.years).toEqual(["2024"]);
});

it("does not ask again for what is not known, year by year", () => {
  const questions = [question("研发费用", "2023"), question("研发费用", "2024"), question("居民企业", null)];
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
