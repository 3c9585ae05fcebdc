import { CheckCircleFilled, ClockCircleOutlined } from "@ant-design/icons";
import type { ProgrammeSummary } from "../../api/model";

/** Whether the version is in force on the date of the answer. */
export function Force({ programme }: { programme: Pick<ProgrammeSummary, "in_force"> }) {
  return programme.in_force ? (
    <span className="status status-met">
      <CheckCircleFilled aria-hidden />
      现行有效
    </span>
  ) : (
    <span className="status status-not_applicable">
      <ClockCircleOutlined aria-hidden />
      当前不生效
    </span>
  );
}
