import { expect, test } from "vitest";
import { fromGeoJson, readSpotLines, toGeoJson, writeSpotLines, type Zone } from "./zones";

const ZONES: Zone[] = [
  { id: "1", name: "城西科创大走廊", sort: "corridor", spots: [[119.7, 30.25], [120.1, 30.28]] },
  { id: "2", name: "片区", sort: "zone", spots: [[120, 30], [121, 30], [121, 31]] },
];

test("shapes go into a file and come back", () => {
  const back = fromGeoJson(JSON.stringify(toGeoJson(ZONES)));
  expect(back.map(({ name, sort, spots }) => ({ name, sort, spots }))).toEqual(
    ZONES.map(({ name, sort, spots }) => ({ name, sort, spots })),
  );
});

test("an unfinished shape is not written", () => {
  expect(toGeoJson([{ id: "3", name: "半个", sort: "zone", spots: [[0, 0], [1, 1]] }]).features).toEqual([]);
});

test("what is wrong with a file is said", () => {
  expect(() => fromGeoJson("x")).toThrow(/不是 JSON/);
  expect(() => fromGeoJson("{}")).toThrow(/FeatureCollection/);
  const point = { features: [{ properties: { name: "甲" }, geometry: { type: "Point", coordinates: [0, 0] } }] };
  expect(() => fromGeoJson(JSON.stringify(point))).toThrow(/“甲”是 Point/);
  const far = { features: [{ properties: {}, geometry: { type: "LineString", coordinates: [[0, 0], [3456, 1]] } }] };
  expect(() => fromGeoJson(JSON.stringify(far))).toThrow(/WGS-84/);
  const hole = { features: [{ properties: {}, geometry: { type: "Polygon", coordinates: [[], []] } }] };
  expect(() => fromGeoJson(JSON.stringify(hole))).toThrow(/洞/);
});

test("points are typed one a line, with either comma", () => {
  expect(readSpotLines("120.1, 30.2\n\n120.3，30.4\n")).toEqual([[120.1, 30.2], [120.3, 30.4]]);
  expect(() => readSpotLines("120.1")).toThrow(/第 1 行/);
  expect(() => readSpotLines("120.1 30.2\n杭州")).toThrow(/第 2 行/);
  expect(readSpotLines(writeSpotLines([[120.12345, 30.5]]))).toEqual([[120.12345, 30.5]]);
});
