import { expect, test } from "vitest";
import type { AttributeFacts, Profile } from "../api/model";
import { bitsText, chance, compare, keeper } from "./pairs";

const attribute = (name: string, text: string | null, change: Partial<AttributeFacts> = {}): AttributeFacts => ({
  name,
  type: "text",
  unit: null,
  yearly: false,
  derived: false,
  description: "",
  state: text === null ? "unknown" : "known",
  value: text === null ? null : { value: text, text, source: null, sheet: null, row: null },
  years: [],
  list: null,
  subject: null,
  ...change,
});
const profile = (attributes: AttributeFacts[]): Pick<Profile, "groups"> => ({ groups: [{ name: "身份", attributes }] });

test("what differs is told apart from what is unknown of one", () => {
  const rows = compare(
    profile([attribute("名称", "甲公司"), attribute("网址", "a.cn"), attribute("电话", null), attribute("法人", "张三")]),
    profile([attribute("名称", "甲有限公司"), attribute("网址", "a.cn"), attribute("电话", "1"), attribute("法人", null, { state: "absent" })]),
    [{ attribute: "网址", level: "相同", left: "a.cn", right: "a.cn", bits: 9 }],
  );
  expect(rows.map(({ name, differs }) => [name, differs])).toEqual([
    ["网址", false],
    ["名称", true],
    ["法人", true],
    ["电话", false],
  ]);
  expect(rows[3]?.left.text).toBe("未知");
  expect(rows[2]?.right.text).toBe("无");
});

test("attributes that are weighed together have their evidence at the first of them", () => {
  const both = profile([attribute("名称", "甲"), attribute("英文名称", "Jia"), attribute("网址", "a.cn")]);
  const rows = compare(both, both, [
    { attribute: "名称、英文名称", level: "相同", left: "甲", right: "甲", bits: 20 },
    { attribute: "网址", level: "缺失", left: null, right: null, bits: 0 },
  ]);
  expect(rows.map(({ name, evidence }) => [name, evidence?.bits ?? null])).toEqual([
    ["名称", 20],
    ["英文名称", null],
    ["网址", null],
  ]);
});

test("years are compared one by one, what is computed is left out", () => {
  const yearly = (value: string) =>
    attribute("收入", null, { yearly: true, state: "known", years: [{ year: 2024, state: "known", value: { value, text: value, source: null, sheet: null, row: null } }] });
  const rows = compare(profile([yearly("1"), attribute("强度", "5%", { derived: true })]), profile([yearly("2")]), []);
  expect(rows.map(({ name, differs }) => [name, differs])).toEqual([["收入（2024 年）", true]]);
});

test("who has a code keeps its id", () => {
  expect(keeper({ code: null }, { code: "9133" })).toBe("right");
  expect(keeper({ code: "9133" }, { code: null })).toBe("left");
  expect(keeper({ code: null }, { code: null })).toBe("left");
});

test("evidence and probability in words", () => {
  expect([bitsText(9.2), bitsText(-2), bitsText(0.2), bitsText(5)]).toEqual([
    "很支持是同一个（+9.2）",
    "略支持不是同一个（−2.0）",
    "几乎不说明什么",
    "支持是同一个（+5.0）",
  ]);
  expect([chance(0.99999), chance(0.8712), chance(0)]).toEqual([">99.9%", "87.1%", "<0.1%"]);
});
