import { useEffect, useState } from "react";

/** What of a list is shown now, where not all of it fits: one page after the other. */
export function pageOf<T>(items: readonly T[], size: number, turn: number): { shown: readonly T[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const page = turn % pages;
  return { shown: items.slice(page * size, (page + 1) * size), page: page + 1, pages };
}

/** Counts up every so often. */
export function useTurns(milliseconds: number): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((before) => before + 1), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds]);
  return turn;
}
