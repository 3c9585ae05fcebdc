import type { Missing } from "../api/model";

/** Years of one attribute that decide the same conditions, as one question: 研发费用（2023、2024、2025）. */
export type Gathered = { attribute: string; periods: string[]; decides: string[] };

/** Keeps the order, the most decisive first: a question stands where its first year stood. */
export function gather(missing: readonly Missing[]): Gathered[] {
  const found = new Map<string, Gathered>();
  for (const { attribute, period, decides = [] } of missing) {
    const key = [attribute, ...[...decides].sort()].join("\n");
    const known = found.get(key);
    if (known && period) known.periods.push(period);
    else if (!known) found.set(key, { attribute, periods: period ? [period] : [], decides: [...decides] });
  }
  for (const question of found.values()) question.periods.sort();
  return [...found.values()];
}
