import { Link } from "@tanstack/react-router";
import { Table } from "antd";
import type { MapInfo } from "../../api/model";
import { count } from "../../lib/format";
import { counts } from "../../lib/mapData";
import type { MapSearch } from "../../lib/mapSearch";
import type { Layer } from "./scene";
import type { Told } from "./useMapScene";

type Row = { code: string; name: string };
type Props = { info: MapInfo; layers: readonly Layer[]; told: Told | null; search: MapSearch };

/** The map as a table: every district with what stands in it, and what stands in none. */
export function AreaTable({ info, layers, told, search }: Props) {
  const by = counts(layers.flatMap(({ subjects }) => subjects));
  const known = new Set(info.districts.map(({ code }) => code));
  const others = [...by.keys()].filter((code) => !known.has(code) && code !== "city" && code !== "none");
  const rows: Row[] = [
    ...info.districts,
    ...others.map((code) => ({ code, name: `${code}（不在本区域的区县里）` })),
    ...(by.has("city") ? [{ code: "city", name: "只知在市内" }] : []),
    ...(by.has("none") ? [{ code: "none", name: "区县未知" }] : []),
  ];
  return (
    <Table<Row>
      size="small"
      rowKey="code"
      dataSource={rows}
      pagination={false}
      scroll={{ x: "max-content" }}
      locale={{ emptyText: "还没有区县：在数据目录的 region.yaml 写明本区域的行政区划代码，并放入 districts.geojson" }}
      columns={[
        {
          title: "区县",
          render: (_, row) => (
            <Link to="/map" search={{ ...search, district: row.code }} hash="selection">
              {row.name}
            </Link>
          ),
        },
        ...layers.map((layer) => ({
          title: layer.name,
          align: "right" as const,
          render: (_: unknown, row: Row) => {
            const n = by.get(row.code)?.get(layer.kind) ?? 0;
            return <span className={n === 0 ? "num quiet" : "num"}>{count(n)}</span>;
          },
        })),
        ...(told
          ? [
              {
                title: told.title,
                align: "right" as const,
                render: (_: unknown, row: Row) => {
                  const figure = told.figures.find(({ codes }) => codes.includes(row.code));
                  if (!figure) return <span className="quiet">—</span>;
                  return (
                    <span className="num">
                      {figure.text}
                      {figure.changed && <small className="quiet">（当时的{figure.name}）</small>}
                    </span>
                  );
                },
              },
              {
                title: "依据",
                render: (_: unknown, row: Row) => (
                  <span className="quiet">{told.figures.find(({ codes }) => codes.includes(row.code))?.basis}</span>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
