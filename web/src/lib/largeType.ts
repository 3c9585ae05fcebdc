// 大字: a choice of the reader that the browser keeps; nothing of it goes anywhere else.

const KEY = "kechuang.large";
const listeners = new Set<() => void>();

/** A browser may refuse to keep anything: then the choice lasts as long as the page. */
function kept(): boolean {
  try {
    return localStorage.getItem(KEY) === "1";
  } catch {
    return false;
  }
}

let large = typeof localStorage !== "undefined" && kept();

export function isLarge(): boolean {
  return large;
}

export function setLarge(next: boolean): void {
  large = next;
  try {
    if (next) localStorage.setItem(KEY, "1");
    else localStorage.removeItem(KEY);
  } catch {
    // Not kept, but in force.
  }
  for (const tell of listeners) tell();
}

export function onLarge(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
