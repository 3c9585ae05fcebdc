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
  const ways = [
    { word: "复制为图片", drawn: true, take: () => navigator.clipboard.write([new ClipboardItem({ "image/png": image() })]) },
    { word: "下载图片", drawn: true, take: async () => download(await image(), `${title}.png`) },
    { word: "复制 CSV", drawn: false, take: () => navigator.clipboard.writeText(csv()) },
    // The mark at the start tells Excel that it is UTF-8.
    { word: "下载 CSV", drawn: false, take: async () => download(new Blob(["\ufeff", csv()], { type: "text/csv" }), `${title}.csv`) },
  ];
  const take = (key: string) => {
    const way = ways.find(({ word }) => word === key);
    way?.take().then(
      () => void message.success(`已${way.word}`),
      () => void message.error(`没能${way.word}：浏览器没有允许，或图还没有画出`),
    );
  };
  const offered = ways.filter(({ drawn }) => !drawn || !(asTable || tabular));
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
            menu={{ items: offered.map(({ word }) => ({ key: word, label: word })), onClick: ({ key }) => take(key) }}
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
