import type { UseQueryResult } from "@tanstack/react-query";
import type { AssessmentSet } from "../../api/model";
import { AnswerCard } from "../../components/answer/AnswerCard";
import { Query } from "../../components/Query";

/** With so few programmes each is shown open; with more, a row each until asked. */
const OPEN_UP_TO = 3;

/** What the enterprise qualifies for, one card per programme in force. */
export function Answers({ query }: { query: UseQueryResult<AssessmentSet> }) {
  return (
    <section className="panel" aria-labelledby="answers">
      <div className="panel-head">
        <h2 id="answers">政策符合情况</h2>
        <span className="aside">每一项都写明原因、条款和所用事实</span>
      </div>
      <Query query={query} what="预评估结果">
        {(set) => <AnswerList set={set} />}
      </Query>
    </section>
  );
}

/** The cards, and what was left out of them. */
export function AnswerList({ set }: { set: Pick<AssessmentSet, "answers" | "withheld"> }) {
  return (
    <>
      {set.withheld.length > 0 && (
        <p className="withheld-note quiet">
          您无权查看的 {set.withheld.length} 项事实没有参与判断，按未知处理：
          {set.withheld.slice(0, 8).join("、")}
          {set.withheld.length > 8 && " 等"}
        </p>
      )}
      {set.answers.length === 0 && <p className="quiet">没有现行有效的政策可评估。</p>}
      <div className="answers">
        {set.answers.map((answer) => (
          <AnswerCard key={answer.programme} answer={answer} open={set.answers.length <= OPEN_UP_TO} />
        ))}
      </div>
    </>
  );
}
