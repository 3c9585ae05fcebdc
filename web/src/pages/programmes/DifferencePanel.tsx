import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { ProgrammeDetail } from "../../api/model";
import { programmeDiffQuery } from "../../api/reads";
import { Query } from "../../components/Query";
import { grouped } from "../../lib/changes";
import { count } from "../../lib/format";
import { pieces } from "../../lib/marked";

/** Of what only whoever computes asks for, more items than this are folded. */
const MOST_IN_SIGHT = 12;
const ALWAYS_IN_SIGHT = ["condition", "parameter"];

type Props = { programme: Pick<ProgrammeDetail, "id" | "versions"> & { previous: string } };

/** What this version changed against the one before it, in words and for the subjects at hand. */
export function DifferencePanel({ programme }: Props) {
  const { previous } = programme;
  const diff = useQuery(programmeDiffQuery(previous, programme.id));
  const before = programme.versions.find(({ id }) => id === previous);
  const panel = useRef<HTMLElement>(null);
  const loaded = diff.data !== undefined;
  // The link from the earlier version arrives before there is anything to scroll to.
  useEffect(() => {
    if (loaded && window.location.hash === "#difference") panel.current?.scrollIntoView({ block: "start" });
  }, [loaded]);
  return (
    <section className="panel" aria-labelledby="difference" ref={panel}>
      <div className="panel-head">
        <h2 id="difference">与上一版本的差异</h2>
        <span className="aside">
          对比{" "}
          <Link to="/programmes/$id" params={{ id: previous }}>
            {before?.document || previous}
          </Link>
        </span>
      </div>
      <Query query={diff} what="差异" rows={4}>
        {({ changes, population }) => (
          <>
            {population && (
              <p>
                对库内 {count(population.total)} 家：两版都符合 {count(population.both)}，新增符合 {count(population.gained)}，不再符合{" "}
                {count(population.lost)}，都不符合 {count(population.neither)}，待定 {count(population.unknown)}。
              </p>
            )}
            {changes.length === 0 && <p>两个版本的内容相同。</p>}
            {grouped(changes).map((group) => (
              <details key={group.subject} className="changes" open={ALWAYS_IN_SIGHT.includes(group.subject) || group.changes.length <= MOST_IN_SIGHT}>
                <summary>
                  {group.name} <span className="quiet num">{group.changes.length} 处</span>
                </summary>
                <ul>
                  {group.changes.map((change, index) => (
                    <li key={index}>
                      <Sentence text={change.text} />
                    </li>
                  ))}
                </ul>
              </details>
            ))}
          </>
        )}
      </Query>
    </section>
  );
}

function Sentence({ text }: { text: string }) {
  return pieces(text).map((piece, index) => {
    if (piece.kind === "gone") return <del key={index}>{piece.text}</del>;
    if (piece.kind === "new") return <ins key={index}>{piece.text}</ins>;
    return <span key={index}>{piece.text}</span>;
  });
}
