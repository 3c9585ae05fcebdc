import type { Answer, Condition, Status } from "../api/model";
import { STATUS_WORD } from "./status";

/** One line of «why»: a condition that decides the status. */
export type Reason = { id: string; status: Status; article: string | null; sentence: string };

/**
 * The conditions that keep the whole from being met, failed ones first. Conjunctions are walked through; a choice
 * (any, at_least) is one reason, because none of its branches alone is at fault.
 */
export function reasons(conditions: readonly Condition[]): Reason[] {
  const found: Reason[] = [];
  const walk = (node: Condition) => {
    if (node.status === "met" || node.status === "not_applicable") return;
    const children = node.children ?? [];
    if (node.op === "all" && children.length > 0) children.forEach(walk);
    else found.push({ id: node.id, status: node.status, article: node.article ?? null, sentence: sentence(node) });
  };
  conditions.forEach(walk);
  const unmet = found.filter((reason) => reason.status === "unmet");
  // Once something has failed, what is still open cannot save the whole, but is worth reading after it.
  return [...unmet, ...found.filter((reason) => reason.status !== "unmet")];
}

/** Its reason, else the clause's own words, else its id: never an empty line. */
export function sentence(node: Condition): string {
  return node.reason || node.text || node.id;
}

/** How many conditions of the tree's leaves have each status. */
export function tally(conditions: readonly Condition[]): Record<Status, number> {
  const counts: Record<Status, number> = { met: 0, unmet: 0, unknown: 0, not_applicable: 0 };
  const walk = (node: Condition) => {
    const children = node.children ?? [];
    if (children.length > 0) children.forEach(walk);
    else counts[node.status] += 1;
  };
  conditions.forEach(walk);
  return counts;
}

/** One sentence for the closed card. */
export function summary(answer: Answer): string {
  const counts = tally(answer.conditions);
  const of = counts.met + counts.unmet + counts.unknown;
  if (answer.status === "not_applicable") return "这项政策不针对这类主体";
  if (answer.status === "met") return answer.class ? `属于“${answer.class}”` : `${of} 项条件全部或足够满足`;
  const first = reasons(answer.conditions).find((reason) => reason.status === answer.status);
  if (answer.status === "unmet") {
    const more = counts.unmet > 1 ? `；共 ${counts.unmet} 项不满足` : "";
    return `${first?.sentence ?? STATUS_WORD.unmet}${more}`;
  }
  const missing = answer.missing.length;
  return missing > 0 ? `还缺 ${missing} 项事实，补上即可判断` : (first?.sentence ?? "有条件需要专家评审");
}

/** Texts of conditions by id, for «decides» of a missing fact. */
export function clauseNames(conditions: readonly Condition[]): Map<string, string> {
  const names = new Map<string, string>();
  const walk = (node: Condition) => {
    names.set(node.id, node.article || node.text || node.id);
    (node.children ?? []).forEach(walk);
  };
  conditions.forEach(walk);
  return names;
}
