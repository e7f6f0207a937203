import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { antdTheme, colours } from '../../renderer/theme.ts';

/** Ant Design works its colours out of ours, so both are told here and must say the same. */

const sheet = readFileSync(join(import.meta.dirname, '..', '..', 'renderer', 'styles', 'tokens.css'), 'utf8');

/** Where the properties of a look are set: in the last of these rules that names one. */
const rules: Record<keyof typeof colours, string[]> = {
  light: [':root'],
  dark: [':root', '.dark'],
  contrast: [':root', '.high-contrast'],
  darkContrast: [':root', '.dark', '.high-contrast', '.high-contrast.dark'],
};

function properties(selectors: string[]): Record<string, string> {
  return Object.assign(
    {},
    ...selectors.map((selector) => {
      const begin = sheet.indexOf(`\n  ${selector} {`);
      expect(begin, selector).toBeGreaterThan(0);
      const body = sheet.slice(begin, sheet.indexOf('\n  }', begin));
      return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]));
    }),
  );
}

/** Contrast of two colours as WCAG 2 reckons it. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other].map(luminance).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe.each(Object.keys(colours) as (keyof typeof colours)[])('the %s look', (look) => {
  const all = properties(rules[look]);

  test('has the same colours in the theme and in the style sheet', () => {
    for (const [name, colour] of Object.entries(colours[look])) expect(all[name], name).toBe(colour);
  });

  test('can be read: every text stands out from what it is written on', () => {
    const least = look === 'light' || look === 'dark' ? 4.5 : 7;
    const pairs = [
      ...['canvas', 'surface', 'surface-2', 'hover', 'accent-soft', 'found'].map((behind) => ['text', behind]),
      ...['canvas', 'surface', 'surface-2'].flatMap((behind) =>
        ['text-2', 'accent-text', 'error', 'warning', 'hint', 'ok'].map((text) => [text, behind]),
      ),
      ...['error', 'warning', 'ok'].flatMap((kind) => [
        [kind, `${kind}-soft`],
        ['text', `${kind}-soft`],
      ]),
      ['on-accent', 'accent'],
      ['on-tip', 'tip'],
      ['ink', 'paper'],
      ['ink', 'paper-edited'],
      ['ink-2', 'paper-computed'],
    ];
    const faint = pairs.filter(([text = '', behind = '']) => contrast(all[text] ?? '', all[behind] ?? '') < least);
    expect(faint).toEqual([]);
  });

  test('shows where the focus is', () => {
    for (const behind of ['canvas', 'surface', 'surface-2'])
      expect(contrast(all.accent ?? '', all[behind] ?? ''), behind).toBeGreaterThanOrEqual(3);
  });
});

test('nothing moves where the system asks for stillness', () => {
  const look = { dark: false, contrast: false, text: 14 };
  expect(antdTheme({ ...look, still: true }).token?.motion).toBe(false);
  expect(antdTheme({ ...look, still: false }).token?.motion).toBe(true);
});
