// Indices: what the workbench asks. Tables and weights travel with each question; the server stores none of them.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Weights } from "../lib/weights";
import { api, unwrap } from "./client";
import { ApiProblem } from "./problem";

/** What an index is computed from; without `data` the table that the framework brings along. */
export type IndexInput = { framework: string; data: string | null; weights: Weights };

/** Model runs behind the intervals that follow a slider: enough for a stable picture, quick enough to follow. */
const LIVE_RUNS = 600;

// A table is told apart by its length and ends: keys of the cache shall not hold megabytes.
const table = (data: string | null) => (data === null ? null : `${data.length}:${data.slice(0, 80)}:${data.slice(-80)}`);
const key = ({ framework, data, weights }: IndexInput) => [framework, table(data), weights] as const;

const body = ({ framework, data, weights }: IndexInput) => ({ framework, data, weights, seed: 1 });

export const frameworksQuery = queryOptions({
  queryKey: ["frameworks"],
  queryFn: async () => unwrap(await api.GET("/api/v1/indices")),
});

export const frameworkQuery = (id: string) =>
  queryOptions({
    queryKey: ["framework", id],
    staleTime: Infinity,
    queryFn: async () => unwrap(await api.GET("/api/v1/indices/{id}", { params: { path: { id } } })),
  });

export const runQuery = (input: IndexInput) =>
  queryOptions({
    queryKey: ["index-run", ...key(input)],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => unwrap(await api.POST("/api/v1/indices/run", { body: body(input), signal })),
  });

export const sensitivityQuery = (input: IndexInput) =>
  queryOptions({
    queryKey: ["index-sensitivity", ...key(input)],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      unwrap(
        await api.POST("/api/v1/indices/sensitivity", {
          body: { ...body(input), runs: LIVE_RUNS, bootstrap: 100 },
          signal,
        }),
      ),
  });

export const leversQuery = (input: IndexInput, unit: string, year: number | null) =>
  queryOptions({
    queryKey: ["index-levers", ...key(input), unit, year],
    queryFn: async ({ signal }) =>
      unwrap(await api.POST("/api/v1/indices/levers", { body: { ...body(input), unit, year }, signal })),
  });

export const cardQuery = (data: string, place: string, against: string[], accept: boolean) =>
  queryOptions({
    queryKey: ["region-card", table(data), place, against, accept],
    placeholderData: keepPreviousData,
    queryFn: async () =>
      unwrap(await api.POST("/api/v1/indices/card", { body: { data, place, against, accept_years: accept } })),
  });

export type TargetAim = { unit: string; column: string; from: number; until: number; growth: number | null; level: number | null };

export const targetQuery = (data: string, aim: TargetAim) =>
  queryOptions({
    queryKey: ["region-target", table(data), aim],
    placeholderData: keepPreviousData,
    queryFn: async () => unwrap(await api.POST("/api/v1/indices/target", { body: { data, ...aim } })),
  });

export type WhatIf = { unit: string; year: number | null; indicator: string; value: number };

export async function whatIf(input: IndexInput, edits: WhatIf[]) {
  return unwrap(await api.POST("/api/v1/indices/what-if", { body: { ...body(input), edits } }));
}

export async function indexWorkbook(input: IndexInput): Promise<Blob> {
  const { data, error, response } = await api.POST("/api/v1/indices/run.xlsx", { body: body(input), parseAs: "blob" });
  if (error !== undefined || data === undefined) throw new ApiProblem(response.status, error);
  return data as unknown as Blob;
}
