import { Button, Slider, Tag } from "antd";
import type { FrameworkNode } from "../../api/model";
import { share } from "../../lib/format";
import type { Weights } from "../../lib/weights";
import { absent, effective, moved, reach, weightOf } from "../../lib/weights";

type Props = {
  nodes: FrameworkNode[];
  weights: Weights;
  /** Null where there are no figures that places could follow from. */
  onWeights: ((weights: Weights) => void) | null;
};

/** The hierarchy of an index with a slider for each weight; shares of the whole follow at once. */
export function FrameworkTree({ nodes, weights, onWeights }: Props) {
  const root = nodes.find((node) => node.parent === null);
  const shares = effective(nodes, weights);
  const out = absent(nodes);
  const changed = Object.keys(weights).length;
  if (!root) return null;
  const below = (parent: FrameworkNode) =>
    parent.children.flatMap((id) => nodes.find((node) => node.id === id) ?? []);
  const branch = (node: FrameworkNode) => (
    <li key={node.id} className={node.children.length > 0 ? "weights-group" : "weights-leaf"}>
      <div className="weights-row">
        <Name node={node} gone={out.has(node.id)} />
        {out.has(node.id) ? (
          <Tag className="weights-gone">没有数据</Tag>
        ) : (
          <>
            {onWeights && <Weight node={node} nodes={nodes} weights={weights} onWeights={onWeights} />}
            <span className="num weights-share" title="占总指数的份额">
              {share(shares.get(node.id) ?? 0, 1)}
            </span>
          </>
        )}
      </div>
      {node.children.length > 0 && <ul>{below(node).map(branch)}</ul>}
    </li>
  );
  return (
    <section className="panel weights" aria-labelledby="tree-title">
      <div className="panel-head">
        <h2 id="tree-title">指标与权重</h2>
        {onWeights && (
          <Button size="small" className="no-print" disabled={changed === 0} onClick={() => onWeights({})}>
            {changed === 0 ? "框架的权重" : `恢复框架的权重（改了 ${changed} 处）`}
          </Button>
        )}
      </div>
      <p className="figure-lead">
        {onWeights && "拖动滑块改变同级之间的轻重，位次立刻跟着变。"}百分比是占总指数的份额；点开名称看口径和来源。
      </p>
      <ul className="weights-list">{below(root).map(branch)}</ul>
    </section>
  );
}

type WeightProps = { node: FrameworkNode; nodes: FrameworkNode[]; weights: Weights; onWeights: (weights: Weights) => void };

function Weight({ node, nodes, weights, onWeights }: WeightProps) {
  const { max, step } = reach(node, nodes);
  const value = weightOf(node, weights);
  return (
    <Slider
      className="weights-slider no-print"
      min={0}
      max={Math.max(max, value)}
      step={step}
      value={value}
      included
      tooltip={{ formatter: (shown) => `权重 ${Number(shown?.toPrecision(3))}` }}
      onChange={(next: number) => onWeights(moved(nodes, weights, node.id, next))}
      ariaLabelForHandle={`${node.name}的权重`}
    />
  );
}

function Name({ node, gone }: { node: FrameworkNode; gone: boolean }) {
  const facts = [
    ["口径", node.definition],
    ["单位", node.unit],
    ["范围", node.scope],
    ["除以", node.denominator],
    ["来源", node.source],
  ].filter(([, text]) => text);
  const name = (
    <span className={gone ? "quiet" : undefined}>
      {node.name}
      {!node.more_is_better && <span className="quiet small">（越小越好）</span>}
    </span>
  );
  if (facts.length === 0) return <span className="weights-name">{name}</span>;
  return (
    <details className="weights-name">
      <summary>{name}</summary>
      <dl className="weights-facts">
        {facts.map(([word, text]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
