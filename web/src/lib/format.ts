/** How values look on a page. The API sends decimal text in base units; nothing here rounds what decides a condition. */

import { language } from "../language/translate";

const GROUPED = new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 4 });
const COUNT = new Intl.NumberFormat("zh-CN");
/** Ten thousand and a hundred million are no units in English. */
const YUAN = new Intl.NumberFormat("en-GB", { style: "currency", currency: "CNY", notation: "compact", maximumFractionDigits: 2 });

/** 1234567 → 1,234,567. */
export function count(value: number): string {
  return COUNT.format(value);
}

/** A share of a whole for people: 12.3%; 0 and tiny shares stay distinguishable. */
export function share(part: number, whole: number): string {
  if (whole === 0) return "—";
  const percent = (part / whole) * 100;
  if (part > 0 && percent < 0.1) return "<0.1%";
  return `${percent.toLocaleString("zh-CN", { maximumFractionDigits: 1 })}%`;
}

/** Decimal text with its unit; money in 万元 or 亿元 as people read it, e.g. ("12345000", "元") → 1,234.5 万元. */
export function quantity(text: string, unit: string | null | undefined): string {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) return unit ? `${text} ${unit}` : text;
  if (unit === "元") {
    if (language === "en") return YUAN.format(value);
    const size = Math.abs(value);
    if (size >= 1e8) return `${GROUPED.format(value / 1e8)} 亿元`;
    if (size >= 1e4) return `${GROUPED.format(value / 1e4)} 万元`;
    return `${GROUPED.format(value)} 元`;
  }
  // 比例 is how an assessment names the unit of a share: both come as the share itself, 0.05 for 5%.
  if (unit === "%" || unit === "比例") return `${GROUPED.format(value * 100)}%`;
  return unit ? `${GROUPED.format(value)} ${unit}` : GROUPED.format(value);
}

/** `2022..2024` → 2022—2024 年, `2024` → 2024 年, `2023、2024` → 2023、2024 年, anything else as it is. */
export function period(text: string | null | undefined): string {
  if (!text) return "";
  const series = /^(\d{4})\.\.=?(\d{4})$/.exec(text);
  if (series) return series[1] === series[2] ? `${series[1]} 年` : `${series[1]}—${series[2]} 年`;
  return /^\d{4}(、\d{4})*$/.test(text) ? `${text} 年` : text;
}

/** 研发费用（2022—2024 年）. */
export function named(attribute: string, when: string | null | undefined): string {
  const years = period(when);
  return years === "" ? attribute : `${attribute}（${years}）`;
}

/** An RFC 3339 instant as local date and minute; a plain date stays as it is. */
export function moment(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return text;
  const two = (n: number) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Bytes for people. */
export function bytes(n: number): string {
  if (n < 1024) return `${n} B`;
  if (n < 1024 * 1024) return `${(n / 1024).toFixed(1)} KB`;
  return `${(n / 1024 / 1024).toFixed(1)} MB`;
}
