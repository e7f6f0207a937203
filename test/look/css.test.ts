import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What holds the style sheets together: a layer for each, colours and levels by their names, Ant Design left alone. */

const renderer = join(import.meta.dirname, '..', '..', 'renderer');

const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.css$/.test(file));
const parts = files.filter((file) => !file.startsWith('styles/'));
const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
const code = sources.map((file) => readFileSync(join(renderer, file), 'utf8')).join('\n');

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '');
}

function read(file: string): string {
  return withoutComments(readFileSync(join(renderer, file), 'utf8'));
}

/** Properties that a sheet sets; most are tokens. */
const named = new Set(
  files.flatMap((file) => [...read(file).matchAll(/(--[\w-]+):/g)].map(([, name]) => name as string)),
);

/** Properties that a component sets on its elements, for its style sheet to use. */
const setInCode = new Set([...code.matchAll(/'(--[\w-]+)'/g)].map(([, name]) => name as string));

describe('style sheets', () => {
  test('are found at all', () => {
    expect(parts.length).toBeGreaterThan(20);
  });

  test('the order of the layers is said before any of them is filled', () => {
    const page = readFileSync(join(renderer, 'index.html'), 'utf8');
    expect(page).toContain('<style>@layer reset, tokens, antd, base, parts;</style>\n  </head>');
    const first = readFileSync(join(renderer, 'main.tsx'), 'utf8').match(/^import '(.+\.css)';/m)?.[1];
    expect(first).toBe('./styles/tokens.css');
  });

  test.each(parts)('%s is in the layer of parts', (file) => {
    expect(read(file).trim()).toMatch(/^@layer parts \{[\s\S]*\}$/);
    expect(outside(read(file))).toBe('');
  });

  test.each(files.filter((file) => file !== 'styles/tokens.css'))('%s writes out no colour', (file) => {
    expect([...read(file).matchAll(/#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch)\(/gi)].map(String)).toEqual(
      [],
    );
    const colours =
      /(?:color|background|border[\w-]*|outline|fill|stroke|shadow)\s*:[^;]*\b(?:white|black|gr[ae]y|red|blue|green|yellow|orange)\b/gi;
    expect([...read(file).matchAll(colours)].map(String)).toEqual([]);
  });

  test.each(files)('%s puts one thing over another by name', (file) => {
    const levels = [...read(file).matchAll(/z-index:\s*([^;]+);/g)].map(([, level]) => level as string);
    expect(levels.filter((level) => !/^var\(--z-[\w-]+\)$/.test(level))).toEqual([]);
  });

  test.each(files)('%s does not reach into Ant Design', (file) => {
    expect([...read(file).matchAll(/\.ant-[\w-]+/g)].map(String)).toEqual([]);
  });

  test.each(parts.filter((file) => !file.startsWith('grid/')))(
    '%s names no class of the page, whose lines it would move',
    (file) => {
      const page =
        /(?:^|[{},])\s*\.(?:page|row|box|line|field|label|computed|blank|ghost|repeated|marked|linked|mark)\b(?!-)/g;
      expect([...read(file).matchAll(page)].map(String)).toEqual([]);
    },
  );

  test.each(files)('%s uses names that there are', (file) => {
    const used = [...read(file).matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name as string);
    expect(used.filter((name) => !named.has(name) && !setInCode.has(name))).toEqual([]);
  });

  test('every file is imported by what it is for', () => {
    const imported = sources.flatMap((file) =>
      [...readFileSync(join(renderer, file), 'utf8').matchAll(/^import '(.+\.css)';/gm)].map(([, path]) =>
        join(file, '..', path as string).replaceAll('\\', '/'),
      ),
    );
    expect(files.filter((file) => !imported.includes(file))).toEqual([]);
  });
});

/** What of a sheet stands outside of its one block. */
function outside(text: string): string {
  let depth = 0;
  let left = '';
  for (const character of text) {
    if (character === '}') depth--;
    if (depth === 0 && character !== '}') left += character;
    if (character === '{') depth++;
  }
  return left.replace('@layer parts {', '').trim();
}
