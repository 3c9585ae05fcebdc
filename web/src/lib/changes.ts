import type { Change } from "../api/model";

type Subject = Change["subject"];

/** In the order of a document, as people call them. */
const WORDS: readonly (readonly [Subject, string])[] = [
  ["identity", "文件与施行"],
  ["condition", "条件"],
  ["parameter", "参数"],
  ["table", "决策表"],
  ["score", "评分"],
  ["benefit", "得到什么"],
  ["evidence", "申报材料"],
  ["definition", "算法（定义）"],
];

export type ChangeGroup = { subject: Subject; name: string; changes: Change[] };

/** Changes of one sort together, those a reader asks for first in front. */
export function grouped(changes: readonly Change[]): ChangeGroup[] {
  return WORDS.map(([subject, name]) => ({
    subject,
    name,
    changes: changes.filter((change) => change.subject === subject),
  })).filter((group) => group.changes.length > 0);
}
