import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Table } from "antd";
import type { ProgrammeSummary } from "../../api/model";
import { programmesQuery } from "../../api/reads";
import { Page } from "../../components/Page";
import { Query } from "../../components/Query";
import { CONFIDENCE } from "../../lib/confidence";
import { Force } from "./Force";

/** 政策: everything one can qualify for, with its document and days of force. */
export function ProgrammesPage() {
  const programmes = useQuery(programmesQuery);
  return (
    <Page
      title="政策"
      lead="每项政策按条款逐条编成可计算的条件；改了规定，新旧版本并存，按各自有效日期适用。"
      notice={programmes.data?.notice}
    >
      <Query query={programmes} what="政策" rows={8}>
        {({ items, findings }) => (
          <>
            {findings.length > 0 && (
              <Alert
                type="warning"
                showIcon
                className="above"
                title={`政策文件有 ${findings.length} 处提示`}
                description={
                  <ul className="problem-details">
                    {findings.map((finding) => (
                      <li key={`${finding.path}:${finding.line}:${finding.column}:${finding.code}`}>
                        <span className="mono">
                          {finding.path}:{finding.line}:{finding.column}
                        </span>{" "}
                        {finding.message}
                      </li>
                    ))}
                  </ul>
                }
              />
            )}
            <section className="panel" aria-label="政策列表">
              <div className="toolbar">
                <span>
                  共 <b className="num">{items.length}</b> 条
                </span>
              </div>
              <Table<ProgrammeSummary>
                size="small"
                rowKey="id"
                dataSource={items}
                pagination={false}
                scroll={{ x: "max-content" }}
                locale={{ emptyText: "没有可用的政策文件" }}
                columns={[
                  {
                    title: "政策",
                    render: (_, row) => (
                      <Link to="/programmes/$id" params={{ id: row.id }} className="row-name">
                        {row.name}
                      </Link>
                    ),
                  },
                  { title: "效力", render: (_, row) => <Force programme={row} /> },
                  { title: "文号", dataIndex: "document" },
                  { title: "发布机关", dataIndex: "authority", render: (text) => <span className="wrap-cell">{text}</span> },
                  { title: "适用地域", dataIndex: "territory" },
                  {
                    title: "施行",
                    sorter: (a, b) => (a.from ?? "").localeCompare(b.from ?? ""),
                    render: (_, row) => <span className="num">{row.from ?? <span className="quiet">未知</span>}</span>,
                  },
                  {
                    title: "截止",
                    render: (_, row) => <span className="num">{row.until ?? <span className="quiet">未定</span>}</span>,
                  },
                  { title: "可信程度", render: (_, row) => CONFIDENCE[row.confidence] ?? row.confidence },
                ]}
              />
            </section>
          </>
        )}
      </Query>
    </Page>
  );
}
