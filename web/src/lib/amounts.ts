// Money of a population: bounds where facts are unknown, never a guess.
import type { PopulationAmount } from "../api/model";
import { count, quantity } from "./format";

/** +1.2 万元, -500 万元: a change. */
export const signedMoney = (text: string): string => (Number(text) > 0 ? `+${quantity(text, "元")}` : quantity(text, "元"));

/** 3.2 亿元; 1.2 亿元 至 3.5 亿元; 至少 1.2 亿元，4 家的金额没有上限. `change`: with a sign, as a difference. */
export function bounds(amount: PopulationAmount, change = false): string {
  const { min, max, unbounded } = amount;
  const say = (text: string) => (change ? signedMoney(text) : quantity(text, "元"));
  if (min !== null && max !== null) return min === max ? say(min) : `${say(min)} 至 ${say(max)}`;
  const open = unbounded > 0 ? `，${count(unbounded)} 家的金额没有界` : "";
  if (min !== null && Number(min) === 0 && unbounded > 0) return `未知：${count(unbounded)} 家的金额没有界`;
  if (min !== null) return `至少 ${say(min)}${open}`;
  if (max !== null) return `至多 ${say(max)}${open}`;
  return `算不出上下限${open}`;
}
