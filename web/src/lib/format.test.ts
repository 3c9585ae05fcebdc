import { describe, expect, it } from "vitest";
import { count, named, period, quantity, share } from "./format";

describe("quantities", () => {
  it("shows money in the unit people read", () => {
    expect(quantity("12345000", "元")).toBe("1,234.5 万元");
    expect(quantity("300000000", "元")).toBe("3 亿元");
    expect(quantity("-9999", "元")).toBe("-9,999 元");
  });
  it("shows a ratio as percent and leaves words alone", () => {
    expect(quantity("0.043", "%")).toBe("4.3%");
    expect(quantity("0.05", "比例")).toBe("5%");
    expect(quantity("自主研发", null)).toBe("自主研发");
    expect(quantity("", "元")).toBe(" 元");
  });
});

describe("periods", () => {
  it("spells a series and a year", () => {
    expect(period("2022..2024")).toBe("2022—2024 年");
    expect(period("2024")).toBe("2024 年");
    expect(named("研发费用", "2022..2024")).toBe("研发费用（2022—2024 年）");
    expect(named("研发费用", "2023、2024")).toBe("研发费用（2023、2024 年）");
    expect(named("成立日期", null)).toBe("成立日期");
  });
});

describe("shares", () => {
  it("never shows something as nothing", () => {
    expect(share(1, 100_000)).toBe("<0.1%");
    expect(share(0, 10)).toBe("0%");
    expect(share(0, 0)).toBe("—");
    expect(count(1234567)).toBe("1,234,567");
  });
});
