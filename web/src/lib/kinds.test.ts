import { describe, expect, it } from "vitest";
import { subjectAddress, templateAddress } from "./kinds";

describe("templateAddress", () => {
  it("names the kind, and the list where one is chosen", () => {
    expect(templateAddress("chain-node")).toBe("/api/v1/kinds/chain-node/template.xlsx");
    expect(templateAddress("enterprise", "知识产权")).toBe(
      "/api/v1/kinds/enterprise/template.xlsx?list=%E7%9F%A5%E8%AF%86%E4%BA%A7%E6%9D%83",
    );
    expect(templateAddress("enterprise", "")).toBe("/api/v1/kinds/enterprise/template.xlsx");
  });
});

describe("subjectAddress", () => {
  it("leaves the colon of an id readable and hides nothing else", () => {
    expect(subjectAddress("enterprise", "enterprise:9133")).toBe("/enterprises/enterprise:9133");
    expect(subjectAddress("chain-node", "a/b")).toBe("/subjects/chain-node/a%2Fb");
  });
});
