import type { AttributeInfo, GroupInfo } from "../api/model";

/**
 * What most programmes ask first, in the order a visitor can answer from memory. An attribute that content does not
 * have is skipped; everything else stays reachable under its group.
 */
const FIRST: readonly string[] = [
  "名称",
  "成立日期",
  "行政区划",
  "国民经济行业",
  "居民企业",
  "查账征收",
  "技术领域",
  "职工总数",
  "科技人员数",
  "营业收入",
  "销售收入",
  "总收入",
  "高新技术产品收入",
  "研发费用",
  "境内研发费用",
  "成本费用",
  "资产总额",
  "净资产",
];

export type Section = { name: string; attributes: AttributeInfo[] };

/** The form: first what is asked most, then the rest by group. What is derived is never asked. */
export function sections(groups: readonly GroupInfo[]): { first: Section; rest: Section[] } {
  const asked = groups.map((group) => ({
    name: group.name,
    attributes: group.attributes.filter((attribute) => !attribute.derived && attribute.name !== "示例"),
  }));
  const byName = new Map(asked.flatMap((group) => group.attributes.map((attribute) => [attribute.name, attribute])));
  const first = FIRST.flatMap((name) => byName.get(name) ?? []);
  const shown = new Set(first.map((attribute) => attribute.name));
  const rest = asked
    .map(({ name, attributes }) => ({ name, attributes: attributes.filter((one) => !shown.has(one.name)) }))
    .filter((group) => group.attributes.length > 0);
  return { first: { name: "先填这些", attributes: first }, rest };
}

/** The years that a form asks for: the three that end before the year of the assessment. */
export function askedYears(asOf: string): string[] {
  const year = Number(asOf.slice(0, 4));
  return [year - 3, year - 2, year - 1].map(String);
}
