// Two records that may be of one subject, side by side.
import type { DuplicatePair, Evidence, GroupFacts, Profile } from "../api/model";

export type Side = { text: string; state: "known" | "absent" | "unknown" | "withheld" };
export type PairRow = { name: string; left: Side; right: Side; differs: boolean; evidence: Evidence | null };

const UNKNOWN: Side = { text: "未知", state: "unknown" };
const WORDS = { absent: "无", withheld: "无权查看", unknown: "未知" } as const;

/** Attributes in a line each: yearly ones by their years, lists by how many records there are. */
function sides(groups: readonly GroupFacts[]): Map<string, Side> {
  const found = new Map<string, Side>();
  for (const attribute of groups.flatMap((group) => group.attributes)) {
    if (attribute.derived) continue;
    if (attribute.yearly) {
      for (const year of attribute.years) {
        if (year.state === "unknown") continue;
        found.set(`${attribute.name}（${year.year} 年）`, year.state === "known" ? { text: year.value?.text ?? "", state: "known" } : { text: WORDS[year.state], state: year.state });
      }
    } else if (attribute.list) {
      found.set(attribute.name, { text: `${attribute.list.records.length} 条`, state: "known" });
    } else if (attribute.state === "known" && attribute.value) {
      found.set(attribute.name, { text: attribute.value.text, state: "known" });
    } else if (attribute.state === "absent" || attribute.state === "withheld") {
      found.set(attribute.name, { text: WORDS[attribute.state], state: attribute.state });
    }
  }
  return found;
}

/**
 * Evidence by attribute. Several attributes that say the same thing (名称、英文名称) are weighed together: it stands beside the
 * first of them. What one of the two lacks was not weighed.
 */
function weighed(names: readonly string[], evidence: readonly Evidence[]): Map<string, Evidence> {
  const found = new Map<string, Evidence>();
  for (const one of evidence) {
    const own = names.includes(one.attribute) ? one.attribute : one.attribute.split("、").find((name) => names.includes(name));
    if (own !== undefined && one.bits !== 0) found.set(own, one);
  }
  return found;
}

/** Whatever is known of either, what differs first told apart from what is merely unknown of one. */
export function compare(left: Pick<Profile, "groups">, right: Pick<Profile, "groups">, evidence: readonly Evidence[]): PairRow[] {
  const [own, other] = [sides(left.groups), sides(right.groups)];
  const names = [...new Set([...own.keys(), ...other.keys()])];
  const said = weighed(names, evidence);
  const rows = names.map((name) => {
    const [a, b] = [own.get(name) ?? UNKNOWN, other.get(name) ?? UNKNOWN];
    const told = a.state !== "unknown" && b.state !== "unknown";
    return { name, left: a, right: b, differs: told && (a.state !== b.state || a.text !== b.text), evidence: said.get(name) ?? null };
  });
  // What was weighed stands first, the loudest at the top; the rest as the kind lists it.
  const weight = (row: PairRow) => Math.abs(row.evidence?.bits ?? 0);
  return rows.sort((a, b) => weight(b) - weight(a));
}

/** Which of the two keeps its id where both are one: the one with a code, else the left one. */
export function keeper(left: Pick<Profile, "code">, right: Pick<Profile, "code">): "left" | "right" {
  return right.code !== null && left.code === null ? "right" : "left";
}

export const pairKey = ({ left, right }: Pick<DuplicatePair, "left" | "right">): string => `${left.id ?? ""}~${right.id ?? ""}`;

/** Bits as people read them: for or against, and how strongly. */
export function bitsText(bits: number): string {
  const size = Math.abs(bits);
  if (size < 0.5) return "几乎不说明什么";
  const strength = size < 3 ? "略" : size < 8 ? "" : "很";
  return `${strength}${bits > 0 ? "支持是同一个" : "支持不是同一个"}（${bits > 0 ? "+" : "−"}${size.toFixed(1)}）`;
}

/** A probability that is never said to be certain. */
export function chance(probability: number): string {
  if (probability > 0.999) return ">99.9%";
  if (probability < 0.001) return "<0.1%";
  return `${(probability * 100).toFixed(1)}%`;
}
