import { readFileSync } from "node:fs";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";
import { expect, it } from "vitest";

it("is generated from the server's OpenAPI document: run `npm run api` after the API has changed", async () => {
  const document = new URL("../../../crates/server/openapi.json", import.meta.url);
  const generated = COMMENT_HEADER + astToString(await openapiTS(document));
  expect(readFileSync(new URL("./schema.d.ts", import.meta.url), "utf8")).toBe(generated);
});
