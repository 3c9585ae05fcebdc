import type { PopulationGroup } from "../../api/model";
import { count, quantity, share } from "../../lib/format";
import type { Counted } from "./GroupTable";

type Props = { group: PopulationGroup; subjects: number; chosen: Counted | undefined; onPick: (listing: Counted) => void };

const TILES: readonly [Counted, string, string][] = [
  ["met", "符合", "按现有事实，全部条件都满足"],
  ["near", "只差一项", "不符合，且只有一项条件不满足"],
  ["unknown", "待定", "还缺事实或待评审，可能符合"],
  ["unmet", "不符合", "至少一项条件不满足，含只差一项的"],
];

/** The whole in four numbers, each the way to its names, and the money. */
export function CountTiles({ group, subjects, chosen, onPick }: Props) {
  return (
    <section className="count-tiles" aria-label="合计">
      {TILES.map(([what, word, meaning]) => (
        <button
          key={what}
          type="button"
          className={`panel count-tile count-${what}`}
          aria-pressed={chosen === what}
          onClick={() => onPick(what)}
        >
          <span className="tile-name">{word}</span>
          <span className="tile-count">{count(group[what])}</span>
          <span className="tile-note">{what === "met" && group.unknown > 0 ? `至多 ${count(group.met + group.unknown)}（待定的都符合）` : `${share(group[what], subjects)} · ${meaning}`}</span>
        </button>
      ))}
      {group.amount && (
        <div className="panel count-tile">
          <span className="tile-name">金额</span>
          <span className="count-money">{group.amount.min === null ? "未知" : `至少 ${quantity(group.amount.min, "元")}`}</span>
          <span className="tile-note">
            {group.amount.max === null ? `没有上限：${count(group.amount.unbounded)} 家的金额没有界` : `至多 ${quantity(group.amount.max, "元")}（待定的都符合）`}
          </span>
        </div>
      )}
    </section>
  );
}
