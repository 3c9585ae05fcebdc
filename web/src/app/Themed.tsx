import { LoadingOutlined } from "@ant-design/icons";
import { App, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import type { ReactNode } from "react";
import { useEffect } from "react";
import { useLarge } from "../lib/useLarge";
import { language } from "../language/translate";
import { largeTheme, theme } from "../theme";

/** Said by nobody: a button keeps its own name while it works, and an icon that is left behind by a motion cut short says nothing. */
const BUTTON = { autoInsertSpace: false, loadingIcon: <LoadingOutlined aria-hidden /> };

/** The look of everything, in plain or large type. */
export function Themed({ children }: { children: ReactNode }) {
  const large = useLarge();
  useEffect(() => {
    // The style sheets count in rem, so that they follow too.
    document.documentElement.classList.toggle("large-type", large);
  }, [large]);
  return (
    <ConfigProvider locale={language === "en" ? enUS : zhCN} theme={large ? largeTheme : theme} componentSize={large ? "large" : "middle"} button={BUTTON}>
      <App className="app-root">{children}</App>
    </ConfigProvider>
  );
}
