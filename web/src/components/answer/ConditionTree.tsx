import type { Condition } from "../../api/model";
import { named, quantity } from "../../lib/format";
import { Doubt } from "../Doubt";
import { StatusTag } from "../StatusTag";

/** How the conditions below a node combine, in words. */
export function combination(op: string, n: number | null | undefined): string {
  if (op === "all") return "以下各项须同时满足";
  if (op === "any") return "以下任一项满足即可";
  if (op === "at_least") return `以下至少满足 ${n ?? "若干"} 项`;
  return "";
}

/** Every condition with its status, the reason, the values used, and the clause's own words beside it. */
export function ConditionTree({ conditions }: { conditions: readonly Condition[] }) {
  return (
    <ul className="tree">
      {conditions.map((condition) => (
        <Node key={condition.id} node={condition} />
      ))}
    </ul>
  );
}

function Node({ node }: { node: Condition }) {
  const children = node.children ?? [];
  const words = combination(node.op, node.n);
  return (
    <li className={`tree-node tree-${node.status}`}>
      <div className="tree-row">
        <div className="tree-verdict">
          <StatusTag status={node.status} plain />
          <div>
            {node.reason && <p>{node.reason}</p>}
            {!node.reason && children.length === 0 && <p className="quiet">没有说明</p>}
            {children.length > 0 && words && <p className="quiet">{words}</p>}
            <Values node={node} />
          </div>
        </div>
        <blockquote className="clause">
          {node.article && <b className="article">{node.article}</b>}
          {node.confidence === "likely" && <Doubt />}
          {node.text || <span className="quiet">{children.length > 0 ? "（条件的组合）" : "（见上一层条文）"}</span>}
        </blockquote>
      </div>
      {children.length > 0 && <ConditionTree conditions={children} />}
    </li>
  );
}

function Values({ node }: { node: Condition }) {
  const values = node.values ?? [];
  if (values.length === 0) return null;
  return (
    <ul className="values">
      {values.map((value, index) => (
        <li key={index}>
          {named(value.attribute, value.period)}
          <b className="num">
            {value.value === null || value.value === undefined ? (
              <span className="fact-unknown">未知</span>
            ) : (
              quantity(value.value, value.unit)
            )}
          </b>
          {value.source && <span className="quiet">来源：{value.source}</span>}
        </li>
      ))}
    </ul>
  );
}
