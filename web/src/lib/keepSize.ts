/** Keeps a chart as large as its frame until the answer is called. A frame without area (hidden, or in the midst of a
 * change of layout) is passed over: ECharts cannot place a map in it, and there is nothing to see. */
export function keepSize(frame: HTMLElement, chart: { resize: () => void }): () => void {
  const sizes = new ResizeObserver(([entry]) => {
    if (entry && entry.contentRect.width > 0 && entry.contentRect.height > 0) chart.resize();
  });
  sizes.observe(frame);
  return () => sizes.disconnect();
}
