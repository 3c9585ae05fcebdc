import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input, Select } from "antd";
import { useState } from "react";
import type { ImportFields } from "../../api/actions";
import { importTable } from "../../api/actions";
import type { Meta } from "../../api/model";
import { kindQuery } from "../../api/reads";
import { FileDrop } from "../../components/FileDrop";
import { ImportReport } from "../../components/ImportReport";
import { Problem } from "../../components/Problem";
import { TemplateLink } from "../../components/TemplateLink";
import { count } from "../../lib/format";

/** As the vocabulary knows them: how a yearly figure was arrived at. */
const BASES = ["审计", "汇算", "统计", "自报", "预计"];

type Props = { kinds: Meta["kinds"]; limit: number };

/** Import in two steps: 预检 shows exactly the bad cells and stores nothing, then 导入. */
export function ImportPanel({ kinds, limit }: Props) {
  const [file, setFile] = useState<File | null>(null);
  const [fields, setFields] = useState<Omit<ImportFields, "file">>({ kind: "enterprise", source: "" });
  const client = useQueryClient();
  const attributes = useQuery(kindQuery(fields.kind));
  const check = useMutation({ mutationFn: (all: ImportFields) => importTable(all, true) });
  const store = useMutation({
    mutationFn: (all: ImportFields) => importTable(all, false),
    onSuccess: () => client.invalidateQueries(),
  });
  const lists = (attributes.data?.groups ?? [])
    .flatMap((group) => group.attributes)
    .filter((attribute) => attribute.type === "list")
    .map((attribute) => ({ value: attribute.name, label: attribute.name }));
  const set = (change: Partial<typeof fields>) => {
    setFields({ ...fields, ...change });
    // A check of other settings says nothing about these.
    check.reset();
    store.reset();
  };
  const ready = file !== null && fields.source.trim() !== "";
  const report = store.data ?? check.data;

  return (
    <section className="panel no-print" aria-labelledby="import">
      <div className="panel-head">
        <h2 id="import">导入一张表</h2>
        <span className="aside">先预检，逐格看清问题，再导入；读不懂的行退回，不影响其他行</span>
      </div>
      <div className="import-form">
        <FileDrop
          accept=".xlsx,.csv,.parquet"
          limit={limit}
          hint="XLSX、CSV（UTF-8 或 GB18030）或 Parquet；第一行是属性名称"
          file={file}
          onFile={(chosen) => {
            setFile(chosen);
            if (fields.source.trim() === "") set({ source: chosen.name.replace(/\.[^.]+$/, "") });
            else set({});
          }}
        />
        <div className="import-fields">
          <Labelled word="主体类型">
            <Select
              aria-label="主体类型"
              value={fields.kind}
              options={kinds.map((kind) => ({ value: kind.id, label: kind.name }))}
              onChange={(kind: string) => set({ kind, list: "" })}
            />
          </Labelled>
          <Labelled word="表中内容">
            <Select
              aria-label="表中内容"
              value={fields.list ?? ""}
              options={[{ value: "", label: "一行一个主体" }, ...lists.map((one) => ({ ...one, label: `${one.label}（一行一条）` }))]}
              onChange={(list: string) => set({ list })}
            />
          </Labelled>
          <Labelled word="来源名称（必填）">
            <Input
              aria-label="来源名称"
              placeholder="如 税务局 2024 汇算"
              value={fields.source}
              onChange={(event) => set({ source: event.target.value })}
            />
          </Labelled>
          <Labelled word="提供部门">
            <Input
              aria-label="提供部门"
              placeholder="如 税务局"
              value={fields.department ?? ""}
              onChange={(event) => set({ department: event.target.value })}
            />
          </Labelled>
          <Labelled word="口径">
            <Select
              aria-label="口径"
              allowClear
              placeholder="未注明"
              {...(fields.basis ? { value: fields.basis } : {})}
              options={BASES.map((basis) => ({ value: basis, label: basis }))}
              onChange={(basis?: string) => set({ basis: basis ?? "" })}
            />
          </Labelled>
          <Labelled word="提供日期">
            <Input
              aria-label="提供日期"
              placeholder="如 2026-06-30"
              value={fields.delivered ?? ""}
              onChange={(event) => set({ delivered: event.target.value })}
            />
          </Labelled>
        </div>
      </div>
      <div className="form-actions">
        <Button
          type={check.data ? "default" : "primary"}
          disabled={!ready}
          loading={check.isPending}
          onClick={() => {
            store.reset();
            if (file) check.mutate({ ...fields, file });
          }}
        >
          预检
        </Button>
        <Button
          type={check.data ? "primary" : "default"}
          disabled={!ready || !check.data || check.data.rows_in === 0 || store.isSuccess}
          loading={store.isPending}
          onClick={() => file && store.mutate({ ...fields, file })}
        >
          {check.data && check.data.rows_rejected > 0 ? `导入可用的 ${count(check.data.rows_in)} 行` : "导入"}
        </Button>
        <TemplateLink kind={fields.kind} {...(fields.list ? { list: fields.list } : {})}>
          下载{fields.list || kinds.find((kind) => kind.id === fields.kind)?.name || ""}模板
        </TemplateLink>
        {!ready && <span className="quiet">{file ? "请写明来源名称" : "请先选择文件"}</span>}
      </div>
      <div aria-live="polite" className="result">
        {(check.isError || store.isError) && <Problem error={store.error ?? check.error} />}
        {store.data && (
          <Alert
            className="above"
            type="success"
            showIcon
            title={
              store.data.already_imported
                ? "同一个文件以前已经导入过，没有任何改变"
                : `已导入 ${count(store.data.rows_in)} 行，来源编号 ${store.data.source ?? ""}`
            }
          />
        )}
        {report && <ImportReport report={report} />}
      </div>
    </section>
  );
}

function Labelled({ word, children }: { word: string; children: React.ReactNode }) {
  return (
    <label className="field">
      <span className="field-name">{word}</span>
      {children}
    </label>
  );
}
