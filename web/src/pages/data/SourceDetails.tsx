import type { SourceInfo } from "../../api/model";
import { moment } from "../../lib/format";
import { Retire } from "./Retire";
import { SourceQuality } from "./SourceQuality";

const none = <span className="quiet">未注明</span>;

/** Everything that is told of a source, how good it is, and the way to take it out of use. */
export function SourceDetails({ source }: { source: SourceInfo }) {
  const lines: [string, React.ReactNode][] = [
    ["原始文件", source.file],
    ["编号", <code>{source.id}</code>],
    ["依据", source.authority ?? none],
    ["授权或许可", source.licence ?? none],
    ["共享类别", source.sharing ?? none],
    ["期间", source.period ?? none],
    ["导入人", source.imported_by],
    ["文件指纹 SHA-256", <span className="mono wrap-code">{source.sha256}</span>],
  ];
  if (source.replaces.length > 0) lines.push(["代替", source.replaces.join("、")]);
  if (source.retired) {
    const by = source.retired.replaced_by ? `，由 ${source.retired.replaced_by} 代替` : "";
    lines.push(["停用", `${moment(source.retired.retired_at)}：${source.retired.reason}${by}`]);
  }
  return (
    <>
      <dl className="source-details">
        {lines.map(([word, value]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <SourceQuality id={source.id} />
      {!source.retired && <Retire source={source} />}
    </>
  );
}
