import type { ContentFinding } from "../../api/model";

const LEVELS: Record<string, string> = { error: "错误", warning: "提醒", note: "改进建议" };

/** Errors come first, so none is ever folded away behind warnings alone. */
const MOST_IN_SIGHT = 8;

/** What the linter says of the file: what should be looked at again in sight, mere advice folded. */
export function FindingPanel({ findings }: { findings: readonly ContentFinding[] }) {
  const advice = findings.filter(({ level }) => level === "note");
  const grave = findings.filter(({ level }) => level !== "note");
  return (
    <section className="panel" aria-labelledby="findings">
      <div className="panel-head">
        <h2 id="findings">检查</h2>
        <span className="aside">程序对这个文件写法的检查，不是对政策的评价</span>
      </div>
      {grave.length === 0 ? (
        <p>没有错误，也没有要再看一遍的地方。</p>
      ) : (
        <Findings findings={grave.slice(0, MOST_IN_SIGHT)} />
      )}
      {grave.length > MOST_IN_SIGHT && (
        <details className="more">
          <summary>其余 {grave.length - MOST_IN_SIGHT} 处</summary>
          <Findings findings={grave.slice(MOST_IN_SIGHT)} />
        </details>
      )}
      {advice.length > 0 && (
        <details className="more">
          <summary>{advice.length} 条建议</summary>
          <Findings findings={advice} />
        </details>
      )}
    </section>
  );
}

function Findings({ findings }: { findings: readonly ContentFinding[] }) {
  return (
    <ul className="findings">
      {findings.map((finding) => (
        <li key={`${finding.line}:${finding.column}:${finding.code}:${finding.message}`}>
          <b className={`level level-${finding.level}`}>{LEVELS[finding.level] ?? finding.level}</b>
          <span>{finding.message}</span>
          <span className="quiet small">
            {`第 ${finding.line} 行`} <span className="mono">{finding.code}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
