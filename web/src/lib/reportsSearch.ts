/** What the page of reports shows; the report itself is nowhere kept, so it is not in the address. */
export type ReportsSearch = {
  /** 写文稿; 读报告 where it is not there. */
  view?: "write";
  /** Which part of the reading; findings where it is not there. */
  part?: ReportPart;
  /** Only figures of this indicator. */
  indicator?: string;
  /** Only figures of this place. */
  place?: string;
  /** Only figures that say all of these words. */
  q?: string;
  /** Template to write from. */
  template?: string;
};

export const REPORT_PARTS = ["findings", "figures", "measures"] as const;
export type ReportPart = (typeof REPORT_PARTS)[number];

/** Reads the address; what is not understood is dropped, so that an old link still opens. */
export function readReportsSearch(raw: Record<string, unknown>): ReportsSearch {
  const search: ReportsSearch = {};
  const text = (key: "indicator" | "place" | "q" | "template") => {
    const value = raw[key];
    if (typeof value === "number") search[key] = String(value);
    else if (typeof value === "string" && value.trim() !== "") search[key] = value.trim();
  };
  if (raw["view"] === "write") search.view = "write";
  const part = REPORT_PARTS.find((known) => known === raw["part"]);
  if (part && part !== "findings") search.part = part;
  text("indicator");
  text("place");
  text("q");
  text("template");
  return search;
}
