import { App, Button, Dropdown } from "antd";
import { DownOutlined } from "@ant-design/icons";
import { useId, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { Cell } from "../../lib/csv";
import { toCsv } from "../../lib/csv";
import { download } from "../../lib/download";
import { picture } from "../../lib/picture";
import { ScrollX } from "../ScrollX";

export type FigureTable = { headings: readonly string[]; rows: readonly (readonly Cell[])[] };

type Props = {
  title: string;
  /** What to read in it, in a sentence. */
  lead?: ReactNode;
  /** Where the figures come from. */
  source: ReactNode;
  /** The same figures as a table. */
  table: FigureTable;
  actions?: ReactNode;
  /** What is shown is a table already: nothing to turn into one, and no picture to take. */
  tabular?: boolean;
  children: ReactNode;
};

const shown = (cell: Cell): string =>
  cell === null || cell === undefined
    ? "未知"
    : typeof cell === "number"
      ? cell.toLocaleString("zh-CN", { maximumFractionDigits: 4, useGrouping: false })
      : cell;

/** A picture with its data table, its source, and the ways to take it along. */
export function Figure({ title, lead, source, table, actions, tabular = false, children }: Props) {
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [asTable, setAsTable] = useState(false);
  const { message } = App.useApp();
  const csv = () => toCsv(table.headings, table.rows);
  const image = () => {
    if (!frame.current) throw new Error("没有可以复制的图");
    return picture(frame.current);
  };
  const ways: Record<string, () => Promise<unknown>> = {
    复制为图片: () => navigator.clipboard.write([new ClipboardItem({ "image/png": image() })]),
    下载图片: async () => download(await image(), `${title}.png`),
    "复制 CSV": () => navigator.clipboard.writeText(csv()),
    // The mark at the start tells Excel that it is UTF-8.
    "下载 CSV": async () => download(new Blob(["\ufeff", csv()], { type: "text/csv" }), `${title}.csv`),
  };
  const take = (way: string) => {
    ways[way]?.().then(
      () => void message.success(`已${way}`),
      () => void message.error(`没能${way}：浏览器没有允许，或图还没有画出`),
    );
  };
  const offered = Object.keys(ways).filter((way) => !(asTable || tabular) || way.includes("CSV"));
  return (
    <figure className="panel figure" aria-labelledby={id}>
      <div className="panel-head">
        <h2 id={id}>{title}</h2>
        <div className="figure-ways no-print">
          {actions}
          {!tabular && (
            <Button size="small" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {asTable ? "看图" : "数据表"}
            </Button>
          )}
          <Dropdown
            trigger={["click"]}
            menu={{ items: offered.map((way) => ({ key: way, label: way })), onClick: ({ key }) => take(key) }}
          >
            <Button size="small">
              复制、下载 <DownOutlined />
            </Button>
          </Dropdown>
        </div>
      </div>
      {lead && <p className="figure-lead">{lead}</p>}
      {asTable ? (
        <ScrollX label={`${title}的数据表`}>
          <table className="plain-table wide">
            <thead>
              <tr>
                {table.headings.map((heading) => (
                  <th key={heading} scope="col">
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row, at) => (
                <tr key={at}>
                  {row.map((cell, column) => (
                    <td key={table.headings[column]} className={typeof cell === "number" ? "num" : undefined}>
                      {shown(cell)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollX>
      ) : (
        <div ref={frame}>{children}</div>
      )}
      <figcaption className="figure-source">来源：{source}</figcaption>
    </figure>
  );
}
