import type { StatedFigure } from "../api/model";

/** How a figure compares, in words; 等于 goes without saying. */
const COMPARISONS: Record<string, string> = {
  "=": "",
  ">": "超过",
  ">=": "不低于",
  "<": "低于",
  "<=": "不高于",
  "≈": "约",
  up: "上升",
  down: "下降",
};

export function comparison(op: string): string {
  return COMPARISONS[op] ?? op;
}

/** The value as the report wrote it; null where it is blacked out. */
export function valueText({ value, unit }: Pick<StatedFigure, "value" | "unit">): string | null {
  if (value === null) return null;
  return typeof value === "string" ? value : `${value.toLocaleString("zh-CN", { maximumFractionDigits: 8, useGrouping: value < 1000 || value > 9999 })}${unit}`;
}

/** The year, else the period, as people read it. */
export function whenText({ year, period }: Pick<StatedFigure, "year" | "period">): string | null {
  if (year !== null) return `${year} 年`;
  return period === null ? null : period.replace("..", "—");
}

/** A figure and its number in the reading: figures have no name of their own. */
export type Numbered = { at: number; figure: StatedFigure };

export function numbered(figures: readonly StatedFigure[]): Numbered[] {
  return figures.map((figure, at) => ({ at, figure }));
}

export type FigureFilter = { indicator?: string; place?: string; q?: string };

/** What is said of a figure, to look words up in. */
function said({ indicator, place, year, unit, value, quote }: StatedFigure): string {
  return [indicator, place, year, value, unit, quote].join(" ").toLowerCase();
}

/** Those of an indicator and a place that say all of the words. */
export function filterFigures(all: readonly Numbered[], { indicator, place, q }: FigureFilter): Numbered[] {
  const words = (q ?? "").toLowerCase().split(/\s+/).filter((word) => word !== "");
  return all.filter(
    ({ figure }) =>
      (indicator === undefined || figure.indicator === indicator) &&
      (place === undefined || (figure.place ?? NO_PLACE) === place) &&
      words.every((word) => said(figure).includes(word)),
  );
}

/** What figures without a place are filtered by. */
export const NO_PLACE = "未写地方";

export type Choice = { value: string; count: number };

/** The distinct words of a column, the most frequent first. */
export function choices(figures: readonly StatedFigure[], of: (figure: StatedFigure) => string): Choice[] {
  const counts = new Map<string, number>();
  for (const figure of figures) counts.set(of(figure), (counts.get(of(figure)) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || a.value.localeCompare(b.value, "zh"));
}
