// The language of the pages: Chinese, or English as a choice of the reader that the browser keeps. Pages are written in Chinese; the build
// (web/language) has every phrase looked up here, and the names that content gives to kinds, attributes and programmes. Everything else of
// content and data stays as it was written: it is the authentic text.

const KEY = "kechuang.language";

export type Language = "zh" | "en";

/** A browser may refuse to keep anything: then the pages stay Chinese. */
function kept(): Language {
  try {
    return typeof localStorage !== "undefined" && localStorage.getItem(KEY) === "en" ? "en" : "zh";
  } catch {
    return "zh";
  }
}

export const language: Language = kept();

/** By phrase what it is called. `null`: a word of the data, which stays; in a list: one that stays unless it can only be shown. */
type Dictionary = Readonly<Record<string, string | readonly string[] | null>>;

/** Labels are made when a module is loaded, so the dictionary is there before. */
const dictionary: Dictionary = language === "en" ? (await import("./en.json")).default : {};

/** Names that content gives: kinds, attributes, programmes; and the disclaimer. */
const ofData: Dictionary = language === "en" ? (await import("./data.en.json")).default : {};

/** A phrase in the language of the pages, with what is filled in. */
export function phrase(key: string, ...filled: unknown[]): string {
  const entry = dictionary[key];
  const said = (typeof entry === "string" ? entry : entry?.[0]) ?? key;
  return filled.length === 0 ? said : said.replace(/\{(\d+)\}/g, (_, at: string) => String(called(filled[Number(at)])));
}

/** What may be a phrase or a word of the data. */
export function word(key: string): string {
  const entry = dictionary[key];
  return typeof entry === "string" ? entry : key;
}

/** How a name that content gives is called on a page; anything else stays. */
export function called<T>(data: T): T {
  if (typeof data !== "string") return data;
  const own = ofData[data];
  return (typeof own === "string" ? own : data) as T;
}

/** How a word of the data is called that has its entry among the phrases: a facet, a basis. */
export const wordFor = (data: string): string => phrase(data);

/** Things with a name, called so. */
export const named = <T extends { name: string }>(all: readonly T[]): T[] => all.map((one) => ({ ...one, name: called(one.name) }));

/** Chooses a language; every page is made anew in it, where the browser keeps the choice. */
export function setLanguage(next: Language): void {
  try {
    localStorage.setItem(KEY, next);
  } catch {
    return;
  }
  location.reload();
}
