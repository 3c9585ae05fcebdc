import type { ConditionInfo } from "../../api/model";
import { Doubt } from "../../components/Doubt";
import { combination } from "../../components/answer/ConditionTree";

/** The document's words on the left, what is computed on the right. */
export function ClauseTree({ conditions }: { conditions: readonly ConditionInfo[] }) {
  return (
    <ul className="tree">
      {conditions.map((condition) => (
        <li key={condition.id} className="tree-node">
          <div className="tree-row">
            <blockquote className="clause">
              {condition.article && <b className="article">{condition.article}</b>}
              {condition.confidence === "likely" && <Doubt />}
              {condition.text || <span className="quiet">{condition.children.length > 0 ? "（条件的组合）" : "（见上一层条文）"}</span>}
            </blockquote>
            <div>
              {condition.formula ? (
                <code className="formula">{condition.formula}</code>
              ) : (
                <span className="quiet">
                  {combination(condition.op, condition.n) ||
                    `不由程序计算，由${condition.review ?? "人工"}判断，在此之前为“待定”`}
                </span>
              )}
            </div>
          </div>
          {condition.children.length > 0 && <ClauseTree conditions={condition.children} />}
        </li>
      ))}
    </ul>
  );
}
