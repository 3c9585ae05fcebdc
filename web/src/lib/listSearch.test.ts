import { describe, expect, it } from "vitest";
import { MAX_QUERY_CHARS, readListSearch, refine } from "./listSearch";

describe("the address of a list", () => {
  it("keeps what it understands and drops the rest", () => {
    expect(readListSearch({ q: " 芯片 ", district: 330106, page: "3", size: 50, status: "met", junk: 1 })).toEqual({
      q: "芯片",
      district: "330106",
      page: 3,
      size: 50,
    });
  });
  it("needs a programme for a status and a column for an order", () => {
    expect(readListSearch({ programme: "cn.hnte", status: "unmet", sort: "营业收入", order: "desc" })).toEqual({
      programme: "cn.hnte",
      status: "unmet",
      sort: "营业收入",
      order: "desc",
    });
    expect(readListSearch({ order: "desc", status: "odd" })).toEqual({});
  });
  it("leaves defaults out of the address", () => {
    expect(readListSearch({ page: 1, size: 20 })).toEqual({});
    expect(readListSearch({ page: -2, size: 21 })).toEqual({});
  });
  it("cuts a search at the limit, not before", () => {
    expect(readListSearch({ q: "企".repeat(MAX_QUERY_CHARS) }).q).toHaveLength(MAX_QUERY_CHARS);
    expect(readListSearch({ q: "企".repeat(MAX_QUERY_CHARS + 1) }).q).toHaveLength(MAX_QUERY_CHARS);
  });
});

describe("refining", () => {
  it("goes back to the first page unless the page is what changes", () => {
    expect(refine({ page: 4, q: "a" }, { district: "330106" })).toEqual({ q: "a", district: "330106" });
    expect(refine({ q: "a" }, { page: 2 })).toEqual({ q: "a", page: 2 });
  });
  it("drops the status with its programme", () => {
    expect(refine({ programme: "p", status: "met" }, { programme: undefined })).toEqual({});
  });
});
