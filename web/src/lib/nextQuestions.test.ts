import { expect, it } from "vitest";
import type { Answer } from "../api/model";
import { MAX_NEXT_QUESTIONS, nextQuestions } from "./nextQuestions";

const answer = (name: string, status: Answer["status"], ...missing: string[]) =>
  ({ name, status, missing: missing.map((attribute) => ({ attribute, period: null, decides: [] })) }) as unknown as Answer;

it("asks first what settles most, and nothing for what is settled", () => {
  const next = nextQuestions([
    answer("甲", "unknown", "职工总数", "研发费用"),
    answer("乙", "unknown", "营业收入", "职工总数"),
    answer("丙", "unmet", "资产总额"),
  ]);
  // 职工总数: 1 + 1/2; 营业收入: 1; 研发费用: 1/2.
  expect(next.map((question) => question.attribute)).toEqual(["职工总数", "营业收入", "研发费用"]);
  expect(next.map((question) => question.attribute)).not.toContain("资产总额");
  expect(next.find((question) => question.attribute === "职工总数")?.programmes).toEqual(["甲", "乙"]);
});

it("stops at the limit", () => {
  const many = (n: number) => nextQuestions([answer("甲", "unknown", ...Array.from({ length: n }, (_, i) => `属性${i}`))]);
  expect(many(MAX_NEXT_QUESTIONS)).toHaveLength(MAX_NEXT_QUESTIONS);
  expect(many(MAX_NEXT_QUESTIONS + 1)).toHaveLength(MAX_NEXT_QUESTIONS);
});
