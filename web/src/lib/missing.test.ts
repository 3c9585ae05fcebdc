import { expect, it } from "vitest";
import { gather } from "./missing";

it("asks for years that decide the same in one question, where the first of them stood", () => {
  const one = (attribute: string, period: string | null, ...decides: string[]) => ({ attribute, period, decides });
  expect(
    gather([one("研发费用", "2025", "a"), one("成立日期", null, "b"), one("研发费用", "2023", "a"), one("研发费用", "2024", "a", "c")]),
  ).toEqual([
    { attribute: "研发费用", periods: ["2023", "2025"], decides: ["a"] },
    { attribute: "成立日期", periods: [], decides: ["b"] },
    { attribute: "研发费用", periods: ["2024"], decides: ["a", "c"] },
  ]);
});
