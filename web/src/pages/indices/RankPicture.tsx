import type { Ranked } from "../../lib/ranks";
import { interval, score } from "../../lib/ranks";
import { useWidth } from "../../lib/useWidth";
import { INK, PRIMARY } from "../../theme";

const ROW = 24;
const HEAD = 26;
const NAME = 132;
const SCORE = 52;
const COLOURS = { whole: "#c3ccd8", middle: "#8fb3e0", focus: "#eaf1fb", band: "#f3e3bd" } as const;

type Props = { units: Ranked[]; focus: string | undefined; waiting: boolean; onPick: (code: string) => void };

/** Places with their intervals: a dot where the framework puts a unit, a bar over 90 % of the runs, a line over all of them. */
export function RankPicture({ units, focus, waiting, onPick }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>(760);
  const most = Math.max(1, units.length);
  const room = Math.max(80, width - NAME - SCORE - 20);
  const x = (rank: number) => NAME + 10 + (most === 1 ? room / 2 : ((rank - 1) / (most - 1)) * room);
  const height = HEAD + units.length * ROW + 4;
  const ticks = [...new Set([1, ...[0.25, 0.5, 0.75, 1].map((part) => Math.max(1, Math.round(most * part)))])];
  const chosen = units.find((unit) => unit.code === focus);
  const told = units.slice(0, 5).map((unit) => `第 ${unit.rank ?? "未知"} 位 ${unit.name}，区间 ${interval(unit.low, unit.high)}`);
  return (
    <div ref={frame} className="drawn">
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`位次与区间。${told.join("；")}。全部数值见数据表`}
        className="rank-picture"
        fontSize={13}
        fill={INK.plain}
      >
        {chosen?.low != null && chosen.high != null && (
          <rect
            x={x(chosen.low) - 5}
            width={x(chosen.high) - x(chosen.low) + 10}
            y={HEAD - 4}
            height={height - HEAD + 4}
            fill={COLOURS.band}
            opacity={0.55}
          />
        )}
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={x(tick)} x2={x(tick)} y1={HEAD - 4} y2={height} stroke="#e3e8ef" />
            <text x={x(tick)} y={14} textAnchor="middle" fill={INK.quiet} fontSize={12}>
              {tick === 1 ? "第 1 位" : tick}
            </text>
          </g>
        ))}
        <text x={width} y={14} textAnchor="end" fill={INK.quiet} fontSize={12}>
          得分
        </text>
        {units.map((unit, at) => (
          <Row
            key={unit.code}
            unit={unit}
            top={HEAD + at * ROW}
            width={width}
            x={x}
            focus={unit.code === focus}
            waiting={waiting}
            onPick={onPick}
          />
        ))}
      </svg>
    </div>
  );
}

type RowProps = {
  unit: Ranked;
  top: number;
  width: number;
  x: (rank: number) => number;
  focus: boolean;
  waiting: boolean;
  onPick: (code: string) => void;
};

function Row({ unit, top, width, x, focus, waiting, onPick }: RowProps) {
  const middle = top + ROW / 2;
  const { low, high, best, worst, rank } = unit;
  const faint = waiting ? 0.45 : 1;
  return (
    <g onClick={() => onPick(unit.code)} className="rank-row">
      <title>{`${unit.name}：第 ${rank ?? "未知"} 位，区间 ${interval(low, high)}，最好最差 ${interval(best, worst)}`}</title>
      <rect x={0} y={top} width={width} height={ROW} fill={focus ? COLOURS.focus : "transparent"} opacity={focus ? 0.7 : 1} rx={3} />
      <text x={24} y={middle + 4.5} textAnchor="end" fill={INK.quiet} fontSize={12}>
        {rank ?? "—"}
      </text>
      <text x={32} y={middle + 4.5} fontWeight={focus ? 600 : 400}>
        {[...unit.name].length > 7 ? `${[...unit.name].slice(0, 7).join("")}…` : unit.name}
      </text>
      {best !== null && worst !== null && (
        <line x1={x(best)} x2={x(worst)} y1={middle} y2={middle} stroke={COLOURS.whole} strokeWidth={2} opacity={faint} />
      )}
      {low !== null && high !== null && (
        <rect
          x={x(low) - 4}
          width={x(high) - x(low) + 8}
          y={middle - 5}
          height={10}
          rx={5}
          fill={COLOURS.middle}
          opacity={faint}
        />
      )}
      {rank !== null && <circle cx={x(rank)} cy={middle} r={5} fill={PRIMARY} stroke="#ffffff" strokeWidth={1.5} />}
      <text x={width} y={middle + 4.5} textAnchor="end">
        {score(unit.score)}
      </text>
    </g>
  );
}
