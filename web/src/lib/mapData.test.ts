import { expect, test } from "vitest";
import type { MapSubjects } from "../api/model";
import { counts, isThere, placed, points, undated, within } from "./mapData";

const LAYER = {
  kind: "platform",
  name: "科创平台",
  class_attribute: "层级",
  class_words: ["基础研究平台", "协同创新平台"],
  place_list: [
    { code: "330100", name: "杭州市" },
    { code: "330110", name: "余杭区" },
    { code: null, name: "区县未知" },
  ],
  ids: ["a", "b", "c", "d"],
  names: ["甲", "乙", "丙", "丁"],
  examples: [false, false, true, false],
  places: [1, 1, 0, 2],
  classes: [0, null, 1, null],
  since: [2017, null, 2022, null],
  longitudes: [120.01, null, null, null],
  latitudes: [30.28, null, null, null],
  precisions: ["point", "district", "city", "unknown"],
} as unknown as MapSubjects;

test("who came later is not there yet; of whom it is unknown is shown", () => {
  expect(isThere(2022, 2021)).toBe(false);
  expect(isThere(2021, 2021)).toBe(true);
  expect(isThere(null, 2021)).toBe(true);
  expect(isThere(2022, undefined)).toBe(true);
  expect(placed(LAYER, 2020).map(({ name }) => name)).toEqual(["甲", "乙", "丁"]);
  expect(undated(LAYER)).toBe(2);
});

test("subjects are counted where they are known to be, and nowhere else", () => {
  const told = counts(placed(LAYER, undefined));
  expect(told.get("330110")?.get("platform")).toBe(2);
  expect(told.get("city")?.get("platform")).toBe(1);
  expect(told.get("none")?.get("platform")).toBe(1);
});

test("only what has a point is drawn as one, and only that can be said to lie in a shape", () => {
  const all = placed(LAYER, undefined);
  expect(points(all).features).toHaveLength(1);
  const ring: [number, number][] = [[120, 30], [121, 30], [121, 31], [120, 31]];
  const { inside, rough } = within(all, ring);
  expect(inside.map(({ name, class: word }) => [name, word])).toEqual([["甲", "基础研究平台"]]);
  expect(rough).toBe(3);
});
