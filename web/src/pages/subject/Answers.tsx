import type { UseQueryResult } from "@tanstack/react-query";
import type { Answer, AssessmentSet, Status } from "../../api/model";
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

/** With many programmes: those that hold first, then those that can still be won. */
const GROUPS: { title: string; statuses: Status[] }[] = [
  { title: "符合", statuses: ["met"] },
  { title: "待补充或待评审", statuses: ["unknown"] },
  { title: "不符合", statuses: ["unmet"] },
  { title: "不适用", statuses: ["not_applicable"] },
];

function Cards({ answers, open }: { answers: readonly Answer[]; open: boolean }) {
  return (
    <div className="answers">
      {answers.map((answer) => (
        <AnswerCard key={answer.programme} answer={answer} open={open} />
      ))}
    </div>
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
      {set.answers.length <= OPEN_UP_TO ? (
        <Cards answers={set.answers} open />
      ) : (
        GROUPS.map(({ title, statuses }) => {
          const answers = set.answers.filter((answer) => statuses.includes(answer.status));
          return (
            answers.length > 0 && (
              <section key={title} className="answer-group">
                <h3>
                  {title} <small className="num">{answers.length} 项</small>
                </h3>
                <Cards answers={answers} open={false} />
              </section>
            )
          );
        })
      )}
    </>
  );
}
