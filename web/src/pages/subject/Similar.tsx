import { useQuery } from "@tanstack/react-query";
import { similarQuery } from "../../api/reads";
import { SubjectLink } from "../../components/KindLink";
import { Query } from "../../components/Query";
import { SampleTag } from "../../components/SampleTag";

/** Firms like this one by a measure that anybody can check, and what they qualify for. */
export function Similar({ kind, id }: { kind: string; id: string }) {
  const query = useQuery(similarQuery(kind, id));
  return (
    <section className="panel" aria-labelledby="similar">
      <div className="panel-head">
        <h2 id="similar">相近的企业</h2>
      </div>
      <Query query={query} what="相近的企业">
        {({ measure, items }) => (
          <>
            <p className="quiet small">{items.length === 0 && !measure.includes("不能") ? `没有相近的企业。${measure}。` : `${measure}。`}</p>
            {items.length > 0 && (
              <div className="scroll-x" tabIndex={0} role="group" aria-label="相近的企业，可左右滚动">
                <table className="plain-table wide">
                  <thead>
                    <tr>
                      {["企业", "行业", "区县", "营业收入", "已符合的政策"].map((word) => (
                        <th key={word} scope="col">
                          {word}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((own) => (
                      <tr key={own.id}>
                        <td>
                          <SubjectLink kind={kind} id={own.id}>
                            {own.name}
                          </SubjectLink>
                          {own.example && <SampleTag />}
                        </td>
                        <td>{own.industry?.name}</td>
                        <td>{own.district?.name ?? <span className="quiet">未知</span>}</td>
                        <td className="num">{own.size}</td>
                        <td>{own.meets.length === 0 ? <span className="quiet">还没有已能判断为符合的</span> : own.meets.join("、")}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </>
        )}
      </Query>
    </section>
  );
}
