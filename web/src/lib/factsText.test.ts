import { describe, expect, it } from "vitest";
import type { AttributeInfo } from "../api/model";
import type { Draft } from "./factsText";
import { fromYaml, toFacts, toYaml } from "./factsText";

function attribute(name: string, rest: Partial<AttributeInfo>): [string, AttributeInfo] {
  return [
    name,
    {
      name,
      type: "text",
      unit: null,
      yearly: false,
      values: [],
      fields: [],
      sensitivity: "公开",
      refers: [],
      changeable: "no",
      derived: null,
      description: "",
      sources: [],
      ...rest,
    },
  ];
}

const attributes = new Map([
  attribute("成立日期", { type: "date" }),
  attribute("职工总数", { type: "number", unit: "人", yearly: true }),
  attribute("营业收入", { type: "number", unit: "元", yearly: true }),
  attribute("市场占有率", { type: "number", unit: "%" }),
  attribute("学历人数.本科", { type: "number", unit: "人", yearly: true }),
  attribute("知识产权", { type: "list" }),
]);

const sheet = (draft: Draft) => ({ draft, lists: {}, rest: {} });

describe("what was typed", () => {
  it("leaves the unknown out and takes plain money in 万元", () => {
    const draft = { 成立日期: "2019-03-01", 营业收入: { 2023: "", 2024: "1,234.5" }, 职工总数: { 2024: "86" }, 市场占有率: "" };
    expect(toFacts(sheet(draft), attributes)).toEqual({
      成立日期: "2019-03-01",
      营业收入: { 2024: "1,234.5万元" },
      职工总数: { 2024: "86" },
    });
  });
  it("keeps a unit that was typed, and text that is not a number for the server to judge", () => {
    expect(toFacts(sheet({ 营业收入: { 2024: "3亿元", 2023: "约500" } }), attributes)).toEqual({
      营业收入: { 2024: "3亿元", 2023: "约500" },
    });
  });
  it("writes a part of a group under its group", () => {
    expect(toFacts(sheet({ "学历人数.本科": { 2024: "30" } }), attributes)).toEqual({ 学历人数: { 本科: { 2024: "30" } } });
  });
});

describe("the kept file", () => {
  it("comes back as it was typed", () => {
    const draft = { 成立日期: "2019-03-01", 营业收入: { 2024: "1234.5万元" }, "学历人数.本科": { 2024: "30" } };
    const text = toYaml(toFacts(sheet(draft), attributes));
    expect(fromYaml(text, attributes)).toEqual(sheet(draft));
  });
  it("reads plain numbers of a file as 元 and bare ratios, not as 万元 and percent", () => {
    const { draft } = fromYaml("营业收入: {2024: 50000000}\n市场占有率: 0.043\n", attributes);
    expect(draft).toEqual({ 营业收入: { 2024: "50000000元" }, 市场占有率: "4.3%" });
    expect(fromYaml("市场占有率: 0.5\n", attributes).draft).toEqual({ 市场占有率: "50%" });
    expect(fromYaml("市场占有率: 1\n", attributes).draft).toEqual({ 市场占有率: "100%" });
  });
  it("carries along what the form does not show", () => {
    const text = "知识产权: {complete: false, items: []}\n别的: [1, null]\n";
    const { draft, lists, rest } = fromYaml(text, attributes);
    expect([draft, lists]).toEqual([{}, {}]);
    expect(rest).toEqual({ 知识产权: { complete: "false", items: [] }, 别的: ["1", null] });
  });
  it("keeps records, and tells none from unknown", () => {
    const read = fromYaml("知识产权: [{类型: 发明专利, 有效: 是}, {类型: null}]\n", attributes);
    expect(read.lists).toEqual({ 知识产权: [{ 类型: "发明专利", 有效: "是" }, {}] });
    expect(toFacts(read, attributes)).toEqual({ 知识产权: [{ 类型: "发明专利", 有效: "是" }] });
    expect(fromYaml("知识产权: []\n", attributes).lists).toEqual({ 知识产权: "无" });
    expect(fromYaml("知识产权: null\n", attributes).lists).toEqual({});
  });
  it("refuses what is no map", () => {
    expect(() => fromYaml("- a\n- b\n", attributes)).toThrow("属性");
  });
});
