import type { Answer } from "../api/model";
import { reasons } from "./answer";

export type Group = { title: string; lead: string; answers: Answer[]; folded: boolean };

/** One failed condition away: everything else holds or is still open. */
export function isNear(answer: Answer): boolean {
  return answer.status === "unmet" && reasons(answer.conditions).filter(({ status }) => status === "unmet").length === 1;
}

/** Answers by what an enterprise does about them: it has it, one thing is wrong, something has to be told; then the rest. */
export function grouped(answers: readonly Answer[]): Group[] {
  const of = (keep: (answer: Answer) => boolean) => answers.filter(keep);
  return [
    { title: "符合", lead: "按现有事实已经满足全部条件", answers: of(({ status }) => status === "met"), folded: false },
    { title: "差一步", lead: "只有一项条件不满足", answers: of(isNear), folded: false },
    { title: "待补充", lead: "补上事实或经过评审才能判断", answers: of(({ status }) => status === "unknown"), folded: false },
    { title: "不符合", lead: "有几项条件不满足", answers: of((own) => own.status === "unmet" && !isNear(own)), folded: true },
    { title: "不适用", lead: "不针对这类主体", answers: of(({ status }) => status === "not_applicable"), folded: true },
  ];
}
