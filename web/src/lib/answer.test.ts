import { describe, expect, it } from "vitest";
import type { Answer, Condition } from "../api/model";
import { reasons, summary, tally } from "./answer";

function node(id: string, op: string, status: Condition["status"], children: Condition[] = []): Condition {
  return { id, op, n: null, article: `第${id}条`, text: `条款${id}`, status, reason: null, confidence: null, values: [], children };
}

const tree = [
  node("1", "all", "unmet", [
    node("2", "test", "met"),
    node("3", "test", "unknown"),
    node("4", "any", "unmet", [node("5", "test", "unmet"), node("6", "test", "unmet")]),
  ]),
];

describe("reasons", () => {
  it("walks through conjunctions, takes a choice as one, and puts failures first", () => {
    expect(reasons(tree).map((reason) => reason.id)).toEqual(["4", "3"]);
  });
  it("never gives an empty sentence", () => {
    expect(reasons(tree).map((reason) => reason.sentence)).toEqual(["条款4", "条款3"]);
  });
});

describe("tally", () => {
  it("counts leaves only", () => {
    expect(tally(tree)).toEqual({ met: 1, unmet: 2, unknown: 1, not_applicable: 0 });
  });
});

describe("summary", () => {
  it("names the first failed condition, or what is missing", () => {
    const answer = { status: "unmet", class: null, conditions: tree, missing: [] } as unknown as Answer;
    expect(summary(answer)).toBe("条款4；共 2 项不满足");
    const open = { ...answer, status: "unknown", missing: [{ attribute: "研发费用", period: "2024", decides: [] }] } as Answer;
    expect(summary(open)).toBe("还缺 1 项事实，补上即可判断");
  });
});
