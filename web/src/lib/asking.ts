import type { Answer, QuestionInfo, Status } from "../api/model";
import type { Sheet } from "./factsText";
import { byYear } from "./factsText";

/** Years of one attribute are asked in one row where they stand among so many questions. */
export const LOOK_AHEAD = 12;

/** One row of the form: an attribute, with the years that are asked for (none: it is not yearly). */
export type Asked = { attribute: string; years: string[]; names: string[] };

/** `2024` → [2024], `2022..2024` → [2022, 2023, 2024], `2023、2024` → both, nothing → none. */
export function yearsOf(period: string | null): string[] {
  const span = /^(\d{4})\.\.=?(\d{4})$/.exec(period ?? "");
  if (!span) return (period ?? "").match(/\d{4}/g) ?? [];
  const [first, last] = [Number(span[1]), Number(span[2])];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => String(first + at));
}

/** What a visitor does not know, by attribute and year. */
export type Skipped = ReadonlySet<string>;

function skipKey(attribute: string, year = ""): string {
  return `${attribute}@${year}`;
}

/** The same with what is not known of this row. */
export function withSkipped(skipped: Skipped, { attribute, years }: Asked, unknown: (year?: string) => boolean): Skipped {
  const keys = years.length === 0 ? (unknown() ? [skipKey(attribute)] : []) : years.filter(unknown).map((year) => skipKey(attribute, year));
  return new Set([...skipped, ...keys]);
}

/** The server's questions as rows, in its order: a row stands where its first year stood. */
export function rows(questions: readonly QuestionInfo[], skipped: Skipped): Asked[] {
  const found = new Map<string, { row: Asked; at: number }>();
  questions.forEach(({ attribute, period, names }, at) => {
    const all = yearsOf(period);
    const years = all.filter((year) => !skipped.has(skipKey(attribute, year)));
    if (all.length === 0 ? skipped.has(skipKey(attribute)) : years.length === 0) return;
    const known = found.get(attribute);
    if (!known) found.set(attribute, { row: { attribute, years: [...years], names: [...names] }, at });
    else if (at < known.at + LOOK_AHEAD) {
      known.row.years = [...new Set([...known.row.years, ...years])].sort();
      known.row.names = [...new Set([...known.row.names, ...names])];
    }
  });
  return [...found.values()].map(({ row }) => row);
}

/** Whether the sheet says anything about an attribute, in one year where it has years. */
export function isSaid(sheet: Sheet, attribute: string, years: readonly string[], year?: string): boolean {
  if (sheet.lists[attribute] !== undefined) return true;
  const entry = sheet.draft[attribute];
  if (year === undefined) return typeof entry === "string" && entry.trim() !== "";
  return (byYear(entry, years)[year] ?? "").trim() !== "";
}

/** Programmes that have a conclusion now and had none before, with it. */
export function newlySettled(before: readonly Answer[], after: readonly Answer[]): Answer[] {
  const open = new Set(before.filter(({ status }) => status === "unknown").map(({ programme }) => programme));
  return after.filter(({ programme, status }) => status !== "unknown" && open.has(programme));
}

/** How many programmes stand how. */
export function standing(answers: readonly Answer[]): Record<Status, number> {
  const counts: Record<Status, number> = { met: 0, unmet: 0, unknown: 0, not_applicable: 0 };
  for (const { status } of answers) counts[status] += 1;
  return counts;
}
