import type { Plan } from "../api/model";

export type Change = Plan["changes"][number];

/** A change of a number in one year or of a plain number: what a slider moves. */
export function isNumeric(change: Change): boolean {
  return !change.record && Number.isFinite(amount(change.to));
}

/** A value of a plan as a number: decimal text of money, or a number; null where unknown. */
export function amount(value: unknown): number {
  return typeof value === "number" ? value : typeof value === "string" && value.trim() !== "" ? Number(value) : NaN;
}

export const keyOf = (change: Change) => `${change.attribute}|${change.period ?? ""}|${change.action ?? ""}`;

/** 2026 年研发费用达到 312万元. */
export function sentence(change: Change): string {
  const what = `${change.period ? `${change.period} 年` : ""}${change.attribute}`;
  if (change.record) return `${change.action ?? `新增${change.attribute}`}（${change.from_shown} → ${change.to_shown}）`;
  const [from, to] = [amount(change.from), amount(change.to)];
  if (Number.isFinite(from) && Number.isFinite(to) && to < from) return `${what}降到 ${change.to_shown}`;
  return Number.isFinite(to) ? `${what}达到 ${change.to_shown}` : `${what}改为 ${change.to_shown}`;
}

/** How far a slider goes: from where the year stands to half as far again as the plan asks, in steps that are readable. */
export function range(change: Change): { least: number; most: number; step: number } {
  const to = amount(change.to);
  const from = Number.isFinite(amount(change.from)) ? amount(change.from) : 0;
  const way = Math.abs(to - from) || Math.abs(to) || 1;
  const money = change.unit === "元";
  const step = Math.max(money ? 10_000 : 1, 10 ** Math.floor(Math.log10(way / 20)));
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  return to < from
    ? { least: Math.max(0, low - way / 2), most: high, step }
    : { least: low, most: high + way / 2, step };
}

type Facts = Record<string, unknown>;

/** 学历人数.本科 is written as a map under its group; a year as a map under its attribute. */
function put(facts: Facts, name: string, period: string | null | undefined, value: unknown): void {
  const path = [...name.split("."), ...(period ? [period] : [])];
  let at: Facts = facts;
  path.slice(0, -1).forEach((part) => {
    at[part] = { ...((at[part] as Facts | undefined) ?? {}) };
    at = at[part] as Facts;
  });
  at[path.at(-1)!] = value;
}

/** What to ask the server: open years as the plan starts from, with the changes at the values that the user set. */
export function factsOf(plan: Plan, numbers: ReadonlyMap<string, number>, taken: ReadonlySet<string>): Facts {
  const facts: Facts = {};
  for (const own of plan.projection) put(facts, own.attribute, own.period, own.value);
  for (const change of plan.changes) {
    const key = keyOf(change);
    if (isNumeric(change)) put(facts, change.attribute, change.period, numbers.get(key) ?? amount(change.to));
    else if (taken.has(key)) put(facts, change.attribute, change.period, change.record ? records(change) : change.to);
  }
  return facts;
}

/** As many new records as the plan adds. */
function records(change: Change): unknown[] {
  const [from, to] = [amount(change.from), amount(change.to)];
  const n = Number.isFinite(from) && Number.isFinite(to) ? Math.max(1, to - from) : 1;
  return Array.from({ length: n }, () => change.record);
}
