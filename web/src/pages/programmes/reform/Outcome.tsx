import type { Population, PopulationGroup } from "../../../api/model";
import { bounds, signedMoney } from "../../../lib/amounts";
import { count, quantity } from "../../../lib/format";

type Props = { answer: Population; before: PopulationGroup; after: PopulationGroup; waiting: boolean };

/** Sure ones, and with all that are unknown. */
const interval = (group: PopulationGroup) => `${count(group.met)} 至 ${count(group.met + group.unknown)}`;

/** Winners, losers, cost: what is sure, and between which bounds the rest lies. */
export function Outcome({ answer, before, after, waiting }: Props) {
  const { difference } = answer;
  const step = after.met - before.met;
  return (
    <section className="panel outcome" aria-labelledby="outcome" aria-busy={waiting}>
      <h2 id="outcome" className="visually-hidden">
        改后的结果
      </h2>
      <dl className="outcome-tiles" aria-live="polite">
        <div>
          <dt>确定符合</dt>
          <dd>
            <b className="num">{count(after.met)}</b> 家
            {step !== 0 && <span className={`num outcome-step ${step < 0 ? "unmet-ink" : "met-ink"}`}>{step > 0 ? `+${count(step)}` : `−${count(-step)}`}</span>}
          </dd>
          <dd className="quiet small">
            {difference && `现行 ${interval(before)}；`}待定 {count(after.unknown)}，所以在 {interval(after)} 之间
          </dd>
        </div>
        <Moved
          word="新增符合"
          ink="met-ink"
          moved={difference?.gain ?? 0}
          how={difference && `原先确定不符合 ${count(difference.gain_known)}，原先待定 ${count(difference.gain - difference.gain_known)}`}
        />
        <Moved
          word="不再符合"
          ink="unmet-ink"
          moved={difference?.lose ?? 0}
          how={difference && `改后确定不符合 ${count(difference.lose_known)}，变为待定 ${count(difference.lose - difference.lose_known)}`}
        />
        <div>
          <dt>金额</dt>
          {after.amount === null ? (
            <dd className="quiet">这项政策不直接给金额</dd>
          ) : (
            <>
              <dd>
                <b>{difference?.amount ? signedMoney(difference.amount.certain) : quantity(after.amount.certain, "元")}</b>
              </dd>
              <dd className="quiet small">
                {difference?.amount
                  ? `事实齐全者的增减；连事实不全的 ${count(difference.amount.uncertain)} 家在内：${bounds(difference.amount, true)}`
                  : `事实齐全者合计；连不齐全的在内：${bounds(after.amount)}`}
              </dd>
            </>
          )}
        </div>
      </dl>
      {!difference && <p className="quiet">拖动左边的滑块，或点加减号：谁受益、谁退出、多花多少随即算出。现行规定没有被改动，结果也不保存。</p>}
    </section>
  );
}

type MovedProps = { word: string; ink: string; moved: number; how: string | null | undefined };

/** How many come to qualify, or no longer do. */
function Moved({ word, ink, moved, how }: MovedProps) {
  return (
    <div>
      <dt>{word}</dt>
      <dd>
        <b className={`num ${ink}`}>{count(moved)}</b> 家
      </dd>
      <dd className="quiet small">{moved > 0 && how ? how : "没有"}</dd>
    </div>
  );
}
