import { expect, it } from "vitest";
import { tooTight } from "./outlines";

const square = (name: string, west: number, east: number) => ({
  type: "Feature",
  properties: { name },
  geometry: { type: "Polygon", coordinates: [[[west, 0], [east, 0], [east, 1], [west, 1], [west, 0]]] },
});

it("names the districts that cannot hold their label", () => {
  const outlines = { features: [square("大", 0, 89), square("小", 89, 99), square("够", 88, 100)] };
  expect([...tooTight(outlines)]).toEqual(["小"]);
});

it("survives a map without districts", () => {
  expect(tooTight({ features: [] }).size).toBe(0);
  expect(tooTight(null).size).toBe(0);
});
