import type { TemplateInfo } from "../api/model";

/** What a template has to be told, by what it reads. */
export type Needs = { subject: boolean; programme: boolean; listing: boolean; reform: boolean };

const READS = {
  subject: ["subject", "assessments", "path"],
  programme: ["population", "list"],
  listing: ["list"],
  reform: ["population"],
} as const;

export function needsOf({ reads }: Pick<TemplateInfo, "reads">): Needs {
  const any = (names: readonly string[]) => names.some((name) => reads.includes(name));
  return { subject: any(READS.subject), programme: any(READS.programme), listing: any(READS.listing), reform: any(READS.reform) };
}

/** What a template is for, without the words of the command line. */
export function purposeOf({ description }: Pick<TemplateInfo, "description">): string {
  return description.replace(/（[^（）]*--[^（）]*）/g, "");
}
