import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { metaQuery } from "../../api/reads";
import { readReport } from "../../api/reports";
import { FileDrop } from "../../components/FileDrop";
import { Loading } from "../../components/Loading";
import { Problem } from "../../components/Problem";
import type { ReportsSearch } from "../../lib/reportsSearch";
import { Reading } from "./Reading";
import type { ChangeSearch } from "./ReportsPage";

/** One report, dropped and read. Nothing of it is kept. */
export function ReadView({ search, onChange }: { search: ReportsSearch; onChange: ChangeSearch }) {
  const meta = useQuery(metaQuery);
  const read = useMutation({ mutationFn: readReport });
  const file = read.variables ?? null;
  return (
    <>
      <section className="panel no-print" aria-label="选择报告">
        <div className={read.data ? "report-drop is-read" : "report-drop"}>
          <FileDrop
            accept=".txt,.docx,.pdf,.html,.htm"
            limit={meta.data?.limits.upload_bytes}
            hint="TXT（UTF-8 或 GB18030）、DOCX、有文字层的 PDF、HTML"
            file={file}
            onFile={(chosen) => {
              // What the last report was filtered by says nothing about this one.
              onChange({ indicator: undefined, place: undefined, q: undefined });
              read.mutate(chosen);
            }}
          />
          <p className="quiet">
            报告只用于这一次阅读，不保存；关闭或刷新页面即消失。只有您在“数字”里勾选、确认并点“导入”的数字，才作为一个来源存进数据湖。扫描件、有密码的
            PDF、旧版 .doc 读不了，会说明怎样处理。
          </p>
        </div>
      </section>
      <div className="result" aria-live="polite">
        {read.isPending && <Loading what={`报告 ${file?.name ?? ""}`} rows={8} />}
        {read.isError && !read.isPending && <Problem error={read.error} placed={false} />}
      </div>
      {read.data && file && !read.isPending && (
        // A new report begins with nothing selected and nothing confirmed.
        <Reading key={read.submittedAt} reading={read.data} name={file.name} search={search} onChange={onChange} />
      )}
      {!file && (
        <Alert
          className="result"
          type="info"
          showIcon
          title="读得懂什么"
          description="指标、地方、年份、比较（超过、约、前三）、取值和单位；遮去的数记作未知。站不住的地方，如起止年份相同、增长率对不上、拿范围不同的数相比，逐处列出原文和建议。"
        />
      )}
    </>
  );
}
