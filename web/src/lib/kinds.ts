/** Where the subjects of a kind are listed, and what their page says first. */
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

/** The address of one subject's page. */
export function subjectPath(kind: string): `${KindPage["path"]}/$id` {
  return `${KIND_PAGES[kind]?.path ?? "/enterprises"}/$id`;
}
