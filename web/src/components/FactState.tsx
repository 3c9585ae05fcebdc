import type { SubjectRow } from "../api/model";

type State = SubjectRow["values"][number]["state"];

const WORDS: Record<Exclude<State, "known">, string> = { absent: "无", unknown: "未知", withheld: "无权查看" };

/** Why there is no value: known not to exist, not told to us, or not for this reader. Never a zero, never a dash. */
export function FactState({ state }: { state: State }) {
  if (state === "known") return null;
  return <span className={`fact-${state}`}>{WORDS[state]}</span>;
}
