import type { UseQueryResult } from "@tanstack/react-query";
import type { AssessmentSet } from "../../api/model";
import { grouped } from "../../lib/standing";

/** How many programmes stand how, before any of them is read. */
export function Standing({ query }: { query: UseQueryResult<AssessmentSet> }) {
  if (!query.data) return null;
  const groups = grouped(query.data.answers).filter(({ folded }) => !folded);
  return (
    <section className="panel standing" aria-label="政策符合情况概要">
      {groups.map(({ title, answers }) => (
        <div key={title}>
          <b className="num">{answers.length}</b>
          <span className="standing-word">{title}</span>
          <span className="quiet small">{answers.slice(0, 4).map(({ name, programme }) => name || programme).join("、")}{answers.length > 4 && " 等"}</span>
        </div>
      ))}
    </section>
  );
}
