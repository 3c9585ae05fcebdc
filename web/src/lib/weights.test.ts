import { describe, expect, it } from "vitest";
import { absent, effective, moved, reach, readWeights, writeWeights } from "./weights";

const leaf = (id: string, parent: string, weight = 1, missing = false) => ({ id, parent, children: [], weight, missing });
const nodes = [
  leaf("a", "甲"),
  leaf("b", "甲", 3),
  leaf("c", "乙"),
  leaf("d", "丙", 1, true),
  { id: "甲", parent: "I", children: ["a", "b"], weight: 1, missing: false },
  { id: "乙", parent: "I", children: ["c"], weight: 1, missing: false },
  { id: "丙", parent: "I", children: ["d"], weight: 5, missing: false },
  { id: "I", parent: null, children: ["甲", "乙", "丙"], weight: 1, missing: false },
];

describe("weights", () => {
  it("are shares of the whole, of what takes part", () => {
    expect([...absent(nodes)]).toEqual(["d", "丙"]);
    const shares = effective(nodes, {});
    expect(shares.get("b")).toBeCloseTo(0.375);
    expect(shares.get("c")).toBeCloseTo(0.5);
    expect(shares.has("丙")).toBe(false);
    expect(effective(nodes, { 甲: 3 }).get("乙")).toBeCloseTo(0.25);
  });

  it("move back to what was given, and never all to nothing", () => {
    expect(moved(nodes, {}, "a", 2)).toEqual({ a: 2 });
    expect(moved(nodes, { a: 2 }, "a", 1)).toEqual({});
    expect(moved(nodes, {}, "c", 0)).toEqual({});
    expect(moved(nodes, { a: 0 }, "b", 0)).toEqual({ a: 0 });
    expect(reach(nodes[0]!, nodes)).toEqual({ max: 6, step: 0.12 });
  });

  it("survive an address", () => {
    const weights = { 甲: 2, b: 0.5 };
    expect(readWeights(writeWeights(weights), nodes)).toEqual(weights);
    expect(readWeights("甲:,没有:2,b:-1,c:x,:1,%E0%A4%A:2", nodes)).toEqual({});
    expect(writeWeights({})).toBeUndefined();
  });
});
