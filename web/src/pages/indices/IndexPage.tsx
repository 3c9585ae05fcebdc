import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Alert, Tag } from "antd";
import { useState } from "react";
import { frameworkQuery } from "../../api/indices";
import type { FrameworkDetail } from "../../api/model";
import { Page } from "../../components/Page";
import { Query } from "../../components/Query";
import { CardPanel } from "./CardPanel";
import { FrameworkTree } from "./FrameworkTree";
import { TablePanel } from "./TablePanel";
import { Workbench } from "./Workbench";
import type { Table } from "./table";

/** One framework: its tree with weights, and what comes of it over a table of units. */
export function IndexPage() {
  const { id } = useParams({ strict: false });
  const framework = useQuery(frameworkQuery(id ?? ""));
  const summary = framework.data?.summary;
  return (
    <Page
      title={
        <>
          {summary?.name ?? "…"}
          {summary?.example && (
            <Tag className="sample" variant="outlined">
              示例
            </Tag>
          )}
        </>
      }
      tab={summary?.name ?? "区域指数"}
      lead={summary?.description}
    >
      <Query query={framework} what="指数框架" rows={12}>
        {(detail) => <Framework key={detail.summary.id} detail={detail} />}
      </Query>
    </Page>
  );
}

function Framework({ detail }: { detail: FrameworkDetail }) {
  const shipped: Table | null = detail.data === null ? null : { text: null, name: detail.data_file ?? "附带的数据", csv: detail.data };
  const [table, setTable] = useState<Table | null>(shipped);
  return (
    <>
      {detail.summary.notes.length > 0 && (
        <Alert
          type="info"
          showIcon
          className="above"
          title="先看这些"
          description={
            <ul className="remarks">
              {detail.summary.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          }
        />
      )}
      {table ? (
        <Workbench detail={detail} table={table} />
      ) : (
        <FrameworkTree nodes={detail.nodes} weights={{}} onWeights={null} />
      )}
      {detail.figures && <CardPanel figures={detail.figures} />}
      <TablePanel detail={detail} table={table} shipped={shipped} onTable={setTable} />
    </>
  );
}
