import { DownloadOutlined } from "@ant-design/icons";
import { templateAddress } from "../lib/kinds";

type Props = { kind: string; list?: string; children: React.ReactNode };

/** Downloads the workbook that is filled in and imported. */
export function TemplateLink({ kind, list, children }: Props) {
  return (
    <a href={templateAddress(kind, list)} download className="template-link">
      <DownloadOutlined aria-hidden /> {children}
    </a>
  );
}
