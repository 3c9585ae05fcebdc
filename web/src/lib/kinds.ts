/** Kinds whose list has an address of its own, and what it says first; all others are at /subjects/KIND. */
export type KindPage = { path: "/enterprises" | "/institutions" | "/platforms"; name: string; lead: string };

export const KIND_PAGES: Record<string, KindPage> = {
  enterprise: {
    path: "/enterprises",
    name: "企业",
    lead: "按名称、区县、行业和政策状态查找企业；地址栏里的链接可直接发给同事。",
  },
  institution: { path: "/institutions", name: "高校院所", lead: "本区域的高校、科研院所，事实均注明来源。" },
  platform: {
    path: "/platforms",
    name: "科创平台",
    lead: "基础研究、协同创新与科创载体三层平台，事实均注明来源。",
  },
};

/** Where the import template of a kind, or of one of its lists, is. */
export function templateAddress(kind: string, list?: string): string {
  const query = list ? `?list=${encodeURIComponent(list)}` : "";
  return `/api/v1/kinds/${encodeURIComponent(kind)}/template.xlsx${query}`;
}

/** The address of one subject. */
export function subjectAddress(kind: string, id: string): string {
  const own = KIND_PAGES[kind]?.path;
  const part = encodeURIComponent(id).replaceAll("%3A", ":");
  return own ? `${own}/${part}` : `/subjects/${encodeURIComponent(kind)}/${part}`;
}
