import createClient from "openapi-fetch";
import { ApiProblem } from "./problem";
import type { paths } from "./schema";

/** The API of the server that this page came from; no other origin is ever asked. */
export const api = createClient<paths>({ baseUrl: "/" });

type Outcome<T> = { data?: T; error?: unknown; response: Response };

/** The data, or the server's own words as an {@link ApiProblem}. */
export function unwrap<T>({ data, error, response }: Outcome<T>): T {
  if (error !== undefined || data === undefined) throw new ApiProblem(response.status, error);
  return data;
}

/** A multipart body: openapi-fetch would write files as JSON. Empty fields are left out. */
export function formData(fields: Record<string, unknown>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof File) form.append(name, value, value.name);
    else if (typeof value === "string" && value.trim() !== "") form.append(name, value.trim());
  }
  return form;
}
