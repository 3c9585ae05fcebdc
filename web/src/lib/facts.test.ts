import { expect, it } from "vitest";
import type { AttributeFacts } from "../api/model";
import { arrange, isSilent, MAX_YEARS_SHOWN } from "./facts";

function attribute(name: string, rest: Partial<AttributeFacts>): AttributeFacts {
  return {
    name,
    type: "number",
    unit: null,
    yearly: false,
    derived: false,
    description: "",
    state: "known",
    value: null,
    years: [],
    list: null,
    subject: null,
    ...rest,
  };
}

const year = (n: number, state: AttributeFacts["state"] = "known") => ({ year: n, state, value: null });

it("keeps the unknown, the absent and the withheld apart", () => {
  const arranged = arrange([
    attribute("营业收入", { yearly: true, years: [year(2023), year(2024), year(2025, "unknown")] }),
    attribute("知识产权", { type: "list", state: "absent" }),
    attribute("股票代码", { type: "text", state: "unknown" }),
    attribute("资产总额", { yearly: true, state: "withheld" }),
    attribute("查账征收", { type: "boolean" }),
  ]);
  expect(arranged.yearly.map((a) => a.name)).toEqual(["营业收入"]);
  expect(arranged.lists.map((a) => a.name)).toEqual(["知识产权"]);
  expect(arranged.plain.map((a) => a.name)).toEqual(["查账征收"]);
  expect(arranged.unknown.map((a) => a.name)).toEqual(["股票代码"]);
  expect(arranged.withheld.map((a) => a.name)).toEqual(["资产总额"]);
  expect(arranged.years).toEqual([2023, 2024]);
});

it("shows the latest years at the limit, and drops the oldest one past it", () => {
  const years = (n: number) => Array.from({ length: n }, (_, i) => year(2010 + i));
  expect(arrange([attribute("a", { yearly: true, years: years(MAX_YEARS_SHOWN) })]).years[0]).toBe(2010);
  expect(arrange([attribute("a", { yearly: true, years: years(MAX_YEARS_SHOWN + 1) })]).years[0]).toBe(2011);
});

it("calls a group silent only where nothing at all was told, not where it is withheld", () => {
  const [unknown, withheld] = [attribute("a", { state: "unknown" }), attribute("b", { state: "withheld" })];
  expect(isSilent({ attributes: [unknown] })).toBe(true);
  expect(isSilent({ attributes: [unknown, withheld] })).toBe(false);
  expect(isSilent({ attributes: [unknown, attribute("c", { state: "absent" })] })).toBe(false);
});
