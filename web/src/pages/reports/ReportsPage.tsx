import { useNavigate, useSearch } from "@tanstack/react-router";
import { Segmented } from "antd";
import { Page } from "../../components/Page";
import type { ReportsSearch } from "../../lib/reportsSearch";
import { readReportsSearch } from "../../lib/reportsSearch";
import { ReadView } from "./ReadView";
import { WriteView } from "./WriteView";

export type ChangeSearch = (change: { [K in keyof ReportsSearch]?: ReportsSearch[K] | undefined }) => void;

/** 报告: what somebody's report says and where it does not hold; and documents from templates, each figure with its source. */
export function ReportsPage() {
  const search = readReportsSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const change: ChangeSearch = (next) =>
    void navigate({ to: "/reports", search: readReportsSearch({ ...search, ...next }), replace: true, resetScroll: false });
  const writes = search.view === "write";
  return (
    <Page
      title="报告"
      lead={
        writes
          ? "用模板写一份文稿：正文里每个数字都有脚注，写明来源、部门、口径和日期。"
          : "读出一份报告里的数字和举措，指出站不住的地方。从不改动原文，也不改动读出的数。"
      }
      actions={
        <Segmented
          aria-label="读还是写"
          value={writes ? "write" : "read"}
          options={[
            { value: "read", label: "读报告" },
            { value: "write", label: "写文稿" },
          ]}
          onChange={(view) => change({ view: view === "write" ? "write" : undefined })}
        />
      }
    >
      {/* What was read stays while a document is written: the report is kept nowhere else. */}
      <div hidden={writes}>
        <ReadView search={search} onChange={change} />
      </div>
      {writes && <WriteView search={search} onChange={change} />}
    </Page>
  );
}
