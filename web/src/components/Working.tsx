import { Button, Progress } from "antd";
import { useJob } from "../api/jobs";
import { count } from "../lib/format";

/** Work that takes long: how far it is, and a way to stop it. */
export function Working({ job, onStop }: { job: string; onStop: () => void }) {
  const progress = useJob(job);
  if (!progress) return null;
  const { done, of = null } = progress;
  return (
    <div className="working no-print" role="status">
      <span className="num">{of === null ? `已读 ${count(done)} 行` : `已算 ${count(done)} 个，共 ${count(of)} 个`}</span>
      {of !== null && <Progress percent={Math.floor((done / of) * 100)} size="small" status="active" aria-label="进度" />}
      <Button size="small" onClick={onStop}>
        停止
      </Button>
    </div>
  );
}
