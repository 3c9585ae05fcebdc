import { Button } from "antd";
import { language, setLanguage } from "../language/translate";

/** The other language, in its own words. */
export function LanguageSwitch() {
  const other = language === "zh" ? "en" : "zh";
  return (
    <Button className="language-switch" lang={OTHER[other].lang} aria-label={OTHER[other].name} onClick={() => setLanguage(other)}>
      {OTHER[other].short}
    </Button>
  );
}

const OTHER = { en: { lang: "en", name: "EN English", short: "EN" }, zh: { lang: "zh-CN", name: "中文", short: "中文" } };
