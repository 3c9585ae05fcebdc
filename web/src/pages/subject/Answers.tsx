import type { UseQueryResult } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import type { Answer, AssessmentSet } from "../../api/model";
import { AnswerCard } from "../../components/answer/AnswerCard";
import { Query } from "../../components/Query";
import { grouped } from "../../lib/standing";
import type { SubjectSearch } from "../../lib/subjectSearch";
import { PlanSliders } from "./PlanSliders";

/** With so few programmes each is shown open; with more, a row each until asked. */
const OPEN_UP_TO = 3;

/** What the enterprise qualifies for: what it has, what is one step away, what has to be told; the rest folded. */
export function Answers({ query, kind, id }: { query: UseQueryResult<AssessmentSet>; kind: string; id: string }) {
  const search = useSearch({ strict: false }) as SubjectSearch;
  const navigate = useNavigate();
  const show = (programme: string | undefined) =>
    void navigate({ to: ".", search: programme === undefined ? {} : { programme }, replace: true, resetScroll: false });
  const isAsked = (answer: Answer) => search.programme === answer.family || search.programme === answer.programme;
  const plan = (answer: Answer): ReactNode => {
    if (answer.status !== "unmet" && answer.status !== "unknown") return null;
    return (
      <section>
        <h3>怎样才能符合</h3>
        {isAsked(answer) ? (
          <PlanSliders kind={kind} id={id} programme={answer.programme} />
        ) : (
          <Button size="small" className="no-print" onClick={() => show(answer.family)}>
            做计划：下一次申报前要做到什么
          </Button>
        )}
      </section>
    );
  };
  return (
    <section className="panel" aria-labelledby="answers">
      <div className="panel-head">
        <h2 id="answers">政策符合情况</h2>
        <span className="aside">每一项都写明原因、条款和所用事实</span>
      </div>
      <Query query={query} what="预评估结果">
        {(set) => <AnswerList set={set} plan={plan} isOpen={isAsked} />}
      </Query>
    </section>
  );
}

type ListProps = {
  set: Pick<AssessmentSet, "answers" | "withheld">;
  plan?: (answer: Answer) => ReactNode;
  isOpen?: (answer: Answer) => boolean;
};

type CardProps = { answers: readonly Answer[]; open: boolean } & Omit<ListProps, "set">;

function Cards({ answers, open, plan, isOpen }: CardProps) {
  return (
    <div className="answers">
      {answers.map((answer) => (
        <AnswerCard key={answer.programme} answer={answer} open={open || isOpen?.(answer) === true} plan={plan?.(answer)} />
      ))}
    </div>
  );
}

/** The cards, and what was left out of them. */
export function AnswerList({ set, ...rest }: ListProps) {
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
        <Cards answers={set.answers} open {...rest} />
      ) : (
        grouped(set.answers)
          .filter(({ answers }) => answers.length > 0)
          .map(({ title, lead, answers, folded }) => {
            const head = (
              <h3>
                {title} <small className="num">{answers.length} 项</small> <small className="answer-lead">{lead}</small>
              </h3>
            );
            const cards = <Cards answers={answers} open={false} {...rest} />;
            return folded && !answers.some((answer) => rest.isOpen?.(answer)) ? (
              <details key={title} className="answer-group answer-fold">
                <summary>{head}</summary>
                {cards}
              </details>
            ) : (
              <section key={title} className="answer-group">
                {head}
                {cards}
              </section>
            );
          })
      )}
    </>
  );
}
