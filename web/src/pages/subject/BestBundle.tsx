import { useQuery } from "@tanstack/react-query";
import type { Bundle } from "../../api/model";
import { bundleQuery } from "../../api/reads";
import { Query } from "../../components/Query";
import { StatusTag } from "../../components/StatusTag";

/** What the enterprise can have all together: one of each exclusive group, within common caps. */
export function BestBundle({ kind, id }: { kind: string; id: string }) {
  const query = useQuery(bundleQuery(kind, id));
  return (
    <section className="panel" aria-labelledby="bundle">
      <div className="panel-head">
        <h2 id="bundle">政策组合</h2>
        <span className="aside">同组只取一项（就高不重复）；金额是第一年的数</span>
      </div>
      <Query query={query} what="政策组合">
        {(bundle) => <Choices bundle={bundle} />}
      </Query>
    </section>
  );
}

function Choices({ bundle }: { bundle: Bundle }) {
  const chosen = new Set(bundle.certain.programmes);
  const worth = bundle.candidates.filter((item) => item.period !== null || chosen.has(item.programme));
  return (
    <>
      <p>
        已符合的合计 <b className="num">{bundle.certain.total_shown}</b>；连同待定的{" "}
        <b className="num">{bundle.possible.total_shown}</b>。
      </p>
      <div className="scroll-x">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">政策</th>
            <th scope="col">状态</th>
            <th scope="col" className="right">
              金额
            </th>
            <th scope="col">在组合中</th>
          </tr>
        </thead>
        <tbody>
          {worth.map((item) => (
            <tr key={item.programme}>
              <td>{item.name}</td>
              <td>
                <StatusTag status={item.status} plain />
              </td>
              <td className="right num">
                {item.shown}
                {item.period && (item.period === "year" ? "／年" : "（一次）")}
              </td>
              <td>{place(bundle, item.programme)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      </div>
    </>
  );
}

function place(bundle: Bundle, programme: string): string {
  if (bundle.certain.programmes.includes(programme)) return "计入";
  return bundle.possible.programmes.includes(programme) ? "补齐事实后可能计入" : "被同组更高的替代";
}
