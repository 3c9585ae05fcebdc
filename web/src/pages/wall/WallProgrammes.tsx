import type { Overview } from "../../api/model";
import { SampleTag } from "../../components/SampleTag";
import { count } from "../../lib/format";
import { STATUS_WORD, STATUSES } from "../../lib/status";
import { pageOf } from "../../lib/turning";

type Props = { programmes: Overview["programmes"]; turn: number; examples: boolean };

/** As many as fit beside the map. */
const SHOWN = 10;

/** How many qualify for each programme in force, those with the most first. */
export function WallProgrammes({ programmes, turn, examples }: Props) {
  const sorted = [...programmes].sort((a, b) => b.met - a.met);
  const { shown, page, pages } = pageOf(sorted, SHOWN, turn);
  return (
    <section className="wall-programmes" aria-labelledby="wall-programmes">
      <h2 id="wall-programmes">
        政策符合情况 {examples && <SampleTag />}
        {pages > 1 && <small className="quiet num">{`${page} / ${pages}`}</small>}
      </h2>
      <p className="wall-legend quiet">
        {STATUSES.map((status) => (
          <span key={status}>
            <i className={`bar-${status}`} aria-hidden /> {STATUS_WORD[status]}
          </span>
        ))}
      </p>
      <ul>
        {shown.map((programme) => (
          <li key={programme.programme}>
            <span className="wall-programme-name">{programme.name}</span>
            <span className="num">
              符合 <b>{count(programme.met)}</b>　待定 {count(programme.unknown)}
            </span>
            <div className="bar" aria-hidden>
              {STATUSES.map((status) => (
                <span key={status} className={`bar-part bar-${status}`} style={{ flexGrow: programme[status] }} />
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
