import { Link } from "@tanstack/react-router";
import type { ProgrammeDetail, TableInfo } from "../../api/model";
import { ScrollX } from "../../components/ScrollX";
import { WordsList } from "./WordsList";

/** Decision tables as tables; those of other versions, which have a page of their own, are folded. */
export function TablesPanel({ programme }: { programme: Pick<ProgrammeDetail, "tables" | "imports"> }) {
  const own = programme.tables.filter(({ of }) => of === null);
  const imported = programme.tables.filter(({ of }) => of !== null);
  if (programme.tables.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="tables">
      <div className="panel-head">
        <h2 id="tables">决策表</h2>
        <span className="aside">分档给分、给比例或分类的规定</span>
      </div>
      <Decisions tables={own} />
      {imported.length > 0 && (
        <details className="more">
          <summary>引用的 {imported.length} 张表</summary>
          <Decisions tables={imported} />
        </details>
      )}
    </section>
  );
}

function Decisions({ tables }: { tables: readonly TableInfo[] }) {
  if (tables.length === 0) return null;
  return (
    <div className="decisions">
      {tables.map((table) => (
        <DecisionTable key={table.name} table={table} />
      ))}
    </div>
  );
}

function DecisionTable({ table }: { table: TableInfo }) {
  return (
    <div className="decision">
      <h3>
        {table.name}
        {table.article && <span className="article">{table.article}</span>}
        {table.of && (
          <Link to="/programmes/$id" params={{ id: table.of }} className="small">
            引自 {table.of}
          </Link>
        )}
      </h3>
      <WordsList lines={table.words} />
      <ScrollX label={table.name}>
        <table className="plain-table ruled">
          <thead>
            <tr>
              {table.columns.map((column, index) => (
                <th key={index} scope="col">
                  {column}
                </th>
              ))}
              <th scope="col">结果</th>
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, index) => (
              <tr key={index}>
                {row.tests.map((test, column) => (
                  <td key={column}>{test}</td>
                ))}
                <td>
                  <b>{row.gives}</b>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollX>
    </div>
  );
}
