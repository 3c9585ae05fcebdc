/** Every page that the header leads to: address, name, and how it is found by 拼音首字母. */
export const ENTRIES = [
  ["/", "区域总览", "qyzl"],
  ["/map", "一张图", "yzt"],
  ["/enterprises", "企业", "qy"],
  ["/institutions", "高校院所", "gxys"],
  ["/platforms", "科创平台", "kcpt"],
  ["/resources", "资源", "zy"],
  ["/programmes", "政策", "zc"],
  ["/populations", "全体主体", "qtzt"],
  ["/indices", "区域指数", "qyzs"],
  ["/reports", "报告", "bg"],
  ["/self-check", "自测", "zc"],
  ["/check-list", "名单核查", "mdhc"],
  ["/data", "数据", "sj"],
] as const;

export type Entry = (typeof ENTRIES)[number];

/** Pages whose name or initials begin with what was typed. */
export function pagesFor(typed: string): Entry[] {
  const text = typed.trim().toLowerCase();
  if (text === "") return [];
  return ENTRIES.filter(([, name, initials]) => name.toLowerCase().includes(text) || initials.startsWith(text));
}
