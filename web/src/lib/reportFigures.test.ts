import { expect, test } from "vitest";
import type { StatedFigure } from "../api/model";
import { choices, comparison, filterFigures, NO_PLACE, numbered, valueText, whenText } from "./reportFigures";

const figure = (change: Partial<StatedFigure>): StatedFigure => ({
  indicator: "研发经费",
  place: "杭州",
  year: 2022,
  period: null,
  op: "=",
  value: 723,
  unit: "亿元",
  quote: "研发经费达到723亿元",
  offset: 0,
  ...change,
});

test("values read as the report wrote them, a blacked out one is no number", () => {
  expect(valueText(figure({}))).toBe("723亿元");
  expect(valueText(figure({ value: 12345.5, unit: "家" }))).toBe("12,345.5家");
  expect(valueText(figure({ value: 2023, unit: "年" }))).toBe("2023年");
  expect(valueText(figure({ value: -3.2, unit: "%" }))).toBe("-3.2%");
  expect(valueText(figure({ value: "阿里、海康", unit: "" }))).toBe("阿里、海康");
  expect(valueText(figure({ value: null }))).toBeNull();
});

test("comparison and time are said in words", () => {
  expect([comparison("="), comparison("≈"), comparison(">="), comparison("??")]).toEqual(["", "约", "不低于", "??"]);
  expect(whenText(figure({}))).toBe("2022 年");
  expect(whenText(figure({ year: null, period: "2019..2023" }))).toBe("2019—2023");
  expect(whenText(figure({ year: null }))).toBeNull();
});

test("figures are found by indicator, place and words", () => {
  const all = numbered([figure({}), figure({ place: null, quote: "全社会研发投入" }), figure({ indicator: "高新技术企业数", unit: "家", value: 1200 })]);
  const found = (filter: Parameters<typeof filterFigures>[1]) => filterFigures(all, filter).map(({ at }) => at);
  expect(found({})).toEqual([0, 1, 2]);
  expect(found({ indicator: "研发经费" })).toEqual([0, 1]);
  expect(found({ place: NO_PLACE })).toEqual([1]);
  expect(found({ q: "1200 杭州" })).toEqual([2]);
  expect(found({ q: "全社会" })).toEqual([1]);
  expect(choices(all.map((one) => one.figure), (one) => one.indicator)).toEqual([
    { value: "研发经费", count: 2 },
    { value: "高新技术企业数", count: 1 },
  ]);
});
