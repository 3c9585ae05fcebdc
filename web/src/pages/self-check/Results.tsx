import type { AssessmentSet, CheckSheet } from "../../api/model";
import { AnswerCard } from "../../components/answer/AnswerCard";
import { ImportReport } from "../../components/ImportReport";
import { StatusTag } from "../../components/StatusTag";
import { AnswerList } from "../subject/Answers";

/** Assessments of facts typed in. */
export function FactsResult({ set }: { set: AssessmentSet }) {
  return (
    <section className="panel" aria-labelledby="result">
      <div className="panel-head">
        <h2 id="result">自测结果{set.subject.name && `：${set.subject.name}`}</h2>
        <span className="aside">{set.notice.disclaimer}</span>
      </div>
      <AnswerList set={set} />
    </section>
  );
}

/** What of the table could not be read, and the assessments of what could. */
export function SheetResult({ sheet }: { sheet: CheckSheet }) {
  return (
    <>
      <section className="panel" aria-labelledby="read">
        <div className="panel-head">
          <h2 id="read">读表结果</h2>
          <span className="aside">未保存任何内容</span>
        </div>
        <ImportReport report={sheet.report} />
      </section>
      <section className="panel" aria-labelledby="result">
        <div className="panel-head">
          <h2 id="result">自测结果</h2>
          <span className="aside">{sheet.notice.disclaimer}</span>
        </div>
        {sheet.subjects.length === 0 && <p className="quiet">没有一行可以评估：请先改正上面指出的单元格。</p>}
        {sheet.subjects.map((subject, index) => (
          <details key={index} className="sheet-subject" open={sheet.subjects.length === 1}>
            <summary>
              <b>{subject.name || `第 ${index + 1} 家`}</b>
              {subject.answers.map((answer) => (
                <span key={answer.programme} className="sheet-status">
                  {answer.name || answer.programme} <StatusTag status={answer.status} />
                </span>
              ))}
            </summary>
            <div className="answers">
              {subject.answers.map((answer) => (
                <AnswerCard key={answer.programme} answer={answer} open={false} />
              ))}
            </div>
          </details>
        ))}
      </section>
    </>
  );
}
