import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { metaQuery } from "../../api/reads";
import { FileDrop } from "../../components/FileDrop";

/** A table with one row per enterprise. */
export function SheetTab({ busy, onUpload }: { busy: boolean; onUpload: (file: File) => void }) {
  const [file, setFile] = useState<File | null>(null);
  const limits = useQuery(metaQuery).data?.limits;
  return (
    <div>
      <p className="quiet tab-lead">
        一行一家企业，表头用属性名称；按年的写成“营业收入[2024]”，或另有“年度”一列。读不懂的单元格会逐格指出，其余照常评估
        {limits && `；一次最多评估 ${limits.sheet_subjects} 家`}。
      </p>
      <FileDrop
        accept=".xlsx,.csv,.parquet"
        limit={limits?.upload_bytes}
        hint="XLSX、CSV（UTF-8 或 GB18030）或 Parquet"
        file={file}
        onFile={setFile}
      />
      <div className="form-actions">
        <Button type="primary" loading={busy} disabled={!file} onClick={() => file && onUpload(file)}>
          开始自测
        </Button>
      </div>
    </div>
  );
}
