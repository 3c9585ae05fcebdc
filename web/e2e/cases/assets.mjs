// How the app is delivered: deep links, caching, policy.
import assert from "node:assert/strict";

export default [
  {
    name: "assets: a deep link answers the app, an unknown API path a problem",
    async run({ origin }) {
      const deep = await fetch(`${origin}/enterprises?district=330106`);
      assert.equal(deep.status, 200);
      assert.match(deep.headers.get("content-type") ?? "", /text\/html/);
      const lost = await fetch(`${origin}/api/v1/no-such-thing`);
      assert.equal(lost.status, 404);
      const problem = await lost.json();
      assert.ok(problem.code && problem.message, "code and message");
    },
  },
  {
    name: "assets: hashed files are cached for long, the page is not, nothing foreign is allowed",
    async run({ origin }) {
      const page = await fetch(`${origin}/`);
      const html = await page.text();
      assert.match(page.headers.get("content-security-policy") ?? "", /default-src 'self'/);
      assert.doesNotMatch(page.headers.get("cache-control") ?? "", /max-age=31536000/);
      const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1];
      assert.ok(script, "the page names its script");
      const asset = await fetch(`${origin}${script}`);
      assert.match(asset.headers.get("cache-control") ?? "", /max-age=\d{7,}/);
      assert.match(asset.headers.get("content-type") ?? "", /javascript/);
    },
  },
];
