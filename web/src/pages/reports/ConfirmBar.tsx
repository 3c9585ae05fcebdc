import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { importTable } from "../../api/actions";
import type { StatedFigure } from "../../api/model";
import { metaQuery } from "../../api/reads";
import { confirmedFigures } from "../../api/reports";
import { Imported } from "../../components/Imported";
import { ImportReport } from "../../components/ImportReport";
import { Problem } from "../../components/Problem";
import { download } from "../../lib/download";
import { count } from "../../lib/format";

type Props = {
  /** Those that are ticked. */
  figures: StatedFigure[];
  /** Name of the report's file. */
  name: string;
  /** How many can be ticked. */
  all: number;
  onAll: () => void;
  onNone: () => void;
};

/** What becomes of the figures that a person stands for: a sheet to take along, or a source of the lake. */
export function ConfirmBar({ figures, name, all, onAll, onNone }: Props) {
  const stem = name.replace(/\.[^.]+$/, "");
  const [source, setSource] = useState(stem);
  const [checked, setChecked] = useState("");
  const client = useQueryClient();
  const meta = useQuery(metaQuery);
  const order = { figures, source, checked };
  const csv = useMutation({ mutationFn: confirmedFigures, onSuccess: (blob) => download(blob, `${source}-数字.csv`) });
  const store = useMutation({
    mutationFn: async () => {
      const sheet = await confirmedFigures(order);
      // The sheet itself is what is imported: the same file that could have been taken along and imported by hand.
      const file = new File([sheet], `${source}-数字.csv`, { type: "text/csv" });
      return importTable({ file, kind: "figure", source, authority: name });
    },
    onSuccess: () => client.invalidateQueries(),
  });
  const ready = figures.length > 0 && source.trim() !== "" && checked.trim() !== "";
  const missing = figures.length === 0 ? "先勾选您确认的数字" : checked.trim() === "" ? "写明谁怎样核对的" : source.trim() === "" ? "写明哪份报告" : "";
  return (
    <div className="confirm-bar no-print">
      <p>
        已勾选 <b className="num">{count(figures.length)}</b> 个，共 {count(all)} 个可以勾选。
        <Button size="small" type="link" onClick={figures.length === all ? onNone : onAll}>
          {figures.length === all ? "全不选" : "全选"}
        </Button>
      </p>
      <div className="confirm-fields">
        <label className="field">
          <span className="field-name">来源名称</span>
          <Input aria-label="来源名称" value={source} onChange={(event) => setSource(event.target.value)} />
        </label>
        <label className="field">
          <span className="field-name">核对（谁、怎样核对的）</span>
          <Input aria-label="谁怎样核对的" placeholder="如 统计科张三，对照公报原件" value={checked} onChange={(event) => setChecked(event.target.value)} />
        </label>
        <div className="form-actions">
          <Button disabled={!ready} loading={csv.isPending} onClick={() => csv.mutate(order)}>
            存成 CSV
          </Button>
          {meta.data?.principal === "officer" && (
            <Button type="primary" disabled={!ready || store.isSuccess} loading={store.isPending} onClick={() => store.mutate()}>
              导入
            </Button>
          )}
          <span className="quiet" role="status">
            {missing}
          </span>
        </div>
      </div>
      <p className="quiet small">
        与 kechuang report read --out 写出的表相同，每行带原文和位置。导入后是类别“报告数字”的一个来源，以后读报告时拿它核对。
      </p>
      {(csv.isError || store.isError) && <Problem error={store.error ?? csv.error} placed={false} />}
      {store.data && <Imported answer={store.data} what="个数字" onUndone={() => store.reset()} />}
      {store.data && store.data.rejects_total > 0 && <ImportReport report={store.data} />}
    </div>
  );
}
