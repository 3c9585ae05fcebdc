import { count } from "../../lib/format";
import { kindColour } from "../../lib/shades";
import type { Layer } from "./scene";

/** 滨江区 with a coloured number for each kind; null where no subject is known to this district only. */
export function roughLabel(
  name: string,
  counts: ReadonlyMap<string, number> | undefined,
  layers: readonly Layer[],
): HTMLButtonElement {
  const told = layers.flatMap(({ kind, name: word }) => {
    const n = counts?.get(kind) ?? 0;
    return n > 0 ? [{ kind, word, n }] : [];
  });
  const button = document.createElement("button");
  button.type = "button";
  button.className = told.length > 0 ? "map-badge" : "map-badge map-badge-bare";
  const said = told.map(({ word, n }) => `${word} ${count(n)}`).join("，");
  // Its name is what is seen; what the numbers mean is told beside it.
  button.title = said ? `${name}：只知到区县的${said}` : name;
  const label = document.createElement("b");
  label.textContent = name;
  button.append(label);
  for (const { kind, n } of told) {
    button.append(" ");
    const number = document.createElement("span");
    number.style.setProperty("--dot", kindColour(kind));
    number.textContent = count(n);
    button.append(number);
  }
  return button;
}
