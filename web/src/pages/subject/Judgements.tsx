import { useQuery } from "@tanstack/react-query";
import type { JudgementInfo } from "../../api/model";
import { judgementsQuery } from "../../api/reads";
import { Query } from "../../components/Query";

/** What assessors judged, and whether assessments follow it. Nothing is shown of a subject that nobody judged. */
export function Judgements({ kind, id }: { kind: string; id: string }) {
  const query = useQuery(judgementsQuery(kind, id));
  if (query.data?.judgements.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="judgements">
      <div className="panel-head">
        <h2 id="judgements">评审意见</h2>
        <span className="aside">先于各表的同一项；以较晚的为准</span>
      </div>
      <Query query={query} what="评审意见">
        {(told) => (
          <div className="scroll-x">
            <table className="plain-table wide">
              <thead>
                <tr>
                  {["评定的事项", "结论", "评定者", "日期", "评估是否采用", "来源"].map((word) => (
                    <th key={word} scope="col">
                      {word}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {told.judgements.map((judgement) => (
                  <Row key={judgement.id} judgement={judgement} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Query>
    </section>
  );
}

function Row({ judgement }: { judgement: JudgementInfo }) {
  const about = [judgement.programme, judgement.condition, judgement.attribute].filter(Boolean).join(" · ");
  return (
    <tr>
      <td>
        {about}
        {judgement.year && `（${judgement.year}）`}
      </td>
      <td>{judgement.verdict}</td>
      <td>{judgement.by ?? <span className="quiet">未写明</span>}</td>
      <td className="num">{judgement.on ?? <span className="quiet">未写明</span>}</td>
      <td>{judgement.used ? "采用" : <span className="quiet">未采用：{judgement.why}</span>}</td>
      <td>
        {judgement.source?.name}
        {judgement.row != null && `，第 ${judgement.row} 行`}
      </td>
    </tr>
  );
}
