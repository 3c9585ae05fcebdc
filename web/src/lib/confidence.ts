/** How sure those who wrote a programme down are of the document's words. */
export const CONFIDENCE: Record<string, string> = { certain: "确定", likely: "转引，待核对原文" };
