import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Alert, Button, Input } from "antd";
import { useEffect, useState } from "react";
import type { ContentFinding } from "../../api/model";
import { metaQuery, programmeSearchQuery } from "../../api/reads";
import { Page } from "../../components/Page";
import { Query } from "../../components/Query";
import { MAX_QUERY_CHARS } from "../../lib/listSearch";
import type { ProgrammesSearch } from "../../lib/programmeList";
import { chosen, readProgrammesSearch } from "../../lib/programmeList";
import { Facets } from "./Facets";
import { ProgrammeTable } from "./ProgrammeTable";

type Change = { [K in keyof ProgrammesSearch]?: ProgrammesSearch[K] | undefined };

/** 政策: everything one can qualify for, found by its words and by facets. */
export function ProgrammesPage() {
  const search = readProgrammesSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const q = search.q ?? "";
  const programmes = useQuery({ ...programmeSearchQuery(q), placeholderData: keepPreviousData });
  const meta = useQuery(metaQuery);
  const kinds = new Map((meta.data?.kinds ?? []).map((kind) => [kind.id, kind.name]));
  const change = (next: Change) =>
    void navigate({ to: "/programmes", search: readProgrammesSearch({ ...search, ...next }), resetScroll: false });
  const filtered = Object.keys(search).length > 0;
  return (
    <Page
      title="政策"
      lead="每项政策按条款逐条编成可计算的条件；改了规定，新旧版本并存，按各自有效日期适用。"
      notice={programmes.data?.notice}
    >
      <Query query={programmes} what="政策" rows={8}>
        {({ items, passages, findings }) => {
          const shown = chosen(items, search);
          return (
            <>
              <Findings findings={findings} />
              <section className="panel no-print" aria-label="查找政策">
                <Words q={q} onWords={(words) => change({ q: words })} />
                <Facets items={items} search={search} kinds={kinds} onPick={(facet, value) => change({ [facet]: value })} />
              </section>
              <section className="panel" aria-label="政策列表" aria-busy={programmes.isPlaceholderData}>
                <div className="toolbar">
                  <span role="status">
                    共 <b className="num">{shown.length}</b> 条{filtered && "符合"}
                  </span>
                  {filtered && (
                    <Button type="link" onClick={() => void navigate({ to: "/programmes", search: {}, resetScroll: false })}>
                      清除
                    </Button>
                  )}
                </div>
                <ProgrammeTable items={shown} passages={passages} q={q} kinds={kinds} filtered={filtered} />
              </section>
            </>
          );
        }}
      </Query>
    </Page>
  );
}

function Words({ q, onWords }: { q: string; onWords: (words: string) => void }) {
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  return (
    <Input.Search
      className="words-search"
      aria-label="在政策全文里查找"
      placeholder="条文、参数、材料里的词，如 研发费用 占比"
      allowClear
      enterButton="查询"
      maxLength={MAX_QUERY_CHARS}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onSearch={onWords}
    />
  );
}

function Findings({ findings }: { findings: readonly ContentFinding[] }) {
  if (findings.length === 0) return null;
  return (
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
  );
}
