import { expect, it } from "vitest";
import { readEntries } from "./entries";

it("reads what people paste: lines, sheet rows, codes in a row; each once", () => {
  expect(readEntries("甲公司\r\n 乙公司 \n\n甲公司")).toEqual(["甲公司", "乙公司"]);
  expect(readEntries("91330100MA2TEST001\t某公司\t西湖区")).toEqual(["91330100MA2TEST001"]);
  expect(readEntries("91330100MA2TEST001，91330100MA2TEST002")).toEqual(["91330100MA2TEST001", "91330100MA2TEST002"]);
});

it("leaves a comma inside a name alone", () => {
  expect(readEntries("Acme, Inc.；某(杭州)公司")).toEqual(["Acme, Inc.", "某(杭州)公司"]);
});
