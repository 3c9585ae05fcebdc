// Reports that are read, and documents that are written. Neither stores anything.
import { queryOptions } from "@tanstack/react-query";
import { api, formData, unwrap } from "./client";
import type { ParameterChange, PopulationListing, ReportFormat, StatedFigure } from "./model";
import { ApiProblem } from "./problem";

export async function readReport(file: File) {
  return unwrap(
    await api.POST("/api/v1/reports/read", {
      body: { file } as never,
      // With the text: findings and figures say where in it they stand.
      bodySerializer: () => formData({ file, text: "true" }),
    }),
  );
}

export type Confirmed = { figures: StatedFigure[]; source: string; checked: string };

/** The sheet that `kechuang report read --out` writes, of the figures that a person confirmed. */
export async function confirmedFigures(body: Confirmed): Promise<Blob> {
  const { data, error, response } = await api.POST("/api/v1/reports/figures.csv", { body, parseAs: "blob" });
  if (error !== undefined || data === undefined) throw new ApiProblem(response.status, error);
  return data as unknown as Blob;
}

export const templatesQuery = queryOptions({
  queryKey: ["report-templates"],
  queryFn: async () => unwrap(await api.GET("/api/v1/reports/templates")),
});

export type WriteOrder = {
  template: string;
  format: ReportFormat;
  subject?: string;
  kind?: string;
  programme?: string;
  set?: ParameterChange[];
  listing?: PopulationListing;
  parameters: Record<string, string>;
  as_of?: string;
};

export async function writeReport(order: WriteOrder, signal: AbortSignal): Promise<Blob> {
  const { data, error, response } = await api.POST("/api/v1/reports/write", { body: order, parseAs: "blob", signal });
  if (error !== undefined || data === undefined) throw new ApiProblem(response.status, error);
  return data as unknown as Blob;
}
