import { Popover } from "antd";
import type { FactValue, SourceRef } from "../../api/model";
import { moment } from "../../lib/format";

type Props = {
  name: string;
  value: FactValue;
  sources: readonly SourceRef[];
  derived: boolean;
};

/** A value that tells where it came from, on hover and on keyboard focus. 预计 and 自报 are marked beside it. */
export function Fact({ name, value, sources, derived }: Props) {
  const source = value.source === null || value.source === undefined ? undefined : sources[value.source];
  return (
    <Popover
      trigger={["hover", "focus"]}
      mouseEnterDelay={0.15}
      placement="top"
      content={<Origin source={source} row={value.row ?? null} sheet={value.sheet ?? null} derived={derived} />}
    >
      <button type="button" className="fact" aria-label={spoken(name, value, source, derived)}>
        {value.text}
        {marked(source) && <sup className="basis">{marked(source)}</sup>}
      </button>
    </Popover>
  );
}

/** The basis that a reader should notice without asking: an estimate, or the subject's own word. */
function marked(source: SourceRef | undefined): string | undefined {
  return source?.basis === "预计" || source?.basis === "自报" ? source.basis : undefined;
}

function spoken(name: string, value: FactValue, source: SourceRef | undefined, derived: boolean): string {
  const origin = source
    ? `来源 ${source.name}${source.basis ? `，口径 ${source.basis}` : ""}`
    : derived
      ? "由其他事实算出"
      : "来源未注明";
  // The visible words come first and unbroken, so that voice control finds the figure by what is seen.
  return `${name} ${value.text}${marked(source) ?? ""}，${origin}`;
}

type OriginProps = { source: SourceRef | undefined; row: number | null; sheet: string | null; derived: boolean };

function Origin({ source, row, sheet, derived }: OriginProps) {
  if (!source) return <span>{derived ? "由其他事实按公式算出，不单独录入" : "来源未注明"}</span>;
  const lines: [string, string | null | undefined][] = [
    ["来源", source.name],
    ["部门", source.department],
    ["口径", source.basis],
    ["提供日期", source.delivered],
    ["入库时间", moment(source.imported_at)],
    ["所在位置", row === null ? null : `${sheet ? `工作表“${sheet}”` : ""}第 ${row} 行`],
  ];
  return (
    <dl className="origin">
      {lines.map(([word, text]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{text ?? <span className="quiet">未注明</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
