import { useQuery } from "@tanstack/react-query";
import { Radio } from "antd";
import { useEffect } from "react";
import type { DuplicatePair } from "../../api/model";
import { profileQuery } from "../../api/reads";
import { SubjectLink } from "../../components/KindLink";
import { Query } from "../../components/Query";
import { SampleTag } from "../../components/SampleTag";
import { ScrollX } from "../../components/ScrollX";
import type { Side } from "../../lib/pairs";
import { bitsText, chance, compare, keeper } from "../../lib/pairs";

type Props = { kind: string; pair: DuplicatePair; keep: "left" | "right"; onKeep: (keep: "left" | "right") => void };

/** Two records side by side: what differs is marked, what was weighed says how much. */
export function PairView({ kind, pair, keep, onKeep }: Props) {
  const left = useQuery(profileQuery(kind, pair.left.id ?? ""));
  const right = useQuery(profileQuery(kind, pair.right.id ?? ""));
  const suggested = left.data && right.data ? keeper(left.data, right.data) : null;
  useEffect(() => {
    if (suggested) onKeep(suggested);
  }, [suggested, onKeep]);
  const total = pair.evidence.reduce((sum, { bits }) => sum + bits, pair.prior);
  return (
    <>
      <p className="review-chance">
        是同一个的概率 <b className="num">{chance(pair.probability)}</b>
        <span className="quiet small">
          比较以前 {pair.prior.toFixed(1)} 比特，各项合计 {total > 0 ? "+" : ""}
          {total.toFixed(1)} 比特
        </span>
      </p>
      <Query query={left} what="左边的主体" rows={6}>
        {(one) => (
          <Query query={right} what="右边的主体" rows={6}>
            {(other) => (
              <ScrollX label="两个主体并排">
                <table className="plain-table wide pair-table">
                  <thead>
                    <tr>
                      <th scope="col">属性</th>
                      {([one, other] as const).map((profile, at) => (
                        <th scope="col" key={at}>
                          <SubjectLink kind={kind} id={profile.id} className="row-name">
                            {profile.name}
                          </SubjectLink>
                          {profile.example && <SampleTag />}
                          <Radio checked={keep === (at === 0 ? "left" : "right")} onChange={() => onKeep(at === 0 ? "left" : "right")}>
                            合并时留它的编号
                          </Radio>
                        </th>
                      ))}
                      <th scope="col">依据</th>
                    </tr>
                  </thead>
                  <tbody>
                    {compare(one, other, pair.evidence).map((row) => (
                      <tr key={row.name} className={row.differs ? "differs" : undefined}>
                        <th scope="row">{row.name}</th>
                        <Value side={row.left} differs={row.differs} />
                        <Value side={row.right} differs={row.differs} />
                        <td className="quiet">{row.evidence && `${row.evidence.level}，${bitsText(row.evidence.bits)}`}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </ScrollX>
            )}
          </Query>
        )}
      </Query>
    </>
  );
}

function Value({ side, differs }: { side: Side; differs: boolean }) {
  if (side.state !== "known") return <td className={`fact-${side.state}`}>{side.text}</td>;
  return <td>{differs ? <mark>{side.text}</mark> : side.text}</td>;
}
