import { DownloadOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Button, Table } from "antd";
import type { QueryAnswer, QueryColumn } from "../../api/model";
import { SQL_FILES, sqlFile } from "../../api/sql";
import { Problem } from "../../components/Problem";
import { SampleTag } from "../../components/SampleTag";
import { download } from "../../lib/download";
import { count } from "../../lib/format";

const NUMBERS = ["integer", "decimal", "float"];

/** NULL is unknown, never an empty cell. */
function Cell({ value }: { value: unknown }) {
  if (value === null || value === undefined) return <span className="fact-unknown">未知</span>;
  if (typeof value === "boolean") return value ? "是" : "否";
  return String(value);
}

/** The rows with the unit of each column, and the way to take all of them along. */
export function SqlResult({ answer, sql }: { answer: QueryAnswer; sql: string }) {
  const file = useMutation({
    mutationFn: (format: (typeof SQL_FILES)[number]) => sqlFile(sql, format),
    onSuccess: (blob, format) => download(blob, `查询-${answer.notice.as_of}.${format}`),
  });
  const rows = answer.rows.map((cells, key) => ({ key, cells: cells as readonly unknown[] }));
  return (
    <section className="panel" aria-labelledby="rows">
      <div className="panel-head">
        <h2 id="rows">
          结果 <span className="quiet small num">{count(rows.length)} 行</span>
          {answer.example && <SampleTag />}
        </h2>
        <div className="figure-ways no-print">
          {SQL_FILES.map((format) => (
            <Button key={format} size="small" icon={<DownloadOutlined />} loading={file.isPending && file.variables === format} onClick={() => file.mutate(format)}>
              {format === "parquet" ? "Parquet" : format.toUpperCase()}
            </Button>
          ))}
        </div>
      </div>
      {file.isError && <Problem error={file.error} />}
      {answer.truncated && (
        <p className="unknown-ink" role="status">
          只显示前 {count(rows.length)} 行，后面还有。导出的文件有全部（至多一百万行），或加上 LIMIT。
        </p>
      )}
      <Table<(typeof rows)[number]>
        size="small"
        dataSource={rows}
        scroll={{ x: "max-content" }}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false, showTotal: (total) => `共 ${count(total)} 行` }}
        locale={{ emptyText: "没有行符合条件" }}
        columns={answer.columns.map((column: QueryColumn, at: number) => ({
          key: `${at}`,
          title: (
            <>
              {column.name}
              {column.unit && <span className="quiet">（{column.unit}）</span>}
            </>
          ),
          align: NUMBERS.includes(column.type) ? ("right" as const) : ("left" as const),
          render: (_: unknown, row: (typeof rows)[number]) => (
            <span className={NUMBERS.includes(column.type) ? "num" : "cell-text"}>
              <Cell value={row.cells[at]} />
            </span>
          ),
        }))}
      />
    </section>
  );
}
