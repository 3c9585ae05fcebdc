import { expect, test } from "vitest";
import { boxOf, inPolygon, labelSpot, readOutlines, type Ring } from "./geo";

const SQUARE: Ring = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]];
const HOLE: Ring = [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]];

test("a point in a hole is outside", () => {
  expect(inPolygon([2, 2], [SQUARE])).toBe(true);
  expect(inPolygon([2, 2], [SQUARE, HOLE])).toBe(false);
  expect(inPolygon([0.5, 2], [SQUARE, HOLE])).toBe(true);
  expect(inPolygon([5, 2], [SQUARE])).toBe(false);
});

test("a label stands inside, even where the middle of the box does not", () => {
  // A horseshoe open to the north: the middle of its box is outside.
  const shoe: Ring = [[0, 0], [6, 0], [6, 6], [5, 6], [5, 1], [1, 1], [1, 6], [0, 6], [0, 0]];
  const outline = { code: "1", name: "马蹄", polygons: [[shoe]] };
  const spot = labelSpot(outline);
  expect(spot && inPolygon(spot, [shoe])).toBe(true);
  expect(inPolygon([3, 3], [shoe])).toBe(false);
  expect(labelSpot({ code: "2", name: "空", polygons: [] })).toBeNull();
});

test("districts come out of polygons and multipolygons; what has no code or area is passed over", () => {
  const outlines = readOutlines({
    features: [
      { properties: { code: "1", name: "甲" }, geometry: { type: "Polygon", coordinates: [SQUARE] } },
      { properties: { code: "2" }, geometry: { type: "MultiPolygon", coordinates: [[SQUARE], [HOLE]] } },
      { properties: { name: "无码" }, geometry: { type: "Polygon", coordinates: [SQUARE] } },
      { properties: { code: "3" }, geometry: { type: "Point", coordinates: [0, 0] } },
    ],
  });
  expect(outlines.map(({ code, name, polygons }) => [code, name, polygons.length])).toEqual([
    ["1", "甲", 1],
    ["2", "2", 2],
  ]);
  expect(boxOf(outlines)).toEqual({ west: 0, south: 0, east: 4, north: 4 });
  expect(readOutlines(null)).toEqual([]);
});
