import { expect, test } from "vitest";
import { readPopulationsSearch } from "./populationsSearch";

test("names are shown of a programme only; what is not understood is dropped", () => {
  expect(readPopulationsSearch({ list: "near", sort: "-met", within: "规模:小型" })).toEqual({ sort: "-met", within: "规模:小型" });
  expect(readPopulationsSearch({ programme: "cn.hnte", list: "near" })).toEqual({ programme: "cn.hnte", list: "near" });
  expect(readPopulationsSearch({ sort: "name", kind: "<b>", list: "x", programme: 3 })).toEqual({});
});
