import { expect, it } from "vitest";
import { interval, overlapping, place } from "./ranks";

const unit = (code: string, low: number | null, high: number | null) => ({
  code,
  name: code,
  score: 1,
  rank: 1,
  low,
  high,
  best: low,
  worst: high,
});

it("tells which places are not sure against each other", () => {
  const units = [unit("a", 1, 2), unit("b", 2, 4), unit("c", 5, 6), unit("d", null, null)];
  expect(overlapping(units, "a").map(({ code }) => code)).toEqual(["b"]);
  expect(overlapping(units, "c")).toEqual([]);
  expect(overlapping(units, "d")).toEqual([]);
});

it("writes intervals for people", () => {
  expect(interval(2, 4.5)).toBe("2～4.5");
  expect(interval(3, 3)).toBe("3");
  expect(interval(null, 4)).toBe("未知");
  expect(place(null)).toBe("未知");
});
