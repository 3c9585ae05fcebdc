import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Path } from "../../api/model";
import { pathQuery } from "../../api/reads";
import { PlanBox } from "../../components/answer/PlanBox";
import { Query } from "../../components/Query";

type Rung = Path["rungs"][number];

/** From what it can have first to what comes last: when each rung at the earliest, and what it takes. */
export function CultivationPath({ kind, id }: { kind: string; id: string }) {
  const query = useQuery(pathQuery(kind, id));
  return (
    <section className="panel" aria-labelledby="path">
      <div className="panel-head">
        <h2 id="path">培育路径</h2>
        <span className="aside">逐级计划；费用和时间是可以另行指定的假定</span>
      </div>
      <Query query={query} what="培育路径">
        {(path) => (
          <ol className="rungs">
            {path.rungs.map((rung) => (
              <li key={rung.family} className={`rung rung-${rung.standing}`}>
                <details>
                  <summary>
                    <b>{rung.name}</b>
                    <span className="num">{standing(rung)}</span>
                  </summary>
                  <p className="quiet">
                    <Link to="/programmes/$id" params={{ id: rung.programme }}>
                      查看政策原文
                    </Link>
                  </p>
                  <PlanBox plan={rung.plan} blocked={rung.blocked} />
                </details>
              </li>
            ))}
          </ol>
        )}
      </Query>
    </section>
  );
}

function standing(rung: Rung): string {
  switch (rung.standing) {
    case "held":
      return `已取得，到 ${rung.date}`;
    case "met":
      return "现在就符合";
    case "planned":
      return `最早 ${rung.date}`;
    default:
      return "三年内没有确定能达到的计划";
  }
}
