import { DownloadOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button, Table } from "antd";
import type { CheckList, CheckRow } from "../../api/model";
import { SampleTag } from "../../components/SampleTag";
import { StatusTag } from "../../components/StatusTag";
import { count } from "../../lib/format";
import { STATUSES } from "../../lib/status";

type Props = { list: CheckList; exporting: boolean; onExport: () => void };

/** The statuses of a list: counts first, then a row per entry with the reasons underneath. */
export function CheckResult({ list, exporting, onExport }: Props) {
  const found = list.rows.filter((row) => row.found === "one").length;
  return (
    <section className="panel" aria-labelledby="result">
      <div className="panel-head">
        <h2 id="result">核查结果</h2>
        <Button icon={<DownloadOutlined />} loading={exporting} onClick={onExport} className="no-print">
          下载 XLSX
        </Button>
      </div>
      <p>
        共 <b className="num">{count(list.rows.length)}</b> 条，找到 <b className="num">{count(found)}</b> 家
        {found < list.rows.length && (
          <>
            ，<span className="unmet-ink">{count(list.rows.length - found)} 条没有对上</span>
          </>
        )}
      </p>
      <ul className="check-counts">
        {list.counts.map((programme) => (
          <li key={programme.programme}>
            <b>{programme.name}</b>
            {STATUSES.filter((status) => programme[status] > 0).map((status) => (
              <span key={status}>
                <StatusTag status={status} plain /> <b className="num">{count(programme[status])}</b>
              </span>
            ))}
          </li>
        ))}
      </ul>
      <Table<CheckRow>
        className="check-table"
        size="small"
        rowKey={(row) => row.entry}
        dataSource={list.rows}
        scroll={{ x: "max-content" }}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showTotal: (total) => `共 ${total} 条` }}
        columns={[
          {
            title: "名单",
            className: "col-name",
            render: (_, row) => <Subject row={row} />,
          },
          ...list.counts.map((programme) => ({
            title: programme.name,
            render: (_: unknown, row: CheckRow) => <Result row={row} programme={programme.programme} />,
          })),
        ]}
      />
    </section>
  );
}

function Subject({ row }: { row: CheckRow }) {
  if (row.found === "one" && row.id) {
    return (
      <>
        <Link to="/enterprises/$id" params={{ id: row.id }} className="row-name">
          {row.name ?? row.entry}
        </Link>
        {(row.code || row.example) && (
          <div className="row-code">
            {row.code && <span className="quiet mono">{row.code}</span>}
            {row.example && <SampleTag />}
          </div>
        )}
      </>
    );
  }
  return (
    <>
      {row.entry}
      <div className="unmet-ink small">{row.message ?? (row.found === "none" ? "没有找到" : "有多个同名主体")}</div>
      {row.candidates.map((id) => (
        <div key={id} className="small">
          <Link to="/enterprises/$id" params={{ id }}>
            {id}
          </Link>
        </div>
      ))}
    </>
  );
}

const REASONS_SHOWN = 3;

function Result({ row, programme }: { row: CheckRow; programme: string }) {
  const result = row.results.find((one) => one.programme === programme);
  if (!result) return <span className="quiet">—</span>;
  const lines = [...result.reasons, ...(result.missing.length > 0 ? [`还缺：${result.missing.join("、")}`] : [])];
  return (
    <div className="check-cell">
      <StatusTag status={result.status} />
      {result.status !== "met" && lines.length > 0 && (
        <ul className="small">
          {lines.slice(0, REASONS_SHOWN).map((line) => (
            <li key={line}>{line}</li>
          ))}
          {lines.length > REASONS_SHOWN && <li className="quiet">等 {lines.length} 条，详见企业页或 XLSX</li>}
        </ul>
      )}
    </div>
  );
}
