import { expect, it } from "vitest";
import { segments } from "./spark";

it("scales into the box and keeps a gap where a year is unknown", () => {
  expect(segments([0, 10, null, 5], 30, 10, 0)).toEqual([
    [
      { x: 0, y: 10 },
      { x: 10, y: 0 },
    ],
    [{ x: 30, y: 5 }],
  ]);
});

it("draws a flat line in the middle and nothing for a single value", () => {
  expect(segments([4, 4], 10, 10, 0)[0]?.map((point) => point.y)).toEqual([5, 5]);
  expect(segments([null, 4], 10, 10, 0)).toEqual([]);
});
