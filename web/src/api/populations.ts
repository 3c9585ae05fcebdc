// Populations: every subject against programmes. An answer that nobody waits for any more is given up.
import { hashKey, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Within } from "../lib/programmeSearch";
import { api, unwrap } from "./client";
import { watched } from "./jobs";
import type { ParameterAxis, ParameterChange, PopulationListing } from "./model";
import { ApiProblem } from "./problem";

export type PopulationInput = {
  /** Families or versions; none: all in force. */
  programmes: string[];
  group_by?: string[];
  within?: Within;
  set?: ParameterChange[];
  grid?: ParameterAxis[];
};

export const populationQuery = (input: PopulationInput) =>
  queryOptions({
    queryKey: ["population", input],
    placeholderData: keepPreviousData,
    queryFn: ({ signal, queryKey }) =>
      watched(hashKey(queryKey), async (headers) => unwrap(await api.POST("/api/v1/populations", { body: input, signal, headers }))),
  });

export const namesQuery = (input: PopulationInput, listing: PopulationListing, limit: number) =>
  queryOptions({
    queryKey: ["population-names", input, listing, limit],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      unwrap(
        await api.POST("/api/v1/populations/list", { params: { query: { listing, limit } }, body: input, signal }),
      ),
  });

export async function populationWorkbook(input: PopulationInput, listing: PopulationListing): Promise<Blob> {
  const { data, error, response } = await api.POST("/api/v1/populations/list.xlsx", {
    params: { query: { listing } },
    body: input,
    parseAs: "blob",
  });
  if (error !== undefined || data === undefined) throw new ApiProblem(response.status, error);
  return data as unknown as Blob;
}
