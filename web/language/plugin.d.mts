import type { Plugin } from "vite";

export const PAGES: string;
export function isShown(id: string): boolean;
export function languages(): Plugin;
