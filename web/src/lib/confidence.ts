/** How sure those who wrote a programme down are of the document's words. */
export const CONFIDENCE: Record<string, string> = { certain: "已核对原文", likely: "待核对原文" };
