import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "../../api/model";
import { reasons, summary, tally } from "../../lib/answer";
import { ConditionTree } from "./ConditionTree";
import { MissingList } from "./MissingList";
import { PlanBox } from "./PlanBox";
import { ScoreBox } from "./ScoreBox";
import { ShortfallTable } from "./ShortfallTable";
import { Worth } from "./Worth";
import { StatusTag } from "../StatusTag";

/** One programme's answer: the status, why, what is missing, how far off, and every clause underneath. */
export function AnswerCard({ answer, open, plan }: { answer: Answer; open: boolean; plan?: ReactNode }) {
  const why = reasons(answer.conditions);
  const counts = tally(answer.conditions);
  return (
    <details className={`answer answer-${answer.status}`} open={open}>
      <summary>
        <StatusTag status={answer.status} />
        <span className="answer-name">{answer.name || answer.programme}</span>
        <span className="answer-summary">{summary(answer)}</span>
      </summary>
      <div className="answer-body">
        <p className="answer-meta quiet">
          <Link to="/programmes/$id" params={{ id: answer.programme }}>
            查看政策原文
          </Link>
          <span>按 {answer.as_of} 有效的规定{answer.in_force ? "" : "（该版本当日已不生效）"}</span>
          <span className="num">
            满足 {counts.met} 项 · 不满足 {counts.unmet} 项 · 待定 {counts.unknown} 项
            {counts.not_applicable > 0 && ` · 不适用 ${counts.not_applicable} 项`}
          </span>
        </p>
        <Worth answer={answer} />
        {why.length > 0 && (
          <section>
            <h3>{answer.status === "unmet" ? "为什么不符合" : "为什么还不能判断"}</h3>
            <ul className="reasons">
              {why.map((reason) => (
                <li key={reason.id}>
                  <StatusTag status={reason.status} plain />
                  <span className="reason-sentence">{reason.sentence}</span>
                  {reason.article && <span className="article">{reason.article}</span>}
                </li>
              ))}
            </ul>
          </section>
        )}
        <MissingList answer={answer} />
        <ShortfallTable answer={answer} />
        <PlanBox plan={answer.plan} blocked={answer.plan_blocked} />
        {plan}
        {answer.score && <ScoreBox score={answer.score} />}
        <details className="clauses">
          <summary>逐条对照条款原文</summary>
          <ConditionTree conditions={answer.conditions} />
        </details>
      </div>
    </details>
  );
}
