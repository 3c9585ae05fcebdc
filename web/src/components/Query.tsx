import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Loading } from "./Loading";
import { Problem } from "./Problem";

type Props<T> = { query: UseQueryResult<T>; what: string; rows?: number; children: (data: T) => ReactNode };

/** Loading, refusal, or the data. */
export function Query<T>({ query, what, rows, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading what={what} {...(rows === undefined ? {} : { rows })} />;
}
