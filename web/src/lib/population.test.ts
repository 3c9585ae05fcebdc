import { expect, test } from "vitest";
import type { PopulationGroup } from "../api/model";
import { bounds } from "./amounts";
import { orderOf, plus, whole } from "./population";

const group = (met: number, amount: PopulationGroup["amount"]): PopulationGroup => ({
  key: {},
  programme: "cn.x",
  met,
  unmet: 1,
  unknown: 2,
  not_applicable: 0,
  near: 1,
  amount,
});
const money = (min: string | null, max: string | null, unbounded = 0) => ({ min, max, certain: "1", uncertain: 1, unbounded });

test("money is added to the fen, beyond what a float holds", () => {
  expect(plus(["90071992547409.93", "0.01", "-0.04"])).toBe("90071992547409.9");
  expect(plus(["90071992547409.93", "0.01", "-0.94"])).toBe("90071992547409");
  expect(plus(["-0.5", "0.25"])).toBe("-0.25");
});

test("a bound that one group lacks the whole lacks", () => {
  const all = whole([group(3, money("10", "20")), group(4, money("5", null, 2))]);
  expect(all).toMatchObject({ met: 7, unmet: 2, unknown: 4, near: 2 });
  expect(all.amount).toMatchObject({ min: "15", max: null, unbounded: 2, certain: "2" });
  expect(bounds(all.amount ?? money(null, null))).toBe("至少 15 元，2 家的金额没有界");
  expect(bounds(money("0", null, 4))).toBe("未知：4 家的金额没有界");
  expect(whole([group(1, null)]).amount).toBeNull();
});

test("bounds are said as bounds, a change with its sign", () => {
  expect(bounds(money("12000", "12000"))).toBe("1.2 万元");
  expect(bounds(money("-5000000", "20000000"), true)).toBe("-500 万元 至 +2,000 万元");
});

test("a version in force is asked as its family; what subjects are chosen by is counted by once", () => {
  const programme = { id: "cn.x.2020", family: "cn.x", in_force: true };
  const within = { 行政区划: "330106", "国民经济行业:门类": "C" };
  expect(orderOf(programme, { by: "国民经济行业", within })).toMatchObject({
    programmes: ["cn.x"],
    group_by: ["国民经济行业", "行政区划"],
  });
  expect(orderOf({ ...programme, in_force: false }, { by: "规模", within: {} }).programmes).toEqual(["cn.x.2020"]);
});
