// Who is who, and where sources disagree.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client";

/** Most pairs that are reviewed at a sitting; the server tells how many there are. */
const PAIRS = 200;

export const duplicatesQuery = (kind: string) =>
  queryOptions({
    queryKey: ["duplicates", kind],
    // The list of a sitting stays as it is: what is decided leaves it only when it is asked for again.
    staleTime: Infinity,
    queryFn: async ({ signal }) =>
      unwrap(await api.GET("/api/v1/kinds/{kind}/duplicates", { params: { path: { kind }, query: { limit: PAIRS } }, signal })),
  });

export type Verdict = "同一主体" | "不是同一主体";

export async function decideIdentity(kind: string, order: { subject: string; verdict: Verdict; object: string; reason: string }) {
  return unwrap(await api.POST("/api/v1/kinds/{kind}/identity", { params: { path: { kind } }, body: order }));
}

export const CONFLICTS_A_PAGE = 20;

export const conflictsQuery = (kind: string, attribute: string | undefined, page: number) =>
  queryOptions({
    queryKey: ["conflicts", kind, attribute ?? "", page],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET("/api/v1/kinds/{kind}/conflicts", {
          params: { path: { kind }, query: { page, size: CONFLICTS_A_PAGE, ...(attribute === undefined ? {} : { attribute }) } },
          signal,
        }),
      ),
  });
