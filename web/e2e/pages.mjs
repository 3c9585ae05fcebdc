// Every page of the app, for the checks that look at all of them.
export const PAGES = [
  ["overview", "/"],
  ["enterprises", "/enterprises"],
  ["institutions", "/institutions"],
  ["platforms", "/platforms"],
  ["resources", "/resources"],
  ["patents", "/subjects/patent"],
  ["programmes", "/programmes"],
  ["programme", "/programmes/cn.hnte.2016"],
  ["self-check", "/self-check"],
  ["check-list", "/check-list"],
  ["data", "/data"],
];

/** Opens the first subject of a list. */
export async function openFirstSubject(page, visit, list) {
  await visit(page, list);
  await page.locator("tbody .row-name").first().click();
  await page.waitForURL((url) => url.pathname.split("/").length > 2);
}
