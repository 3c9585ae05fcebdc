import type { AttributeFacts } from "../api/model";

export type Title = { name: string; level: string | null; from: string | null; until: string | null };

const FIELDS = { name: "名称", level: "级别", from: "起", until: "止" } as const;
const DAY = 86_400_000;
/** From here on a title is said to lapse. */
const WARNING_DAYS = 365;

/** The titles of a list attribute with a name and dates; null where the attribute is another. */
export function readTitles(attribute: AttributeFacts | undefined): Title[] | null {
  const list = attribute?.list;
  if (!list || !list.fields.includes(FIELDS.name) || !list.fields.includes(FIELDS.from)) return null;
  const value = (values: readonly (string | null)[], field: string) => {
    const at = list.fields.indexOf(field);
    const text = at < 0 ? null : values[at];
    return text === undefined || text === "无" ? null : text;
  };
  return list.records.map(({ values }) => ({
    name: value(values, FIELDS.name) ?? "名称未知",
    level: value(values, FIELDS.level),
    from: value(values, FIELDS.from),
    until: value(values, FIELDS.until),
  }));
}

export type Lapse = "over" | "soon" | "stands" | "unknown";

/** How a title stands on a day. */
export function lapse(title: Title, today: string): Lapse {
  if (title.until === null) return "unknown";
  const days = (Date.parse(title.until) - Date.parse(today)) / DAY;
  if (Number.isNaN(days)) return "unknown";
  if (days < 0) return "over";
  return days <= WARNING_DAYS ? "soon" : "stands";
}

/** Share of the axis from its first to its last day. */
export function position(date: string, first: string, last: string): number {
  const [at, from, to] = [date, first, last].map(Date.parse) as [number, number, number];
  return to > from ? Math.min(1, Math.max(0, (at - from) / (to - from))) : 0;
}
