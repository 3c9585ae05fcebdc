import { hashKey, useQueryClient } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import type { UseQueryResult } from "@tanstack/react-query";
import { Working } from "./Working";

/** A count over everybody while it runs, and after it was stopped the way to begin again. */
export function Counting({ query, queryKey }: { query: UseQueryResult; queryKey: readonly unknown[] }) {
  const client = useQueryClient();
  if (query.fetchStatus === "idle" && (query.isPending || query.isPlaceholderData)) {
    return (
      <Alert
        type="info"
        showIcon
        className="no-print"
        title={query.isPlaceholderData ? "已停止：下面还是上一次的结果" : "已停止，没有结果"}
        action={
          <Button size="small" onClick={() => void query.refetch()}>
            重新计算
          </Button>
        }
      />
    );
  }
  return <Working job={hashKey(queryKey)} onStop={() => void client.cancelQueries({ queryKey, exact: true })} />;
}
