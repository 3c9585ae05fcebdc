import { expect, test } from "vitest";
import type { ImportColumn, ImportSheet, KindDetail } from "../api/model";
import { AS_READ, choose, mappingText, suggested, takenFor, targetsOf } from "./importMapping";

const column = (header: string, change: Partial<ImportColumn> = {}): ImportColumn => ({
  header,
  letter: "A",
  role: "kept",
  attribute: null,
  year: null,
  unit: null,
  suggestion: null,
  samples: [],
  ...change,
});
const sheet = (columns: ImportColumn[]): ImportSheet => ({ name: null, problem: null, columns });

test("what nobody changed needs no mapping", () => {
  expect(mappingText(AS_READ)).toBe("");
});

test("choices become the mapping file that the command line takes", () => {
  let matching = choose({ ...AS_READ, sheet: "2024" }, "企业全称", { to: "identity" });
  matching = choose(matching, "序号", { to: "ignore" });
  matching = choose(matching, "研发支出", { to: "value", attribute: "研发费用", year: 2024, unit: "万元" });
  matching = choose(matching, "员工", { to: "value", attribute: "职工总数" });
  expect(mappingText(matching)).toBe(
    "sheet: \"2024\"\nidentity: 企业全称\nignore:\n  - 序号\ncolumns:\n  研发支出:\n    attribute: 研发费用\n    unit: 万元\n    year: 2024\n  员工:\n    attribute: 职工总数\n",
  );
  expect(Object.keys(choose(matching, "序号", null).columns)).not.toContain("序号");
});

test("only one column says whom a row is about", () => {
  const matching = choose(choose(AS_READ, "甲", { to: "identity" }), "乙", { to: "identity" });
  expect(matching.columns).toEqual({ 乙: { to: "identity" } });
});

test("suggestions are those of columns that stand for nothing as yet", () => {
  const sheets = [sheet([column("研发支出", { suggestion: "研发费用" }), column("备注"), column("名称", { role: "identity" })])];
  expect(suggested(sheets, AS_READ)).toEqual([{ heading: "研发支出", attribute: "研发费用" }]);
  expect(suggested(sheets, choose(AS_READ, "研发支出", { to: "ignore" }))).toEqual([]);
  expect(suggested([...sheets, ...sheets], AS_READ)).toHaveLength(1);
});

test("a column's meaning reads as the choice that says the same", () => {
  expect(takenFor(column("A", { role: "value", attribute: "研发费用", year: 2024, unit: "万元" }))).toEqual({
    to: "value",
    attribute: "研发费用",
    year: 2024,
    unit: "万元",
  });
  expect(takenFor(column("A", { role: "identity" }))).toEqual({ to: "identity" });
  expect(takenFor(column("A", { role: "year" }))).toBeNull();
  expect(takenFor(column("A"))).toBeNull();
});

test("columns are matched to what is entered, or to the fields of a list", () => {
  const attribute = (name: string, change: object) => ({ name, type: "number", unit: "元", yearly: false, values: [], fields: [], sensitivity: "公开", refers: [], changeable: "no", derived: null, description: "", sources: [], ...change });
  const kind = {
    groups: [
      {
        name: "财务",
        attributes: [
          attribute("研发费用", { yearly: true }),
          attribute("研发强度", { derived: "研发费用 / 营业收入" }),
          attribute("知识产权", { type: "list", fields: [{ name: "类型", type: "enumeration", unit: null, values: [] }] }),
        ],
      },
    ],
  } as unknown as KindDetail;
  expect(targetsOf(kind, "")).toEqual([{ group: "财务", targets: [{ name: "研发费用", yearly: true, unit: "元" }] }]);
  expect(targetsOf(kind, "知识产权")).toEqual([{ group: "知识产权", targets: [{ name: "类型", yearly: false, unit: null }] }]);
});
