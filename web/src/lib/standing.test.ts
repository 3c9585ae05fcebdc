import { expect, test } from "vitest";
import type { Answer, Condition } from "../api/model";
import { grouped, isNear } from "./standing";

const condition = (status: Condition["status"], id: string): Condition =>
  ({ id, op: "test", status, reason: id, text: "", article: null, values: [], children: [] }) as unknown as Condition;
const answer = (status: Answer["status"], ...statuses: Condition["status"][]): Answer =>
  ({ status, programme: status, conditions: statuses.map((own, at) => condition(own, `c${at}`)), missing: [] }) as unknown as Answer;

test("one failed condition is a step away, two are not; an open one beside it does not count", () => {
  expect(isNear(answer("unmet", "met", "unmet"))).toBe(true);
  expect(isNear(answer("unmet", "unknown", "unmet"))).toBe(true);
  expect(isNear(answer("unmet", "unmet", "unmet"))).toBe(false);
  expect(isNear(answer("unknown", "unknown"))).toBe(false);
});

test("every answer stands in exactly one group", () => {
  const answers = [
    answer("met", "met"),
    answer("unmet", "unmet"),
    answer("unmet", "unmet", "unmet"),
    answer("unknown", "unknown"),
    answer("not_applicable"),
  ];
  const groups = grouped(answers);
  expect(groups.map(({ answers: own }) => own.length)).toEqual([1, 1, 1, 1, 1]);
  expect(groups.flatMap(({ answers: own }) => own)).toHaveLength(answers.length);
});
