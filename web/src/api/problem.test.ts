import { describe, expect, it } from "vitest";
import { ApiProblem, explain } from "./problem";

describe("problems", () => {
  it("carries what, where and how to mend", () => {
    const problem = new ApiProblem(422, {
      code: "invalid_facts",
      message: "有 1 处读不懂",
      hint: "请改正",
      where: null,
      details: [{ line: 3, column: 7, message: "“abc”不能读作金额" }, "odd"],
    });
    expect(problem.code).toBe("invalid_facts");
    expect(explain(problem)).toMatchObject({ message: "有 1 处读不懂", hint: "请改正", where: "" });
    expect(problem.details).toEqual([{ line: 3, column: 7, message: "“abc”不能读作金额" }]);
  });
  it("says so when the server gave no reason", () => {
    expect(new ApiProblem(502, undefined).message).toContain("502");
  });
  it("tells a stopped server from a defect", () => {
    expect(explain(new TypeError("Failed to fetch")).hint).toContain("kechuang serve");
    expect(explain(new TypeError("x is undefined")).hint).toBe("");
  });
});
