import { CheckCircleFilled, CloseCircleFilled, MinusCircleOutlined, QuestionCircleFilled } from "@ant-design/icons";
import type { Status } from "../api/model";
import { STATUS_WORD } from "../lib/status";

const ICONS = {
  met: CheckCircleFilled,
  unmet: CloseCircleFilled,
  unknown: QuestionCircleFilled,
  not_applicable: MinusCircleOutlined,
} as const;

/** Colour, icon and word together: none of them is needed to understand the others. */
export function StatusTag({ status, plain = false }: { status: Status; plain?: boolean }) {
  const Icon = ICONS[status];
  return (
    <span className={`status status-${status}${plain ? " status-plain" : ""}`}>
      <Icon aria-hidden />
      {STATUS_WORD[status]}
    </span>
  );
}
