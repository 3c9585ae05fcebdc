import { useSyncExternalStore } from "react";
import { isLarge, onLarge } from "./largeType";

/** Whether type and targets are enlarged. */
export const useLarge = () => useSyncExternalStore(onLarge, isLarge);

/** By how much: pictures that are drawn in pixels follow the type around them. */
export const useTypeScale = () => (useLarge() ? 1.25 : 1);
