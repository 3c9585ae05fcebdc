import type { ThemeConfig } from "antd";

/** Deep enough that white on it, and it on white or on the page's grey, pass WCAG AA (antd's default blue does not). */
export const PRIMARY = "#0b4a9e";

/** Text colours: each at least 4.5 : 1 on white and on the page background. */
export const INK = { strong: "#17202c", plain: "#2b3644", quiet: "#586474" } as const;

export const theme: ThemeConfig = {
  token: {
    colorPrimary: PRIMARY,
    colorLink: PRIMARY,
    // Derived lighter, it would not stand out from a tinted row.
    colorLinkHover: "#083a7d",
    colorLinkActive: "#062c5f",
    colorInfo: PRIMARY,
    colorSuccess: "#1b6e3c",
    colorWarning: "#8a5300",
    colorError: "#b3261e",
    // Derived from such deep colours antd's own tints come out muddy.
    colorInfoBg: "#eaf1fb",
    colorInfoBorder: "#bfd3ef",
    colorSuccessBg: "#e9f5ee",
    colorSuccessBorder: "#b7dcc5",
    colorWarningBg: "#fdf4e3",
    colorWarningBorder: "#ecd09a",
    colorErrorBg: "#fcefee",
    colorErrorBorder: "#efc1be",
    colorPrimaryBg: "#eaf1fb",
    controlItemBgActive: "#eaf1fb",
    controlItemBgHover: "#f1f4f8",
    colorText: INK.plain,
    colorTextHeading: INK.strong,
    colorTextSecondary: INK.quiet,
    colorTextTertiary: INK.quiet,
    colorTextDescription: INK.quiet,
    colorTextPlaceholder: "#667284",
    colorBgLayout: "#f4f6f9",
    colorBorderSecondary: "#e3e8ef",
    colorBorder: "#c3ccd8",
    borderRadius: 6,
    fontSize: 14,
    fontFamily:
      '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif',
    motionDurationMid: "0.12s",
    motionDurationSlow: "0.18s",
  },
  components: {
    Table: { headerBg: "#f4f6f9", headerColor: INK.quiet, cellPaddingBlockSM: 7, rowHoverBg: "#eef4fc" },
    Tabs: { horizontalItemPaddingSM: "8px 0" },
    Card: { headerFontSize: 15, headerHeight: 46, bodyPadding: 18 },
  },
};

/** 大字: everything a step larger, targets of at least 44 px. */
export const largeTheme: ThemeConfig = {
  ...theme,
  token: { ...theme.token, fontSize: 18, controlHeight: 44, controlHeightLG: 48, controlHeightSM: 38, lineHeight: 1.6 },
};
