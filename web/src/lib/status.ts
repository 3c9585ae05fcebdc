import type { Status } from "../api/model";

/** The four statuses in the order people look for them. */
export const STATUSES: readonly Status[] = ["met", "unmet", "unknown", "not_applicable"];

export const STATUS_WORD: Record<Status, string> = {
  met: "符合",
  unmet: "不符合",
  unknown: "待定",
  not_applicable: "不适用",
};

/** What the status means, for a visitor who meets it for the first time. */
export const STATUS_MEANING: Record<Status, string> = {
  met: "按现有事实，全部条件都满足",
  unmet: "至少有一项必要条件不满足",
  unknown: "还缺事实或需要专家评审，暂时不能判断",
  not_applicable: "这项政策不针对这类主体",
};

export function isStatus(text: unknown): text is Status {
  return typeof text === "string" && (STATUSES as readonly string[]).includes(text);
}
