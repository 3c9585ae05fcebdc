import { Alert, Button, Table } from "antd";
import type { ImportAnswer, RejectedCell } from "../api/model";
import { toCsv } from "../lib/csv";
import { download } from "../lib/download";
import { count } from "../lib/format";

/** The bad cells as a file, for whoever mends the table. */
function save({ file, rejects }: ImportAnswer) {
  const rows = rejects.map(({ sheet, row, column, value, reason }) => [sheet ?? "", row, column, value, reason]);
  // The mark at the start tells Excel that it is UTF-8.
  const text = ["\ufeff", toCsv(["工作表", "行", "列", "单元格内容", "原因与改法"], rows)];
  download(new Blob(text, { type: "text/csv" }), `${file.replace(/\.[^.]+$/, "")}-问题.csv`);
}

/** What could and could not be read of a table, cell by cell. */
export function ImportReport({ report }: { report: ImportAnswer }) {
  const shown = report.rejects.length;
  return (
    <div className="import-report" data-testid="import-report">
      <p>
        <b>{report.file}</b>　共 <b className="num">{count(report.rows_read)}</b> 行，可用{" "}
        <b className="num">{count(report.rows_in)}</b> 行，退回 <b className="num">{count(report.rows_rejected)}</b> 行
        {report.rejects_total > 0 && (
          <>
            ；有问题的单元格 <b className="num unmet-ink">{count(report.rejects_total)}</b> 个
          </>
        )}
      </p>
      {report.rejects_total === 0 ? (
        <Alert type="success" showIcon title="每个单元格都读懂了" />
      ) : (
        <Table<RejectedCell>
          size="small"
          rowKey={(row) => `${row.sheet ?? ""}|${row.row}|${row.column}`}
          dataSource={report.rejects}
          scroll={{ x: "max-content" }}
          pagination={shown > 20 ? { pageSize: 20, showSizeChanger: false, showTotal: (n) => `共 ${n} 条` } : false}
          columns={[
            { title: "工作表", render: (_, row) => row.sheet ?? <span className="quiet">—</span> },
            { title: "行", align: "right", render: (_, row) => <span className="num">{row.row}</span> },
            { title: "列", dataIndex: "column" },
            {
              title: "单元格内容",
              render: (_, row) => (row.value === "" ? <span className="quiet">（空）</span> : <code>{row.value}</code>),
            },
            { title: "原因与改法", render: (_, row) => <span className="wrap-reason">{row.reason}</span> },
          ]}
        />
      )}
      {report.rejects_total > 0 && (
        <Button size="small" onClick={() => save(report)}>
          把这些问题存成 CSV
        </Button>
      )}
      {report.rejects_total > shown && (
        <p className="quiet small">只列出前 {count(shown)} 个；改正后再传，其余会接着列出。</p>
      )}
      {report.unmapped.length > 0 && (
        <p className="small">
          没有用上的列：
          {report.unmapped.map((column, index) => (
            <span key={column.header}>
              {index > 0 && "、"}“{column.header}”
              {column.suggestion && <span className="quiet">（是否应为“{column.suggestion}”）</span>}
            </span>
          ))}
        </p>
      )}
      {report.notes.map((note) => (
        <p key={note} className="quiet small">
          {note}
        </p>
      ))}
    </div>
  );
}
