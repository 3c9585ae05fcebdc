// Requests that may take long: how far each has come is heard as server-sent events; hanging up stops it.
import { useSyncExternalStore } from "react";
import type { Schemas } from "./model";

export type JobProgress = Schemas["JobProgress"];

/** A quick request opens no second connection. */
const PATIENCE_MS = 400;

const running = new Map<string, JobProgress>();
const listeners = new Set<() => void>();

function tell(key: string, progress: JobProgress | null): void {
  if (progress) running.set(key, progress);
  else running.delete(key);
  for (const listener of listeners) listener();
}

/** Does work whose request bears the given headers; until it is done its progress is known under `key`. */
export async function watched<T>(key: string, work: (headers: Record<string, string>) => Promise<T>): Promise<T> {
  const name = crypto.randomUUID();
  let source: EventSource | undefined;
  const begin = setTimeout(() => {
    source = new EventSource(`/api/v1/jobs/${name}`);
    source.onmessage = ({ data }: MessageEvent<string>) => tell(key, JSON.parse(data) as JobProgress);
    source.addEventListener("end", () => source?.close());
    // Only the progress is lost: the request itself says what went wrong.
    source.onerror = () => source?.close();
  }, PATIENCE_MS);
  try {
    return await work({ "kechuang-job": name });
  } finally {
    clearTimeout(begin);
    source?.close();
    tell(key, null);
  }
}

/** How far the work with this key has come; nothing where it is done, or has not taken long yet. */
export function useJob(key: string): JobProgress | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => running.get(key),
  );
}
