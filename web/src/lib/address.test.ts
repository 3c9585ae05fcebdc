import { expect, it } from "vitest";
import { parseAddress, writeAddress } from "./address";

it("keeps a code of digits as text, in both directions", () => {
  expect(writeAddress({ district: "330106", page: 2, q: "芯片 A", status: undefined })).toBe(
    "?district=330106&page=2&q=%E8%8A%AF%E7%89%87+A",
  );
  expect(parseAddress("?district=330106&q=%E8%8A%AF%E7%89%87+A")).toEqual({ district: "330106", q: "芯片 A" });
  expect(writeAddress({})).toBe("");
});
