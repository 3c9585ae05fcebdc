import type { Population, PopulationGroup } from "../../api/model";
import { bounds } from "../../lib/amounts";
import { count } from "../../lib/format";
import type { Within } from "../../lib/programmeSearch";
import { groupName, groupWord } from "../../lib/programmeSearch";
import { STATUS_WORD } from "../../lib/status";
import { Figure } from "../figure/Figure";
import { ScrollX } from "../ScrollX";
import { GroupBy } from "./GroupBy";
import { StatusBar } from "./StatusBar";

/** Counts that lead to names. */
export type Counted = "met" | "near" | "unknown" | "unmet";
const COUNTED: readonly Counted[] = ["met", "near", "unknown", "unmet"];
const WORD: Record<Counted, string> = { ...STATUS_WORD, near: "只差一项" };

type Props = {
  title: string;
  answer: Population;
  groups: readonly PopulationGroup[];
  by: string;
  source: string;
  onBy: (by: string) => void;
  /** A group, or one of its counts, is looked at closer. */
  onPick: (within: Within, listing: Counted) => void;
};

/** The key drops the level of an industry. */
const labelOf = (group: PopulationGroup, by: string): string | null => group.key[by.split(":")[0] ?? by] ?? null;

const nameOf = (group: PopulationGroup, by: string): string => {
  const label = labelOf(group, by);
  if (label === null) return `${groupWord(by)}未知`;
  return groupName(by, label, group.names?.[by.split(":")[0] ?? by]);
};

/** How each group stands: a row a group, each count the way to the names behind it. */
export function GroupTable({ title, answer, groups, by, source, onBy, onPick }: Props) {
  const sorted = [...groups].sort((a, b) => b.met - a.met || b.near - a.near);
  const money = groups.some((group) => group.amount !== null);
  const most = Math.max(1, ...groups.map((group) => group.met + group.unmet + group.unknown + group.not_applicable));
  const rows = sorted.map((group) => [
    nameOf(group, by),
    ...COUNTED.map((what) => group[what]),
    group.not_applicable,
    ...(money ? [group.amount?.min ?? null, group.amount?.max ?? null] : []),
  ]);
  const headings = [groupWord(by), ...COUNTED.map((what) => WORD[what]), STATUS_WORD.not_applicable];
  return (
    <Figure
      tabular
      title={title}
      lead={`对 ${count(answer.subjects)} 个主体。点数字看是哪些；“只差一项”是不符合的里面只有一项条件不满足的，已含在“不符合”里。`}
      source={source}
      table={{ headings: money ? [...headings, "金额下限（元）", "金额上限（元）"] : headings, rows }}
      actions={<GroupBy by={by} onBy={onBy} />}
    >
      <ScrollX label={title}>
        <table className="plain-table wide group-table">
          <thead>
            <tr>
              <th scope="col">{groupWord(by)}</th>
              <th scope="col" className="group-bar">
                <span className="visually-hidden">构成</span>
              </th>
              {COUNTED.map((what) => (
                <th key={what} scope="col" className="right">
                  {WORD[what]}
                </th>
              ))}
              {money && (
                <th scope="col" className="right">
                  金额
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {sorted.map((group) => {
              const within = { [by]: labelOf(group, by) };
              const name = nameOf(group, by);
              return (
                <tr key={labelOf(group, by) ?? ""}>
                  <th scope="row">
                    <button type="button" className="link-button" onClick={() => onPick(within, "met")}>
                      {name}
                    </button>
                  </th>
                  <td className="group-bar">
                    <StatusBar counts={group} of={most} />
                  </td>
                  {COUNTED.map((what) => (
                    <td key={what} className="right">
                      <button
                        type="button"
                        className="link-button num"
                        disabled={group[what] === 0}
                        aria-label={`${name} ${WORD[what]} ${count(group[what])}`}
                        onClick={() => onPick(within, what)}
                      >
                        {count(group[what])}
                      </button>
                    </td>
                  ))}
                  {money && <td className="right num">{group.amount ? bounds(group.amount) : "没有金额"}</td>}
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollX>
    </Figure>
  );
}
