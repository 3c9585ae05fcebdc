import type { Plugin } from "vite";

export function isShown(id: string): boolean;
export function languages(): Plugin;
