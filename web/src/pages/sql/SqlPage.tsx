import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useState } from "react";
import { sqlQuery } from "../../api/sql";
import { Page } from "../../components/Page";
import { Problem } from "../../components/Problem";
import { EXAMPLES, MAX_ADDRESS_CHARS, readSqlSearch } from "../../lib/sqlSearch";
import { SavedQueries } from "./SavedQueries";
import { SqlResult } from "./SqlResult";
import { Tables } from "./Tables";

/** What is typed and not yet run outlives a look at another page. */
const DRAFT = "kechuang.sql.draft";

/** SQL 查询: one statement that only reads, over the views; kept queries, and every table with its columns. */
export function SqlPage() {
  const search = readSqlSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const [text, setText] = useState(() => search.sql ?? sessionStorage.getItem(DRAFT) ?? EXAMPLES[0]?.sql ?? "");
  const [asked, setAsked] = useState(search.sql ?? "");
  const answer = useQuery({ ...sqlQuery(asked), enabled: asked !== "" });
  const write = (next: string) => {
    setText(next);
    sessionStorage.setItem(DRAFT, next);
  };
  const run = (sql: string) => {
    if (sql.trim() === "") return;
    write(sql);
    if (sql === asked) void answer.refetch();
    else setAsked(sql);
    if (sql.length <= MAX_ADDRESS_CHARS) void navigate({ to: "/sql", search: { sql }, replace: true, resetScroll: false });
  };
  return (
    <Page
      title="SQL 查询"
      lead="对视图做一条只读的查询，写法同 PostgreSQL。金额的单位是分，比例 0.05 即 5%，未知是 NULL。"
      notice={answer.data?.notice}
    >
      <div className="sql-page">
        <section className="panel no-print" aria-label="查询">
          <Input.TextArea
            className="sql-text"
            aria-label="SQL 语句"
            aria-describedby="sql-help"
            autoSize={{ minRows: 6, maxRows: 20 }}
            spellCheck={false}
            value={text}
            onChange={(event) => write(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
              event.preventDefault();
              run(text);
            }}
          />
          <div className="form-actions">
            <Button type="primary" loading={answer.isFetching} disabled={text.trim() === ""} onClick={() => run(text)}>
              运行
            </Button>
            {answer.isFetching && <Button onClick={() => setAsked("")}>停止</Button>}
            <span id="sql-help" className="quiet small">
              Ctrl + Enter 运行。写好未运行的语句在这个标签页里一直留着。
            </span>
          </div>
        </section>
        <aside className="no-print">
          <SavedQueries sql={text} onPick={run} />
          <Tables onPick={(sql) => run(sql)} />
        </aside>
        <div className="sql-answer" aria-live="polite" aria-busy={answer.isFetching}>
          {answer.isError && <Problem error={answer.error} />}
          {answer.data && !answer.isError && <SqlResult answer={answer.data} sql={asked} />}
          {asked === "" && (
            <section className="panel">
              <p className="quiet">还没有运行。右边的例子点一下就能看到结果；“表”里点一张表，列出它的列、单位和含义。</p>
            </section>
          )}
        </div>
      </div>
    </Page>
  );
}
