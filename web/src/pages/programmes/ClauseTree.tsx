import type { ConditionInfo } from "../../api/model";
import { Doubt } from "../../components/Doubt";
import { combination } from "../../components/answer/ConditionTree";
import { Formula, WordsList } from "./WordsList";

type Props = {
  conditions: readonly ConditionInfo[];
  /** The clause of the group that these belong to: members often have no words of their own. */
  group?: string;
};

/** The document's words on the left, what is computed on the right, in words. */
export function ClauseTree({ conditions, group }: Props) {
  return (
    <ul className="tree">
      {conditions.map((condition) => (
        <li key={condition.id} className="tree-node">
          <div className="tree-row">
            <blockquote className="clause">
              {condition.article && <b className="article">{condition.article}</b>}
              {condition.confidence === "likely" && <Doubt />}
              {condition.text && condition.text !== group ? (
                condition.text
              ) : (
                <span className="quiet">{group ? "（同上一层条文）" : "（没有录入条文）"}</span>
              )}
            </blockquote>
            <div className="check-said">
              <b className="check-name">{condition.id}</b>
              <Said condition={condition} />
            </div>
          </div>
          {condition.children.length > 0 && <ClauseTree conditions={condition.children} group={condition.text} />}
        </li>
      ))}
    </ul>
  );
}

function Said({ condition }: { condition: ConditionInfo }) {
  if (condition.review) {
    return <p className="quiet">不由程序计算，由{condition.review}判断，在此之前为“待定”</p>;
  }
  if (condition.formula === null) return <p className="quiet">{combination(condition.op, condition.n)}</p>;
  return (
    <>
      <WordsList lines={condition.words} />
      <Formula text={condition.formula} />
    </>
  );
}
