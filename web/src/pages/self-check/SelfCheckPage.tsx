import { useMutation } from "@tanstack/react-query";
import { Alert, Tabs } from "antd";
import { useEffect, useRef, useState } from "react";
import { assessFacts, assessSheet } from "../../api/actions";
import { Loading } from "../../components/Loading";
import { Page } from "../../components/Page";
import { Problem } from "../../components/Problem";
import type { Skipped } from "../../lib/asking";
import type { Sheet } from "../../lib/factsText";
import { EMPTY_SHEET } from "../../lib/factsText";
import { FactsResult, SheetResult } from "./Results";
import { AskTab } from "./AskTab";
import { FormTab } from "./FormTab";
import { PasteTab } from "./PasteTab";
import { SheetTab } from "./SheetTab";

/** 自测: a visitor's own facts, typed, pasted or uploaded, against every programme in force. Nothing is stored. */
export function SelfCheckPage() {
  const [sheet, setSheet] = useState<Sheet>(EMPTY_SHEET);
  const [skipped, setSkipped] = useState<Skipped>(new Set());
  const [tab, setTab] = useState("ask");
  const facts = useMutation({ mutationFn: assessFacts });
  const upload = useMutation({ mutationFn: assessSheet });
  const shown = tab === "sheet" ? upload : facts;
  const result = useRef<HTMLDivElement>(null);

  // What is typed lives in this page alone, so leaving by accident would lose it.
  const dirty = Object.keys(sheet.draft).length + Object.keys(sheet.lists).length > 0;
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [dirty]);
  useEffect(() => {
    if (shown.isSuccess || shown.isError) result.current?.scrollIntoView({ block: "start" });
  }, [shown.isSuccess, shown.isError, shown.submittedAt]);

  return (
    <Page
      title="自测"
      lead="回答几个问题，或填写、上传自己企业的事实，看看符合哪些政策、还缺什么。不知道的留空，按“未知”处理，不当作零。"
      notice={shown.data?.notice}
    >
      <Alert
        className="above"
        type="info"
        showIcon
        title="所填内容只用于本次计算，不保存、不入库；关闭页面即消失。需要留存时请下载事实文件。"
      />
      <section className="panel" aria-label="填写事实">
        <Tabs
          activeKey={tab}
          onChange={setTab}
          items={[
            {
              key: "ask",
              label: "问答",
              // Gone when another tab is open: what is said there changes what is asked here.
              destroyOnHidden: true,
              children: (
                <AskTab
                  sheet={sheet}
                  onChange={setSheet}
                  skipped={skipped}
                  onSkipped={setSkipped}
                  busy={facts.isPending}
                  onAssess={facts.mutate}
                />
              ),
            },
            {
              key: "form",
              label: "填写",
              children: (
                <FormTab
                  sheet={sheet}
                  onChange={setSheet}
                  busy={facts.isPending}
                  onAssess={facts.mutate}
                  assessed={facts.data && typeof facts.variables === "object" ? facts.variables : null}
                />
              ),
            },
            { key: "paste", label: "粘贴事实文件", children: <PasteTab busy={facts.isPending} onAssess={facts.mutate} /> },
            { key: "sheet", label: "上传表格", children: <SheetTab busy={upload.isPending} onUpload={upload.mutate} /> },
          ]}
        />
      </section>
      <div ref={result} className="result" aria-live="polite">
        {shown.isPending && <Loading what="预评估结果" rows={6} />}
        {shown.isError && <Problem error={shown.error} placed={tab === "paste" || tab === "sheet"} />}
        {tab !== "sheet" && facts.data && !facts.isPending && <FactsResult set={facts.data} />}
        {tab === "sheet" && upload.data && !upload.isPending && <SheetResult sheet={upload.data} />}
      </div>
    </Page>
  );
}
