import { Button } from "antd";
import type { FrameworkDetail } from "../../api/model";
import { FileDrop } from "../../components/FileDrop";
import { toCsv, readText } from "../../lib/csv";
import { download } from "../../lib/download";
import type { Table } from "./table";

/** Largest table that a page sends with each question. */
const MAX_TABLE_BYTES = 4 * 1024 * 1024;

type Props = { detail: FrameworkDetail; table: Table | null; shipped: Table | null; onTable: (table: Table | null) => void };

/** Where the figures come from, and how to put others in their place. */
export function TablePanel({ detail, table, shipped, onTable }: Props) {
  const template = () => {
    const headings = detail.nodes.flatMap((node) => (node.column && !node.missing ? [node.column] : []));
    const unit = detail.units;
    const sizes = detail.denominators.map(({ column }) => column);
    const all = [...new Set([unit.code, unit.name, unit.time, ...unit.groups, ...sizes, ...headings].filter((heading) => heading !== null))];
    download(new Blob(["\ufeff", toCsv(all, [])], { type: "text/csv" }), `${detail.summary.name}-数据模板.csv`);
  };
  return (
    <section className="panel" aria-labelledby="table-title">
      <div className="panel-head">
        <h2 id="table-title">{table ? "换成自己的数据" : "放入数据"}</h2>
        <div className="figure-ways">
          <Button size="small" onClick={template}>
            下载空白表
          </Button>
          {shipped && table?.text !== null && (
            <Button size="small" onClick={() => onTable(shipped)}>
              用附带的数据
            </Button>
          )}
        </div>
      </div>
      <p className="figure-lead">
        {table ? (
          <>现在用的是 {table.name}。</>
        ) : (
          <>这个框架没有附带数据：下载空白表，填上各单位的数（不知道的留空），再放进来就能看位次和区间。</>
        )}
        数据只在这个页面里，每次计算随请求送到本机服务，不保存。
      </p>
      <FileDrop
        accept=".csv,text/csv"
        limit={MAX_TABLE_BYTES}
        hint="CSV（UTF-8 或 GB18030），一个单位（一年）一行，列名与空白表相同"
        file={null}
        onFile={(file) =>
          void readText(file).then((csv) => onTable({ text: csv.replace(/^\ufeff/, ""), name: file.name, csv: csv.replace(/^\ufeff/, "") }))
        }
      />
    </section>
  );
}
