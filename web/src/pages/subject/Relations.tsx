import { useQuery } from "@tanstack/react-query";
import type { RelationInfo, Relations as Told } from "../../api/model";
import { relationsQuery } from "../../api/reads";
import { SubjectLink } from "../../components/KindLink";
import { Query } from "../../components/Query";

const STANDING: Record<RelationInfo["standing"], string> = {
  holds: "成立",
  unknown: "未写明起止，是否成立未知",
  later: "尚未成立",
  ended: "已终止",
};

/** Dated relations to other subjects, read from the one to the other. Nothing is shown of a subject without any. */
export function Relations({ kind, id, name }: { kind: string; id: string; name: string }) {
  const query = useQuery(relationsQuery(kind, id));
  if (query.data?.relations.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="relations">
      <div className="panel-head">
        <h2 id="relations">关系</h2>
        <span className="aside">由主体读向对象；不影响结论</span>
      </div>
      <Query query={query} what="关系">
        {(told) => <RelationTable told={told} name={name} />}
      </Query>
    </section>
  );
}

function RelationTable({ told, name }: { told: Told; name: string }) {
  return (
    <div className="scroll-x">
      <table className="plain-table wide">
        <thead>
          <tr>
            {["主体", "关系", "对象", "起", "止", "现在", "来源"].map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {told.relations.map((relation) => (
            <tr key={`${relation.id} ${String(relation.outgoing)}`}>
              <td>{relation.outgoing ? name : <Other relation={relation} />}</td>
              <td>
                {relation.relation}
                {relation.share && <span className="quiet">（{relation.share}）</span>}
              </td>
              <td>{relation.outgoing ? <Other relation={relation} /> : name}</td>
              <td className="num">{relation.from ?? <span className="quiet">未知</span>}</td>
              <td className="num">{relation.until ?? <span className="quiet">—</span>}</td>
              <td>{STANDING[relation.standing]}</td>
              <td>
                {relation.source?.name}
                {relation.row != null && `，第 ${relation.row} 行`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Other({ relation }: { relation: RelationInfo }) {
  const other = relation.other_subject;
  if (!other) return <>{relation.other}</>;
  return (
    <SubjectLink kind={other.kind} id={other.id}>
      {other.name}
    </SubjectLink>
  );
}
