import { expect, test } from "vitest";
import { readReportsSearch } from "./reportsSearch";

test("what is understood is kept, the rest dropped", () => {
  expect(readReportsSearch({ view: "write", template: "list-notice", part: "findings" })).toEqual({
    view: "write",
    template: "list-notice",
  });
  expect(readReportsSearch({ view: "read", part: "figures", place: " 杭州 ", q: 2024, indicator: "" })).toEqual({
    part: "figures",
    place: "杭州",
    q: "2024",
  });
  expect(readReportsSearch({ part: "nothing" })).toEqual({});
});
