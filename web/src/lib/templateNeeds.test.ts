import { expect, test } from "vitest";
import { needsOf, purposeOf } from "./templateNeeds";

test("what a template reads says what it has to be told", () => {
  expect(needsOf({ reads: ["notice", "path"] })).toEqual({ subject: true, programme: false, listing: false, reform: false });
  expect(needsOf({ reads: ["list", "parameters"] })).toEqual({ subject: false, programme: true, listing: true, reform: false });
  expect(needsOf({ reads: ["population"] })).toEqual({ subject: false, programme: true, listing: false, reform: true });
  expect(needsOf({ reads: ["index", "place"] })).toEqual({ subject: false, programme: false, listing: false, reform: false });
});

test("options of the command line are left out of a purpose", () => {
  expect(purposeOf({ description: "一项政策的名单，写成公示稿（要 --programme，可 --list）" })).toBe("一项政策的名单，写成公示稿");
  expect(purposeOf({ description: "一个省（连同本区域的城市）的位次" })).toBe("一个省（连同本区域的城市）的位次");
});
