import { InboxOutlined } from "@ant-design/icons";
import { Upload } from "antd";
import { useState } from "react";
import { bytes } from "../lib/format";

type Props = { accept: string; limit: number | undefined; hint: string; file: File | null; onFile: (file: File) => void };

/** Drop or choose one file; one that is too large is refused before it travels. */
export function FileDrop({ accept, limit, hint, file, onFile }: Props) {
  const [refused, setRefused] = useState("");
  return (
    <div>
      <Upload.Dragger
        accept={accept}
        showUploadList={false}
        multiple={false}
        beforeUpload={(chosen) => {
          if (limit !== undefined && chosen.size > limit) {
            setRefused(
              `${chosen.name} 有 ${bytes(chosen.size)}，超过上限 ${bytes(limit)}。请拆分，或在服务器上用 kechuang import 导入。`,
            );
          } else {
            setRefused("");
            onFile(chosen);
          }
          return false;
        }}
      >
        <p className="drop-icon" aria-hidden>
          <InboxOutlined />
        </p>
        <p className="drop-title">{file ? `${file.name}（${bytes(file.size)}）` : "把文件拖到这里，或点击选择"}</p>
        <p className="quiet">{file ? "再次拖入或点击可更换" : hint}</p>
      </Upload.Dragger>
      {refused && (
        <p role="alert" className="unmet-ink drop-refused">
          {refused}
        </p>
      )}
    </div>
  );
}
