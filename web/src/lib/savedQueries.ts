// Queries that a user keeps, in the browser and nowhere else.

export type SavedQuery = { name: string; sql: string };

/** As the browser offers it; a private window may refuse. */
export type Store = Pick<Storage, "getItem" | "setItem">;

const KEY = "kechuang.queries";
/** Names longer than this are cut. */
export const MAX_NAME = 60;
/** More than these nobody finds again. */
export const MAX_QUERIES = 100;

/** What is kept; what cannot be read is nothing. */
export function readQueries(store: Store): SavedQuery[] {
  try {
    const kept: unknown = JSON.parse(store.getItem(KEY) ?? "[]");
    if (!Array.isArray(kept)) return [];
    return kept.flatMap((one: unknown) => {
      const { name, sql } = (one ?? {}) as Record<string, unknown>;
      return typeof name === "string" && typeof sql === "string" ? [{ name, sql }] : [];
    });
  } catch {
    return [];
  }
}

/** A query under a name, in the place of one that has it; the newest first. False where the browser keeps nothing. */
export function keepQuery(store: Store, query: SavedQuery): boolean {
  const name = [...query.name.trim()].slice(0, MAX_NAME).join("");
  const others = readQueries(store).filter((one) => one.name !== name);
  return write(store, [{ name, sql: query.sql }, ...others].slice(0, MAX_QUERIES));
}

export function dropQuery(store: Store, name: string): boolean {
  return write(store, readQueries(store).filter((one) => one.name !== name));
}

function write(store: Store, queries: SavedQuery[]): boolean {
  try {
    store.setItem(KEY, JSON.stringify(queries));
    return true;
  } catch {
    return false;
  }
}
