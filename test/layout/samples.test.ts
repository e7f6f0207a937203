import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseFiling } from '../../shared/filing/parse.ts';
import { catalog } from '../../shared/form/catalog/catalog.ts';
import { layout } from '../../shared/layout/layout.ts';

/** Two characters of one number, at the end of a line and the beginning of the next. */
const BROKEN = [/[\d.]$/, /^[\d.%]/] as const;

describe.each(catalog.all.map((form) => [form.id, form] as const))('the sample of %s', (id, form) => {
  const parsed = parseFiling(JSON.parse(readFileSync(`resources/samples/${id}.json`, 'utf8')));
  if ('error' in parsed) throw new Error(parsed.error);
  const sheet = layout(form, parsed.filing, { seal: null, blankRows: false });

  test('has columns wide enough for its numbers', () => {
    const broken = sheet.pages.flatMap(({ boxes }) =>
      boxes.flatMap(({ cell, lines }) => {
        const { number, text, name } = sheet.cells[cell] ?? {};
        const isBroken = lines.some((line, at) => BROKEN[0].test(line) && BROKEN[1].test(lines[at + 1] ?? ''));
        return isBroken && number ? [`${name} ${text}`] : [];
      }),
    );
    expect(broken).toEqual([]);
  });
});
