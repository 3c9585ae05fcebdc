// Every page of the app, for the checks that look at all of them.
export const PAGES = [
  ["overview", "/"],
  ["map", "/map"],
  ["map-shaded", "/map?by=number|enterprise|研发费用|sum&year=2024&district=330108"],
  ["map-fallback", "/map?draw=svg&by=count|enterprise"],
  ["enterprises", "/enterprises"],
  ["institutions", "/institutions"],
  ["platforms", "/platforms"],
  ["resources", "/resources"],
  ["patents", "/subjects/patent"],
  ["programmes", "/programmes"],
  ["programme", "/programmes/cn.hnte.2016"],
  ["programme-versions", "/programmes/cn.srdi.2026"],
  ["programme-amount", "/programmes/cn.angel-deduction.2018"],
  ["programme-imports", "/programmes/cn.srdi.2022"],
  ["indices", "/indices"],
  ["index-provinces", "/indices/cn-provinces?unit=330000&against=320000,110000"],
  ["index-cities", "/indices/city-comparison?unit=330100"],
  ["index-frame", "/indices/innovative-city"],
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
