import { expect, it } from "vitest";
import { pieces } from "./marked";

it("tells what went from what came", () => {
  expect(pieces("文件改为“〔[-2022-]{+2026+}〕号”")).toEqual([
    { kind: "same", text: "文件改为“〔" },
    { kind: "gone", text: "2022" },
    { kind: "new", text: "2026" },
    { kind: "same", text: "〕号”" },
  ]);
});

it("leaves the brackets of formulas alone", () => {
  const formula = "改为“{+every(+}研发费用[[-上-]{+近2+}年] >= 下限{+)+}”";
  expect(pieces(formula).map(({ text }) => text).join("")).toBe("改为“every(研发费用[上近2年] >= 下限)”");
  expect(pieces("研发费用[-1")).toEqual([{ kind: "same", text: "研发费用[-1" }]);
});
