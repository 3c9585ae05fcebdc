import { parse, stringify } from "yaml";
import type { AttributeInfo } from "../api/model";

/** What a visitor typed, by attribute: text of a plain one, or text by year. Empty text is unknown. */
export type Entry = string | Record<string, string>;
export type Draft = Record<string, Entry>;
/** Records of list attributes: fields by name; 无 is known to be none. */
export type Lists = Record<string, readonly Record<string, string>[] | "无">;
/** All that a visitor has said: the form's fields, its lists, and what only the file can say. */
export type Sheet = { draft: Draft; lists: Lists; rest: Record<string, unknown> };

export const EMPTY_SHEET: Sheet = { draft: {}, lists: {}, rest: {} };

/** Text of a plain entry. */
export function text(entry: Entry | undefined): string {
  return typeof entry === "string" ? entry : "";
}

/** A plain value given for a yearly attribute stands for the last closed year (as the facts file says). */
export function byYear(entry: Entry | undefined, years: readonly string[]): Record<string, string> {
  if (entry === undefined) return {};
  if (typeof entry !== "string") return entry;
  const last = years.at(-1);
  return last === undefined || entry === "" ? {} : { [last]: entry };
}

/** Text of a number or word as the server reads it: plain digits of money are taken in 万元, as the form says. */
export function withUnit(attribute: Pick<AttributeInfo, "type" | "unit">, text: string): string {
  const trimmed = text.trim();
  if (attribute.type !== "number" || attribute.unit === null || attribute.unit === undefined) return trimmed;
  if (!/^[-+]?[\d,.，．０-９]+$/.test(trimmed)) return trimmed;
  if (attribute.unit === "元") return `${trimmed}万元`;
  if (attribute.unit === "%") return `${trimmed}%`;
  return trimmed;
}

/** The sheet as the object that a facts file holds; nothing stands for what was left empty. */
export function toFacts(sheet: Sheet, attributes: ReadonlyMap<string, AttributeInfo>): Record<string, unknown> {
  const facts: Record<string, unknown> = { ...sheet.rest };
  const put = (name: string, value: unknown) => {
    const [group, part] = name.split(".", 2);
    // 学历人数.本科 is written as a map under its group.
    if (group !== undefined && part !== undefined) {
      const inner = (facts[group] ?? {}) as Record<string, unknown>;
      facts[group] = { ...inner, [part]: value };
    } else facts[name] = value;
  };
  for (const [name, entry] of Object.entries(sheet.draft)) {
    const attribute = attributes.get(name);
    if (!attribute) continue;
    if (typeof entry === "string") {
      if (entry.trim() !== "") put(name, withUnit(attribute, entry));
      continue;
    }
    const years = Object.entries(entry).filter(([, text]) => text.trim() !== "");
    if (years.length > 0) {
      put(name, Object.fromEntries(years.map(([year, text]) => [year, withUnit(attribute, text)])));
    }
  }
  for (const [name, list] of Object.entries(sheet.lists)) {
    if (list === "无") facts[name] = "无";
    else {
      const records = list
        .map((record) => Object.fromEntries(Object.entries(record).filter(([, text]) => text.trim() !== "")))
        .filter((record) => Object.keys(record).length > 0);
      if (records.length > 0) facts[name] = records;
    }
  }
  return facts;
}

/** The file that a visitor keeps. Lists and odd attributes that the form does not show are carried along. */
export function toYaml(facts: Record<string, unknown>): string {
  const head = "# 科创大脑 事实文件：属性名称与取值见“数据”页或 content/kinds/enterprise.yaml\n";
  return head + (Object.keys(facts).length === 0 ? "" : stringify(facts));
}

/** A kept file back into the form: what the form shows becomes the draft, the rest is kept beside it. */
export function fromYaml(text: string, attributes: ReadonlyMap<string, AttributeInfo>): Sheet {
  // Numbers stay the text that was written: 0.10 must not become 0.1, nor a long code a float.
  const raw: unknown = parse(text, { schema: "failsafe" });
  const draft: Draft = {};
  const lists: Record<string, Record<string, string>[] | "无"> = {};
  const rest: Record<string, unknown> = {};
  if (raw === null || raw === undefined || raw === "") return { draft, lists, rest };
  if (typeof raw !== "object" || Array.isArray(raw)) throw new Error("事实文件应是“属性: 值”的形式，每行一个属性");
  const read = (name: string, value: unknown): boolean => {
    const attribute = attributes.get(name);
    if (!attribute) return false;
    if (attribute.type === "list") {
      const list = readList(value);
      if (list !== null && list.length > 0) lists[name] = list;
      return list !== null;
    }
    if (typeof value === "string") draft[name] = isNull(value) ? "" : spelled(attribute, value);
    else if (attribute.yearly && typeof value === "object" && value !== null && !Array.isArray(value)) {
      draft[name] = Object.fromEntries(
        Object.entries(value).map(([year, cell]) => [
          year,
          typeof cell === "string" && !isNull(cell) ? spelled(attribute, cell) : "",
        ]),
      );
    } else return false;
    return true;
  };
  for (const [name, value] of Object.entries(raw)) {
    if (read(name, value)) continue;
    const parts = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
    const inGroup = parts.filter(([part, inner]) => read(`${name}.${part}`, inner)).map(([part]) => part);
    if (inGroup.length < parts.length || parts.length === 0) rest[name] = unquoteNull(value);
  }
  return { draft, lists, rest };
}

/** Plain records of texts, or none; `null` for a list that says more than that (`complete: false`). */
function readList(value: unknown): Record<string, string>[] | "无" | null {
  if (value === "无") return "无";
  if (typeof value === "string" && isNull(value)) return [];
  if (!Array.isArray(value)) return null;
  if (value.length === 0) return "无";
  const records: Record<string, string>[] = [];
  for (const item of value) {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return null;
    const record: Record<string, string> = {};
    for (const [field, cell] of Object.entries(item)) {
      if (typeof cell !== "string") return null;
      if (!isNull(cell)) record[field] = cell;
    }
    records.push(record);
  }
  return records;
}

/** The failsafe schema reads null as the text "null"; what is carried along must stay null. */
function unquoteNull(value: unknown): unknown {
  if (typeof value === "string") return isNull(value) ? null : value;
  if (Array.isArray(value)) return value.map(unquoteNull);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unquoteNull(inner)]));
  }
  return value;
}

function isNull(text: string): boolean {
  return text === "" || text === "~" || text === "null";
}

/** A plain number of a file is in 元 (or a bare ratio): said out loud, so that the form does not take it for 万元. */
function spelled(attribute: AttributeInfo, text: string): string {
  if (attribute.type === "number" && /^[-+]?\d[\d.,]*$/.test(text)) {
    if (attribute.unit === "元") return `${text}元`;
    if (attribute.unit === "%") return ratio(text);
  }
  return text;
}

/** 0.043 → 4.3%, by moving the point in the text. */
function ratio(text: string): string {
  const [whole = "", fraction = ""] = text.split(".");
  const padded = fraction.padEnd(2, "0");
  const moved = `${whole}${padded.slice(0, 2)}`.replace(/^(-?)0+(?=\d)/, "$1");
  const tail = padded.slice(2);
  return `${moved}${tail === "" ? "" : `.${tail}`}%`;
}
