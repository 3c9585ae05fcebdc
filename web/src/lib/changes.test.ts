import { expect, it } from "vitest";
import type { Change } from "../api/model";
import { grouped } from "./changes";

const change = (subject: Change["subject"], name: string): Change => ({ subject, name, before: null, after: null, text: name });

it("puts changes of one sort together and loses none", () => {
  const all = [change("parameter", "甲"), change("condition", "乙"), change("parameter", "丙"), change("score", "丁")];
  const groups = grouped(all);
  expect(groups.map(({ subject }) => subject)).toEqual(["condition", "parameter", "score"]);
  expect(groups[1]?.changes.map(({ name }) => name)).toEqual(["甲", "丙"]);
  expect(groups.flatMap(({ changes }) => changes)).toHaveLength(all.length);
});
