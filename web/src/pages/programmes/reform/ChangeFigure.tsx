import type { Population } from "../../../api/model";
import { Figure } from "../../../components/figure/Figure";
import { GroupBy } from "../../../components/population/GroupBy";
import { bounds } from "../../../lib/amounts";
import { count } from "../../../lib/format";
import { groupName, groupWord } from "../../../lib/programmeSearch";
import { useWidth } from "../../../lib/useWidth";
import { INK } from "../../../theme";

type Row = {
  label: string;
  gain: number;
  lose: number;
  met: number;
  /** How many more may qualify at most, unknown ones counted in. */
  most: number;
  money: string;
};
type Props = { title: string; answer: Population; by: string; source: string; onBy: (by: string) => void };

/** Groups drawn; the table has all. */
const SHOWN = 16;
const ROW = 26;
const NAME = 150;
/** Room for a number beside a bar. */
const LABEL = 64;
const COLOURS = { gain: "#3c9a62", lose: "#d0655f", axis: "#c3ccd8" } as const;

/** Who gains and who loses by group: losses to the left, gains to the right. */
export function ChangeFigure({ title, answer, by, source, onBy }: Props) {
  const key = by.split(":")[0] ?? by;
  const after = answer.reform?.groups ?? answer.groups;
  const rows: Row[] = after
    .map((group) => {
      const label = group.key[key] ?? null;
      const before = answer.groups.find((other) => (other.key[key] ?? null) === label);
      const change = answer.difference?.groups.find((other) => (other.key[key] ?? null) === label);
      return {
        label: label === null ? `${groupWord(by)}未知` : groupName(by, label, group.names?.[key]),
        gain: change?.gain ?? 0,
        lose: change?.lose ?? 0,
        met: group.met,
        most: before ? group.met + group.unknown - before.met - before.unknown : 0,
        money: change?.amount ? bounds(change.amount, true) : "",
      };
    })
    .sort((a, b) => b.gain + b.lose - (a.gain + a.lose) || Math.abs(b.most) - Math.abs(a.most) || b.met - a.met);
  const money = rows.some((row) => row.money !== "");
  const table = {
    headings: [groupWord(by), "新增符合", "不再符合", "改后符合", "至多符合的变化", ...(money ? ["金额变化"] : [])],
    rows: rows.map((row) => [row.label, row.gain, row.lose, row.met, row.most, ...(money ? [row.money] : [])]),
  };
  const moved = rows.filter((row) => row.gain + row.lose > 0 || row.most !== 0);
  return (
    <Figure
      title={title}
      lead={
        moved.length === 0
          ? "各组都没有变化。"
          : `${moved.length} 组有变化。深色是结论确定改变的：右边新增符合，左边不再符合；浅色是“至多符合”（待定的都符合）的升降。`
      }
      source={source}
      table={table}
      actions={<GroupBy by={by} onBy={onBy} />}
    >
      {moved.length > 0 && <Picture rows={moved.slice(0, SHOWN)} />}
    </Figure>
  );
}

function Picture({ rows }: { rows: readonly Row[] }) {
  const [frame, width] = useWidth<HTMLDivElement>(720);
  const name = Math.min(NAME, width * 0.34);
  const up = (row: Row) => Math.max(row.gain, row.most);
  const down = (row: Row) => Math.max(row.lose, -row.most);
  const most = Math.max(1, ...rows.map((row) => Math.max(up(row), down(row))));
  const [left, right] = [rows.some((row) => down(row) > 0), rows.some((row) => up(row) > 0)];
  const room = Math.max(40, width - name - 8 - (left ? LABEL : 0) - (right ? LABEL : 0)) / (left && right ? 2 : 1);
  const zero = name + 8 + (left ? LABEL + room : 0);
  const long = (value: number) => (Math.max(0, value) / most) * room;
  const height = rows.length * ROW + 6;
  const told = rows.slice(0, 5).map((row) => `${row.label} 新增 ${row.gain}，退出 ${row.lose}，至多符合 ${signed(row.most)}`);
  const fits = Math.floor(name / 14);
  return (
    <div ref={frame} className="drawn">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`各组的变化：${told.join("；")}。全部数值见数据表`} fontSize={13} fill={INK.plain}>
        <line x1={zero} x2={zero} y1={0} y2={height} stroke={COLOURS.axis} />
        {rows.map((row, at) => {
          const middle = at * ROW + ROW / 2 + 3;
          const bar = (value: number, side: 1 | -1, sure: boolean) => (
            <rect x={side > 0 ? zero : zero - long(value)} y={middle - 7} width={long(value)} height={14} fill={side > 0 ? COLOURS.gain : COLOURS.lose} opacity={sure ? 1 : 0.3} rx={2} />
          );
          return (
            <g key={row.label}>
              <title>{`${row.label}：新增符合 ${row.gain}，不再符合 ${row.lose}，改后符合 ${row.met}，至多符合 ${signed(row.most)}`}</title>
              <text x={name} y={middle + 4.5} textAnchor="end">
                {[...row.label].length > fits ? `${[...row.label].slice(0, fits - 1).join("")}…` : row.label}
              </text>
              {bar(row.most, 1, false)}
              {bar(-row.most, -1, false)}
              {bar(row.gain, 1, true)}
              {bar(row.lose, -1, true)}
              {up(row) > 0 && <text x={zero + long(up(row)) + 5} y={middle + 4.5}>{said(row.gain, row.most)}</text>}
              {down(row) > 0 && (
                <text x={zero - long(down(row)) - 5} y={middle + 4.5} textAnchor="end">
                  {said(-row.lose, row.most)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** What is sure; in brackets what may be, where nothing is sure. */
const said = (sure: number, most: number) => (sure === 0 ? `（${signed(most)}）` : signed(sure));

const signed = (value: number) => (value > 0 ? `+${count(value)}` : value < 0 ? `−${count(-value)}` : "0");
