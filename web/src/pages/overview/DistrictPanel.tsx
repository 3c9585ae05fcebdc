import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Table } from "antd";
import { lazy, Suspense } from "react";
import type { Overview } from "../../api/model";
import { districtsQuery } from "../../api/reads";
import { Problem } from "../../components/Problem";
import { count, share } from "../../lib/format";
import { KIND_PAGES } from "../../lib/kinds";

const DistrictMap = lazy(() => import("../../components/DistrictMap"));

type District = Overview["districts"][number];

function enterprises(district: District): number {
  return district.counts.find((kind) => kind.kind === "enterprise")?.subjects ?? 0;
}

/** A code that ends at the city (330100) says no district. */
function placeName({ code, name }: District): string {
  if (code === null) return "区县未知";
  return code.endsWith("00") ? `${name}（区县未注明）` : name;
}

/** Where the enterprises are: a map, and the same numbers as a table. */
export function DistrictPanel({ districts }: { districts: Overview["districts"] }) {
  const outlines = useQuery(districtsQuery);
  const navigate = useNavigate();
  const total = districts.reduce((sum, district) => sum + enterprises(district), 0);
  const others = districts[0]?.counts.filter(({ kind }) => kind !== "enterprise" && kind in KIND_PAGES) ?? [];
  const places = districts.flatMap(({ code, name, ...rest }) =>
    code === null || code.endsWith("00") ? [] : [{ code, name, value: enterprises({ code, name, ...rest }) }],
  );

  return (
    <section className="panel span-12" aria-labelledby="districts">
      <div className="panel-head">
        <h2 id="districts">企业分布</h2>
        <span className="aside">点击区县查看该区企业</span>
      </div>
      <div className="district-body">
        <div className="district-map">
          {outlines.isError ? (
            <Problem error={outlines.error} />
          ) : (
            <Suspense fallback={<div className="map-frame" />}>
              {outlines.data === undefined ? (
                <div className="map-frame" />
              ) : (
                <DistrictMap
                  outlines={outlines.data}
                  places={places}
                  unit="家企业"
                  onPick={(code) => void navigate({ to: "/enterprises", search: { district: code } })}
                />
              )}
            </Suspense>
          )}
        </div>
        <Table<District>
          className="district-table"
          size="small"
          rowKey={(row) => row.code ?? "unknown"}
          dataSource={districts}
          pagination={false}
          columns={[
            {
              title: "区县",
              render: (_, row) => (
                <Link to="/enterprises" search={{ district: row.code ?? "none" }}>
                  {placeName(row)}
                </Link>
              ),
            },
            {
              title: "企业",
              align: "right",
              defaultSortOrder: "descend",
              sorter: (a, b) => enterprises(a) - enterprises(b),
              render: (_, row) => <span className="num">{count(enterprises(row))}</span>,
            },
            {
              title: "占比",
              align: "right",
              render: (_, row) => <span className="num quiet">{share(enterprises(row), total)}</span>,
            },
            ...others.map((kind) => ({
              title: kind.name,
              align: "right" as const,
              render: (_: unknown, row: District) => {
                const n = row.counts.find((other) => other.kind === kind.kind)?.subjects ?? 0;
                return <span className={n === 0 ? "num quiet" : "num"}>{count(n)}</span>;
              },
            })),
          ]}
        />
      </div>
    </section>
  );
}
