import { expect, test } from "vitest";
import type { AttributeFacts } from "../api/model";
import { lapse, position, readTitles } from "./titles";

const attribute = (fields: string[], ...values: (string | null)[][]) =>
  ({ name: "资质", list: { complete: true, total: values.length, fields, records: values.map((own) => ({ values: own, source: 0, row: 1 })) } }) as unknown as AttributeFacts;

test("titles are read by the names of their fields; what nobody told is unknown", () => {
  const told = readTitles(attribute(["名称", "级别", "起", "止"], ["高新技术企业", "国家级", "2023-12-08", "2026-12-08"], ["老字号", null, null, "无"]));
  expect(told).toEqual([
    { name: "高新技术企业", level: "国家级", from: "2023-12-08", until: "2026-12-08" },
    { name: "老字号", level: null, from: null, until: null },
  ]);
  expect(readTitles(attribute(["类型", "授权日"]))).toBeNull();
  expect(readTitles(undefined)).toBeNull();
});

test("a title that ends within a year lapses; one without an end is not said to stand", () => {
  const title = (until: string | null) => ({ name: "甲", level: null, from: null, until });
  expect(lapse(title("2026-12-08"), "2026-11-29")).toBe("soon");
  expect(lapse(title("2027-11-29"), "2026-11-29")).toBe("soon");
  expect(lapse(title("2027-11-30"), "2026-11-29")).toBe("stands");
  expect(lapse(title("2026-11-28"), "2026-11-29")).toBe("over");
  expect(lapse(title(null), "2026-11-29")).toBe("unknown");
});

test("a date stands on the axis", () => {
  expect(position("2025-07-02", "2025-01-01", "2025-12-31")).toBeCloseTo(0.5, 1);
  expect(position("2030-01-01", "2025-01-01", "2025-12-31")).toBe(1);
});
