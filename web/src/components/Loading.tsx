import { Skeleton } from "antd";

/** A quiet shape of what is coming; read aloud once. */
export function Loading({ rows = 4, what }: { rows?: number; what: string }) {
  return (
    <div className="panel" aria-busy="true">
      <span className="visually-hidden" role="status">
        正在读取{what}
      </span>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}
