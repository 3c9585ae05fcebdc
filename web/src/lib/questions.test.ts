import { expect, it } from "vitest";
import type { AttributeInfo } from "../api/model";
import { askedYears, sections } from "./questions";

const attribute = (name: string, derived: string | null = null) => ({ name, derived }) as AttributeInfo;

it("asks the common first, never twice, and not what is derived", () => {
  const { first, rest } = sections([
    { name: "身份", attributes: [attribute("示例"), attribute("网址"), attribute("成立日期")] },
    { name: "派生", attributes: [attribute("研发强度", "研发费用 / 营业收入")] },
    { name: "研发", attributes: [attribute("研发费用")] },
  ]);
  expect(first.attributes.map((a) => a.name)).toEqual(["成立日期", "研发费用"]);
  expect(rest).toEqual([{ name: "身份", attributes: [attribute("网址")] }]);
});

it("asks for the three closed years before the assessment", () => {
  expect(askedYears("2025-06-30")).toEqual(["2022", "2023", "2024"]);
});
