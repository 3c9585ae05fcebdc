import { useQuery } from "@tanstack/react-query";
import { useMatch, useNavigate, useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { metaQuery, subjectsQuery } from "../../api/reads";
import { Page } from "../../components/Page";
import { Problem } from "../../components/Problem";
import { TemplateLink } from "../../components/TemplateLink";
import { count } from "../../lib/format";
import type { ListSearch } from "../../lib/listSearch";
import { DEFAULT_SIZE, PAGE_SIZES, readListSearch, refine } from "../../lib/listSearch";
import { KIND_PAGES } from "../../lib/kinds";
import { Filters } from "./Filters";
import { SubjectTable } from "./SubjectTable";

/** A filtered, sorted, paged list of one kind of subject; all of its state is in the address. */
export function SubjectsPage() {
  const match = useMatch({ strict: false });
  const { kind: addressed } = useParams({ strict: false });
  const kind = match.staticData.kind ?? addressed ?? "enterprise";
  const page = KIND_PAGES[kind];
  const search = readListSearch(match.search as Record<string, unknown>);
  const navigate = useNavigate();
  const meta = useQuery(metaQuery);
  const rows = useQuery(subjectsQuery(kind, search));
  const name = meta.data?.kinds.find((known) => known.id === kind)?.name ?? page?.name ?? kind;
  const change = (next: Partial<ListSearch>) =>
    void navigate({ to: ".", search: refine(search, next), resetScroll: false });
  const filtered = Object.keys(search).some((key) => !["sort", "order", "page", "size"].includes(key));

  return (
    <Page title={name} lead={page?.lead} notice={rows.data?.notice}>
      <section className="panel no-print" aria-label="筛选">
        <Filters kind={kind} search={search} onChange={change} />
      </section>
      <section className="panel" aria-label={`${name}列表`}>
        <div className="toolbar">
          <span role="status">
            {rows.data ? (
              <>
                共 <b className="num">{count(rows.data.total)}</b> 条{filtered && "符合筛选"}
              </>
            ) : (
              "正在查询…"
            )}
          </span>
          {filtered && (
            <Button
              type="link"
              onClick={() => void navigate({ to: ".", search: {}, resetScroll: false })}
            >
              清除筛选
            </Button>
          )}
          <TemplateLink kind={kind}>导入模板</TemplateLink>
        </div>
        {rows.isError ? (
          <Problem error={rows.error} onRetry={() => void rows.refetch()} />
        ) : (
          <SubjectTable
            kind={kind}
            page={rows.data}
            loading={rows.isFetching}
            filtered={filtered}
            sort={search.sort}
            order={search.order ?? "asc"}
            size={search.size ?? DEFAULT_SIZE}
            sizes={PAGE_SIZES}
            onChange={change}
          />
        )}
      </section>
    </Page>
  );
}
