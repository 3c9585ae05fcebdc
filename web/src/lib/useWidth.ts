import { useEffect, useRef, useState } from "react";

/** The width of an element as it changes; a guess until it is measured. */
export function useWidth<T extends HTMLElement>(guess: number) {
  const frame = useRef<T>(null);
  const [width, setWidth] = useState(guess);
  useEffect(() => {
    if (!frame.current) return;
    const resize = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)));
    resize.observe(frame.current);
    return () => resize.disconnect();
  }, []);
  return [frame, width] as const;
}
