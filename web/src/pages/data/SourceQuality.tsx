import { useQuery } from "@tanstack/react-query";
import { sourceQuery } from "../../api/reads";
import { Query } from "../../components/Query";
import { ScrollX } from "../../components/ScrollX";
import { count, share } from "../../lib/format";

/** How good a source is: what a person should look at, then what each column tells and leaves out. */
export function SourceQuality({ id }: { id: string }) {
  const source = useQuery(sourceQuery(id));
  return (
    <Query query={source} what="来源的质量" rows={2}>
      {({ quality }) =>
        quality === null ? (
          <p className="quiet small">这个来源是旧版程序导入的，没有质量记录。</p>
        ) : (
          <div className="source-quality">
            <p className="small">
              {[
                `退回 ${count(quality.rows_rejected)} 行`,
                `逐字重复 ${count(quality.duplicate_rows)} 行`,
                ...(quality.duplicate_keys === null ? [] : [`同一主体又出现 ${count(quality.duplicate_keys)} 行`]),
              ].join("，")}
            </p>
            {quality.findings.length > 0 && (
              <ul className="small" aria-label="请核对">
                {quality.findings.map(({ code, place, found, expected }) => (
                  <li key={`${code}|${place}`}>
                    <b>{place}</b> {found}。<span className="quiet">{expected}</span>
                  </li>
                ))}
              </ul>
            )}
            <details>
              <summary>{`各列（${count(quality.columns.length)}）`}</summary>
              <ScrollX label="各列的质量">
                <table className="plain-table narrow small">
                  <thead>
                    <tr>
                      <th scope="col">列</th>
                      <th scope="col" className="right">
                        没有说
                      </th>
                      <th scope="col" className="right">
                        说没有
                      </th>
                      <th scope="col" className="right">
                        中位数
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {quality.columns.map((column) => (
                      <tr key={column.column}>
                        <th scope="row">
                          {column.column}
                          {column.attribute === null && <span className="quiet">（没有对应的属性）</span>}
                        </th>
                        <td className="right num">{`${count(column.unknown)}（${share(column.unknown, column.rows)}）`}</td>
                        <td className="right num">{count(column.absent)}</td>
                        <td className="right num">{column.median ?? "—"}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </ScrollX>
            </details>
          </div>
        )
      }
    </Query>
  );
}
