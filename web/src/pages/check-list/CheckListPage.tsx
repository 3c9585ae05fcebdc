import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { checkList, checkListWorkbook } from "../../api/actions";
import { metaQuery, programmesQuery } from "../../api/reads";
import { Loading } from "../../components/Loading";
import { Page } from "../../components/Page";
import { Problem } from "../../components/Problem";
import { download } from "../../lib/download";
import { readEntries } from "../../lib/entries";
import { count } from "../../lib/format";
import { CheckResult } from "./CheckResult";

/** 名单核查: paste codes or names, get a table of statuses with reasons, keep it as XLSX. */
export function CheckListPage() {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<string[]>([]);
  const meta = useQuery(metaQuery);
  const programmes = useQuery(programmesQuery);
  const check = useMutation({ mutationFn: checkList });
  const workbook = useMutation({
    mutationFn: checkListWorkbook,
    onSuccess: (blob) => download(blob, `名单核查-${check.data?.notice.as_of ?? ""}.xlsx`),
  });
  const entries = readEntries(text);
  const limit = meta.data?.limits.check_entries ?? 1000;
  const over = entries.length > limit;
  const request = { entries, programmes: chosen };
  const options = (programmes.data?.items ?? [])
    .filter((item) => item.in_force && item.kind === "enterprise")
    .map((item) => ({ value: item.id, label: item.name }));

  return (
    <Page
      title="名单核查"
      lead="粘贴一批统一社会信用代码或企业名称，一次看清每家在各项政策上的状态与原因。名单不保存。"
      notice={check.data?.notice}
    >
      <section className="panel no-print" aria-label="名单">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            check.mutate(request);
          }}
        >
          <Input.TextArea
            aria-label="统一社会信用代码或企业名称，每行一个"
            rows={8}
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder={"每行一个统一社会信用代码或企业名称\n可直接从表格里复制一列粘贴"}
            {...(over ? { status: "error" as const } : {})}
          />
          <div className="form-actions">
            <Button type="primary" htmlType="submit" loading={check.isPending} disabled={entries.length === 0 || over}>
              核查
            </Button>
            <span className={over ? "unmet-ink" : "quiet"} role="status">
              {over
                ? `${count(entries.length)} 条，超过上限 ${count(limit)} 条，请分批核查`
                : `${count(entries.length)} 条（去重后），上限 ${count(limit)} 条`}
            </span>
            <span className="spacer" />
            <label className="inline-field">
              政策
              <Select
                mode="multiple"
                aria-label="核查哪些政策"
                className="programme-choice"
                placeholder="全部现行政策"
                allowClear
                value={chosen}
                options={options}
                onChange={setChosen}
              />
            </label>
          </div>
        </form>
      </section>
      <div aria-live="polite" className="result">
        {check.isPending && <Loading what="核查结果" rows={6} />}
        {check.isError && <Problem error={check.error} />}
        {workbook.isError && <Problem error={workbook.error} />}
        {check.data && !check.isPending && (
          <CheckResult
            list={check.data}
            exporting={workbook.isPending}
            onExport={() => check.variables && workbook.mutate(check.variables)}
          />
        )}
      </div>
    </Page>
  );
}
