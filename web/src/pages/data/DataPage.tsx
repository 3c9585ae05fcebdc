import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert } from "antd";
import { metaQuery, sourcesQuery } from "../../api/reads";
import { Page } from "../../components/Page";
import { Query } from "../../components/Query";
import { ImportPanel } from "./ImportPanel";
import { Sources } from "./Sources";

/** 数据: where the facts come from, and the way in for more. */
export function DataPage() {
  const sources = useQuery(sourcesQuery);
  const meta = useQuery(metaQuery);
  return (
    <Page
      title="数据"
      lead="每个事实都来自一个有日期、有部门的来源。来源一经导入不再改动；更正就是再导入一个新来源。"
      notice={sources.data?.notice}
      actions={<Link to="/sql">SQL 查询 ›</Link>}
    >
      {meta.data?.principal === "officer" ? (
        <ImportPanel kinds={meta.data.kinds} limit={meta.data.limits.upload_bytes} />
      ) : (
        meta.data && (
          <section className="panel">
            <p className="quiet">导入数据需要本区域工作人员的身份；您可以查看来源，或到“自测”核对自己的表格。</p>
          </section>
        )
      )}
      <Query query={sources} what="数据来源" rows={8}>
        {({ items, damaged }) => (
          <>
            {damaged.map((own) => (
              <Alert key={own.id} type="error" showIcon title={`来源 ${own.id} 已损坏`} description={own.message} />
            ))}
            <Sources items={items} kinds={meta.data?.kinds ?? []} />
          </>
        )}
      </Query>
    </Page>
  );
}
