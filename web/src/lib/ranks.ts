// Ranks with their intervals, as the workbench reads them.
import type { IndexRun, Sensitivity, Standing } from "../api/model";

/** A unit's place and how sure it is; intervals are unknown until the analysis has answered. */
export type Ranked = {
  code: string;
  name: string;
  score: number | null;
  rank: number | null;
  low: number | null;
  high: number | null;
  best: number | null;
  worst: number | null;
};

/** The years of a run, the latest first; none where it is no panel. */
export function yearsOf(run: IndexRun): number[] {
  return [...new Set(run.units.flatMap(({ year }) => (year === null ? [] : [year])))].sort((a, b) => b - a);
}

/** The units of a year in the order of their places, with the intervals that belong to them. */
export function ranked(run: IndexRun, sensitivity: Sensitivity | undefined, year: number | null): Ranked[] {
  const of = new Map<string, Standing>();
  for (const unit of sensitivity?.units ?? []) if (unit.year === year) of.set(unit.code, unit);
  return run.units
    .filter((unit) => unit.year === year)
    .map(({ code, name, score, rank }) => {
      const told = of.get(code);
      return {
        code,
        name,
        score,
        rank,
        low: told?.rank_low ?? null,
        high: told?.rank_high ?? null,
        best: told?.rank_best ?? null,
        worst: told?.rank_worst ?? null,
      };
    });
}

/** Units whose interval overlaps that of one: between these the order is not sure. */
export function overlapping(units: readonly Ranked[], code: string): Ranked[] {
  const one = units.find((unit) => unit.code === code);
  if (!one || one.low === null || one.high === null) return [];
  const { low, high } = one;
  return units.filter(
    (unit) => unit.code !== code && unit.low !== null && unit.high !== null && unit.low <= high && unit.high >= low,
  );
}

/** A place or an interval's end: whole where it is whole. */
export const place = (value: number | null): string =>
  value === null ? "未知" : value.toLocaleString("zh-CN", { maximumFractionDigits: 1 });

export const interval = (low: number | null, high: number | null): string =>
  low === null || high === null ? "未知" : low === high ? place(low) : `${place(low)}～${place(high)}`;

export const score = (value: number | null | undefined): string =>
  value === null || value === undefined ? "未知" : value.toFixed(1);
