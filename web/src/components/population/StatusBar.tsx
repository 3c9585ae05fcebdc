import { STATUSES } from "../../lib/status";

type Props = {
  counts: { met: number; unmet: number; unknown: number; not_applicable: number };
  /** What the whole width stands for. */
  of: number;
};

/** The shares of the four statuses, beside the same numbers in words. */
export function StatusBar({ counts, of }: Props) {
  const total = STATUSES.reduce((sum, status) => sum + counts[status], 0);
  return (
    <span className="bar status-bar" aria-hidden style={{ width: `${Math.max(1, (total / of) * 100)}%` }}>
      {STATUSES.map((status) => (
        <span key={status} className={`bar-part bar-${status}`} style={{ flexGrow: counts[status] }} />
      ))}
    </span>
  );
}
