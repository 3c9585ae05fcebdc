import { expect, test } from "vitest";
import { readGrid, readProgrammeSearch, readSet, readWithin, writeGrid, writeSet, writeWithin } from "./programmeSearch";

const OWN = "cn.hnte.2016";

test("a state goes into the address and comes back", () => {
  const set = [
    { programme: OWN, parameter: "科技人员占比下限", value: "11%" },
    { programme: "cn.sme-size.2011", parameter: "工业人数上限", value: "1000人" },
  ];
  expect(writeSet(set, OWN)).toBe("科技人员占比下限:11%;cn.sme-size.2011/工业人数上限:1000人");
  expect(readSet(writeSet(set, OWN), OWN)).toEqual(set);
  const grid = [{ programme: OWN, parameter: "科技人员占比下限", values: ["8%", "10%"] }];
  expect(readGrid(writeGrid(grid, OWN), OWN)).toEqual(grid);
  const within = { 行政区划: "330106", "国民经济行业:门类": "C", 规模: null };
  expect(readWithin(writeWithin(within))).toEqual(within);
});

test("nothing is written as nothing", () => {
  expect(writeSet([], OWN)).toBeUndefined();
  expect(writeWithin({})).toBeUndefined();
  expect(readSet(undefined, OWN)).toEqual([]);
});

test("what is not understood is dropped", () => {
  expect(readProgrammeSearch({ view: "nothing", by: "营业收入", list: "all", set: " " })).toEqual({});
  expect(readProgrammeSearch({ view: "reform", by: "规模", list: "gain" })).toEqual({ view: "reform", by: "规模", list: "gain" });
  expect(readSet("没有值:;:没有名;甲:1", OWN)).toEqual([{ programme: OWN, parameter: "甲", value: "1" }]);
});
