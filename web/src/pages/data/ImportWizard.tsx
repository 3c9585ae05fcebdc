import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Steps } from "antd";
import { useRef, useState } from "react";
import type { ImportFields } from "../../api/actions";
import { checkTable, columnsQuery, IMPORT_JOB, importTable } from "../../api/actions";
import type { Meta } from "../../api/model";
import { kindQuery } from "../../api/reads";
import { FileDrop } from "../../components/FileDrop";
import { Imported } from "../../components/Imported";
import { ImportReport } from "../../components/ImportReport";
import { Problem } from "../../components/Problem";
import { TemplateLink } from "../../components/TemplateLink";
import { Working } from "../../components/Working";
import { count } from "../../lib/format";
import type { Matching } from "../../lib/importMapping";
import { AS_READ, mappingText } from "../../lib/importMapping";
import { ColumnMatch } from "./ColumnMatch";
import type { About } from "./ImportAbout";
import { ImportAbout } from "./ImportAbout";

type Props = { kinds: Meta["kinds"]; limit: number };

/** Import as a walk: a file, what its columns mean, 预检 with every bad cell, 导入; and the way back. Until 导入 nothing is stored. */
export function ImportWizard({ kinds, limit }: Props) {
  const [file, setFile] = useState<File | null>(null);
  const [about, setAbout] = useState<About>({ kind: "enterprise", source: "" });
  const [matching, setMatching] = useState<Matching>(AS_READ);
  const client = useQueryClient();
  const attributes = useQuery(kindQuery(about.kind));
  const mapping = mappingText(matching);
  const order = (chosen: File): ImportFields => ({ ...about, file: chosen, mapping });
  const columns = useQuery({ ...columnsQuery(file, { kind: about.kind, list: about.list ?? "", mapping }), enabled: file !== null });
  const check = useMutation({ mutationFn: (all: ImportFields) => checkTable(all) });
  const hangUp = useRef<AbortController>(undefined);
  const store = useMutation({
    mutationFn: (all: ImportFields) => importTable(all, (hangUp.current = new AbortController()).signal),
    onSuccess: () => client.invalidateQueries(),
  });
  const stopped = store.isError && hangUp.current?.signal.aborted === true;
  // A check of other settings says nothing about these.
  const forget = () => {
    check.reset();
    store.reset();
  };
  const tell = (change: Partial<About>) => {
    // Another kind has other attributes: what columns were matched to says nothing there.
    if ("kind" in change || "list" in change) setMatching(AS_READ);
    setAbout({ ...about, ...change });
    forget();
  };
  const match = (next: Matching) => {
    setMatching(next);
    forget();
  };
  const take = (chosen: File) => {
    setFile(chosen);
    if (about.source.trim() === "") setAbout({ ...about, source: chosen.name.replace(/\.[^.]+$/, "") });
    forget();
  };
  const ready = file !== null && about.source.trim() !== "";
  const report = store.data ?? check.data;
  const kindName = kinds.find((kind) => kind.id === about.kind)?.name ?? "";
  return (
    <section className="panel no-print" aria-labelledby="import">
      <div className="panel-head">
        <h2 id="import">导入一张表</h2>
        <span className="aside">先预检，逐格看清问题，再导入；读不懂的行退回，不影响其他行</span>
      </div>
      <Steps
        className="import-steps"
        size="small"
        current={store.isSuccess ? 4 : check.data ? 3 : file ? (columns.data ? 2 : 1) : 0}
        items={[{ title: "选文件" }, { title: "对列" }, { title: "预检" }, { title: "导入" }]}
      />
      <div className="import-form">
        <FileDrop accept=".xlsx,.csv,.parquet" limit={limit} hint="XLSX、CSV（UTF-8 或 GB18030）或 Parquet；第一行是属性名称" file={file} onFile={take} />
        <ImportAbout about={about} kinds={kinds} attributes={attributes.data} onTell={tell} />
      </div>
      {columns.isError && (
        <div className="result">
          <Problem error={columns.error} placed={false} />
        </div>
      )}
      {file && columns.data && attributes.data && (
        <ColumnMatch sheets={columns.data.sheets} kind={attributes.data} list={about.list ?? ""} matching={matching} busy={columns.isFetching} onMatch={match} />
      )}
      <div className="form-actions">
        <Button
          type={check.data ? "default" : "primary"}
          disabled={!ready}
          loading={check.isPending}
          onClick={() => {
            store.reset();
            if (file) check.mutate(order(file));
          }}
        >
          预检
        </Button>
        <Button
          type={check.data ? "primary" : "default"}
          disabled={!ready || !check.data || check.data.rows_in === 0 || store.isSuccess}
          loading={store.isPending}
          onClick={() => file && store.mutate(order(file))}
        >
          {check.data && check.data.rows_rejected > 0 ? `导入可用的 ${count(check.data.rows_in)} 行` : "导入"}
        </Button>
        <TemplateLink kind={about.kind} {...(about.list ? { list: about.list } : {})}>
          下载{about.list || kindName}模板
        </TemplateLink>
        {!ready && <span className="quiet">{file ? "请写明来源名称" : "请先选择文件"}</span>}
      </div>
      <div aria-live="polite" className="result">
        <Working job={IMPORT_JOB} onStop={() => hangUp.current?.abort()} />
        {stopped && <p>已停止，没有导入任何内容。</p>}
        {!stopped && (check.isError || store.isError) && <Problem error={store.error ?? check.error} placed={false} />}
        {store.data && <Imported answer={store.data} what="行" onUndone={forget} />}
        {report && <ImportReport report={report} />}
        {report && report.rejects_total > 0 && (
          <p className="quiet small">在表里改正这些格，把整张表再拖进来，点“预检”即可；上面填的和对好的列都留着。</p>
        )}
      </div>
    </section>
  );
}
