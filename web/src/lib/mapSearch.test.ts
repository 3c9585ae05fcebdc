import { expect, test } from "vitest";
import { readMapSearch, readShade, writeShade } from "./mapSearch";

test("the address is read, and what is not understood is dropped", () => {
  expect(
    readMapSearch({ layers: "enterprise", view: "heat", by: "count|enterprise", year: "2020", district: 330106, draw: "svg" }),
  ).toEqual({ layers: "enterprise", view: "heat", by: "count|enterprise", year: 2020, district: "330106", draw: "svg" });
  expect(readMapSearch({ view: "3d", by: "number|enterprise", year: "x", draw: "gl", layers: " " })).toEqual({});
});

test("a shade goes into the address and comes back", () => {
  for (const shade of [
    { sort: "count", kind: "platform" },
    { sort: "programme", programme: "cn.hnte" },
    { sort: "number", kind: "enterprise", attribute: "研发费用", measure: "sum" },
  ] as const) {
    expect(readShade(writeShade(shade))).toEqual(shade);
  }
  expect(readShade("number|enterprise|研发费用|mean")).toBeNull();
  expect(readShade(undefined)).toBeNull();
});
