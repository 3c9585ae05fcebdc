import { Button } from "antd";
import { language, setLanguage } from "../language/translate";

/** The other language, in its own words. */
export function LanguageSwitch() {
  const other = language === "zh" ? "en" : "zh";
  return (
    <Button className="language-switch" lang={OTHER[other].lang} onClick={() => setLanguage(other)}>
      {OTHER[other].word}
    </Button>
  );
}

const OTHER = { en: { lang: "en", word: "English" }, zh: { lang: "zh-CN", word: "中文" } };
