// What the pages send: checks that store nothing, and imports.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, formData, unwrap } from "./client";
import { watched } from "./jobs";
import { ApiProblem } from "./problem";

export type CheckRequest = { entries: string[]; programmes: string[] };
export type ImportFields = {
  file: File;
  kind: string;
  source: string;
  department?: string;
  authority?: string;
  licence?: string;
  replaces?: string;
  /** YAML text: what columns mean that the headings do not say. */
  mapping?: string;
  basis?: string;
  delivered?: string;
  list?: string;
};

export async function assessFacts(facts: string | Record<string, unknown>) {
  // The document says only "object"; its generated type admits no key at all.
  return unwrap(await api.POST("/api/v1/assess", { body: { facts: facts as string, programmes: [], plan: true } }));
}

/** Most questions the server gives at once. */
const ALL_QUESTIONS = 50;

/** What to ask next about these facts, and how every programme stands as yet. Nothing is stored. */
export async function askNext(facts: Record<string, unknown>) {
  // As in assessFacts: the generated type of an object admits no key.
  const body = { facts: facts as unknown as string, programmes: [], limit: ALL_QUESTIONS };
  return unwrap(await api.POST("/api/v1/questions", { body }));
}

export async function assessSheet(file: File) {
  return unwrap(
    await api.POST("/api/v1/assess/sheet", {
      // The document describes the parts of the form; the serialiser turns them into one.
      body: { file } as never,
      bodySerializer: () => formData({ file }),
    }),
  );
}

export async function checkList(body: CheckRequest) {
  return unwrap(await api.POST("/api/v1/check-list", { body }));
}

export async function checkListWorkbook(body: CheckRequest): Promise<Blob> {
  const { data, error, response } = await api.POST("/api/v1/check-list.xlsx", { body, parseAs: "blob" });
  if (error !== undefined || data === undefined) throw new ApiProblem(response.status, error);
  return data as unknown as Blob;
}

/** Under which the progress of an import is known. */
export const IMPORT_JOB = "import";

export function importTable(fields: ImportFields, signal?: AbortSignal) {
  return watched(IMPORT_JOB, (headers) => sendTable(fields, false, { headers, ...(signal && { signal }) }));
}

/** 预检: what an import would do; nothing is stored. */
export const checkTable = (fields: ImportFields) => sendTable(fields, true);

async function sendTable(fields: ImportFields, dryRun: boolean, how: { headers?: Record<string, string>; signal?: AbortSignal } = {}) {
  return unwrap(
    await api.POST("/api/v1/imports", {
      params: { query: { dry_run: dryRun } },
      body: { file: fields.file.name, source: fields.source } as never,
      bodySerializer: () => formData(fields),
      ...how,
    }),
  );
}

/** What the columns of a table are taken for; nothing is stored. */
export const columnsQuery = (file: File | null, about: { kind: string; list: string; mapping: string }) =>
  queryOptions({
    // A file has no identity of its own: one that was changed has another time or size.
    queryKey: ["import-columns", file?.name, file?.size, file?.lastModified, about],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      unwrap(
        await api.POST("/api/v1/imports/columns", {
          body: { file: file?.name ?? "", source: "" } as never,
          bodySerializer: () => formData({ file, ...about }),
          signal,
        }),
      ),
  });

/** Takes a source out of use from now on; nothing is deleted. */
export async function retireSource(id: string, reason: string) {
  return unwrap(await api.POST("/api/v1/sources/{id}/retirement", { params: { path: { id } }, body: { reason } }));
}
