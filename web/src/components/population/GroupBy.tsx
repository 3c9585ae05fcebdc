import { Select } from "antd";
import { GROUPINGS } from "../../lib/programmeSearch";

/** By what subjects are counted. */
export function GroupBy({ by, onBy }: { by: string; onBy: (by: string) => void }) {
  return (
    <Select
      size="small"
      aria-label="按什么分组"
      className="group-by"
      value={by}
      options={GROUPINGS.map(([value, label]) => ({ value, label: `按${label}` }))}
      onChange={onBy}
    />
  );
}
