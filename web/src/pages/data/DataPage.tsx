import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Alert, Segmented } from "antd";
import { metaQuery, sourcesQuery } from "../../api/reads";
import { Page } from "../../components/Page";
import { Query } from "../../components/Query";
import type { DataSearch } from "../../lib/dataSearch";
import { DATA_VIEWS, readDataSearch } from "../../lib/dataSearch";
import { Conflicts } from "./Conflicts";
import { ImportWizard } from "./ImportWizard";
import { Sources } from "./Sources";
import { WhoIsWho } from "./WhoIsWho";

export type ChangeSearch = (change: { [K in keyof DataSearch]?: DataSearch[K] | undefined }) => void;

const LEADS = {
  sources: "每个事实都来自一个有日期、有部门的来源。来源一经导入不再改动；更正就是再导入一个新来源。",
  conflicts: "几个来源说法不同的地方：各说了什么，现在以哪个为准，依据哪条规则。这里不改数，改数要靠更正来源。",
  who: "可能是同一个主体的记录，两两比较，由人来定。决定本身是一个来源，可以撤销，原来的记录不改动。",
} as const;

/** 数据: where the facts come from, the way in for more, where they disagree, and who is who. */
export function DataPage() {
  const search = readDataSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const change: ChangeSearch = (next) =>
    void navigate({ to: "/data", search: readDataSearch({ ...search, ...next }), replace: true, resetScroll: false });
  const sources = useQuery(sourcesQuery);
  const meta = useQuery(metaQuery);
  const kinds = meta.data?.kinds ?? [];
  const view = search.view ?? "sources";
  return (
    <Page
      title="数据"
      lead={LEADS[view]}
      notice={sources.data?.notice}
      actions={
        <div className="page-actions">
          <Segmented
            aria-label="看什么"
            value={view}
            options={[
              { value: "sources", label: "导入与来源" },
              { value: "conflicts", label: "冲突" },
              { value: "who", label: "谁是谁" },
            ]}
            onChange={(next) => change({ view: DATA_VIEWS.find((known) => known === next), attribute: undefined, page: undefined })}
          />
          <Link to="/sql">SQL 查询 ›</Link>
        </div>
      }
    >
      {view === "conflicts" && <Conflicts kinds={kinds} search={search} onChange={change} />}
      {view === "who" && (
        <WhoIsWho kinds={kinds} kind={search.kind ?? "enterprise"} may={meta.data?.principal === "officer"} onKind={(kind) => change({ kind })} />
      )}
      {view === "sources" && (
        <>
          {meta.data?.principal === "officer" ? (
            <ImportWizard kinds={kinds} limit={meta.data.limits.upload_bytes} />
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
                <Sources items={items} kinds={kinds} />
              </>
            )}
          </Query>
        </>
      )}
    </Page>
  );
}
