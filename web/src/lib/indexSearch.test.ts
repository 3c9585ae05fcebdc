import { expect, it } from "vitest";
import { readIndexSearch } from "./indexSearch";

it("keeps what it understands and drops the rest", () => {
  expect(readIndexSearch({ unit: 330000, against: "a,b,c,d,e", year: "2023", w: "投入:2", x: 1 })).toEqual({
    unit: "330000",
    against: "a,b,c,d",
    year: 2023,
    w: "投入:2",
  });
  expect(readIndexSearch({ unit: " ", year: "最近", w: "" })).toEqual({});
});
