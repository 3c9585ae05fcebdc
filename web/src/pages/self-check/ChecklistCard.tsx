import { Button, Checkbox } from "antd";
import { useEffect, useRef, useState } from "react";
import type { Asked, Box } from "../../lib/asking";

type Props = {
  number: number;
  asked: Asked;
  boxes: readonly Box[];
  initial: ReadonlySet<string>;
  busy: boolean;
  /** Onwards with the boxes that are ticked; the others are 否 or 无. */
  onNext: (ticked: ReadonlySet<string>) => void;
  onSkip: () => void;
  onBack: (() => void) | null;
};

/** Which of these apply? One look settles what is only for the few. */
export function ChecklistCard({ number, asked, boxes, initial, busy, onNext, onSkip, onBack }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [ticked, setTicked] = useState(() => boxes.map(({ attribute }) => attribute).filter((one) => initial.has(one)));
  useEffect(() => {
    if (number > 1) heading.current?.focus();
  }, [number]);
  return (
    <form
      className="question"
      onSubmit={(event) => {
        event.preventDefault();
        onNext(new Set(ticked));
      }}
    >
      <p className="quiet small">{`第 ${number} 题`}</p>
      <h3 ref={heading} tabIndex={-1}>
        {asked.attribute}
      </h3>
      <p className="quiet">有的请勾选，细节随后再问；没有勾选的都按“没有”算。</p>
      <Checkbox.Group className="boxes" value={ticked} onChange={setTicked}>
        {boxes.map(({ attribute, tick }) => (
          <Checkbox key={attribute} value={attribute}>
            {tick}
          </Checkbox>
        ))}
      </Checkbox.Group>
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={busy}>
          {ticked.length === 0 ? "都没有，下一题" : "下一题"}
        </Button>
        <Button onClick={onSkip}>不清楚，跳过</Button>
        {onBack && <Button onClick={onBack}>返回上一题</Button>}
      </div>
      <p className="quiet small">
        关系到 {asked.names.length} 项政策：{asked.names.join("、")}
      </p>
    </form>
  );
}
