import type { SourceRef } from "../../api/model";
import { moment } from "../../lib/format";

/** Every source that a fact on this page came from: what a print-out needs to stand on its own. */
export function SourceTable({ sources }: { sources: readonly SourceRef[] }) {
  if (sources.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="sources">
      <div className="panel-head">
        <h2 id="sources">数据来源</h2>
        <span className="aside">本页事实出自以下 {sources.length} 个来源</span>
      </div>
      <div className="scroll-x">
        <table className="plain-table wide">
          <thead>
            <tr>
              {["来源", "部门", "口径", "提供日期", "入库时间"].map((word) => (
                <th key={word} scope="col">
                  {word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <tr key={source.id}>
                <td>{source.name}</td>
                <td>{source.department ?? <span className="quiet">未注明</span>}</td>
                <td>{source.basis ?? <span className="quiet">未注明</span>}</td>
                <td className="num">{source.delivered ?? <span className="quiet">未注明</span>}</td>
                <td className="num">{moment(source.imported_at)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
