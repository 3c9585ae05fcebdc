import { expect, test } from "vitest";
import { readDataSearch } from "./dataSearch";

test("what is understood is kept, the rest dropped", () => {
  expect(readDataSearch({ view: "conflicts", kind: "institution", attribute: " 名称 ", page: "3" })).toEqual({
    view: "conflicts",
    kind: "institution",
    attribute: "名称",
    page: 3,
  });
  expect(readDataSearch({ view: "who", kind: "enterprise", attribute: "名称", page: 2 })).toEqual({ view: "who" });
  expect(readDataSearch({ view: "nothing", kind: "../x" })).toEqual({});
});
