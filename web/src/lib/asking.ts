import type { Answer, AskedInfo, AttributeInfo, QuestionInfo, Status } from "../api/model";
import type { Sheet } from "./factsText";
import { byYear } from "./factsText";

/** A box of a checklist: what is ticked by those who have any of it. */
export type Box = { attribute: string; years: string[]; tick: string };

/** One row of the form: an attribute, with the years that are asked for (none: it is not yearly); or boxes to tick. */
export type Asked = { attribute: string; years: string[]; names: string[]; boxes?: readonly Box[] };

/** Heading of a checklist. */
export const CHECKLIST = "贵单位有没有下列情况";

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

/**
 * The server's questions as rows, in its order. A box that has been ticked is no longer on the list: what it stands for is asked for
 * by itself, before anything else, since the visitor has just said that there is some.
 */
export function rows(questions: readonly QuestionInfo[], skipped: Skipped, ticked: ReadonlySet<string> = new Set()): Asked[] {
  const said: Asked[] = [];
  const open: Asked[] = [];
  for (const { form, facts, names } of questions) {
    if (form === "checklist") {
      const boxes = facts.filter(({ attribute }) => !ticked.has(attribute));
      if (boxes.length > 0 && !skipped.has(skipKey(CHECKLIST))) {
        const box = ({ attribute, periods, tick }: AskedInfo): Box => ({ attribute, years: periods, tick: tick ?? attribute });
        open.push({ attribute: CHECKLIST, years: [], names, boxes: boxes.map(box) });
      }
      for (const { attribute, periods } of facts) if (ticked.has(attribute)) said.push({ attribute, years: periods, names });
    } else for (const { attribute, periods } of facts) (ticked.has(attribute) ? said : open).push({ attribute, years: periods, names });
  }
  return [...said, ...open].flatMap((row) => {
    const years = row.years.filter((year) => !skipped.has(skipKey(row.attribute, year)));
    const isOver = row.years.length === 0 ? skipped.has(skipKey(row.attribute)) : years.length === 0;
    return isOver ? [] : [{ ...row, years }];
  });
}

/** The sheet with 否 or 无 for what was left unticked, and 是 for a ticked 是否. */
export function withBoxes(sheet: Sheet, boxes: readonly Box[], ticked: ReadonlySet<string>, attributes: ReadonlyMap<string, AttributeInfo>): Sheet {
  const draft = { ...sheet.draft };
  const lists = { ...sheet.lists };
  for (const { attribute, years } of boxes) {
    const type = attributes.get(attribute)?.type;
    const isTicked = ticked.has(attribute);
    if (type === "boolean") draft[attribute] = isTicked ? "是" : "否";
    else if (isTicked) continue;
    else if (type === "list") lists[attribute] = "无";
    else if (years.length === 0) draft[attribute] = "无";
    else draft[attribute] = { ...byYear(draft[attribute], years), ...Object.fromEntries(years.map((year) => [year, "无"])) };
  }
  return { ...sheet, draft, lists };
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
