import { type ThemeConfig, theme } from 'antd';

/** How the window looks: what the clerk has chosen, joined with what the system asks for. */
export interface Look {
  dark: boolean;
  contrast: boolean;
  /** Size of the interface's text in px. */
  text: number;
  /** Nothing moves by itself. */
  still: boolean;
}

/** The colours that Ant Design works its own out of; each is the property of the same name in styles/tokens.css. */
export const colours = {
  light: {
    canvas: '#f0f2f5',
    surface: '#ffffff',
    text: '#1f2329',
    'text-2': '#555b66',
    line: '#d9dce1',
    'line-2': '#eceef1',
    'line-strong': '#8c929c',
    accent: '#1d5c96',
    'accent-soft': '#d9e8f6',
    'accent-text': '#1d5c96',
    'on-accent': '#ffffff',
    tip: '#2b3038',
    error: '#b3261e',
    warning: '#8a5a00',
    ok: '#176f31',
  },
  dark: {
    canvas: '#16181c',
    surface: '#1f2227',
    text: '#e6e8eb',
    'text-2': '#a7adb8',
    line: '#3b414b',
    'line-2': '#2f343c',
    'line-strong': '#7d8594',
    accent: '#6aa9e0',
    'accent-soft': '#1f3b56',
    'accent-text': '#7db8ef',
    'on-accent': '#10151b',
    tip: '#e6e8eb',
    error: '#ff8a80',
    warning: '#e8b44a',
    ok: '#6cc985',
  },
  contrast: {
    canvas: '#ebebeb',
    surface: '#ffffff',
    text: '#000000',
    'text-2': '#000000',
    line: '#000000',
    'line-2': '#000000',
    'line-strong': '#000000',
    accent: '#0000d0',
    'accent-soft': '#ffff00',
    'accent-text': '#0000d0',
    'on-accent': '#ffffff',
    tip: '#000000',
    error: '#a00000',
    warning: '#5a3a00',
    ok: '#004d1a',
  },
  darkContrast: {
    canvas: '#000000',
    surface: '#000000',
    text: '#ffffff',
    'text-2': '#ffffff',
    line: '#ffffff',
    'line-2': '#ffffff',
    'line-strong': '#ffffff',
    accent: '#9cc9ff',
    'accent-soft': '#00408a',
    'accent-text': '#9cc9ff',
    'on-accent': '#000000',
    tip: '#ffffff',
    error: '#ff9d94',
    warning: '#ffd166',
    ok: '#7ee29b',
  },
};

/** Ant Design's theme for a look. Its rules stand in a layer of their own (antd-styles.ts), so none are made here. */
export function antdTheme({ dark, contrast, text, still }: Look): ThemeConfig {
  const of = colours[contrast ? (dark ? 'darkContrast' : 'contrast') : dark ? 'dark' : 'light'];
  // White over white is told apart by its edge.
  const edge = contrast
    ? {
        boxShadow: `0 0 0 2px ${of.line}`,
        boxShadowSecondary: `0 0 0 2px ${of.line}`,
        controlOutline: of.accent,
        controlItemBgHover: of['accent-soft'],
        colorTextDisabled: dark ? '#b3b3b3' : '#595959',
        colorTextQuaternary: of.text,
      }
    : {};
  return {
    zeroRuntime: true,
    hashed: false,
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    components: {
      // No control is smaller than 24 px.
      Slider: { railSize: 8, handleSize: 12, ...(contrast && { railBg: of['line-strong'] }) },
      Switch: { trackHeight: 24, trackHeightSM: 24, handleSizeSM: 20, trackMinWidthSM: 44 },
      // Nothing but its edge shows where an empty one is.
      Checkbox: { colorBorder: of['line-strong'] },
      Radio: { colorBorder: of['line-strong'] },
      // The line between two panes, which would be that of what is pointed at.
      Splitter: contrast ? { controlItemBgHover: of.line } : {},
      Segmented: contrast ? { itemSelectedBg: of.accent, itemSelectedColor: of['on-accent'] } : {},
    },
    token: {
      // Short enough that nobody waits for it.
      motionUnit: 0.05,
      motion: !still,
      fontFamily: 'var(--interface)',
      fontSize: text,
      // A line of text is 8 px higher than its letters.
      controlHeight: Math.max(32, text + 18),
      controlHeightSM: Math.max(24, text + 10),
      controlHeightLG: Math.max(40, text + 26),
      borderRadius: 6,
      colorPrimary: of.accent,
      colorInfo: of.accent,
      colorError: of.error,
      colorWarning: of.warning,
      colorSuccess: of.ok,
      colorLink: of['accent-text'],
      colorLinkHover: of['accent-text'],
      colorTextBase: of.text,
      colorText: of.text,
      colorTextSecondary: of['text-2'],
      colorTextTertiary: of['text-2'],
      colorTextDescription: of['text-2'],
      colorTextPlaceholder: of['text-2'],
      colorTextLightSolid: of['on-accent'],
      colorBgBase: of.surface,
      colorBgLayout: of.canvas,
      colorBgContainer: of.surface,
      // A tooltip has the text of a filled button.
      colorBgSpotlight: of.tip,
      colorBgElevated: of.surface,
      colorBorder: of.line,
      colorBorderSecondary: of['line-2'],
      colorSplit: of['line-2'],
      // The ring of what has the focus.
      colorPrimaryBorder: of.accent,
      controlItemBgActive: of['accent-soft'],
      controlItemBgActiveHover: of['accent-soft'],
      ...edge,
    },
  };
}
