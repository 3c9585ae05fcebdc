import type { SourceRef } from "../api/model";

/** A source in one line: name, basis, date. */
export function SourceLine({ source }: { source: SourceRef | null | undefined }) {
  if (!source) return <span className="quiet">来源未注明</span>;
  const parts = [source.department, source.basis, source.delivered].filter(Boolean);
  return (
    <span className="source-line">
      {source.name}
      {parts.length > 0 && <span className="quiet"> · {parts.join(" · ")}</span>}
    </span>
  );
}
