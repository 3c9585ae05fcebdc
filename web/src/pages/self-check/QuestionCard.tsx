import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import type { AttributeInfo } from "../../api/model";
import type { Asked } from "../../lib/asking";
import type { Sheet } from "../../lib/factsText";
import { isSaid } from "../../lib/asking";
import { named } from "../../lib/format";
import { QuestionFields } from "./QuestionFields";

type Props = {
  number: number;
  asked: Asked;
  attribute: AttributeInfo;
  sheet: Sheet;
  onChange: (sheet: Sheet) => void;
  busy: boolean;
  /** Gone back to. */
  revisited: boolean;
  /** Onwards; whether nothing was said here, which means that it is not known. */
  onNext: (unchanged: boolean) => void;
  onBack: (() => void) | null;
};

/** One question, what it bears on, and the way on. */
export function QuestionCard({ number, asked, attribute, sheet, onChange, busy, revisited, onNext, onBack }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // What it said when the question was put: an answer that changes nothing would be asked for again.
  const [before] = useState(() => said(sheet, asked.attribute));
  const unchanged = said(sheet, asked.attribute) === before;
  useEffect(() => {
    // The first question must not take the page's focus; the ones after it must not lose it.
    if (number > 1) heading.current?.focus();
  }, [number]);
  const silent = ![undefined, ...asked.years].some((year) => isSaid(sheet, asked.attribute, asked.years, year));
  const word = silent ? "不知道，下一题" : unchanged && !revisited ? "没有更多了，下一题" : "下一题";
  const unit = attribute.unit === "元" ? "万元" : attribute.unit;
  return (
    <form
      className="question"
      onSubmit={(event) => {
        event.preventDefault();
        onNext(unchanged);
      }}
    >
      <p className="quiet small">{`第 ${number} 题`}</p>
      <h3 ref={heading} tabIndex={-1}>
        {named(asked.attribute, asked.years.join("、"))}
        {unit && <small className="quiet">{unit}</small>}
      </h3>
      {attribute.description && <p className="quiet">{attribute.description}</p>}
      <QuestionFields asked={asked} attribute={attribute} sheet={sheet} onChange={onChange} />
      <div className="form-actions">
        <Button type="primary" htmlType="submit" loading={busy}>
          {word}
        </Button>
        {onBack && <Button onClick={onBack}>返回上一题</Button>}
      </div>
      <p className="quiet small">
        关系到 {asked.names.length} 项政策：{asked.names.join("、")}
      </p>
    </form>
  );
}

function said(sheet: Sheet, attribute: string): string {
  return JSON.stringify([sheet.draft[attribute] ?? "", sheet.lists[attribute] ?? ""]);
}
