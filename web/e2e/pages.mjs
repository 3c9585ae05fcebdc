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
  ["programme-population", "/programmes/cn.hnte.2016?view=population"],
  ["programme-reform", "/programmes/cn.small-profit.2023?view=reform&set=小微税率:15%25"],
  ["programme-grid", "/programmes/cn.hnte.2016?view=reform&set=小型研发强度下限:6%25&grid=科技人员占比下限:8%25,10%25,12%25;高新技术产品收入占比下限:50%25,60%25"],
  ["programmes-search", "/programmes?q=研发费用%20占比&outcome=资格称号"],
  ["populations", "/populations"],
  ["populations-names", "/populations?within=行政区划:330106&programme=cn.srdi&list=near"],
  ["indices", "/indices"],
  ["index-provinces", "/indices/cn-provinces?unit=330000&against=320000,110000"],
  ["index-cities", "/indices/city-comparison?unit=330100"],
  ["index-frame", "/indices/innovative-city"],
  ["self-check", "/self-check"],
  ["check-list", "/check-list"],
  ["data", "/data"],
  ["data-conflicts", "/data?view=conflicts"],
  ["data-who", "/data?view=who&kind=institution"],
  ["reports", "/reports"],
  ["reports-write", "/reports?view=write&template=list-notice"],
  ["wall", "/wall"],
  ["sql", "/sql?sql=SELECT%20%E8%A1%8C%E6%94%BF%E5%8C%BA%E5%88%92%2C%20count(*)%20AS%20%E5%AE%B6%E6%95%B0%20FROM%20%E4%BC%81%E4%B8%9A%20GROUP%20BY%20%E8%A1%8C%E6%94%BF%E5%8C%BA%E5%88%92%20ORDER%20BY%20%E5%AE%B6%E6%95%B0%20DESC"],
];

/** Opens the first subject of a list. */
export async function openFirstSubject(page, visit, list) {
  await visit(page, list);
  await page.locator("tbody .row-name").first().click();
  await page.waitForURL((url) => url.pathname.split("/").length > 2);
}
