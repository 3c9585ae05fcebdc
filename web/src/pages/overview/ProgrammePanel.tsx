import { Link } from "@tanstack/react-router";
import type { Overview, Status } from "../../api/model";
import { StatusTag } from "../../components/StatusTag";
import { count, share } from "../../lib/format";
import { STATUS_MEANING, STATUS_WORD, STATUSES } from "../../lib/status";

/** How many enterprises have which status in each programme in force: a bar, and its numbers as links to the list. */
export function ProgrammePanel({ programmes }: { programmes: Overview["programmes"] }) {
  return (
    <section className="panel span-12" aria-labelledby="programmes">
      <div className="panel-head">
        <h2 id="programmes">政策符合情况</h2>
        <span className="aside">按现行规定对全部企业预评估；“待定”表示还缺事实，不等于不符合</span>
      </div>
      {programmes.length === 0 && <p className="quiet">没有现行有效的政策可评估。</p>}
      <ul className="programme-bars">
        {programmes.map((programme) => {
          const counts: Record<Status, number> = programme;
          const total = STATUSES.reduce((sum, status) => sum + counts[status], 0);
          return (
            <li key={programme.programme}>
              <Link to="/programmes/$id" params={{ id: programme.programme }} className="bar-name">
                {programme.name}
              </Link>
              <div className="bar" aria-hidden>
                {STATUSES.map((status) => (
                  <span
                    key={status}
                    className={`bar-part bar-${status}`}
                    style={{ flexGrow: counts[status] }}
                    title={`${STATUS_WORD[status]} ${count(counts[status])}`}
                  />
                ))}
              </div>
              <div className="bar-legend">
                {STATUSES.map((status) => (
                  <Link
                    key={status}
                    to="/enterprises"
                    search={{ programme: programme.family, status }}
                    title={STATUS_MEANING[status]}
                  >
                    <StatusTag status={status} plain />
                    <b className="num">{count(counts[status])}</b>
                    <small className="num">{share(counts[status], total)}</small>
                  </Link>
                ))}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
