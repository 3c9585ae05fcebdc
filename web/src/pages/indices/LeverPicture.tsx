import type { Lever } from "../../api/model";
import { useWidth } from "../../lib/useWidth";
import { INK, PRIMARY } from "../../theme";

const ROW = 30;
const NAME = 128;
const TEXT = 250;

const number = (value: number | null) =>
  value === null ? "未知" : value.toLocaleString("zh-CN", { maximumSignificantDigits: 4 });

/** The gain of a small step in each indicator, and what it alone would have to reach. */
export function LeverPicture({ levers }: { levers: Lever[] }) {
  const [frame, width] = useWidth<HTMLDivElement>(720);
  const narrow = width < 560;
  const text = narrow ? 96 : TEXT;
  const most = Math.max(...levers.map((lever) => lever.gain_per_effort ?? 0), Number.MIN_VALUE);
  const room = Math.max(40, width - NAME - text - 16);
  const height = levers.length * ROW + 22;
  const told = levers.slice(0, 3).map((lever) => `${lever.name} ${number(lever.gain_per_effort)}`);
  return (
    <div ref={frame} className="drawn">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`走一步的得分增量：${told.join("，")}。全部数值见数据表`} fontSize={13} fill={INK.plain}>
        <text x={NAME} y={12} fill={INK.quiet} fontSize={12}>
          走一步的得分增量
        </text>
        <text x={width} y={12} textAnchor="end" fill={INK.quiet} fontSize={12}>
          {narrow ? "须达到" : "单靠它超过上一位：现在 → 须达到"}
        </text>
        {levers.map((lever, at) => {
          const top = 22 + at * ROW;
          const gain = lever.gain_per_effort ?? 0;
          const long = (Math.max(0, gain) / most) * (room - 48);
          return (
            <g key={lever.indicator}>
              <text x={0} y={top + 18}>
                {[...lever.name].length > 9 ? `${[...lever.name].slice(0, 8).join("")}…` : lever.name}
              </text>
              <rect x={NAME} y={top + 6} width={Math.max(1, long)} height={16} rx={3} fill={lever.to_pass === null ? "#8fb3e0" : PRIMARY} />
              <text x={NAME + long + 6} y={top + 18} fill={INK.quiet} fontSize={12}>
                {lever.gain_per_effort === null ? "未知" : `+${lever.gain_per_effort.toFixed(2)}`}
              </text>
              <text x={width} y={top + 18} textAnchor="end" fill={lever.to_pass === null ? INK.quiet : INK.plain}>
                {lever.to_pass === null
                  ? "单靠它不够"
                  : `${narrow ? "" : `${number(lever.now)} → `}${number(lever.to_pass)} ${lever.unit}`}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}
