// The analyst's SQL. An answer that nobody waits for any more is given up, here and on the server.
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client";
import { ApiProblem } from "./problem";

export const sqlQuery = (sql: string) =>
  queryOptions({
    queryKey: ["sql", sql],
    // The same question may be asked again on purpose: data may have come in.
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ signal }) => unwrap(await api.POST("/api/v1/sql", { body: { sql }, signal })),
  });

export const SQL_FILES = ["xlsx", "csv", "parquet"] as const;

/** All rows up to a million as a file. */
export async function sqlFile(sql: string, format: (typeof SQL_FILES)[number]): Promise<Blob> {
  const { data, error, response } = await api.POST(`/api/v1/sql.${format}`, { body: { sql }, parseAs: "blob" });
  if (error !== undefined || data === undefined) throw new ApiProblem(response.status, error);
  return data as unknown as Blob;
}
